//! A mail address that is good: Django's rule, without quoted local parts.
//!
//! Invariant: it holds no space and no control character, so it cannot split a header.
//! Not here: whether anybody reads mail there.

use std::net::IpAddr;

/// The longest, in code points.
pub const LONGEST: usize = 254;

const INVALID: &str = "Enter a valid email address.";
const TOO_LONG: &str = "Ensure this field has no more than 254 characters.";

/// A mail address, as its owner writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// Takes a trimmed text that is not empty.
    ///
    /// # Errors
    /// Every rule that it breaks, in words.
    pub fn parse(text: &str) -> Result<Self, Vec<&'static str>> {
        let mut problems = Vec::new();
        if !is_address(text) {
            problems.push(INVALID);
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

/// The form in which addresses are compared: case never tells two people apart in practice.
#[must_use]
pub fn fold(address: &str) -> String {
    address.trim().to_lowercase()
}

fn is_address(text: &str) -> bool {
    text.chars().count() <= 320
        && text.rsplit_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain))
}

fn is_local(local: &str) -> bool {
    local.split('.').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    })
}

fn is_domain(domain: &str) -> bool {
    if domain == "localhost" {
        return true;
    }
    if let Some(literal) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return literal.parse::<IpAddr>().is_ok();
    }
    domain
        .rsplit_once('.')
        .is_some_and(|(names, top)| names.split('.').all(is_label) && is_top_label(top))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.chars().count())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || is_international(c))
}

fn is_top_label(top: &str) -> bool {
    let named = top.chars().count() >= 2 && !top.chars().any(|c| c.is_ascii_digit());
    is_label(top) && (named || top.to_ascii_lowercase().starts_with("xn--"))
}

fn is_international(c: char) -> bool {
    ('\u{a1}'..='\u{ffff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_addresses() {
        for address in [
            "a@b.cd",
            "first.last+tag@sub.example.com",
            "a@localhost",
            "x@[127.0.0.1]",
            "x@[::1]",
            "a@bücher.example",
            "a@b.xn--p1ai",
            "o'neil@a.bc",
        ] {
            assert_eq!(Email::parse(address).unwrap().as_str(), address);
        }
    }

    #[test]
    fn bad_addresses() {
        for address in [
            "",
            "a",
            "@b.cd",
            "a@",
            "a@b",
            "a@b.c",
            "a@b.c1",
            "a@-b.cd",
            "a@b-.cd",
            "a@b..cd",
            ".a@b.cd",
            "a..b@b.cd",
            "a b@b.cd",
            "\"a b\"@b.cd",
            "a@b.cd\nBcc: x@y.zz",
            "a\r\n@b.cd",
            "ä@b.cd",
            "a@b@c.de\0",
            "a@[1.2.3]",
            "a@b .cd",
        ] {
            assert_eq!(Email::parse(address), Err(vec![INVALID]), "{address}");
        }
        let label = "b".repeat(60);
        let long = format!("{}@{label}.{label}.{label}.de", "a".repeat(80));
        assert_eq!(Email::parse(&long), Err(vec![TOO_LONG]));
    }

    #[test]
    fn folding() {
        assert_eq!(fold(" Ann@Example.COM "), "ann@example.com");
    }
}
