//! The cookie and the token that must match it.
//!
//! Not here: where the two stand in a request.

use subtle::ConstantTimeEq;

use super::Refusal;
use crate::identity::random::{alphanumeric, alphanumeric_at, alphanumeric_index};

const LENGTH: usize = 32;

/// A new value for the cookie.
#[must_use]
pub fn new_secret() -> String {
    alphanumeric(LENGTH)
}

/// Whether a cookie's value is one of ours by its form; another is replaced.
#[must_use]
pub fn is_secret(cookie: &str) -> bool {
    cookie.len() == LENGTH && indices(cookie).is_some()
}

/// The cookie's value for a form: a random mask, and the value shifted by it.
#[must_use]
pub fn mask(secret: &str) -> String {
    let mask = alphanumeric(LENGTH);
    let (Some(letters), Some(shifts)) = (indices(secret), indices(&mask)) else {
        return String::new();
    };
    let shifted =
        letters.iter().zip(&shifts).map(|(letter, shift)| alphanumeric_at(letter + shift));
    mask.chars().chain(shifted).collect()
}

/// Compares the token of a form or header, plain or masked, with the cookie.
///
/// # Errors
/// When one is missing or they differ.
pub fn check(cookie: Option<&str>, token: Option<&str>) -> Result<(), Refusal> {
    let secret = cookie.filter(|cookie| is_secret(cookie)).ok_or(Refusal::NoCookie)?;
    let token = token.filter(|token| !token.is_empty()).ok_or(Refusal::NoToken)?;
    let plain = unmask(token).ok_or(Refusal::WrongToken)?;
    if plain.as_bytes().ct_eq(secret.as_bytes()).into() { Ok(()) } else { Err(Refusal::WrongToken) }
}

fn unmask(token: &str) -> Option<String> {
    let all = indices(token)?;
    match all.len() {
        LENGTH => Some(token.to_owned()),
        length if length == 2 * LENGTH => {
            let (shifts, letters) = all.split_at(LENGTH);
            Some(
                letters
                    .iter()
                    .zip(shifts)
                    .map(|(letter, shift)| alphanumeric_at(letter + 62 - shift))
                    .collect(),
            )
        }
        _ => None,
    }
}

fn indices(text: &str) -> Option<Vec<usize>> {
    text.bytes().map(alphanumeric_index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_masked_tokens_match() {
        let secret = new_secret();
        assert!(is_secret(&secret));
        let (one, two) = (mask(&secret), mask(&secret));
        assert_ne!(one, two);
        for token in [&secret, &one, &two] {
            assert_eq!(check(Some(&secret), Some(token)), Ok(()));
        }
    }

    #[test]
    fn a_token_that_django_masked() {
        // Django's own alphabet is the same: 'b' shifted by 'c' is 'd'.
        let token = format!("{}{}", "c".repeat(32), "d".repeat(32));
        assert_eq!(check(Some(&"b".repeat(32)), Some(&token)), Ok(()));
    }

    #[test]
    fn all_else_is_refused() {
        let secret = new_secret();
        let other = mask(&new_secret());
        for (cookie, token, expected) in [
            (None, Some(secret.as_str()), Refusal::NoCookie),
            (Some(""), Some(""), Refusal::NoCookie),
            (Some("short"), Some("short"), Refusal::NoCookie),
            (Some(&secret), None, Refusal::NoToken),
            (Some(&secret), Some(""), Refusal::NoToken),
            (Some(&secret), Some("x"), Refusal::WrongToken),
            (Some(&secret), Some(&secret[1..]), Refusal::WrongToken),
            (Some(&secret), Some(&other), Refusal::WrongToken),
        ] {
            assert_eq!(check(cookie, token), Err(expected), "{cookie:?} {token:?}");
        }
    }
}
