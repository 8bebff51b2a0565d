//! What mailed links open: `/password/reset/…`, `/username/reset/…` and `/activate/…`.
//!
//! Invariants: looking changes nothing, for programs look at mails too; the address, which is the
//! secret, is told to no other page; a link that does not work says only that.
//! Not here: asking for a link (`forgot`), what it is made of (`identity::mail_token`).

mod activation;
mod password;
mod username;

use super::{flash::Flash, shell::Page, visitor::Visitor};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Operation},
    identity::{mail_link, mail_token::Purpose, users::User},
};
use askama::Template;
use axum::extract::{FromRequestParts, RawPathParams};
use http::{StatusCode, request::Parts};
use schemars::SchemaGenerator;
use serde_json::json;

pub(super) use activation::{post_activation, show_activation};
pub(super) use password::{post_new_password, show_new_password};
pub(super) use username::{post_new_username, show_new_username};

/// The two last parts of a link.
pub(super) struct Link {
    uid: String,
    token: String,
}

impl FromRequestParts<App> for Link {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::not_found())?;
        let part =
            |wanted| params.iter().find_map(|(name, value)| (name == wanted).then_some(value));
        match (part("uid"), part("token")) {
            (Some(uid), Some(token)) => Ok(Self { uid: uid.into(), token: token.into() }),
            _ => Err(Error::not_found()),
        }
    }
}

impl Describe for Link {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.extend(["uid", "token"].map(|name| {
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
        }));
        operation.answers.push((404, Some(("text/html", json!({ "type": "string" })))));
    }
}

impl Link {
    /// Whose it is, while it works.
    async fn owner(&self, app: &App, purpose: Purpose) -> Result<Option<User>> {
        match mail_link::open(app, &self.uid, &self.token, purpose).await {
            Ok(user) => Ok(Some(user)),
            Err(error) if error.status() == StatusCode::BAD_REQUEST => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[derive(Template)]
#[template(path = "stale_link.html")]
struct StalePage<'a> {
    visitor: &'a Visitor,
    /// Where another is asked for.
    again: Option<&'a str>,
}

fn stale(visitor: &Visitor, again: Option<&str>) -> Result<Page> {
    let page = Page::standalone("A link that does not work", &StalePage { visitor, again })?;
    Ok(page.with_status(StatusCode::NOT_FOUND).hidden())
}

/// What was asked for is done: on to the login, or back to the form with what is wrong.
fn answer(
    done: Result<bool>,
    visitor: &Visitor,
    flash: Flash,
    again: Option<&str>,
    form: impl FnOnce(&Error) -> Result<Page>,
) -> Result<Page> {
    match done {
        Ok(true) => {
            visitor.tell(flash);
            Ok(Page::see("/login"))
        }
        Ok(false) => stale(visitor, again),
        Err(error) if error.status().is_server_error() => Err(error),
        Err(error) => form(&error),
    }
}
