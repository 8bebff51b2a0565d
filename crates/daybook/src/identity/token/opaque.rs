//! The token of old clients: 40 hexadecimal digits, 160 random bits.
//!
//! Invariant: only its SHA-256 is stored. It is random, so a fast hash is enough and the
//! database may look it up by equality.

use sha2::{Digest, Sha256};

use crate::identity::random::{bytes, hex};
use crate::identity::secret::Secret;

/// A new token.
#[must_use]
pub fn generate() -> Secret {
    Secret::new(hex(&bytes::<20>()))
}

/// What is stored of a token.
#[must_use]
pub fn fingerprint(token: &str) -> String {
    hex(&Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_hex_digits() {
        let token = generate();
        assert_eq!(token.expose().len(), 40);
        assert!(token.expose().bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
        assert_ne!(token.expose(), generate().expose());
    }

    #[test]
    fn a_known_fingerprint() {
        assert_eq!(
            fingerprint("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
