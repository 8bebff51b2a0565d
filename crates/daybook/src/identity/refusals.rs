//! Why a credential was refused, in the words of DRF and `SimpleJWT`.
//!
//! Not here: refusals that have nothing to do with who asks (`crate::error`).

use http::StatusCode;
use serde_json::json;

use super::{csrf, token::jwt};
use crate::error::Error;

/// 401 with one sentence, and a challenge.
pub(super) fn unauthorised(detail: &'static str) -> Error {
    Error::bad_credentials(json!({ "detail": detail }))
}

/// 401: `Bearer` without exactly one token.
pub(super) fn bearer_header() -> Error {
    Error::bad_credentials(json!({
        "detail": "Authorization header must contain two space-delimited values",
        "code": "bad_authorization_header",
    }))
}

/// 401: an access token that opens nothing.
pub(super) fn access_token(why: jwt::Refusal) -> Error {
    if why == jwt::Refusal::NoUser {
        return token(&why.to_string());
    }
    Error::bad_credentials(json!({
        "detail": "Given token not valid for any token type",
        "code": "token_not_valid",
        "messages": [{ "token_class": "AccessToken", "token_type": "access", "message": why.to_string() }],
    }))
}

/// 401: a token in a body that buys nothing.
pub(super) fn token(detail: &str) -> Error {
    Error::bad_credentials(json!({ "detail": detail, "code": "token_not_valid" }))
}

/// 403: a request that a page of somebody else may have sent.
pub(super) fn forged(why: &csrf::Refusal) -> Error {
    Error::detail(StatusCode::FORBIDDEN, format!("CSRF Failed: {why}"))
}
