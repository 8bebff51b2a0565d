//! People, found by the start of their name: with whom something can be shared.
//!
//! Not here: the accounts themselves (`identity::routes::users`).

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    app::App,
    error::Result,
    http::{Json, Query, Routes, Text},
    identity::{CurrentUser, username, users},
    input,
};

/// People that one answer names.
const MOST: i64 = 20;

pub(super) fn routes() -> Routes {
    Routes::new("identity").get(
        "/api/users/",
        find_people,
        "Active users by the start of their name, 20 at most.",
    )
}

input! {
    /// Who is looked for.
    struct Start {
        /// The start of a name, in any case of a to z; without one nobody is found.
        q: Option<Text<0, { username::LONGEST }>>,
    }
}

/// Somebody, as everybody may know them.
#[derive(Serialize, JsonSchema)]
struct Person {
    /// The user's id.
    id: i64,
    /// The user's name.
    username: String,
}

async fn find_people(
    State(app): State<App>,
    _: CurrentUser,
    Query(Start { q }): Query<Start>,
) -> Result<Json<Vec<Person>>> {
    let start = q.map(Text::into_string).unwrap_or_default();
    if start.is_empty() {
        return Ok(Json(Vec::new()));
    }
    let found = app.db.read(move |tx| users::named(tx, &start, MOST)).await?;
    Ok(Json(found.into_iter().map(|(id, username)| Person { id, username }).collect()))
}
