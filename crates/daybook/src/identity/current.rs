//! Being logged in, as a type: a handler that takes one of these is guarded.
//!
//! Invariant: only the extractors make one, by `authenticate`.
//! Not here: what a credential is (`authenticate`), membership of rooms (`chat`).

use axum::extract::FromRequestParts;
use http::request::Parts;
use schemars::SchemaGenerator;

use super::{
    authenticate::{Forgery, authenticate},
    security_log,
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Guard, Operation},
};

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentUser {
    /// The user.
    pub id: i64,
    /// The user's name.
    pub username: String,
    /// Whether the user is staff.
    pub is_staff: bool,
    /// Whether the user is a superuser.
    pub is_superuser: bool,
    /// The session; `None` for Basic, which has none.
    pub session: Option<i64>,
    /// Whether a browser's cookies vouch for the user.
    pub by_cookie: bool,
}

impl CurrentUser {
    /// Whether what is private to a user is theirs to see and change: it is for that user, and for staff.
    pub fn may_see(&self, user: i64) -> bool {
        self.id == user || self.is_staff
    }
}

impl FromRequestParts<App> for CurrentUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        authenticate(app, parts, Forgery::Refused).await?.ok_or_else(Error::not_authenticated)
    }
}

impl Describe for CurrentUser {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.guard = Guard::User;
    }
}

/// Who is logged in and staff.
#[derive(Clone, Debug)]
pub struct Staff(pub CurrentUser);

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let user = CurrentUser::from_request_parts(parts, app).await?;
        if user.is_staff {
            return Ok(Self(user));
        }
        security_log::refused(Some(user.id), "staff's request refused");
        Err(Error::forbidden())
    }
}

impl Describe for Staff {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.guard = Guard::Staff;
    }
}
