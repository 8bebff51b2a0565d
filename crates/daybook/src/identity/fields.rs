//! Names, addresses and passwords as fields of a request.
//!
//! Not here: rules between a password and its owner (`password::problems`).

use serde_json::{Value, json};

use super::{email, email::Email, secret::Secret, username, username::Username};
use crate::http::{Field, Raw, Refusal, refuse, text};

const BLANK: &str = "This field may not be blank.";

impl Field for Username {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = text(raw)?;
        match text.trim() {
            "" => refuse(BLANK),
            name => Self::parse(name).map_err(|problems| json!(problems)),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "minLength": 1, "maxLength": username::LONGEST, "pattern": "^[\\w.@+-]+$" })
    }
}

/// A mail address that may be left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeEmail(String);

impl MaybeEmail {
    /// The address, or an empty text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Field for MaybeEmail {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = text(raw)?;
        match text.trim() {
            "" => Ok(Self::default()),
            address => parse_email(address).map(|email| Self(email.as_str().to_owned())),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "maxLength": email::LONGEST })
    }
}

impl Field for Email {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let text = text(raw)?;
        match text.trim() {
            "" => refuse(BLANK),
            address => parse_email(address),
        }
    }

    fn schema() -> Value {
        json!({ "type": "string", "format": "email", "maxLength": email::LONGEST })
    }
}

fn parse_email(address: &str) -> Result<Email, Refusal> {
    Email::parse(address).map_err(|problems| json!(problems))
}

/// A password as it was given, outer spaces and all.
#[derive(Clone, Debug)]
pub struct Password(Secret);

impl Password {
    /// The longest, in characters: more is no password but a load.
    const LONGEST: usize = 4_096;

    /// As given: what a login checks.
    #[must_use]
    pub fn as_given(&self) -> &Secret {
        &self.0
    }

    /// Without outer spaces: what a sign-up keeps.
    #[must_use]
    pub fn trimmed(&self) -> Secret {
        Secret::new(self.0.expose().trim())
    }
}

impl Field for Password {
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let given = text(raw)?;
        if given.trim().is_empty() {
            return refuse(BLANK);
        }
        if given.contains('\0') {
            return refuse("Null characters are not allowed.");
        }
        if given.chars().count() > Self::LONGEST {
            return refuse(format!(
                "Ensure this field has no more than {} characters.",
                Self::LONGEST
            ));
        }
        Ok(Self(Secret::new(given)))
    }

    fn schema() -> Value {
        json!({ "type": "string", "format": "password", "minLength": 1, "maxLength": Self::LONGEST })
    }
}

/// A text that is never refused: what is missing or is no text is empty. For logins and links
/// whose errors the contract words as a whole; as given, for it may be a password.
#[derive(Clone, Debug)]
pub struct Lenient(Secret);

impl Lenient {
    /// The text as given.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// The text, trimmed.
    #[must_use]
    pub fn trimmed(&self) -> &str {
        self.0.expose().trim()
    }
}

impl Field for Lenient {
    const REQUIRED: bool = false;
    const EMPTY_IS_A_VALUE: bool = true;

    fn parse(raw: Raw<'_>) -> Result<Self, Refusal> {
        let given = text(raw).unwrap_or_default();
        Ok(Self(Secret::new(if given.len() > 4 * Password::LONGEST {
            String::new()
        } else {
            given
        })))
    }

    fn absent() -> Result<Self, Refusal> {
        Ok(Self(Secret::new("")))
    }

    fn schema() -> Value {
        json!({ "type": "string" })
    }
}
