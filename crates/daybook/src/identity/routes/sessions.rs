//! One's logins: where they are, and ending them.

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    app::App,
    error::{Error, Result},
    http::{Id, Json, NoContent, Routes},
    identity::{
        CurrentUser,
        client::Client,
        cookies::Jar,
        sessions::{self, Listed},
    },
    time::Timestamp,
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .get("/api/auth/sessions/", list_sessions, "One's logins, newest first.")
        .delete("/api/auth/sessions/{id}/", delete_session, "Ends a login, wherever it is open.")
}

/// A login.
#[derive(Debug, Serialize, JsonSchema)]
struct Session {
    id: i64,
    /// What carries it: `token`, `jwt` or `browser`.
    kind: String,
    created_at: Timestamp,
    /// Give or take five minutes.
    last_seen: Timestamp,
    expires_at: Timestamp,
    address: String,
    agent: String,
    /// Whether this request came with it.
    current: bool,
}

impl Session {
    fn new(listed: Listed, current: Option<i64>) -> Self {
        Self {
            id: listed.id,
            kind: listed.kind,
            created_at: listed.created_at,
            last_seen: listed.last_seen,
            expires_at: listed.expires_at,
            address: listed.address,
            agent: listed.agent,
            current: current == Some(listed.id),
        }
    }
}

async fn list_sessions(State(app): State<App>, user: CurrentUser) -> Result<Json<Vec<Session>>> {
    let now = app.clock.now();
    let listed = app.db.read(move |tx| Ok::<_, Error>(sessions::list(tx, user.id, now)?)).await?;
    Ok(Json(listed.into_iter().map(|listed| Session::new(listed, user.session)).collect()))
}

async fn delete_session(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    jar: Jar,
    Id(id): Id,
) -> Result<NoContent> {
    let (identity, owner) = (app.identity.clone(), user.id);
    if !app.db.write(move |tx| Ok::<_, Error>(sessions::end(tx, &identity, owner, id)?)).await? {
        return Err(Error::not_found());
    }
    if user.by_cookie && user.session == Some(id) {
        jar.clear_session(client.peer.secure);
    }
    Ok(NoContent)
}
