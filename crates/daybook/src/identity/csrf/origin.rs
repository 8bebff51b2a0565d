//! Where a request comes from, by the browser's own word.
//!
//! Invariants: `null` is nobody's origin; an `Origin` that is there decides alone; a page of a
//! sister domain (`same-site`) is foreign unless it is trusted by name.
//! Not here: which host names are ours (`ALLOWED_HOSTS`).

use super::Refusal;

/// The origins that count as ours.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// `https`, or `http`.
    pub scheme: &'a str,
    /// The `Host` that was asked, with its port if it has one; checked already.
    pub host: &'a str,
    /// Others, as `scheme://host[:port]`; `scheme://*.host` means every name below.
    pub trusted: &'a [String],
}

/// What a browser says of a request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Provenance<'a> {
    /// The header `Origin`.
    pub origin: Option<&'a str>,
    /// The header `Sec-Fetch-Site`.
    pub fetch_site: Option<&'a str>,
    /// The header `Referer`.
    pub referer: Option<&'a str>,
}

impl Site<'_> {
    /// Whether an origin is ours. `Host` is compared as it came: a browser sends both alike.
    #[must_use]
    pub fn owns(&self, origin: &str) -> bool {
        let Some((scheme, host)) = origin.split_once("://") else {
            return false;
        };
        let own = scheme == self.scheme && host.eq_ignore_ascii_case(self.host);
        own || self.trusted.iter().any(|trusted| trusts(trusted, scheme, host))
    }

    /// Whether a request that cookies vouch for was sent by a page of ours.
    ///
    /// # Errors
    /// When it was sent by another, or when nothing tells.
    pub fn check(&self, from: &Provenance<'_>) -> Result<(), Refusal> {
        if let Some(origin) = from.origin {
            return if self.owns(origin) {
                Ok(())
            } else {
                Err(Refusal::ForeignOrigin(printable(origin)))
            };
        }
        if let Some(referer) = from.referer {
            return if self.owns(origin_of(referer)) {
                Ok(())
            } else {
                Err(Refusal::ForeignReferer(printable(referer)))
            };
        }
        match from.fetch_site {
            Some("same-origin" | "none") => Ok(()),
            _ => Err(Refusal::Unknown),
        }
    }
}

/// A configured address as the origin that browsers send: no path, lower case.
#[must_use]
pub fn normal_origin(address: &str) -> String {
    origin_of(address).to_ascii_lowercase()
}

fn trusts(trusted: &str, scheme: &str, host: &str) -> bool {
    let Some((trusted_scheme, trusted_host)) = trusted.split_once("://") else {
        return false;
    };
    let host = host.to_ascii_lowercase();
    let same = match trusted_host.strip_prefix('*') {
        Some(suffix) => {
            suffix.starts_with('.') && host.len() > suffix.len() && host.ends_with(suffix)
        }
        None => host == trusted_host,
    };
    same && trusted_scheme == scheme
}

/// `scheme://host[:port]` of an address.
fn origin_of(address: &str) -> &str {
    let Some(start) = address.find("://").map(|at| at + 3) else {
        return "";
    };
    let end = address[start..].find(['/', '?', '#', '\\']).map_or(address.len(), |at| start + at);
    &address[..end]
}

/// What a stranger sent, short and without surprises, to be told back.
fn printable(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ours(from: &Provenance<'_>) -> bool {
        let trusted = ["https://app.example.org".to_owned(), "https://*.example.net".to_owned()];
        Site { scheme: "http", host: "day.example:8000", trusted: &trusted }.check(from).is_ok()
    }

    #[test]
    fn origins() {
        for (origin, expected) in [
            ("http://day.example:8000", true),
            ("http://DAY.example:8000", true),
            ("https://app.example.org", true),
            ("https://a.b.example.net", true),
            ("https://day.example:8000", false),
            ("http://day.example", false),
            ("http://day.example:8000.evil.example", false),
            ("http://evil.example", false),
            ("http://app.example.org", false),
            ("https://example.net", false),
            ("https://evilexample.net", false),
            ("null", false),
            ("", false),
        ] {
            let from = Provenance {
                origin: Some(origin),
                fetch_site: Some("same-origin"),
                ..Provenance::default()
            };
            assert_eq!(is_ours(&from), expected, "{origin}");
        }
    }

    #[test]
    fn without_an_origin_the_others_are_asked() {
        for (referer, fetch_site, expected) in [
            (Some("http://day.example:8000/settings?x=1"), None, true),
            (Some("http://day.example:8000"), Some("same-origin"), true),
            (Some("http://day.example:8000@evil.example/"), None, false),
            (Some("http://evil.example/http://day.example:8000/"), None, false),
            (Some("about:blank"), Some("same-origin"), false),
            (None, Some("same-origin"), true),
            (None, Some("none"), true),
            (None, Some("same-site"), false),
            (None, Some("cross-site"), false),
            (None, None, false),
        ] {
            let from = Provenance { origin: None, referer, fetch_site };
            assert_eq!(is_ours(&from), expected, "{referer:?} {fetch_site:?}");
        }
    }
}
