//! People, found by the start of their name: with whom something can be shared.
//!
//! Not here: the accounts themselves (`identity::routes::users`).

use axum::extract::State;
use daybook_db::Tx;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    app::App,
    error::Result,
    http::{AnyOf, Integer, Json, Query, Routes, Text},
    identity::{CurrentUser, username, users},
    input,
};

/// People that one answer names, who are found by a name.
const MOST: i64 = 20;
/// People that are named by their ids.
const MOST_IDS: usize = 50;

pub(super) fn routes() -> Routes {
    Routes::new("identity").get(
        "/api/users/",
        find_people,
        "Active users by the start of their name, 20 at most; or users by their ids.",
    )
}

input! {
    /// Who is looked for.
    struct Start {
        /// The start of a name, in any case of a to z; without one nobody is found.
        q: Option<Text<0, { username::LONGEST }>>,
        /// Those with these ids, with commas between; the first 50 are looked at.
        id: Option<AnyOf<Integer<{ i64::MIN }, { i64::MAX }>>>,
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
    Query(Start { q, id }): Query<Start>,
) -> Result<Json<Vec<Person>>> {
    let start = q.map(Text::into_string).unwrap_or_default();
    let ids: Vec<_> = id.into_iter().flat_map(|ids| ids.0).take(MOST_IDS).collect();
    let find = move |tx: &mut Tx<'_>| -> Result<Vec<Person>> {
        let mut people = Vec::new();
        for id in &ids {
            let found = users::find(tx, id.get())?;
            people.extend(found.map(|user| Person { id: user.id, username: user.username }));
        }
        if !start.is_empty() {
            let named = users::named(tx, &start, MOST)?.into_iter();
            people.extend(named.map(|(id, username)| Person { id, username }));
        }
        Ok(people)
    };
    app.db.read(find).await.map(Json)
}
