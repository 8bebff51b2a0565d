//! Being logged in, as a type: a handler that takes one of these is guarded.

use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Guard, Operation},
};
use axum::extract::FromRequestParts;
use http::request::Parts;
use schemars::SchemaGenerator;

/// Who is logged in; made by the extractor alone.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    /// The user.
    pub id: i64,
}

impl FromRequestParts<App> for CurrentUser {
    type Rejection = Error;

    async fn from_request_parts(_: &mut Parts, _: &App) -> Result<Self> {
        Err(Error::not_authenticated())
    }
}

impl Describe for CurrentUser {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.guard = Guard::User;
    }
}
