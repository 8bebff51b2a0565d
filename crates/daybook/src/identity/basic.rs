//! `Authorization: Basic`, and the minute for which a right one is remembered.
//!
//! Invariants: what is remembered is a keyed hash; it counts only while the account has the stamp
//! that it had, so a change of the password forgets it on every node at once.
//! Not here: checking the password (`login`).

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use parking_lot::Mutex;

use super::keys::{Keys, tag};
use super::secret::Secret;

const REMEMBERED_FOR: Duration = Duration::from_secs(60);
/// Entries at which all that are too old are thrown out, and else all.
const CROWDED: usize = 10_000;

/// What a header says.
#[derive(Clone, Debug)]
pub(crate) struct Login {
    pub(super) username: String,
    pub(super) password: Secret,
}

/// Reads what follows `Basic `; a refusal is in DRF's words.
pub(crate) fn parse(credentials: &str) -> Result<Login, &'static str> {
    if credentials.is_empty() {
        return Err("Invalid basic header. No credentials provided.");
    }
    if credentials.contains(' ') {
        return Err("Invalid basic header. Credentials string should not contain spaces.");
    }
    let decoded = STANDARD.decode(credentials).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match decoded.as_deref().and_then(|text| text.split_once(':')) {
        Some((username, password)) => {
            Ok(Login { username: username.to_owned(), password: Secret::new(password) })
        }
        None => Err("Invalid basic header. Credentials not correctly base64 encoded."),
    }
}

/// Right logins of the last minute.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<HashMap<[u8; 32], Remembered>>);

#[derive(Clone, Copy, Debug)]
pub(super) struct Remembered {
    pub(super) user: i64,
    pub(super) stamp: i64,
    since: Instant,
}

impl Memory {
    pub(super) fn recall(&self, keys: &Keys, login: &Login) -> Option<Remembered> {
        let entries = self.0.lock();
        let found = entries.get(&hash(keys, login))?;
        (found.since.elapsed() < REMEMBERED_FOR).then_some(*found)
    }

    pub(super) fn keep(&self, keys: &Keys, login: &Login, user: i64, stamp: i64) {
        let mut entries = self.0.lock();
        if entries.len() >= CROWDED {
            entries.retain(|_, entry| entry.since.elapsed() < REMEMBERED_FOR);
        }
        if entries.len() >= CROWDED {
            entries.clear();
        }
        entries.insert(hash(keys, login), Remembered { user, stamp, since: Instant::now() });
    }
}

fn hash(keys: &Keys, login: &Login) -> [u8; 32] {
    tag(&keys.memory, &[login.username.as_bytes(), login.password.expose().as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_header() {
        let login = parse(&STANDARD.encode("ann:a:b é")).unwrap();
        assert_eq!((login.username.as_str(), login.password.expose()), ("ann", "a:b é"));
        assert!(parse("").unwrap_err().contains("No credentials"));
        assert!(parse("a b").unwrap_err().contains("spaces"));
        for bad in ["!", "YW5u", "/w=="] {
            assert!(parse(bad).unwrap_err().contains("base64"), "{bad}");
        }
    }

    #[test]
    fn remembers_the_right_password_alone() {
        let (keys, memory) = (Keys::new(&Secret::new("key")), Memory::default());
        let login =
            |password: &str| Login { username: "ann".into(), password: Secret::new(password) };
        memory.keep(&keys, &login("right"), 7, 9);
        assert_eq!(
            memory.recall(&keys, &login("right")).map(|it| (it.user, it.stamp)),
            Some((7, 9))
        );
        assert!(memory.recall(&keys, &login("wrong")).is_none());
    }
}
