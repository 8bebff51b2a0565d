//! Who is at the other end: address, scheme and host, through the proxies that are trusted.
//!
//! `X-Forwarded-For` is read from the right: the first address that is no trusted proxy is the
//! client. What an untrusted peer forwards is not believed.

use crate::config::Config;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header, request::Parts};
use std::net::{IpAddr, Ipv4Addr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// The other end of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The client's address.
    pub address: IpAddr,
    /// Whether the client speaks TLS, to us or to the proxy.
    pub secure: bool,
    /// Host, and port if one was named, as the client wrote it; lower case.
    pub host: String,
}

/// What the connection tells: the address of the socket's other end, and whether it speaks TLS.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    /// The address.
    pub address: IpAddr,
    /// Whether we speak TLS with it.
    pub secure: bool,
}

impl Peer {
    /// The peer of a request, as the shield found it.
    pub fn of(parts: &Parts) -> Self {
        parts.extensions.get().cloned().unwrap_or(Self {
            address: Ipv4Addr::UNSPECIFIED.into(),
            secure: false,
            host: String::new(),
        })
    }

    /// Reads the headers of a request that came over a connection.
    pub(super) fn read(
        connection: Connection,
        uri: &Uri,
        headers: &HeaderMap,
        config: &Config,
    ) -> Self {
        let host = headers
            .get(header::HOST)
            .and_then(text)
            .or_else(|| uri.authority().map(|it| it.as_str()));
        let mut peer = Self {
            address: connection.address.to_canonical(),
            secure: connection.secure,
            host: host.unwrap_or_default().to_ascii_lowercase(),
        };
        if config.trusts(peer.address) {
            // What a client wrote stands left of what the proxies add: it must not hide that.
            let forwarded = headers.get_all(FORWARDED_FOR).iter();
            let lists: Vec<_> =
                forwarded.map(|it| String::from_utf8_lossy(it.as_bytes())).collect();
            let entries = lists.iter().rev().flat_map(|list| list.rsplit(','));
            let addresses = entries.map_while(|it| it.trim().parse::<IpAddr>().ok());
            for address in addresses {
                peer.address = address.to_canonical();
                if !config.trusts(peer.address) {
                    break;
                }
            }
            if let Some(scheme) = headers.get(FORWARDED_PROTO).and_then(text) {
                peer.secure = scheme.trim() == "https";
            }
            if let Some(host) = headers.get(FORWARDED_HOST).and_then(text) {
                peer.host = host.trim().to_ascii_lowercase();
            }
        }
        peer
    }

    /// Scheme and host as the client wrote them.
    pub fn own_origin(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.host)
    }

    /// What links in answers begin with: `PUBLIC_URL`, else what the client wrote.
    pub fn origin(&self, config: &Config) -> String {
        config.public_url.clone().unwrap_or_else(|| self.own_origin())
    }

    /// Whether the host is one that this server answers to.
    pub(super) fn host_is_allowed(&self, allowed: &[String]) -> bool {
        let name = host_name(&self.host);
        allowed.iter().any(|pattern| match pattern.strip_prefix('.') {
            _ if pattern == "*" => true,
            Some(domain) => {
                name == domain || name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
            }
            None => name == pattern,
        })
    }
}

/// The host without its port; an IPv6 address keeps its brackets.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    fn peer(from: &str, trusted: &str, forwarded: &str) -> Peer {
        peer_behind(from, trusted, &[forwarded.as_bytes()])
    }

    /// Each entry is a header line of its own, as a proxy may leave the client's and add one.
    fn peer_behind(from: &str, trusted: &str, forwarded: &[&[u8]]) -> Peer {
        let config = Config::load(&Sources::of([("TRUSTED_PROXIES", trusted)])).expect("loads");
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("Daybook.example:8000"));
        for line in forwarded {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(line).expect("a header"));
        }
        headers.insert(FORWARDED_PROTO, HeaderValue::from_static("https"));
        let connection = Connection { address: from.parse().expect("an address"), secure: false };
        Peer::read(connection, &Uri::from_static("/"), &headers, &config)
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let told = peer("10.0.0.1", "", "6.6.6.6");
        assert_eq!((told.address.to_string().as_str(), told.secure), ("10.0.0.1", false));
        let told = peer("10.0.0.1", "10.0.0.0/8", "6.6.6.6, 7.7.7.7, 10.0.0.2");
        assert_eq!((told.address.to_string().as_str(), told.secure), ("7.7.7.7", true));
        assert_eq!(told.own_origin(), "https://daybook.example:8000");
    }

    #[test]
    fn what_a_client_forwards_does_not_hide_what_the_proxy_does() {
        let many = "6.6.6.6,".repeat(7_000);
        let forged = ["x", "", "127.0.0.1", "unknown", "1.2.3", "é", "10.0.0.9", ",,,", &many];
        for forged in forged.map(str::as_bytes).into_iter().chain([&b"6.6.6.6, \xff\xfe"[..]]) {
            let one_line = [forged, b", 7.7.7.7"].concat();
            let mut many_lines = vec![forged; 90];
            many_lines.push(b"7.7.7.7");
            for lines in [&[one_line.as_slice()][..], &many_lines] {
                let told = peer_behind("10.0.0.1", "10.0.0.0/8", lines);
                let shown = String::from_utf8_lossy(forged);
                assert_eq!(told.address.to_string(), "7.7.7.7", "{} × {shown}", lines.len());
            }
        }
    }

    #[test]
    fn hosts_match_by_name_and_by_domain() {
        let peer = peer("10.0.0.1", "", "");
        for (allowed, answer) in [
            ("*", true),
            ("daybook.example", true),
            (".example", true),
            (".daybook.example", true),
            ("other.example", false),
            (".book.example", false),
        ] {
            assert_eq!(peer.host_is_allowed(&[allowed.to_owned()]), answer, "{allowed}");
        }
        assert_eq!(host_name("[::1]:8000"), "[::1]");
        assert_eq!(host_name("[::1]"), "[::1]");
    }
}
