//! What one field of a request may hold, in the contract's words.
//!
//! A type that implements [`Field`] cannot hold a bad value: parsing is the only way in. The
//! messages are those of Django REST Framework's serializer fields, verbatim.
//!
//! Not here: texts, numbers, yes and no (`http::scalar`), how fields are found in a body (`http::input`), rules between
//! fields (the features).

use bytes::Bytes;
use serde_json::{Value, json, value::RawValue};

/// What came for one field: JSON, or the values of an HTML form or query string under its name.
#[derive(Clone, Copy, Debug)]
pub enum Raw<'a> {
    /// A JSON value, as text.
    Json(&'a RawValue),
    /// One or more values of a form, query string or multipart body.
    Form(&'a [String]),
}

/// A file that came in a multipart body.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What is in it.
    pub bytes: Bytes,
}

/// Why a value was refused: a list of messages, or an object of them for nested values.
pub type Refusal = Value;

/// A refusal with one message.
pub fn refuse<T>(message: impl Into<String>) -> Result<T, Refusal> {
    Err(json!([message.into()]))
}

/// The message for a field that must be there and is not.
pub const REQUIRED: &str = "This field is required.";
const NULL: &str = "This field may not be null.";

/// A value that a client may send for one field.
pub trait Field: Sized {
    /// Whether a body without this field is refused.
    const REQUIRED: bool = true;
    /// Whether an empty form value means an empty value (text), rather than none (numbers, times).
    const EMPTY_IS_A_VALUE: bool = false;

    /// Whether a file may come; where none is expected it counts as not sent.
    const TAKES_FILES: bool = false;

    /// Reads what came, or says why not.
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal>;

    /// The value of a field that did not come.
    fn absent() -> Result<Self, Refusal> {
        refuse(REQUIRED)
    }

    /// Reads a file.
    fn upload(_: &Upload) -> Result<Self, Refusal> {
        Self::absent()
    }

    /// JSON Schema of what is accepted as JSON.
    fn schema() -> Value;
}

/// May be left out; `null` is refused.
impl<T: Field> Field for Option<T> {
    const REQUIRED: bool = false;
    const EMPTY_IS_A_VALUE: bool = T::EMPTY_IS_A_VALUE;
    const TAKES_FILES: bool = T::TAKES_FILES;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        match raw {
            Raw::Form(values) if !T::EMPTY_IS_A_VALUE && is_empty(values) => Ok(None),
            raw => T::parse(raw).map(Some),
        }
    }

    fn absent() -> Result<Self, Refusal> {
        Ok(None)
    }

    fn upload(file: &Upload) -> Result<Self, Refusal> {
        T::upload(file).map(Some)
    }

    fn schema() -> Value {
        T::schema()
    }
}

/// May be `null`; an empty form value is `null` too, unless the type has an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nullable<T>(pub Option<T>);

impl<T: Field> Field for Nullable<T> {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        match raw {
            Raw::Json(json) if json.get() == "null" => Ok(Self(None)),
            Raw::Form(values) if !T::EMPTY_IS_A_VALUE && is_empty(values) => Ok(Self(None)),
            raw => T::parse(raw).map(|value| Self(Some(value))),
        }
    }

    fn schema() -> Value {
        json!({ "anyOf": [T::schema(), { "type": "null" }] })
    }
}

fn is_empty(values: &[String]) -> bool {
    values.last().is_none_or(String::is_empty)
}

/// The text that came, not yet trimmed or measured; numbers become text, as DRF does.
pub fn text(raw: Raw<'_>) -> Result<String, Refusal> {
    match raw {
        Raw::Form(values) => Ok(values.last().cloned().unwrap_or_default()),
        Raw::Json(_) => match json_value(raw)? {
            Value::String(text) => Ok(text),
            Value::Number(number) => Ok(number.to_string()),
            _ => refuse("Not a valid string."),
        },
    }
}

