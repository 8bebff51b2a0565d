//! The built app's files, compressed as the client likes, kept for ever when their names say so.

use super::shell::Page;
use crate::{
    error::Error,
    http::etag::{Known, not_modified},
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use daybook_web::{Asset, asset};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use std::borrow::Cow;

/// Serves a file of the app, or says that nothing is there.
pub async fn serve_asset(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let found = asset(uri.path().trim_start_matches('/'));
    match found {
        Some(found) if matches!(method, Method::GET | Method::HEAD) => respond(found, &headers),
        Some(_) => Error::method_not_allowed(&method, "GET, HEAD").into_response(),
        None => not_found(&uri, &headers),
    }
}

fn respond(asset: Asset, request: &HeaderMap) -> Response {
    let (bytes, encoding) = choose(asset.bytes, asset.brotli, asset.gzip, request);
    let tag = asset.etag.trim_matches('"');
    let tag = match encoding {
        Some(encoding) => format!("\"{tag}-{encoding}\""),
        None => format!("\"{tag}\""),
    };
    let Ok(tag) = HeaderValue::try_from(tag) else { return Error::not_found().into_response() };
    let caching =
        if asset.immutable { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let mut response = if Known::of(request).has(&tag) {
        not_modified(tag)
    } else {
        let mut response = bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        headers.insert(header::ETAG, tag);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

type Bytes = Cow<'static, [u8]>;

fn choose(
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    request: &HeaderMap,
) -> (Bytes, Option<&'static str>) {
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepts = |name: &str| {
        let mut offers = accepted.unwrap_or_default().split(',');
        offers.any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts.next() == Some(name) && parts.next() != Some("q=0")
        })
    };
    match (brotli, gzip) {
        (Some(brotli), _) if accepts("br") => (brotli, Some("br")),
        (_, Some(gzip)) if accepts("gzip") => (gzip, Some("gzip")),
        _ => (plain, None),
    }
}

#[derive(Template)]
#[template(path = "not_found.html")]
struct NotFoundPage;

/// A person gets a page, a program JSON.
fn not_found(uri: &Uri, headers: &HeaderMap) -> Response {
    let accept =
        headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_api =
        ["/api", "/logs", "/user", "/ws"].iter().any(|prefix| uri.path().starts_with(prefix));
    if is_api || !accept.contains("text/html") {
        return Error::not_found().into_response();
    }
    let page = Page::standalone("Not found", &NotFoundPage);
    page.map(|page| page.with_status(StatusCode::NOT_FOUND)).into_response()
}
