//! What of metadata can be searched: the scalars at the top of an object.
//!
//! `?metadata.<key>=<value>` finds a text by what it says, and a number, `true`, `false` and `null`
//! as they are written. Invariant: what is stored and what is asked for go through [`sought`] alike,
//! which bounds both and leaves nothing that a database cannot hold.
//!
//! Not here: the rows of them (`logs::store`).

use crate::http::Object;
use sha2::{Digest, Sha256};
use std::{collections::HashSet, fmt::Write as _};

/// Scalars of one log that can be searched; those after them cannot.
pub const SEARCHABLE: usize = 20;
/// Bytes of a key or value that is kept as it is; a longer one is kept as its hash.
const PLAIN: usize = 200;
/// No text that is kept as it is begins so.
const HASHED: char = '\u{1}';

/// Key and value of each scalar at the top of a JSON object, as they are searched; of a key that
/// comes twice the last, as JSON's readers have it.
pub fn scalars(json: &str) -> Vec<(String, String)> {
    let Ok(object) = serde_json::from_str::<Object<'_>>(json) else { return Vec::new() };
    let mut members = object.into_members();
    let mut seen = HashSet::new();
    members.reverse();
    members.retain(|(key, _)| seen.insert(key.clone()));
    members.reverse();
    let scalars = members.into_iter().filter_map(|(key, value)| {
        let text = match value.get().as_bytes().first() {
            Some(b'{' | b'[') => return None,
            Some(b'"') => serde_json::from_str(value.get()).ok()?,
            _ => value.get().to_owned(),
        };
        Some((sought(&key), sought(&text)))
    });
    scalars.take(SEARCHABLE).collect()
}

/// A key or a value as it is searched.
pub fn sought(text: &str) -> String {
    if text.len() <= PLAIN && !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    let digest = Sha256::digest(text);
    digest.iter().fold(HASHED.to_string(), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_at_the_top_of_an_object_are_searched_as_they_are_written() {
        let json = r#"{"a": "x\u00e4", "b": 5, "c": 1.50, "d": true, "e": null, "f": [1], "g": {"h": 1},
                       "big": 123456789012345678901234567890, "b": 6}"#;
        let expected = [
            ("a", "xä"),
            ("c", "1.50"),
            ("d", "true"),
            ("e", "null"),
            ("big", "123456789012345678901234567890"),
            ("b", "6"),
        ];
        assert_eq!(scalars(json), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        for other in ["null", "5", "\"x\"", "[{\"a\": 1}]"] {
            assert_eq!(scalars(other), [], "{other}");
        }
    }

    #[test]
    fn there_are_so_many_and_no_more() {
        let members: Vec<_> = (0..SEARCHABLE + 1).map(|n| format!("\"k{n}\": {n}")).collect();
        let found = scalars(&format!("{{\"deep\": [], {}}}", members.join(", ")));
        assert_eq!(found.len(), SEARCHABLE);
        assert_eq!(found.last(), Some(&("k19".to_owned(), "19".to_owned())));
    }

    #[test]
    fn what_is_long_or_cannot_be_stored_is_searched_by_its_hash() {
        let long = "x".repeat(PLAIN + 1);
        assert_eq!(sought(&long).len(), 1 + 64);
        assert_ne!(sought(&long), sought(&"y".repeat(PLAIN + 1)));
        assert!(!sought("a\0b").contains('\0'));
        assert_ne!(sought(&sought(&long)), sought(&long), "nothing is taken for a hash");
        assert_eq!(sought("a"), "a");
    }
}
