//! The metadata of a log: any JSON, kept as it came.
//!
//! Not here: what of it can be searched (`logs::scalars`).

use crate::http::{Field, Raw, Refusal, json_value, refuse};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use std::borrow::Cow;

/// Bytes of a log's metadata.
const LARGEST: usize = 256 * 1024;

/// The metadata of a log; `None` is JSON's `null`.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Metadata(Option<Box<RawValue>>);

impl Metadata {
    /// The text, as it came.
    pub fn as_json(&self) -> Option<&str> {
        self.0.as_deref().map(RawValue::get)
    }

    /// Bytes of the text.
    pub fn size(&self) -> i64 {
        self.as_json().map_or(0, |json| i64::try_from(json.len()).unwrap_or(i64::MAX))
    }

    /// What was stored.
    pub fn stored(text: Option<String>) -> Self {
        Self(text.and_then(|text| RawValue::from_string(text).ok()))
    }
}

/// In a form it is JSON too, as text; an empty one is `null`.
impl Field for Metadata {
    const REQUIRED: bool = false;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let json = match raw {
            Raw::Json(json) => json.to_owned(),
            Raw::Form(values) => match values.last().map(String::as_str) {
                None | Some("") => return Ok(Self(None)),
                Some(text) => match RawValue::from_string(text.to_owned()) {
                    Ok(json) => json,
                    Err(_) => return refuse("Value must be valid JSON."),
                },
            },
        };
        if json.get() == "null" {
            return Ok(Self(None));
        }
        if json.get().len() > LARGEST {
            return refuse(format!("Ensure this field has no more than {LARGEST} bytes."));
        }
        json_value(Raw::Json(&json))?;
        Ok(Self(Some(json)))
    }

    fn absent() -> Result<Self, Refusal> {
        Ok(Self(None))
    }

    fn schema() -> Value {
        json!({})
    }
}

impl JsonSchema for Metadata {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Metadata".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Result<Metadata, Refusal> {
        Metadata::parse(Raw::Form(&[text.to_owned()]))
    }

    #[test]
    fn it_is_kept_as_it_came() {
        for text in ["{\"z\" : 1.50,\n \"a\":\"\\u00e4\"}", "5", "\"text\"", "[1, 2]", "true"] {
            assert_eq!(form(text).expect("JSON").as_json(), Some(text));
        }
        for none in ["null", " null ", ""] {
            assert_eq!(form(none).expect("none").as_json(), None, "{none:?}");
        }
        assert_eq!(form(" [1] ").expect("JSON").as_json(), Some("[1]"));
    }

    #[test]
    fn what_is_no_json_or_too_much_of_it_is_refused() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        for text in ["{", "NaN", "{'a': 1}", "1 2", &deep] {
            assert_eq!(form(text).err(), Some(json!(["Value must be valid JSON."])), "{text}");
        }
        let half = json!(["Surrogate characters are not allowed: U+D800."]);
        assert_eq!(form("\"\\ud800\"").err(), Some(half));
        let of_length = |length: usize| form(&format!("\"{}\"", "x".repeat(length - 2)));
        assert!(of_length(LARGEST).is_ok());
        let message = json!(["Ensure this field has no more than 262144 bytes."]);
        assert_eq!(of_length(LARGEST + 1).err(), Some(message));
    }
}
