//! `/logout`: a link ends the session, but not one on a page of somebody else.

use super::{flash::Flash, form::Form, shell::Page, visitor::Visitor};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Operation},
    identity::sessions::Why,
};
use askama::Template;
use axum::extract::{FromRequestParts, State};
use http::request::Parts;
use schemars::SchemaGenerator;

/// Whether another site sent the visitor here.
pub(super) struct CrossSite(bool);

impl FromRequestParts<App> for CrossSite {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self(parts.headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site")))
    }
}

impl Describe for CrossSite {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}

#[derive(Template)]
#[template(path = "logout.html")]
struct LogoutPage<'a> {
    visitor: &'a Visitor,
}

pub(super) async fn show_logout(
    State(app): State<App>,
    visitor: Visitor,
    CrossSite(cross_site): CrossSite,
) -> Result<Page> {
    if cross_site && visitor.user.is_some() {
        return visitor.page(&app, "Sign out", None, &LogoutPage { visitor: &visitor }).await;
    }
    end(&app, &visitor).await
}

pub(super) async fn post_logout(State(app): State<App>, form: Form<()>) -> Result<Page> {
    end(&app, &form.visitor).await
}

async fn end(app: &App, visitor: &Visitor) -> Result<Page> {
    if visitor.end_session(app, Why::LoggedOut).await? {
        visitor.tell(Flash::SignedOut);
    }
    visitor.forget_session();
    Ok(Page::see("/login"))
}
