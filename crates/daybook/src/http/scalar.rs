//! Texts, whole numbers, yes and no, as DRF reads them.
//!
//! Not here: lists, and what may be left out or null (`http::field`).

use super::field::{Field, Raw, Refusal, json_value, refuse, text};
use serde_json::{Value, json};

const BLANK: &str = "This field may not be blank.";

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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

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
}
