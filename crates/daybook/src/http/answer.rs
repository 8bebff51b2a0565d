//! What a handler answers when all is well: a status and a body, as types.
//!
//! Not here: refusals (`crate::error`), lists and their pages (`http::list`).

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use schemars::JsonSchema;
use serde::Serialize;

/// An answer whose status is known from its type, and whose body is JSON or nothing.
pub trait Answer: Send + 'static {
    /// The status.
    const STATUS: StatusCode;
    /// What the body is made of; `()` for none.
    type Body: JsonSchema;

    /// The body as JSON text; `None` for an empty one.
    fn body(&self) -> serde_json::Result<Option<Vec<u8>>>;
}

/// 200 with a JSON body.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// 201 with a JSON body.
#[derive(Debug)]
pub struct Created<T>(pub T);

/// 204, empty.
#[derive(Debug)]
pub struct NoContent;

/// 205, empty.
#[derive(Debug)]
pub struct ResetContent;

impl<T: Serialize + JsonSchema + Send + 'static> Answer for Json<T> {
    const STATUS: StatusCode = StatusCode::OK;
    type Body = T;

    fn body(&self) -> serde_json::Result<Option<Vec<u8>>> {
        serde_json::to_vec(&self.0).map(Some)
    }
}

impl<T: Serialize + JsonSchema + Send + 'static> Answer for Created<T> {
    const STATUS: StatusCode = StatusCode::CREATED;
    type Body = T;

    fn body(&self) -> serde_json::Result<Option<Vec<u8>>> {
        serde_json::to_vec(&self.0).map(Some)
    }
}

impl Answer for NoContent {
    const STATUS: StatusCode = StatusCode::NO_CONTENT;
    type Body = ();

    fn body(&self) -> serde_json::Result<Option<Vec<u8>>> {
        Ok(None)
    }
}

impl Answer for ResetContent {
    const STATUS: StatusCode = StatusCode::RESET_CONTENT;
    type Body = ();

    fn body(&self) -> serde_json::Result<Option<Vec<u8>>> {
        Ok(None)
    }
}

/// The response of a body that is ready: JSON when there is one.
pub(super) fn respond(status: StatusCode, body: Option<Vec<u8>>) -> Response {
    match body {
        Some(json) => {
            let kind = HeaderValue::from_static("application/json");
            (status, [(header::CONTENT_TYPE, kind)], json).into_response()
        }
        None => status.into_response(),
    }
}

/// The response of an answer.
pub(super) fn answer<A: Answer>(answer: &A) -> Response {
    match answer.body() {
        Ok(body) => respond(A::STATUS, body),
        Err(error) => crate::Error::internal(error).into_response(),
    }
}

macro_rules! into_response {
    ($($({$($generics:tt)*})? $type:ty),*) => {$(
        impl $(<$($generics)*>)? IntoResponse for $type {
            fn into_response(self) -> Response {
                answer(&self)
            }
        }
    )*};
}

into_response!({T: Serialize + JsonSchema + Send + 'static} Json<T>, {T: Serialize + JsonSchema + Send + 'static} Created<T>, NoContent, ResetContent);
