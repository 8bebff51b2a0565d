//! JSON Web Tokens as `SimpleJWT` writes them, HS256 and nothing else.
//!
//! Invariants: a token's text is a pure function of its grant and the key, so a successor can be
//! told again without having been stored; the signature is compared in constant time and before
//! anything else of the token is read; no header can choose another algorithm.
//! Not here: revocation. A token that verifies still has to have a living session.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::Mac;
use serde::Deserialize;

use super::claims::{Claims, Header};
use crate::identity::keys::{Keys, tag};
use crate::identity::random::hex;

/// `{"alg":"HS256","typ":"JWT"}`
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
/// Longer texts are no tokens of ours.
const LONGEST: usize = 2_000;

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Opens requests.
    Access,
    /// Buys a new pair.
    Refresh,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }
}

/// Everything that a token's text depends on, save the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Whose.
    pub user: i64,
    /// The session that it carries.
    pub session: i64,
    /// How often the session's refresh token has been rotated.
    pub generation: i64,
    /// When, in microseconds.
    pub at: i64,
    /// For how many seconds.
    pub lifetime: i64,
}

/// What a verified token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Whose.
    pub user: i64,
    /// The session that it carries.
    pub session: i64,
    /// The rotation that it belongs to.
    pub generation: i64,
    /// Until when, in seconds since 1970.
    pub expires: i64,
}

/// Why a token is refused; the texts are `SimpleJWT`'s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not ours, or tampered with.
    #[error("Token is invalid")]
    Invalid,
    /// Ours, and too old.
    #[error("Token is expired")]
    Expired,
    /// A refresh token where an access token belongs, or the other way round.
    #[error("Token has wrong type")]
    WrongType,
    /// Signed, but it names no user.
    #[error("Token contained no recognizable user identification")]
    NoUser,
}

/// Writes a token.
#[must_use]
pub fn issue(keys: &Keys, kind: Kind, grant: &Grant) -> String {
    let issued = grant.at.div_euclid(1_000_000);
    let id = tag(
        &keys.jwt_id,
        &[
            kind.name().as_bytes(),
            &grant.session.to_le_bytes(),
            &grant.generation.to_le_bytes(),
            &grant.at.to_le_bytes(),
        ],
    );
    let claims = format!(
        r#"{{"token_type":"{}","exp":{},"iat":{issued},"jti":"{}","user_id":"{}","sid":{},"generation":{}}}"#,
        kind.name(),
        issued + grant.lifetime,
        hex(&id[..16]),
        grant.user,
        grant.session,
        grant.generation,
    );
    let mut text = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims));
    let signature = keys.jwt.clone().chain_update(&text).finalize().into_bytes();
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut text);
    text
}

/// Reads a token of any kind and says which it is.
///
/// # Errors
/// When it is not ours or has expired; `now` is in seconds.
pub fn verify_any(keys: &Keys, text: &str, now: i64) -> Result<(Kind, Verified), Refusal> {
    let claims = signed_claims(keys, text)?;
    if claims.exp <= now {
        return Err(Refusal::Expired);
    }
    let kind = match claims.token_type.as_ref() {
        "access" => Kind::Access,
        "refresh" => Kind::Refresh,
        _ => return Err(Refusal::WrongType),
    };
    let user = claims.user_id.ok_or(Refusal::NoUser)?.0;
    let session = claims.sid.ok_or(Refusal::Invalid)?;
    let generation = claims.generation.unwrap_or_default();
    Ok((kind, Verified { user, session, generation, expires: claims.exp }))
}

/// Reads a token of one kind.
///
/// # Errors
/// When it is not ours, has expired, or is of the other kind.
pub fn verify(keys: &Keys, kind: Kind, text: &str, now: i64) -> Result<Verified, Refusal> {
    match verify_any(keys, text, now)? {
        (found, verified) if found == kind => Ok(verified),
        _ => Err(Refusal::WrongType),
    }
}

fn signed_claims(keys: &Keys, text: &str) -> Result<Claims, Refusal> {
    let invalid = Refusal::Invalid;
    if text.len() > LONGEST {
        return Err(invalid);
    }
    let (signed, signature) = text.rsplit_once('.').ok_or(invalid)?;
    let (header, payload) = signed.split_once('.').ok_or(invalid)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| invalid)?;
    let expected = keys.jwt.clone().chain_update(signed);
    expected.verify_slice(&signature).map_err(|_| invalid)?;
    if header != HEADER && decode::<Header>(header)?.alg != "HS256" {
        return Err(invalid);
    }
    decode(payload)
}

fn decode<T: for<'de> Deserialize<'de>>(part: &str) -> Result<T, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::Invalid)?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Invalid)
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
