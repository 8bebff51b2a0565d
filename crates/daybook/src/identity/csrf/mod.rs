//! Forged requests: the double-submitted token, as Django's forms and scripts send it, and the
//! headers in which a browser says where a request comes from. Pure functions.
//!
//! Invariants: the cookie is a secret of 32 letters and digits; a form holds it masked anew each
//! time (so that compression tells nothing); a request that carries cookies must say that it comes
//! from us, by `Origin`, `Sec-Fetch-Site` or `Referer`.
//! Not here: which requests are checked (`authenticate`, and the pages for their forms).

mod origin;
mod pair;

use http::{HeaderMap, header, request::Parts};

pub use origin::{Provenance, Site, normal_origin};
pub use pair::{check, is_secret, mask, new_secret};

use super::{Identity, cookies, security_log};
use crate::http::Peer;

/// Checks an unsafe request: its `Origin` if it has one, then cookie and token. One that cookies
/// log in must also say where it comes from; an anonymous form is believed by its token alone.
///
/// # Errors
/// When it may have been sent by a page of somebody else.
pub fn check_request(
    identity: &Identity,
    parts: &Parts,
    token: Option<&str>,
    logged_in: bool,
) -> Result<(), Refusal> {
    believed(identity, parts, token, logged_in).inspect_err(|_| refused())
}

fn believed(
    identity: &Identity,
    parts: &Parts,
    token: Option<&str>,
    logged_in: bool,
) -> Result<(), Refusal> {
    let peer = Peer::of(parts);
    let site = site(&peer, identity);
    let from = provenance(&parts.headers);
    if from.origin.is_some() {
        site.check(&from)?;
    }
    check(cookies::read(&parts.headers, cookies::CSRF), token)?;
    if logged_in || from.referer.is_some() || from.fetch_site.is_some() {
        site.check(&from)
    } else {
        Ok(())
    }
}

/// Checks a handshake that cookies log in: it needs our own `Origin`.
///
/// # Errors
/// When it has none, or another's.
pub fn check_handshake(identity: &Identity, parts: &Parts) -> Result<(), Refusal> {
    let origin = provenance(&parts.headers).origin.unwrap_or("null");
    let peer = Peer::of(parts);
    let from = Provenance { origin: Some(origin), ..Provenance::default() };
    site(&peer, identity).check(&from).inspect_err(|_| refused())
}

fn refused() {
    security_log::refused(None, "forged request refused");
}

fn site<'a>(peer: &'a Peer, identity: &'a Identity) -> Site<'a> {
    Site {
        scheme: if peer.secure { "https" } else { "http" },
        host: &peer.host,
        trusted: &identity.trusted_origins,
    }
}

fn provenance(headers: &HeaderMap) -> Provenance<'_> {
    let text =
        |name| headers.get(name).map(|value: &http::HeaderValue| value.to_str().unwrap_or("null"));
    Provenance {
        origin: text(header::ORIGIN),
        fetch_site: text(http::HeaderName::from_static("sec-fetch-site")),
        referer: text(header::REFERER),
    }
}

/// Why a request is taken for a forgery; the texts are Django's, after `CSRF Failed: `.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No cookie.
    #[error("CSRF cookie not set.")]
    NoCookie,
    /// Neither a form field nor a header.
    #[error("CSRF token missing.")]
    NoToken,
    /// Not the cookie's.
    #[error("CSRF token incorrect.")]
    WrongToken,
    /// Sent from a page of somebody else.
    #[error("Origin checking failed - {0} does not match any trusted origins.")]
    ForeignOrigin(String),
    /// Sent from a page of somebody else.
    #[error("Referer checking failed - {0} does not match any trusted origins.")]
    ForeignReferer(String),
    /// Nothing says where it was sent from.
    #[error("Referer checking failed - no Referer.")]
    Unknown,
}
