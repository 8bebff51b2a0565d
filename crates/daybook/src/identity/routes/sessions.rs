//! One's logins: where they are, and ending them.

use axum::extract::State;

use crate::{
    app::App,
    error::{Error, Result},
    http::{Id, List, NoContent, Routes},
    identity::{
        CurrentUser,
        client::Client,
        cookies::Jar,
        sessions::{self, Listed, Why},
    },
    streams::{DAYBOOK_SEQ, Stream, cursor, daybook_seq},
};

pub(super) fn routes() -> Routes {
    Routes::new("identity")
        .get("/api/auth/sessions/", list_sessions, "One's logins, newest first.")
        .delete("/api/auth/sessions/{id}/", delete_session, "Ends a login, wherever it is open.")
}

async fn list_sessions(State(app): State<App>, user: CurrentUser) -> Result<List<Listed>> {
    let now = app.clock.now();
    let read = app.db.read(move |tx| {
        let seq = daybook_seq("me", &cursor(tx, Stream::User(user.id))?)?;
        Ok::<_, Error>((seq, sessions::list(tx, user.id, user.session, now)?))
    });
    let (seq, listed) = read.await?;
    Ok(List::part(&listed, None)?.with(DAYBOOK_SEQ, seq))
}

async fn delete_session(
    State(app): State<App>,
    user: CurrentUser,
    client: Client,
    jar: Jar,
    Id(id): Id,
) -> Result<NoContent> {
    let (identity, owner, now) = (app.identity.clone(), user.id, app.clock.now());
    let ended = app.db.write(move |tx| sessions::end(tx, &identity, owner, id, Why::Chosen, now));
    if !ended.await? {
        return Err(Error::not_found());
    }
    if user.by_cookie && user.session == Some(id) {
        jar.clear_session(client.peer.secure);
    }
    Ok(NoContent)
}
