//! Checking Argon2 hashes as PHC strings, of any parameters.
//!
//! Invariant: what cannot be read as a hash verifies nothing, nor what asks for too much.
//! Not here: writing them (`hash`).

use argon2::password_hash::{PasswordVerifier, phc::PasswordHash};
use argon2::{Argon2, Params};

/// More memory than any hash that we import asks for (Django's takes 100 MiB).
const MOST_MEMORY_KIB: u32 = 256 * 1024;

/// Whether a stored text is the hash of a password.
pub(super) fn matches(password: &str, stored: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(stored) else {
        return false;
    };
    let modest = Params::try_from(&parsed).is_ok_and(|params| params.m_cost() <= MOST_MEMORY_KIB);
    modest && Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
}
