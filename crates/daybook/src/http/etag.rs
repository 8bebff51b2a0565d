//! Conditional requests: an `ETag` on every object and list, and 304 for who has it already.
//!
//! The default is a weak hash of the body. A list that reads one stream alone is tagged by the
//! stream's head instead ([`of_parts`]), so that a 304 does not read it.

use super::{
    Peer,
    describe::{Describe, Operation},
};
use crate::{app::App, error::Error};
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use http_body::Body as _;
use http_body_util::BodyExt;
use schemars::SchemaGenerator;
use serde_json::json;
use sha2::{Digest, Sha256};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The tags of what a client has already, as its request names them.
#[derive(Clone, Debug)]
pub struct Known {
    /// Most name all in one header, or nothing.
    first: Option<HeaderValue>,
    rest: Vec<HeaderValue>,
}

impl Known {
    /// What these headers name.
    pub fn of(request: &HeaderMap) -> Self {
        let mut given = request.get_all(header::IF_NONE_MATCH).iter().cloned();
        Self { first: given.next(), rest: given.collect() }
    }

    /// Whether this tag is among them.
    pub fn has(&self, tag: &HeaderValue) -> bool {
        let opaque = |text| str::trim_start_matches(str::trim(text), "W/");
        let tag = opaque(tag.to_str().unwrap_or_default());
        let lists = self.first.iter().chain(&self.rest).filter_map(|value| value.to_str().ok());
        lists.flat_map(|list| list.split(',')).any(|it| it.trim() == "*" || opaque(it) == tag)
    }
}

/// What a GET asks for, and which of its answers the client has already.
#[derive(Clone, Debug)]
pub struct Conditional {
    target: String,
    known: Known,
}

impl Conditional {
    /// The tag of an answer to this address that is decided by these parts.
    pub fn tag(&self, parts: &[&[u8]]) -> HeaderValue {
        let parts: Vec<_> =
            [self.target.as_bytes()].into_iter().chain(parts.iter().copied()).collect();
        of_parts(&parts)
    }

    /// Whether the client has what this tag names.
    pub fn has(&self, tag: &HeaderValue) -> bool {
        self.known.has(tag)
    }
}

impl FromRequestParts<App> for Conditional {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        // Pages name each other by whole addresses.
        let target = format!("{}{}", Peer::of(parts).origin(&app.config), parts.uri);
        Ok(Self { target, known: Known::of(&parts.headers) })
    }
}

impl Describe for Conditional {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameters.push(json!({
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The `ETag` of an answer that the client has.",
            "schema": { "type": "string" },
        }));
        operation.answers.push((304, None));
    }
}

/// A weak tag of the parts that decide an answer; the build is one of them always.
pub fn of_parts(parts: &[&[u8]]) -> HeaderValue {
    let mut hash = Sha256::new().chain_update(env!("CARGO_PKG_VERSION"));
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut tag = String::with_capacity(28);
    tag.push_str("W/\"");
    for byte in &hash.finalize()[..12] {
        tag.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
    }
    tag.push('"');
    HeaderValue::try_from(tag).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
}

/// 304 with the tag.
pub fn not_modified(tag: HeaderValue) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response.headers_mut().insert(header::ETAG, tag);
    response
}

/// Tags a JSON answer to a GET whose body is whole, and answers 304 when the client has it.
pub(super) async fn tag(known: &Known, response: Response) -> Response {
    let is_json =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it == "application/json");
    let is_whole = response.body().size_hint().exact().is_some();
    if response.status() != StatusCode::OK || !is_json || !is_whole {
        return response;
    }
    if let Some(tag) = response.headers().get(header::ETAG) {
        return if known.has(tag) { unchanged(response) } else { response };
    }
    let (mut head, body) = response.into_parts();
    let Ok(body) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return Error::busy().into_response();
    };
    let tag = of_parts(&[&body]);
    let is_known = known.has(&tag);
    head.headers.insert(header::ETAG, tag);
    let response = Response::from_parts(head, body.into());
    if is_known { unchanged(response) } else { response }
}

/// The answer without what the client has already.
fn unchanged(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = axum::body::Body::empty();
    response.headers_mut().remove(header::CONTENT_TYPE);
    response
}
