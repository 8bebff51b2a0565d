//! The cookies of a browser's session, read and set.
//!
//! Invariants: what opens anything is `HttpOnly`; all are `SameSite=Lax` and, behind TLS,
//! `Secure`; the CSRF cookie can be read by our scripts, which is its purpose; with a session goes
//! what the browser has kept of its answers.
//! Not here: who is logged in by them (`authenticate`).

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Request},
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use parking_lot::Mutex;
use schemars::SchemaGenerator;

use crate::{
    app::App,
    error::{Error, Result},
    http::{Describe, Operation},
};

/// The access JWT.
pub const ACCESS: &str = "access_token";
/// The refresh JWT.
pub const REFRESH: &str = "refresh_token";
/// The CSRF secret.
pub const CSRF: &str = "csrftoken";
/// The word of a message for the next page.
pub const FLASH: &str = "flash";
/// The mark of a known device.
pub const DEVICE: &str = "device";

/// Seconds that the CSRF and device cookies live.
const YEAR: i64 = 365 * 24 * 3_600;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// Answers that were read. Not `storage`: writes that still wait to be sent would be lost with it.
/// Not `cookies`: a known device stays known.
const ANSWERS: HeaderValue = HeaderValue::from_static("\"cache\"");

/// A cookie's value. Of several of the same name the first counts: its path is the nearest.
#[must_use]
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// The cookies that a request's answer will set; whoever handles it may add to them.
#[derive(Clone, Debug, Default)]
pub struct Jar(Arc<Mutex<Contents>>);

#[derive(Debug, Default)]
struct Contents {
    cookies: Vec<Cookie>,
    ends_session: bool,
}

#[derive(Clone, Debug)]
struct Cookie {
    name: &'static str,
    text: String,
}

impl Jar {
    /// The jar of a request.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        parts.extensions.get().cloned().unwrap_or_default()
    }

    /// Sets the two cookies of a session.
    pub fn set_session(&self, secure: bool, access: &str, refresh: &str) {
        self.set_access(secure, access);
        self.put(REFRESH, refresh, super::REFRESH_LIFETIME, "; HttpOnly", secure);
    }

    /// Sets the access cookie anew. It stays as long as the refresh cookie, which outlives it.
    pub fn set_access(&self, secure: bool, access: &str) {
        self.put(ACCESS, access, super::REFRESH_LIFETIME, "; HttpOnly", secure);
    }

    /// Takes the two cookies of a session away, and the answers that the browser has kept.
    pub fn clear_session(&self, secure: bool) {
        self.0.lock().ends_session = true;
        self.put(ACCESS, "", 0, "; HttpOnly", secure);
        self.put(REFRESH, "", 0, "; HttpOnly", secure);
    }

    /// Sets the CSRF cookie.
    pub fn set_csrf(&self, secure: bool, secret: &str) {
        self.put(CSRF, secret, YEAR, "", secure);
    }

    /// Sets the word of a message for the next page, or takes it away.
    pub fn set_flash(&self, secure: bool, word: Option<&str>) {
        let seconds = if word.is_some() { 60 } else { 0 };
        self.put(FLASH, word.unwrap_or_default(), seconds, "; HttpOnly", secure);
    }

    /// Marks the device as known.
    pub fn set_device(&self, secure: bool, mark: &str) {
        self.put(DEVICE, mark, YEAR, "; HttpOnly", secure);
    }

    fn put(&self, name: &'static str, value: &str, seconds: i64, only: &str, secure: bool) {
        let secure = if secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{only}{secure}");
        let mut contents = self.0.lock();
        contents.cookies.retain(|cookie| cookie.name != name);
        contents.cookies.push(Cookie { name, text });
    }
}

impl FromRequestParts<App> for Jar {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self::of(parts))
    }
}

impl Describe for Jar {
    fn describe(_: &mut Operation, _: &mut SchemaGenerator) {}
}

/// Gives a request a jar, and its answer what is in it.
pub async fn gather(
    mut request: Request,
    answer: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let jar = Jar::default();
    request.extensions_mut().insert(jar.clone());
    let mut response = answer(request).await;
    let mut jar = jar.0.lock();
    if jar.ends_session {
        response.headers_mut().insert(CLEAR_SITE_DATA, ANSWERS);
    }
    for cookie in jar.cookies.drain(..) {
        if let Ok(value) = HeaderValue::try_from(cookie.text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_of_many() {
        let mut headers = HeaderMap::new();
        headers
            .append(header::COOKIE, HeaderValue::from_static("a=1; access_token=x.y; csrftoken=z"));
        headers.append(header::COOKIE, HeaderValue::from_static("a=2;b"));
        assert_eq!(read(&headers, "access_token"), Some("x.y"));
        assert_eq!(read(&headers, "a"), Some("1"));
        assert_eq!(read(&headers, "b"), None);
        assert_eq!(read(&headers, "token"), None);
    }

    #[test]
    fn the_last_word_on_a_cookie_counts() {
        let jar = Jar::default();
        jar.set_access(true, "one");
        jar.clear_session(true);
        let texts: Vec<_> = jar.0.lock().cookies.iter().map(|cookie| cookie.text.clone()).collect();
        assert_eq!(
            texts,
            [
                "access_token=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure",
                "refresh_token=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly; Secure",
            ]
        );
    }
}
