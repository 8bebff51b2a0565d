//! The words of a message: 1 to 4,000 characters, with the spaces at the start of its lines.
//!
//! Not here: what of them is shown how; clients do that.

use crate::http::{Field, Raw, Refusal, refuse, text};
use serde_json::{Value, json};

/// The most characters.
const LONGEST: usize = 4_000;

/// The words of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(String);

impl Content {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Empty lines before it go, and all that is empty after it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_end();
    let begins = text.len() - text.trim_start().len();
    let line = text[..begins].rfind('\n').map_or(0, |end| end + 1);
    &text[line..]
}

impl Field for Content {
    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = text(raw)?;
        let text = trimmed(&text);
        if text.is_empty() {
            return refuse("This field may not be blank.");
        }
        if text.contains('\0') {
            return refuse("Null characters are not allowed.");
        }
        if text.chars().count() > LONGEST {
            return refuse(format!("Ensure this field has no more than {LONGEST} characters."));
        }
        Ok(Self(text.to_owned()))
    }

    fn schema() -> Value {
        json!({ "type": "string", "minLength": 1, "maxLength": LONGEST })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_at_the_start_of_a_line_are_kept() {
        for (text, kept) in [
            ("  a\n  b  \n", "  a\n  b"),
            ("\n \n  a", "  a"),
            ("a", "a"),
            (" \n\t ", ""),
            ("é\n", "é"),
        ] {
            assert_eq!(trimmed(text), kept);
        }
    }
}
