//! The id of another object that a client names, in DRF's words.
//!
//! Not here: whether the object is there; the database says that.

use super::field::{Field, Raw, Refusal, python_type, refuse, text};
use serde_json::{Value, json, value::RawValue};

/// An id that may name an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pk(pub i64);

impl Pk {
    /// The message for an id that names nothing.
    pub fn not_there(id: impl std::fmt::Display) -> String {
        format!("Invalid pk \"{id}\" - object does not exist.")
    }
}

impl Field for Pk {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let wrong = |found| refuse(format!("Incorrect type. Expected pk value, received {found}."));
        let written = match raw {
            Raw::Json(json) => match python_type(json) {
                found @ ("dict" | "list" | "bool" | "float") => return wrong(found),
                "int" => json.get().to_owned(),
                _ => text(raw)?,
            },
            Raw::Form(_) => text(raw)?,
        };
        let digits = written.trim();
        let bare = digits.strip_prefix('-').unwrap_or(digits);
        if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return wrong("str");
        }
        digits.parse().map_or_else(|_| refuse(Self::not_there(digits)), |id| Ok(Self(id)))
    }

    fn schema() -> Value {
        json!({ "type": "integer", "format": "int64" })
    }
}

/// Reads the ids of a list; the first that is none is told flat, as DRF's related fields do.
pub(super) fn pks(raw: Raw<'_>) -> Result<Vec<Pk>, Refusal> {
    match raw {
        Raw::Form(values) => {
            let given = values.iter().filter(|value| !value.is_empty());
            given.map(|value| Pk::parse(Raw::Form(std::slice::from_ref(value)))).collect()
        }
        Raw::Json(json) if json.get() == "null" => refuse("This field may not be null."),
        Raw::Json(json) => match serde_json::from_str::<Vec<&RawValue>>(json.get()) {
            Ok(items) => items.into_iter().map(|item| Pk::parse(Raw::Json(item))).collect(),
            Err(_) => {
                let found = python_type(json);
                refuse(format!("Expected a list of items but got type \"{found}\"."))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Vec<i64>, Refusal> {
        let raw: &RawValue = serde_json::from_str(json).expect("the test's JSON is JSON");
        pks(Raw::Json(raw)).map(|pks| pks.into_iter().map(|Pk(id)| id).collect())
    }

    #[test]
    fn ids_are_read_as_drf_reads_them() {
        assert_eq!(read("[7, \"8\", \" 9 \", -1]"), Ok(vec![7, 8, 9, -1]));
        assert_eq!(read("[]"), Ok(vec![]));
        let wrong = |found| refuse(format!("Incorrect type. Expected pk value, received {found}."));
        for (json, found) in [
            ("[1, \"x\"]", "str"),
            ("[\"\"]", "str"),
            ("[true]", "bool"),
            ("[1.5]", "float"),
            ("[[1]]", "list"),
            ("[{}]", "dict"),
        ] {
            assert_eq!(read(json), wrong(found), "{json}");
        }
        assert_eq!(read("[null]"), refuse("This field may not be null."));
        assert_eq!(read("null"), refuse("This field may not be null."));
        assert_eq!(read("5"), refuse("Expected a list of items but got type \"int\"."));
        let huge = "99999999999999999999";
        assert_eq!(read(&format!("[{huge}]")), refuse(Pk::not_there(huge)));
    }
}
