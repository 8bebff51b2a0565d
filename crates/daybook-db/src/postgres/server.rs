//! Where the server is and how to reach it: the address, TLS, and what each connection is set to.
//!
//! Invariant: a password never leaves this file in a message.
//!
//! Not here: who keeps the connections (`worker.rs`).

use std::{
    error::Error as _,
    path::PathBuf,
    time::{Duration, Instant},
};

use tokio_postgres::{Config, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    client::{Client, Failure},
    tls::{self, Trust},
};
use crate::{Error, Options, Result};

const CONNECT: Duration = Duration::from_secs(2);
const LOCK: Duration = Duration::from_secs(2);
/// No transaction waits for a client, so one that rests is of a node that was cut off. Others wait twice as long for its
/// locks: whoever stood in line with it is gone after three seconds.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(1);
/// A peer that vanished without a word is noticed after this time.
const UNACKNOWLEDGED: Duration = Duration::from_secs(5);
const KEEPALIVE: Duration = Duration::from_secs(10);

/// True for an address that this engine understands.
pub(crate) fn speaks(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// A server that can be connected to.
pub(crate) struct Server {
    config: Config,
    connector: MakeRustlsConnect,
    /// How long a connection may take until it can be used.
    patience: Duration,
    limit: Duration,
}

impl Server {
    pub(crate) fn parse(url: &str, options: &Options) -> Result<Self> {
        let address = Address::parse(url)?;
        let mut config: Config = address
            .url
            .parse()
            .map_err(|error: tokio_postgres::Error| Error::Open(reason(&error).into()))?;
        if address.verified {
            config.ssl_mode(SslMode::Require);
        }
        let each = config.get_connect_timeout().copied().unwrap_or(CONNECT);
        config.connect_timeout(each);
        let hosts = u32::try_from(config.get_hosts().len()).unwrap_or(1).max(1);
        config.tcp_user_timeout(config.get_tcp_user_timeout().copied().unwrap_or(UNACKNOWLEDGED));
        config.keepalives_idle(KEEPALIVE);
        if config.get_application_name().is_none() {
            config.application_name("daybook");
        }
        let trust = match (address.roots, config.get_ssl_mode()) {
            (Some(file), _) => Trust::File(file),
            (None, SslMode::Require) => Trust::Web,
            (None, _) => Trust::Anyone,
        };
        let connector = tls::connector(&trust)?;
        Ok(Self { config, connector, patience: each * hosts, limit: options.limit })
    }

    /// A connection for jobs, with the limits that keep one of them from holding the others. The server ends a statement
    /// well before the whole job has had its time, so that the connection can be kept.
    pub(super) fn connect(&self) -> Result<Client> {
        self.connect_with(self.limit * 7 / 10, IDLE_IN_TRANSACTION)
    }

    /// A connection for migrations, which may take their time, except for locks.
    pub(super) fn connect_unhurried(&self) -> Result<Client> {
        self.connect_with(Duration::ZERO, Duration::ZERO)
    }

    fn connect_with(&self, statement: Duration, idle: Duration) -> Result<Client> {
        let refused = |failure: Failure| {
            Error::Open(match failure {
                Failure::Told(error) => reason(&error).into(),
                Failure::Silence => failure.to_string().into(),
            })
        };
        let due = Instant::now() + self.patience;
        let mut client = Client::connect(&self.config, self.connector.clone(), self.patience)
            .map_err(refused)?;
        client.set_due(Some(due));
        let settings = format!(
            "set statement_timeout = {}; set lock_timeout = {}; set idle_in_transaction_session_timeout = {}",
            statement.as_millis(),
            LOCK.as_millis(),
            idle.as_millis(),
        );
        client.batch_execute(&settings).map_err(refused)?;
        client.set_due(None);
        Ok(client)
    }
}

/// Why there is no connection; before one stands, no row can be in the words.
fn reason(error: &tokio_postgres::Error) -> String {
    let cause = match error.as_db_error() {
        Some(said) => Some(said.message().to_owned()),
        None => error.source().map(ToString::to_string),
    };
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

/// An address with what the client library does not know taken out.
struct Address {
    url: String,
    roots: Option<PathBuf>,
    /// `sslmode=verify-ca` or `verify-full`: both are held to the stricter.
    verified: bool,
}

impl Address {
    fn parse(url: &str) -> Result<Self> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut roots, mut verified) = (None, false);
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslrootcert", "system")) => verified = true,
                Some(("sslrootcert", file)) => roots = Some(path(file)?),
                Some(("sslmode", "verify-ca" | "verify-full")) => verified = true,
                _ => kept.push(pair),
            }
        }
        let url =
            if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
        Ok(Self { url, roots, verified })
    }
}

/// A path with its `%2F` and the like decoded.
fn path(text: &str) -> Result<PathBuf> {
    let unreadable = || Error::Open("sslrootcert is not a path".into());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next(), rest.next()].into_iter().flatten().collect::<Vec<u8>>();
        let digits = std::str::from_utf8(&digits).map_err(|_| unreadable())?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| unreadable())?);
    }
    String::from_utf8(bytes).map(PathBuf::from).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_the_client_library_knows() {
        for (given, url, roots, verified) in [
            ("postgres://a@b/c", "postgres://a@b/c", None, false),
            ("postgres://a@b/c?sslmode=require", "postgres://a@b/c?sslmode=require", None, false),
            ("postgres://a@b/c?sslmode=verify-full", "postgres://a@b/c", None, true),
            (
                "postgres://a@b/c?sslrootcert=system&connect_timeout=3",
                "postgres://a@b/c?connect_timeout=3",
                None,
                true,
            ),
            (
                "postgres://a@b/c?sslmode=require&sslrootcert=%2Fetc%2Fca.pem",
                "postgres://a@b/c?sslmode=require",
                Some("/etc/ca.pem"),
                false,
            ),
            (
                "postgres://a:p%3Fw@b/c?sslrootcert=/ca.pem",
                "postgres://a:p%3Fw@b/c",
                Some("/ca.pem"),
                false,
            ),
        ] {
            let address = Address::parse(given).unwrap();
            assert_eq!(address.url, url);
            assert_eq!(address.roots, roots.map(PathBuf::from));
            assert_eq!(address.verified, verified, "{given}");
        }
        assert!(Address::parse("postgres://a@b/c?sslrootcert=%zz").is_err());
    }

    #[test]
    fn a_refusal_does_not_tell_the_password() {
        for url in [
            "postgres://ann:hunter2@b/c?nonsense=1",
            "postgres://ann:hunter2@b:port/c",
            "postgres://ann:hunter2@[::1/c",
        ] {
            let error = Server::parse(url, &Options::default()).err().unwrap();
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
        }
    }
}
