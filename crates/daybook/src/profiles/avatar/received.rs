//! A change that may bring a file: one that is too large is told as what is wrong with that field.

use super::{super::model::ProfileChanges, too_large};
use crate::{
    App, Error, Result,
    http::{Change, Describe, Operation},
};
use axum::extract::{FromRequest, Request};
use http::{StatusCode, header};
use schemars::SchemaGenerator;

/// A change of a profile, not yet opened.
pub struct Received(pub Change<ProfileChanges>);

impl FromRequest<App> for Received {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let media = request.headers().get(header::CONTENT_TYPE);
        let has_files = media.is_some_and(|media| media.as_bytes().starts_with(b"multipart/"));
        let is_too_large = |error: &Error| error.status() == StatusCode::PAYLOAD_TOO_LARGE;
        match Change::from_request(request, app).await {
            Ok(change) => Ok(Self(change)),
            Err(error) if has_files && is_too_large(&error) => {
                Err(Error::field("profileimg", too_large(app.config.upload_limit)))
            }
            Err(error) => Err(error),
        }
    }
}

impl Describe for Received {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Change::<ProfileChanges>::describe(operation, schemas);
    }
}
