//! Argon2id hashes as PHC strings: 19 MiB, two passes, one lane (OWASP's first choice).
//!
//! Not here: threads; callers come through the pool.

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};

use super::{django, phc};
use crate::identity::secret::Secret;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash of the present parameters that no password matches: checked when there is no user,
/// so that an unknown name costs what a wrong password costs.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What checking a password found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Not the password.
    Wrong,
    /// The password.
    Right,
    /// The password, and its hash is of an older kind: here is a new one to store.
    Renewed(String),
}

/// Hashes a password that was trimmed already.
///
/// # Panics
/// When the constants above are no valid parameters.
#[must_use]
pub fn hash(password: &Secret) -> String {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are valid");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.expose().as_bytes())
        .expect("a text shorter than 4 GiB can be hashed")
        .to_string()
}

/// Checks a password as given and, when it has outer spaces, trimmed: hashes that were imported
/// may hold them. `stored` is `None` when there is no such user.
#[must_use]
pub fn verify(password: &Secret, stored: Option<&str>) -> Verdict {
    let given = password.expose();
    let trimmed = given.trim();
    let stored = stored.filter(|hash| django::is_usable(hash)).unwrap_or(NOBODY);
    let right = matches(given, stored) || (trimmed != given && matches(trimmed, stored));
    match (right, is_current(stored)) {
        (false, _) => Verdict::Wrong,
        (true, true) => Verdict::Right,
        (true, false) => Verdict::Renewed(hash(&Secret::new(trimmed))),
    }
}

fn matches(password: &str, stored: &str) -> bool {
    if stored.starts_with("$argon2") {
        phc::matches(password, stored)
    } else {
        django::matches(password, stored)
    }
}

fn is_current(stored: &str) -> bool {
    let parameters = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$");
    stored.starts_with(&parameters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::phc::PasswordHash;

    fn secret(text: &str) -> Secret {
        Secret::new(text)
    }

    #[test]
    fn what_was_hashed_verifies_and_is_current() {
        let stored = hash(&secret("correct horse"));
        assert!(is_current(&stored), "{stored}");
        assert_eq!(verify(&secret("correct horse"), Some(&stored)), Verdict::Right);
        assert_eq!(verify(&secret(" correct horse "), Some(&stored)), Verdict::Right);
        assert_eq!(verify(&secret("wrong horse"), Some(&stored)), Verdict::Wrong);
        assert_ne!(stored, hash(&secret("correct horse")), "each hash has its own salt");
    }

    #[test]
    fn nobody_has_a_password() {
        assert!(PasswordHash::new(NOBODY).is_ok() && is_current(NOBODY));
        for stored in
            [None, Some(""), Some("!unusable"), Some(NOBODY), Some("$argon2id$"), Some("plain")]
        {
            assert_eq!(verify(&secret("plain"), stored), Verdict::Wrong, "{stored:?}");
        }
    }

    #[test]
    fn a_hash_that_asks_for_all_memory_is_not_computed() {
        let greedy = NOBODY.replace("m=19456", "m=4000000");
        assert_eq!(verify(&secret("x"), Some(&greedy)), Verdict::Wrong);
    }

    #[test]
    fn an_imported_hash_is_renewed_trimmed() {
        let stored = "pbkdf2_sha256$1200$saltsaltsaltsaltsaltsa$m21Mb4xKgJWj6knkce0ZCHdf2GQyxvBIz2ALt1PuGsw=";
        let Verdict::Renewed(new) = verify(&secret(" correct horse é 1"), Some(stored)) else {
            panic!("the password is right and the hash is old");
        };
        assert_eq!(verify(&secret("correct horse é 1"), Some(&new)), Verdict::Right);
    }
}
