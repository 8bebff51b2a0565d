//! Hashes that Django wrote: `algorithm$…`, verified so that imported accounts keep their passwords.
//!
//! Not here: writing them; they are replaced by Argon2id at the next login.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::phc;
use crate::identity::random::hex;

/// Far more rounds than any release of Django has asked for (5.2: one million).
const MOST_ROUNDS: u32 = 10_000_000;
/// bcrypt at this cost takes seconds already.
const MOST_BCRYPT_COST: u32 = 16;

/// Whether a stored text is a hash at all: Django marks accounts without a password by `!`.
pub(super) fn is_usable(stored: &str) -> bool {
    !stored.is_empty() && !stored.starts_with('!')
}

/// Checks a password against a hash of one of Django's hashers; unknown ones match nothing.
pub(super) fn matches(password: &str, stored: &str) -> bool {
    let Some((algorithm, rest)) = stored.split_once('$') else {
        return false;
    };
    match algorithm {
        "pbkdf2_sha256" => pbkdf2(password, rest, ::pbkdf2::pbkdf2_hmac::<Sha256>, 32),
        "pbkdf2_sha1" => pbkdf2(password, rest, ::pbkdf2::pbkdf2_hmac::<sha1::Sha1>, 20),
        "argon2" => phc::matches(password, &format!("${rest}")),
        "bcrypt_sha256" => bcrypt_sha256(password, rest),
        _ => false,
    }
}

type Derive = fn(&[u8], &[u8], u32, &mut [u8]);

/// `rounds$salt$base64`
fn pbkdf2(password: &str, rest: &str, derive: Derive, length: usize) -> bool {
    let mut parts = rest.splitn(3, '$');
    let (Some(rounds), Some(salt), Some(expected)) = (parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let Ok(rounds @ 1..=MOST_ROUNDS) = rounds.parse::<u32>() else {
        return false;
    };
    let Ok(expected) = STANDARD.decode(expected) else {
        return false;
    };
    let mut derived = vec![0; length];
    derive(password.as_bytes(), salt.as_bytes(), rounds, &mut derived);
    derived.ct_eq(&expected).into()
}

/// bcrypt of the password's SHA-256 in hexadecimal, which lifts bcrypt's limit of 72 bytes.
fn bcrypt_sha256(password: &str, rest: &str) -> bool {
    let modest =
        rest.parse::<bcrypt::HashParts>().is_ok_and(|parts| parts.get_cost() <= MOST_BCRYPT_COST);
    modest && bcrypt::verify(hex(&Sha256::digest(password)), rest).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with Django 5.2 for "correct horse é 1".
    const VECTORS: [&str; 5] = [
        "pbkdf2_sha256$1200$saltsaltsaltsaltsaltsa$m21Mb4xKgJWj6knkce0ZCHdf2GQyxvBIz2ALt1PuGsw=",
        "pbkdf2_sha256$1000000$saltsaltsaltsaltsaltsa$br29RxXfs5SOL7PaBzQV6J4HhA2niYLPWxgtzuplxFM=",
        "pbkdf2_sha1$1200$saltsaltsaltsaltsaltsa$YCrB90XAngzjnHC2VcRe1tduU3g=",
        "argon2$argon2id$v=19$m=1024,t=2,p=8$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYQ$oFLAnyWEDU8FMtylZG5n2vPqvoWrYnP9sLgabuPIsmo",
        "bcrypt_sha256$$2b$04$.0NXZMK01rjLLpZaJunRT.bT6ty5ZyIlmZZ31cfOZOxbpD9qozD0e",
    ];

    #[test]
    fn verifies_what_django_wrote() {
        for stored in VECTORS {
            assert!(matches("correct horse é 1", stored), "{stored}");
            assert!(!matches("correct horse e 1", stored), "{stored}");
        }
    }

    #[test]
    fn garbage_matches_nothing() {
        let greedy = "pbkdf2_sha256$4000000000$salt$m21Mb4xKgJWj6knkce0ZCHdf2GQyxvBIz2ALt1PuGsw=";
        for stored in [
            "",
            "md5$a$b",
            "pbkdf2_sha256$",
            "pbkdf2_sha256$0$a$",
            "pbkdf2_sha256$1$a$!",
            "argon2$x",
            "bcrypt_sha256$$2b$31$",
            greedy,
        ] {
            assert!(!matches("", stored), "{stored}");
        }
        let short = "pbkdf2_sha256$1$a$";
        assert!(!matches("", short), "an empty digest equals nothing");
    }

    #[test]
    fn an_unusable_password_is_known() {
        assert!(!is_usable("!CEWHBhYnPTqvwcKwJsma4owIMAN3l8uMchhtfV17"));
        assert!(!is_usable(""));
        assert!(is_usable(VECTORS[0]));
    }
}
