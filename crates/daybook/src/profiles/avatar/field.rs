//! What a client may send for a picture.

use crate::http::{Field, Raw, Refusal, Upload, json_value, refuse};
use serde_json::{Value, json};

/// A change of the picture.
#[derive(Clone, Debug)]
pub enum Picture {
    /// A file with another one.
    New(Upload),
    /// `null`, or an empty text: there shall be none.
    Removed,
    /// The address of one, as it comes back in a whole object; it must be the one that is there.
    At(String),
}

/// DRF's message for what is no file.
pub(in crate::profiles) const NO_FILE: &str =
    "The submitted data was not a file. Check the encoding type on the form.";

impl Field for Picture {
    const EMPTY_IS_A_VALUE: bool = true;
    const TAKES_FILES: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let value = match raw {
            Raw::Json(json) if json.get() == "null" => return Ok(Self::Removed),
            raw => json_value(raw)?,
        };
        match value {
            Value::String(text) if text.trim().is_empty() => Ok(Self::Removed),
            Value::String(text) => Ok(Self::At(text.trim().to_owned())),
            _ => refuse(NO_FILE),
        }
    }

    fn upload(file: &Upload) -> Result<Self, Refusal> {
        if file.bytes.is_empty() {
            refuse("The submitted file is empty.")
        } else {
            Ok(Self::New(file.clone()))
        }
    }

    fn schema() -> Value {
        json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] })
    }
}
