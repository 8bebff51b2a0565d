//! Django's four password validators, with their messages and in their order.
//!
//! Not here: where the messages stand in an answer; that differs from endpoint to endpoint.

use std::collections::HashMap;

use super::common::is_common;

const SHORTEST: usize = 8;
const MOST_SIMILAR: f64 = 0.7;
/// What a password must not be made of, whoever it is for.
const OWN_NAME: &str = "daybook";

/// What a password must not resemble. Empty texts are not compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'a> {
    /// The login name.
    pub username: &'a str,
    /// The first name.
    pub first_name: &'a str,
    /// The last name.
    pub last_name: &'a str,
    /// The mail address.
    pub email: &'a str,
}

/// Every rule that the password breaks, in words for its owner; empty when it is good.
#[must_use]
pub fn problems(password: &str, person: &Person<'_>) -> Vec<&'static str> {
    let mut problems = Vec::new();
    problems.extend(similarity(password, person));
    if password.chars().count() < SHORTEST {
        problems.push("This password is too short. It must contain at least 8 characters.");
    }
    if is_common(password) || is_of_this_place(password) {
        problems.push("This password is too common.");
    }
    if !password.is_empty() && password.chars().all(char::is_numeric) {
        problems.push("This password is entirely numeric.");
    }
    problems
}

/// The first guess of who knows what the password is for.
fn is_of_this_place(password: &str) -> bool {
    let password: Vec<char> = password.to_lowercase().chars().collect();
    resembles(&password, OWN_NAME)
}

fn similarity(password: &str, person: &Person<'_>) -> Option<&'static str> {
    let password: Vec<char> = password.to_lowercase().chars().collect();
    [
        (person.username, "The password is too similar to the username."),
        (person.first_name, "The password is too similar to the first name."),
        (person.last_name, "The password is too similar to the last name."),
        (person.email, "The password is too similar to the email address."),
    ]
    .into_iter()
    .find(|(value, _)| resembles(&password, &value.to_lowercase()))
    .map(|(_, message)| message)
}

/// Compares with the value and with each of its words.
fn resembles(password: &[char], value: &str) -> bool {
    value
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .chain([value])
        .map(|part| part.chars().collect::<Vec<char>>())
        .any(|part| {
            !is_far_shorter(password, &part) && quick_ratio(password, &part) >= MOST_SIMILAR
        })
}

/// A value so much shorter than the password that the two cannot be similar.
fn is_far_shorter(password: &[char], value: &[char]) -> bool {
    let bound = MOST_SIMILAR / 2.0 * count(password.len());
    password.len() >= 10 * value.len() && count(value.len()) < bound
}

/// Twice the letters in common, whatever their order, over the letters of both (Python's difflib).
fn quick_ratio(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let mut available: HashMap<char, usize> = HashMap::new();
    for letter in b {
        *available.entry(*letter).or_default() += 1;
    }
    let mut common = 0;
    for letter in a {
        if let Some(left @ 1..) = available.get_mut(letter) {
            *left -= 1;
            common += 1;
        }
    }
    2.0 * count(common) / count(a.len() + b.len())
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: &str = "This password is too short. It must contain at least 8 characters.";
    const COMMON: &str = "This password is too common.";
    const NUMERIC: &str = "This password is entirely numeric.";
    const NAME: &str = "The password is too similar to the username.";
    const EMAIL: &str = "The password is too similar to the email address.";
    const FIRST: &str = "The password is too similar to the first name.";
    const LAST: &str = "The password is too similar to the last name.";

    #[test]
    fn every_rule_in_order() {
        let ann = Person {
            username: "ann_lee",
            first_name: "Annabel",
            last_name: "Smith-Jones",
            email: "mail.box@example.com",
        };
        for (password, expected) in [
            ("orange bicycle 7", vec![]),
            ("short", vec![SHORT]),
            ("1234567", vec![SHORT, COMMON, NUMERIC]),
            ("12345678901234567", vec![NUMERIC]),
            ("password", vec![COMMON]),
            ("PassWord", vec![COMMON]),
            ("Daybook2026!", vec![COMMON]),
            ("ANN_LEE1", vec![NAME]),
            ("eel_nna9", vec![NAME]),
            ("annabel88", vec![FIRST]),
            ("jones", vec![LAST, SHORT, COMMON]),
            ("example7", vec![EMAIL]),
            ("mail.box@example.com", vec![EMAIL]),
            ("ääääää1", vec![SHORT]),
            ("", vec![SHORT]),
        ] {
            assert_eq!(problems(password, &ann), expected, "{password}");
        }
    }

    #[test]
    fn an_absent_name_resembles_nothing() {
        assert_eq!(problems("orange bicycle 7", &Person::default()), Vec::<&str>::new());
    }

    #[test]
    fn ratio_as_difflib() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, expected) in
            [("abcd", "bcde", 0.75), ("", "", 1.0), ("a", "", 0.0), ("aab", "abb", 2.0 / 3.0)]
        {
            assert!((quick_ratio(&chars(a), &chars(b)) - expected).abs() < 1e-9, "{a} {b}");
        }
    }
}
