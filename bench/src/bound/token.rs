//! HS256: the signature is checked, and the expiry.
//!
//! Not here: sessions.

use std::{sync::LazyLock, time::SystemTime};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

static KEY: LazyLock<Hmac<Sha256>> = LazyLock::new(|| {
    Hmac::new_from_slice(b"for measurements only").unwrap_or_else(|_| unreachable!("any length"))
});

#[derive(Deserialize)]
struct Claims {
    user_id: i64,
    exp: u64,
}

#[expect(clippy::disallowed_methods, reason = "the bound has no clock to set")]
fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// A token for a day.
pub(crate) fn issue(user: i64) -> String {
    let claims = format!(r#"{{"user_id":{user},"exp":{}}}"#, now() + 86_400);
    let signed = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims));
    let signature = KEY.clone().chain_update(&signed).finalize().into_bytes();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The user of a token.
pub(crate) fn verify(token: &str) -> Option<i64> {
    let (signed, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    KEY.clone().chain_update(signed).verify_slice(&signature).ok()?;
    let claims = URL_SAFE_NO_PAD.decode(signed.split_once('.')?.1).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    (claims.exp > now()).then_some(claims.user_id)
}
