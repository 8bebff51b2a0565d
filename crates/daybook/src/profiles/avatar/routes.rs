//! `GET /api/avatars/<name>.webp`: whoever has the name may see the picture, for as long as it is there.
//!
//! Not here: how a picture changes (`profiles::routes`).

use super::{prepare::read, store};
use crate::{
    App, Error, Result,
    http::{Conditional, Describe, Field, Operation, Query, Raw, Refusal, etag, refuse, text},
    input,
};
use axum::{
    extract::{FromRequestParts, RawPathParams, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, header, request::Parts};
use schemars::SchemaGenerator;
use serde_json::{Value, json};

/// The name in a path.
pub(in crate::profiles) struct Name(String);

impl FromRequestParts<App> for Name {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let params =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::not_found())?;
        let file = params.iter().find_map(|(param, file)| (param == "name").then_some(file));
        let name = file.and_then(|file| file.strip_suffix(".webp"));
        let name = name.filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        name.map(|name| Self(name.to_owned())).ok_or_else(Error::not_found)
    }
}

impl Describe for Name {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.push(json!({
            "name": "name", "in": "path", "required": true, "schema": { "type": "string" },
            "description": "The name of a picture, as `profileimg` tells it.",
        }));
        operation.answers.push((404, None));
    }
}

/// The side of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::profiles) enum Side {
    Large,
    Small,
}

impl Field for Side {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        match text(raw)?.as_str() {
            "512" => Ok(Self::Large),
            "64" => Ok(Self::Small),
            other => refuse(format!("\"{other}\" is not a valid choice.")),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "enum": ["512", "64"] })
    }
}

input! {
    /// How large a picture is wanted.
    pub(in crate::profiles) struct Size {
        /// The side in pixels; 512 unless said.
        size: Option<Side>,
    }
}

pub(in crate::profiles) async fn find_avatar(
    State(app): State<App>,
    Name(name): Name,
    Query(Size { size }): Query<Size>,
    conditional: Conditional,
) -> Result<Webp> {
    let small = size == Some(Side::Small);
    let found = app.db.read(move |tx| store::find(tx, &name, small)).await?;
    let bytes = read(&app, found.ok_or_else(Error::not_found)?).await?;
    let tag = etag::of_parts(&[&bytes]);
    Ok(if conditional.has(&tag) { Webp::Known(tag) } else { Webp::Bytes(tag, bytes) })
}

/// A picture, or that the client has it; with its tag.
pub(in crate::profiles) enum Webp {
    Known(HeaderValue),
    Bytes(HeaderValue, Bytes),
}

impl IntoResponse for Webp {
    fn into_response(self) -> Response {
        // A name never gets another picture; only who has it keeps it.
        let caching = [(header::CACHE_CONTROL, "private, max-age=31536000, immutable")];
        let headers = [
            (header::CONTENT_TYPE, "image/webp"),
            (header::CONTENT_DISPOSITION, "inline; filename=\"avatar.webp\""),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        ];
        match self {
            Self::Known(tag) => (caching, etag::not_modified(tag)).into_response(),
            Self::Bytes(tag, bytes) => {
                (caching, [(header::ETAG, tag)], headers, bytes).into_response()
            }
        }
    }
}

impl Describe for Webp {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        let binary = json!({ "type": "string", "contentMediaType": "image/webp" });
        operation.answers.push((200, Some(("image/webp", binary))));
    }
}