/// A JSON value that is not `null`; what nests too deep or holds half a surrogate pair is refused.
pub fn json_value(raw: Raw<'_>) -> Result<Value, Refusal> {
    match raw {
        Raw::Form(values) => Ok(Value::String(values.last().cloned().unwrap_or_default())),
        Raw::Json(json) if json.get() == "null" => refuse(NULL),
        Raw::Json(json) => match serde_json::from_str(json.get()) {
            Ok(value) => Ok(value),
            Err(_) if let Some(code) = surrogate(json.get()) => {
                refuse(format!("Surrogate characters are not allowed: U+{code}."))
            }
            Err(_) => refuse("Value must be valid JSON."),
        },
    }
}

/// The first escape of a surrogate in JSON text: what a value that was refused held half a pair of.
fn surrogate(json: &str) -> Option<String> {
    let escapes = json.split("\\u").skip(1).filter_map(|rest| rest.get(..4));
    escapes.map(str::to_ascii_uppercase).find(|code| ("D800"..="DFFF").contains(&code.as_str()))
}

/// The most items of a list whose errors are told; an answer must not be much longer than what it answers.
const MOST_ERRORS: usize = 100;

/// A list, each item read as `T`; errors are told per index, as DRF's `ListField` does.
impl<T: Field> Field for Vec<T> {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let mut errors = serde_json::Map::new();
        let mut items = Vec::new();
        let mut read = |index: usize, item: Raw<'_>| {
            if errors.len() == MOST_ERRORS {
                return;
            }
            match T::parse(item) {
                Ok(item) => items.push(item),
                Err(refusal) => _ = errors.insert(index.to_string(), refusal),
            }
        };
        match raw {
            Raw::Form(values) => {
                for (index, value) in
                    values.iter().enumerate().filter(|(_, value)| !value.is_empty())
                {
                    read(index, Raw::Form(std::slice::from_ref(value)));
                }
            }
            Raw::Json(json) if json.get() == "null" => return refuse(NULL),
            Raw::Json(json) => match serde_json::from_str::<Vec<&RawValue>>(json.get()) {
                Ok(list) => {
                    list.iter().enumerate().for_each(|(index, item)| read(index, Raw::Json(item)));
                }
                Err(_) => {
                    let found = python_type(json);
                    return refuse(format!("Expected a list of items but got type \"{found}\"."));
                }
            },
        }
        if errors.is_empty() { Ok(items) } else { Err(Value::Object(errors)) }
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// What Python would call the type of a JSON value: DRF's messages name it.
pub(crate) fn python_type(json: &RawValue) -> &'static str {
    match json.get().as_bytes().first() {
        Some(b'{') => "dict",
        Some(b'[') => "list",
        Some(b'"') => "str",
        Some(b't' | b'f') => "bool",
        Some(b'n') => "NoneType",
        _ if json.get().contains(['.', 'e', 'E']) => "float",
        _ => "int",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Integer, Text};
    use super::*;

    fn read<T: Field>(json: &str) -> Result<T, Value> {
        let raw: &RawValue = serde_json::from_str(json).expect("the test's JSON is JSON");
        T::parse(Raw::Json(raw))
    }

    #[test]
    fn an_optional_field_may_be_left_out_but_not_null() {
        type Maybe = Option<Integer<0, 9>>;
        assert_eq!(Maybe::absent(), Ok(None));
        assert_eq!(read::<Maybe>("null"), refuse("This field may not be null."));
        assert_eq!(Maybe::parse(Raw::Form(&[String::new()])), Ok(None));
    }

    #[test]
    fn a_list_tells_its_errors_by_index() {
        assert_eq!(
            read::<Vec<Text<1, 3>>>("[\"ok\", 5, \"long\"]"),
            Err(json!({ "2": ["Ensure this field has no more than 3 characters."] }))
        );
        assert_eq!(
            read::<Vec<Text<1, 3>>>("\"x\""),
            refuse("Expected a list of items but got type \"str\".")
        );
    }

    #[test]
    fn a_list_of_wrong_items_is_not_answered_with_an_error_for_each() {
        let wrong = |count: usize| json!(vec![json!({}); count]).to_string();
        for (items, told) in [(99, 99), (100, 100), (101, 100), (300_000, 100)] {
            let refusal = read::<Vec<Text<1, 3>>>(&wrong(items)).map(|_| ());
            let errors = refusal.err().and_then(|it| it.as_object().map(serde_json::Map::len));
            assert_eq!(errors, Some(told), "{items}");
        }
    }
}
