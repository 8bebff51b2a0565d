//! Who wrote a message: a node that has the key, or a stranger who may write to the server.
//!
//! Invariants: nothing is read of a message before its seal was checked, in constant time; what a stranger
//! writes is counted, and told once a minute at most.
//! Not here: whether a message is new (whoever listens may say again what a node said), and secrecy.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hmac::{Hmac, Mac};
use parking_lot::Mutex;
use sha2::Sha256;
use tokio::time::Instant;

/// Bytes of HMAC-SHA-256 at the end of a message.
const LENGTH: usize = 16;
/// How often strangers are told of.
const TOLD_EVERY: Duration = Duration::from_secs(60);
/// What no message begins with, which is its version.
const NAME: &[u8] = b"name";

/// Seals messages, and opens those of nodes that share the key.
pub(super) struct Seal {
    key: Hmac<Sha256>,
    refused: AtomicU64,
    told: Mutex<Option<Instant>>,
}

impl Seal {
    pub(super) fn new(key: Hmac<Sha256>) -> Self {
        Self { key, refused: AtomicU64::new(0), told: Mutex::new(None) }
    }

    /// What those who share the key call each other, and a key is not learned from.
    pub(super) fn name(&self) -> String {
        let tag = self.tag(NAME).into_bytes();
        tag[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The message with its seal.
    pub(super) fn close(&self, mut message: Vec<u8>) -> Vec<u8> {
        let tag = self.tag(&message).into_bytes();
        message.extend_from_slice(&tag[..LENGTH]);
        message
    }

    /// The message without its seal; `None` when a stranger wrote it.
    pub(super) fn open<'m>(&self, sealed: &'m [u8]) -> Option<&'m [u8]> {
        let opened = sealed.split_last_chunk::<LENGTH>().filter(|(message, seal)| {
            let tag = self.key.clone().chain_update(message);
            tag.verify_truncated_left(seal.as_slice()).is_ok()
        });
        if opened.is_none() {
            self.refuse();
        }
        opened.map(|(message, _)| message)
    }

    /// How many messages were refused.
    pub(super) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    fn tag(&self, text: &[u8]) -> hmac::digest::CtOutput<Hmac<Sha256>> {
        self.key.clone().chain_update(text).finalize()
    }

    fn refuse(&self) {
        let count = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
        let (now, mut told) = (Instant::now(), self.told.lock());
        if told.is_none_or(|told| told + TOLD_EVERY <= now) {
            *told = Some(now);
            tracing::warn!(count, "no node of ours wrote what came over the bus; it was dropped");
        }
    }
}

#[cfg(test)]
mod tests {
    use hmac::KeyInit;
    use proptest::prelude::*;

    use super::*;

    fn seal(key: &[u8]) -> Seal {
        Seal::new(Hmac::new_from_slice(key).expect("a key"))
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened_and_nothing_else(
            message: Vec<u8>, stranger: Vec<u8>, at: prop::sample::Index, bit in 0..8_u8,
        ) {
            let ours = seal(b"ours");
            let sealed = ours.close(message.clone());
            prop_assert_eq!(ours.open(&sealed), Some(message.as_slice()));
            prop_assert_eq!(ours.refused(), 0);
            let mut changed = sealed.clone();
            changed[at.index(sealed.len())] ^= 1 << bit;
            prop_assert_eq!(ours.open(&changed), None);
            prop_assert_eq!(ours.open(&sealed[..at.index(sealed.len())]), None);
            prop_assert_eq!(ours.open(&stranger), None);
            let theirs = seal(b"theirs").close(message);
            prop_assert_eq!(ours.open(&theirs), None);
            prop_assert_eq!(ours.refused(), 4);
        }
    }

    #[test]
    fn those_who_share_a_key_have_a_name_of_their_own() {
        assert_eq!(seal(b"ours").name(), seal(b"ours").name());
        assert_ne!(seal(b"ours").name(), seal(b"theirs").name());
        assert_eq!(seal(b"ours").name().len(), 16);
    }
}
