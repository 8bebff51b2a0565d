//! What stands before every handler, and after it: request id, host, CORS, challenges, conditional requests,
//! security headers, panics, the log line and the numbers.
//!
//! Not here: who asks (`identity`), limits of bodies (`http::body`) and connections (`http::serve`).

use super::{
    etag::{self, Known},
    peer::{Connection, Peer},
    place::Served,
};
use crate::{
    app::App,
    error::{Challenged, Error, Opaque},
};
use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use std::{
    fmt::Write as _,
    panic::AssertUnwindSafe,
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What pages and scripts may do: load from here alone, run nothing inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers that each answer gets here.
const ADDED: usize = 8;

const EXPOSED: &str = "ETag, Link, Daybook-Seq, Retry-After, Location, X-Request-Id";

/// Stands before and after what answers.
pub async fn shield(
    app: &App,
    connection: Connection,
    mut request: Request,
    answer: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let started = Instant::now();
    let peer = Peer::read(connection, request.uri(), request.headers(), &app.config);
    let secure = peer.secure;
    let method = request.method().clone();
    let preflight = is_preflight(&method, request.headers());
    let known = (method == Method::GET).then(|| Known::of(request.headers()));
    let origin = (!app.config.cors_allowed_origins.is_empty())
        .then(|| request.headers().get(header::ORIGIN).cloned());
    let allowed = peer.host_is_allowed(&app.config.allowed_hosts);
    let served = Served::default();
    request.extensions_mut().insert(peer);
    request.extensions_mut().insert(served.clone());

    let mut response = if !allowed {
        Error::bad_request("This host name is not served here. See ALLOWED_HOSTS.").into_response()
    } else if preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        match AssertUnwindSafe(async { answer(request).await }).catch_unwind().await {
            Ok(response) => response,
            Err(_) => Error::internal("a handler panicked").into_response(),
        }
    };
    if let Some(known) = known {
        response = etag::tag(&known, response).await;
    }
    response.headers_mut().reserve(ADDED);
    let id = request_id();
    if response.extensions_mut().remove::<Opaque>().is_some() {
        response = with_request_id(response, &id);
    }
    let place = served.place();
    if response.extensions_mut().remove::<Challenged>().is_some()
        && let Some(place) = place
    {
        let challenge = HeaderValue::from_static(place.challenge);
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    if let Some(origin) = origin {
        cors(app, origin, preflight, response.headers_mut());
    }
    security(secure, response.headers_mut());

    let route = place.map_or("none", |place| place.path);
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    app.metrics.request(&method, route, status, elapsed);
    tracing::debug!(%id, %method, route, status, micros = elapsed.as_micros(), "request");
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Unique in this process; with the process's start in front, among all that a log holds.
fn request_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    static PREFIX: LazyLock<String> =
        LazyLock::new(|| format!("{:08x}-", getrandom::u32().unwrap_or(0)));
    let mut id = String::with_capacity(PREFIX.len() + 16);
    id.push_str(&PREFIX);
    _ = write!(id, "{:x}", NEXT.fetch_add(1, Ordering::Relaxed));
    id
}

fn with_request_id(response: Response, id: &str) -> Response {
    tracing::error!(id, "the request that failed");
    let (head, _) = response.into_parts();
    let body = serde_json::json!({ "detail": "Internal server error.", "request_id": id });
    Response::from_parts(head, body.to_string().into())
}

fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS
        && headers.contains_key(header::ORIGIN)
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Lets scripts of the configured origins read answers; a named origin may send cookies too.
fn cors(app: &App, origin: Option<HeaderValue>, preflight: bool, response: &mut HeaderMap) {
    let allowed = &app.config.cors_allowed_origins;
    response.append(header::VARY, HeaderValue::from_static("Origin"));
    let Some(origin) = origin else { return };
    let named = allowed.iter().any(|it| it.as_bytes() == origin.as_bytes());
    if named {
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    } else if allowed.iter().any(|it| it == "*") {
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    } else {
        return;
    }
    response.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    if preflight {
        let methods = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE, OPTIONS");
        response.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        let headers = HeaderValue::from_static(
            "Accept, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-CSRFToken",
        );
        response.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, headers);
        response.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    }
}

fn security(secure: bool, headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let unless_said = [
        (header::REFERRER_POLICY, "same-origin"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::CACHE_CONTROL, "private, no-cache"),
    ];
    for (name, value) in unless_said {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
}
