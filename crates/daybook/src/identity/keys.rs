//! The keys that `SECRET_KEY` gives: one for JWTs as it is, and one derived for each other use,
//! so that a text signed for one purpose is worth nothing for another.
//!
//! Not here: where the secret comes from (`config/`).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::secret::Secret;

/// A keyed function.
pub type HmacSha256 = Hmac<Sha256>;

/// Keyed functions, ready to be cloned per use.
#[derive(Clone)]
pub struct Keys {
    pub(super) jwt: HmacSha256,
    pub(super) jwt_id: HmacSha256,
    pub(super) mail: HmacSha256,
    pub(super) device: HmacSha256,
    pub(super) memory: HmacSha256,
    /// Seals what nodes tell each other.
    pub bus: HmacSha256,
}

impl Keys {
    /// Derives every key from the secret.
    #[must_use]
    pub fn new(secret: &Secret) -> Self {
        let root = keyed(secret.expose().as_bytes());
        let derive = |purpose: &[u8]| keyed(&tag(&root, &[b"daybook key", purpose]));
        Self {
            jwt_id: derive(b"jwt id"),
            mail: derive(b"mail token"),
            device: derive(b"device cookie"),
            memory: derive(b"basic memory"),
            bus: derive(b"bus"),
            jwt: root,
        }
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(***)")
    }
}

fn keyed(key: &[u8]) -> HmacSha256 {
    HmacSha256::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// The tag of several parts, each preceded by its length, so that parts cannot be shifted.
pub(super) fn tag(key: &HmacSha256, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = key.clone();
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_be_shifted() {
        let key = keyed(b"k");
        assert_ne!(tag(&key, &[b"ab", b"c"]), tag(&key, &[b"a", b"bc"]));
    }

    #[test]
    fn purposes_have_keys_of_their_own() {
        let keys = Keys::new(&Secret::new("s"));
        assert_ne!(tag(&keys.mail, &[b"x"]), tag(&keys.device, &[b"x"]));
        assert_eq!(format!("{keys:?}"), "Keys(***)");
    }
}
