//! `/settings`: my sessions, and the end of each.

use super::{
    flash::Flash,
    form::Form,
    shell::Page,
    visitor::{Member, Visitor, login_then},
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Integer, Refuses},
    identity::sessions::{self, Listed, Why},
    input,
};
use askama::Template;
use axum::extract::State;

input! {
    /// Which session ends.
    pub(super) struct EndSession {
        session: Integer<1, { i64::MAX }>,
    }
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage<'a> {
    visitor: &'a Visitor,
    sessions: &'a [Listed],
}

pub(super) async fn show_settings(State(app): State<App>, member: Member) -> Result<Page> {
    let (user, current, now) = (member.user.id, member.user.session, app.clock.now());
    let sessions = app.db.read(move |tx| sessions::list(tx, user, current, now)).await?;
    let plain = SettingsPage { visitor: &member.visitor, sessions: &sessions };
    member.visitor.page(&app, "Settings", None, &plain).await
}

pub(super) async fn post_settings(
    State(app): State<App>,
    _: Refuses<404>,
    form: Form<EndSession>,
) -> Result<Page> {
    let Some(user) = form.visitor.user.clone() else {
        return Ok(Page::see(&login_then("/settings")));
    };
    let id = form.body.read()?.session.get();
    let (identity, now) = (app.identity.clone(), app.clock.now());
    let ended = app.db.write(move |tx| sessions::end(tx, &identity, user.id, id, Why::Chosen, now));
    if !ended.await? {
        return Err(Error::not_found());
    }
    form.visitor.tell(Flash::SessionEnded);
    if user.session == Some(id) {
        form.visitor.forget_session();
        return Ok(Page::see("/login"));
    }
    Ok(Page::see("/settings"))
}
