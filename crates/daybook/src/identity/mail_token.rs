//! The two parts at the end of a mailed link: `/<uid>/<token>`.
//!
//! Invariants: a token is bound to its purpose, its user, that user's stamp and its expiry; every
//! use changes the stamp, so a token works once; nothing is stored.
//! Not here: who may ask for one, and what its use does (`identity/routes`).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq;

use super::keys::{Keys, tag};
use super::random::hex;

/// Seconds that a link works.
pub const LIFETIME: i64 = 3_600;

/// What a link does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Switches an account on.
    Activation,
    /// Sets a new password.
    PasswordReset,
    /// Sets a new username.
    UsernameReset,
}

impl Purpose {
    /// Its name in the outbox.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::PasswordReset => "password_reset",
            Self::UsernameReset => "username_reset",
        }
    }
}

/// A user's id as it stands in a link (1 is `MQ`).
#[must_use]
pub fn uid(user: i64) -> String {
    URL_SAFE_NO_PAD.encode(user.to_string())
}

/// Reads what [`uid`] wrote, and nothing else.
#[must_use]
pub fn read_uid(text: &str) -> Option<i64> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let user = std::str::from_utf8(&bytes).ok()?.parse().ok()?;
    (uid(user) == text).then_some(user)
}

/// A token for a link; `expires` is in seconds since 1970.
#[must_use]
pub fn issue(keys: &Keys, purpose: Purpose, user: i64, stamp: i64, expires: i64) -> String {
    let mac = tag(
        &keys.mail,
        &[
            purpose.name().as_bytes(),
            &user.to_le_bytes(),
            &stamp.to_le_bytes(),
            &expires.to_le_bytes(),
        ],
    );
    format!("{expires:x}-{}", hex(&mac[..20]))
}

/// Whether the token is for this purpose, user and stamp, and not too old.
#[must_use]
pub fn verify(keys: &Keys, purpose: Purpose, user: i64, stamp: i64, token: &str, now: i64) -> bool {
    let expires =
        token.split_once('-').and_then(|(expires, _)| i64::from_str_radix(expires, 16).ok());
    expires.is_some_and(|expires| {
        let expected = issue(keys, purpose, user, stamp, expires);
        bool::from(expected.as_bytes().ct_eq(token.as_bytes())) && now < expires
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::secret::Secret;

    #[test]
    fn uids_as_django_writes_them() {
        for (user, text) in [(1, "MQ"), (42, "NDI"), (i64::MAX, "OTIyMzM3MjAzNjg1NDc3NTgwNw")] {
            assert_eq!(uid(user), text);
            assert_eq!(read_uid(text), Some(user));
        }
        for text in ["", "MQ==", "MR", "!", "Kw", "KzE", "MDE", "OTIyMzM3MjAzNjg1NDc3NTgwOA"] {
            assert_eq!(read_uid(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_bound_to_everything() {
        let keys = Keys::new(&Secret::new("key"));
        let token = issue(&keys, Purpose::PasswordReset, 7, 99, 1_000);
        let good = |keys: &Keys, purpose, user, stamp, token: &str, now| {
            verify(keys, purpose, user, stamp, token, now)
        };
        assert!(good(&keys, Purpose::PasswordReset, 7, 99, &token, 999));
        assert!(!good(&keys, Purpose::PasswordReset, 7, 99, &token, 1_000), "too old");
        assert!(!good(&keys, Purpose::UsernameReset, 7, 99, &token, 999), "another purpose");
        assert!(!good(&keys, Purpose::PasswordReset, 8, 99, &token, 999), "another user");
        assert!(!good(&keys, Purpose::PasswordReset, 7, 98, &token, 999), "used");
        assert!(!good(&Keys::new(&Secret::new("k")), Purpose::PasswordReset, 7, 99, &token, 999));
        let later = token.replacen("3e8-", "fff-", 1);
        for token in ["", "-", "3e8", "3e8-", later.as_str(), &token[1..], &token.to_uppercase()] {
            assert!(!good(&keys, Purpose::PasswordReset, 7, 99, token, 999), "{token}");
        }
    }
}
