//! Whose log a path names, and who may see it.
//!
//! Not here: who asks (`identity`).

use crate::{
    App, Error, Result,
    http::{Describe, Id, Operation},
    identity::CurrentUser,
};
use axum::extract::FromRequestParts;
use http::{StatusCode, request::Parts};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::json;

/// The user whose logs the path names, for who may see them: that user, and staff.
pub(super) struct Whose {
    pub(super) owner: i64,
    pub(super) viewer: CurrentUser,
}

impl FromRequestParts<App> for Whose {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let viewer = CurrentUser::from_request_parts(parts, app).await?;
        let Id(owner) = Id::from_request_parts(parts, app).await?;
        if owner != viewer.id && !viewer.is_staff {
            return Err(Error::forbidden());
        }
        Ok(Self { owner, viewer })
    }
}

impl Describe for Whose {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        CurrentUser::describe(operation, schemas);
        Id::describe(operation, schemas);
        if let Some(id) = operation.parameters.last_mut() {
            id["description"] = json!("The id of a user.");
        }
    }
}

/// The id of a log in a path; what is no id is not found in the words of [`Refused`].
pub(super) struct LogId(pub(super) i64);

impl FromRequestParts<App> for LogId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match Id::from_request_parts(parts, app).await {
            Ok(Id(id)) => Ok(Self(id)),
            Err(_) => Err(not_found()),
        }
    }
}

impl Describe for LogId {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Id::describe(operation, schemas);
        operation.answers::<Refused>(404, schemas);
    }
}

/// `{"error": …}`: how a change of a status is refused.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described")]
pub(super) struct Refused {
    error: String,
}

/// 404: not there, or somebody else's.
pub(super) fn not_found() -> Error {
    Error::answer(StatusCode::NOT_FOUND, json!({ "error": "Not found" }))
}

/// 400: it cannot be so far.
pub(super) fn invalid_status() -> Error {
    Error::answer(StatusCode::BAD_REQUEST, json!({ "error": "Invalid status" }))
}
