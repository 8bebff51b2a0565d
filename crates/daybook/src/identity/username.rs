//! A login name that is good: Django's rule and messages.
//!
//! Not here: whether it is taken; the database says that.

/// 1 to 150 letters, digits and `@.+-_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Username(String);

/// The longest, in code points.
pub const LONGEST: usize = 150;

const STRANGE: &str = "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
const TOO_LONG: &str = "Ensure this field has no more than 150 characters.";

impl Username {
    /// Takes a trimmed text that is not empty.
    ///
    /// # Errors
    /// Every rule that it breaks, in words.
    pub fn parse(text: &str) -> Result<Self, Vec<&'static str>> {
        let mut problems = Vec::new();
        if text.is_empty() || !text.chars().all(is_allowed) {
            problems.push(STRANGE);
        }
        if text.chars().count() > LONGEST {
            problems.push(TOO_LONG);
        }
        if problems.is_empty() { Ok(Self(text.to_owned())) } else { Err(problems) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_allowed(letter: char) -> bool {
    letter.is_alphanumeric() || "@.+-_".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_and_bad_names() {
        for name in ["ann", "a.b+c-d_e@f", "Äpfel9", "用户"] {
            assert_eq!(Username::parse(name).unwrap().as_str(), name);
        }
        let long = "a".repeat(151);
        let both = format!("{long} ");
        for (name, expected) in [
            ("", vec![STRANGE]),
            ("a b", vec![STRANGE]),
            ("a\n", vec![STRANGE]),
            ("<b>", vec![STRANGE]),
            ("a\0", vec![STRANGE]),
            (&long, vec![TOO_LONG]),
            (&both, vec![STRANGE, TOO_LONG]),
        ] {
            assert_eq!(Username::parse(name), Err(expected), "{name}");
        }
        assert!(Username::parse(&long[1..]).is_ok());
    }
}
