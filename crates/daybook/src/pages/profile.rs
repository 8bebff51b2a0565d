//! `/profilepage`: who I am.

use super::{
    shell::Page,
    visitor::{Member, Visitor},
};
use crate::{
    app::App,
    error::{Error, Result},
    identity::users::User,
};
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage<'a> {
    visitor: &'a Visitor,
    account: &'a User,
}

pub(super) async fn show_profile(State(app): State<App>, member: Member) -> Result<Page> {
    let account = member.visitor.account(&app).await?.ok_or_else(Error::not_found)?;
    let plain = ProfilePage { visitor: &member.visitor, account: &account };
    member.visitor.page(&app, "Profile", None, &plain).await
}
