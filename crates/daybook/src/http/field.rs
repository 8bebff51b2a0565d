//! What one field of a request may hold, in the contract's words.
//!
//! A type that implements [`Field`] cannot hold a bad value: parsing is the only way in. The
//! messages are those of Django REST Framework's serializer fields, verbatim.
//!
//! Not here: how fields are found in a body (`http::input`), rules between fields (the features).

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
const BLANK: &str = "This field may not be blank.";

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

/// Text of `MIN` to `MAX` characters, trimmed at both ends; `MIN` 0 lets it be blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, given away.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// No text.
impl<const MAX: usize> Default for Text<0, MAX> {
    fn default() -> Self {
        Self(String::new())
    }
}

impl<const MIN: usize, const MAX: usize> Field for Text<MIN, MAX> {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = text(raw)?;
        let text = text.trim();
        if text.is_empty() {
            return if MIN == 0 { Ok(Self(String::new())) } else { refuse(BLANK) };
        }
        if text.contains('\0') {
            return refuse("Null characters are not allowed.");
        }
        let length = text.chars().count();
        if length > MAX {
            return refuse(format!("Ensure this field has no more than {MAX} characters."));
        }
        if length < MIN {
            return refuse(format!("Ensure this field has at least {MIN} characters."));
        }
        Ok(Self(text.to_owned()))
    }

    fn schema() -> Value {
        json!({ "type": "string", "minLength": MIN, "maxLength": MAX })
    }
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

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Integer<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Integer<MIN, MAX> {
    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> Field for Integer<MIN, MAX> {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let digits = match json_value(raw)? {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text,
            _ => return refuse("A valid integer is required."),
        };
        match integer(&digits)? {
            number if number > i128::from(MAX) => {
                refuse(format!("Ensure this value is less than or equal to {MAX}."))
            }
            number if number < i128::from(MIN) => {
                refuse(format!("Ensure this value is greater than or equal to {MIN}."))
            }
            number => Ok(Self(i64::try_from(number).unwrap_or(MAX))),
        }
    }

    fn schema() -> Value {
        json!({ "type": "integer", "format": "int64", "minimum": MIN, "maximum": MAX })
    }
}

/// Reads `7`, `" 7 "` and `7.0`, as DRF's `IntegerField` does; saturates beyond 128 bits.
fn integer(digits: &str) -> Result<i128, Refusal> {
    if digits.len() > 1000 {
        return refuse("String value too large.");
    }
    let digits = digits.trim();
    let whole = match digits.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => "",
        None => digits,
    };
    let (sign, number) = match whole.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, whole.strip_prefix('+').unwrap_or(whole)),
    };
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return refuse("A valid integer is required.");
    }
    Ok(sign * number.parse::<i128>().unwrap_or(i128::MAX))
}

/// `true` and `false`, in the other words too that DRF takes for them.
impl Field for bool {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let word = match json_value(raw)? {
            Value::Bool(it) => return Ok(it),
            Value::String(word) => word,
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        match word.trim().to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "on" | "1" => Ok(true),
            "false" | "f" | "no" | "n" | "off" | "0" => Ok(false),
            _ => refuse("Must be a valid boolean."),
        }
    }

    fn schema() -> Value {
        json!({ "type": "boolean" })
    }
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
    use super::*;

    fn read<T: Field>(json: &str) -> Result<T, Value> {
        let raw: &RawValue = serde_json::from_str(json).expect("the test's JSON is JSON");
        T::parse(Raw::Json(raw))
    }

    #[test]
    fn integers_are_read_as_drf_reads_them() {
        type Minutes = Integer<0, { i64::MAX }>;
        for (json, value) in [("7", 7), ("\"7\"", 7), ("1.0", 1), ("\" 12 \"", 12), ("\"1.0\"", 1)]
        {
            assert_eq!(read::<Minutes>(json).map(Integer::get), Ok(value), "{json}");
        }
        for json in ["\"\"", "\"x\"", "1.5", "true", "[]", "{}", "\"1.\"", "\"--1\""] {
            assert_eq!(read::<Minutes>(json), refuse("A valid integer is required."), "{json}");
        }
        assert_eq!(read::<Minutes>("null"), refuse("This field may not be null."));
        assert_eq!(
            read::<Minutes>("-1"),
            refuse("Ensure this value is greater than or equal to 0.")
        );
        assert_eq!(
            read::<Minutes>("9223372036854775808"),
            refuse("Ensure this value is less than or equal to 9223372036854775807.")
        );
    }

    #[test]
    fn text_is_trimmed_measured_and_never_guessed() {
        type Name = Text<1, 5>;
        assert_eq!(read::<Name>("\"  amy \"").map(Text::into_string), Ok("amy".into()));
        assert_eq!(read::<Name>("12").map(Text::into_string), Ok("12".into()));
        assert_eq!(read::<Name>("\"  \""), refuse("This field may not be blank."));
        assert_eq!(read::<Name>("true"), refuse("Not a valid string."));
        assert_eq!(read::<Name>("\"a\\u0000b\""), refuse("Null characters are not allowed."));
        assert_eq!(
            read::<Name>("\"abcdef\""),
            refuse("Ensure this field has no more than 5 characters.")
        );
        assert_eq!(
            read::<Name>("\"\\ud800\""),
            refuse("Surrogate characters are not allowed: U+D800.")
        );
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
