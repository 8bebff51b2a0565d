//! What an operator sets: flags, then environment, then `.env`, then defaults.
//!
//! The one reader of the environment. Every setting is a row of [`SETTINGS`], so that the list in
//! the documentation, `daybook config` and what is read cannot differ.
//!
//! Not here: what a setting does (where it is used).

mod network;
mod sources;

pub use network::Network;
pub use sources::{Source, Sources};

use crate::identity::secret::Secret;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// A setting that an operator may make.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in the environment.
    pub name: &'static str,
    /// What it is when nobody says; empty for none.
    pub default: &'static str,
    /// One sentence for `daybook config` and the documentation.
    pub about: &'static str,
    /// How it is shown.
    pub shown: Shown,
}

/// How a value is shown by `daybook config`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Plain,
    /// As `***`.
    Masked,
    /// A URL, its password as `***`.
    Url,
}

macro_rules! settings {
    ($($name:literal = $default:literal, $shown:ident, $about:literal;)*) => {
        /// Every setting there is.
        pub const SETTINGS: &[Setting] =
            &[$(Setting { name: $name, default: $default, about: $about, shown: Shown::$shown }),*];
    };
}

settings! {
    "DAYBOOK_LISTEN" = "127.0.0.1:8000", Plain, "Address and port to serve on (`--listen`).";
    "DAYBOOK_DATA_DIR" = "./daybook-data", Plain, "Folder of the SQLite database and the secret key (`--data-dir`).";
    "DAYBOOK_TLS_CERT" = "", Plain, "PEM file of the certificate chain; with a key, the server speaks TLS (`--tls-cert`).";
    "DAYBOOK_TLS_KEY" = "", Plain, "PEM file of the private key (`--tls-key`).";
    "DATABASE_URL" = "", Url, "`postgres://…`; empty is SQLite in the data folder.";
    "REDIS_URL" = "", Url, "How nodes tell each other at once: `redis://user:password@host:6379` (Redis 7 or Valkey; `rediss://` with TLS), or some servers of a cluster, with commas. Empty is for one node; several still hear of each other, up to 2 seconds late.";
    "SECRET_KEY" = "", Masked, "Signs tokens. On SQLite it is made and kept in the data folder when absent; on PostgreSQL it is required.";
    "EMAIL_URL" = "console:", Url, "Where mail goes: `smtp://user:password@host:587` (STARTTLS), `smtps://…:465`, `file:///folder` (one .eml each) or `console:`. `?sslrootcert=FILE` is the certificate authority to trust, `?sslmode=disable` is no TLS.";
    "EMAIL_FROM" = "daybook@localhost", Plain, "The sender of mails.";
    "UPLOADS_URL" = "", Url, "Where pictures are kept: `s3://bucket/folder?endpoint=https://host:9000&region=name` is storage that speaks S3; empty is the database. `&sslrootcert=FILE` is the certificate authority to trust.";
    "AWS_ACCESS_KEY_ID" = "", Plain, "The key of that storage; without one, the role of the machine is asked for (EC2).";
    "AWS_SECRET_ACCESS_KEY" = "", Masked, "The secret that belongs to the key.";
    "ALLOWED_HOSTS" = "*", Plain, "Host names that are answered, with commas; `.example.org` means its subdomains too, `*` any.";
    "CSRF_TRUSTED_ORIGINS" = "", Plain, "Other origins whose pages may send cookies, with commas: `https://app.example.org`.";
    "CORS_ALLOWED_ORIGINS" = "", Plain, "Other origins whose scripts may read answers, with commas; `*` is any, without cookies.";
    "TRUSTED_PROXIES" = "", Plain, "Addresses or networks whose `X-Forwarded-*` headers are believed, with commas.";
    "PUBLIC_URL" = "", Plain, "Where people reach this server; links in mails and answers begin with it.";
    "JWT_REFRESH_GRACE" = "10", Plain, "Seconds in which a rotated refresh token answers the same successor again; 0 is off.";
    "DAYBOOK_THROTTLE" = "on", Plain, "`off` lifts every rate limit, for measurements.";
    "DAYBOOK_SIGN_UP_LIMIT" = "30", Plain, "Sign-ups that one address may try in a quarter of an hour.";
    "DAYBOOK_BODY_LIMIT" = "1048576", Plain, "Bytes of a request's body.";
    "DAYBOOK_UPLOAD_LIMIT" = "5242880", Plain, "Bytes of an uploaded file; its body may have `DAYBOOK_BODY_LIMIT` more.";
    "DAYBOOK_READ_TIMEOUT" = "10", Plain, "Seconds that the head of a request may take, and that a pause in its body may last.";
    "DAYBOOK_IDLE_TIMEOUT" = "60", Plain, "Seconds that a connection may rest between two requests, and that a client may take nothing of its answer.";
    "DAYBOOK_MAX_CONNECTIONS" = "20000", Plain, "Connections at once; more wait to be accepted.";
    "DAYBOOK_SOCKETS_PER_USER" = "20", Plain, "WebSockets of one user on a node.";
    "DAYBOOK_SOCKETS_PER_ADDRESS" = "100", Plain, "WebSockets from one address on a node.";
    "DAYBOOK_DB_READERS" = "2", Plain, "SQLite reader threads.";
    "DAYBOOK_LIST_CACHE" = "16777216", Plain, "Bytes of answered lists kept in memory; 0 keeps none.";
    "DAYBOOK_DB_CONNECTIONS" = "8", Plain, "PostgreSQL connections.";
    "DAYBOOK_METRICS_TOKEN" = "", Masked, "Bearer token that opens `/metrics` to other machines than this one.";
    "DAYBOOK_LOG" = "info", Plain, "What is logged: `error`, `warn`, `info`, `debug`, or `target=level` with commas.";
}

/// The effective configuration.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is a row of SETTINGS, which tells what it is")]
pub struct Config {
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    pub tls: Option<Tls>,
    pub database_url: Option<Secret>,
    pub redis_url: Option<Secret>,
    pub secret_key: Option<Secret>,
    pub email_url: Secret,
    pub email_from: String,
    pub uploads_url: Option<String>,
    pub aws_access_key_id: Option<String>,
    pub aws_secret_access_key: Option<Secret>,
    pub allowed_hosts: Vec<String>,
    pub csrf_trusted_origins: Vec<String>,
    pub cors_allowed_origins: Vec<String>,
    pub trusted_proxies: Vec<Network>,
    pub public_url: Option<String>,
    pub jwt_refresh_grace: i64,
    pub throttle: bool,
    pub sign_up_limit: i64,
    pub body_limit: usize,
    pub upload_limit: usize,
    pub read_timeout: Duration,
    pub idle_timeout: Duration,
    pub max_connections: usize,
    pub sockets_per_user: usize,
    pub sockets_per_address: usize,
    pub db_readers: usize,
    pub db_connections: usize,
    pub list_cache: usize,
    pub metrics_token: Option<Secret>,
    pub log: String,
}

/// The files of a certificate and its key.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The chain, PEM.
    pub cert: PathBuf,
    /// The private key, PEM.
    pub key: PathBuf,
}

/// A setting that cannot be used, and why.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct ConfigError {
    name: &'static str,
    reason: String,
}

impl Config {
    /// Reads every setting, or says which one cannot be used.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let text = |name| sources.get(name).0;
        let optional = |name| Some(text(name)).filter(|value| !value.is_empty());
        let secret = |name| optional(name).map(Secret::new);
        let list = |name| {
            let text = text(name);
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let tls = match (optional("DAYBOOK_TLS_CERT"), optional("DAYBOOK_TLS_KEY")) {
            (Some(cert), Some(key)) => Some(Tls { cert: cert.into(), key: key.into() }),
            (None, None) => None,
            _ => return Err(wrong("DAYBOOK_TLS_CERT", "a certificate and a key come together")),
        };
        let throttle = match text("DAYBOOK_THROTTLE").as_str() {
            "on" => true,
            "off" => false,
            _ => return Err(wrong("DAYBOOK_THROTTLE", "say `on` or `off`")),
        };
        let database_url = secret("DATABASE_URL");
        if database_url.as_ref().is_some_and(|url| !url.expose().starts_with("postgres")) {
            return Err(wrong("DATABASE_URL", "say `postgres://…`, or nothing for SQLite"));
        }
        let secret_key = secret("SECRET_KEY");
        if database_url.is_some() && secret_key.is_none() {
            return Err(wrong(
                "SECRET_KEY",
                "is required with PostgreSQL: every node signs with the same key; try `openssl rand -hex 32`",
            ));
        }
        if secret_key.as_ref().is_some_and(|key| key.expose().len() < 32) {
            return Err(wrong("SECRET_KEY", "is too short: 32 characters at least"));
        }
        let public_url = optional("PUBLIC_URL").map(|url| url.trim_end_matches('/').to_owned());
        if public_url
            .as_ref()
            .is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://"))
        {
            return Err(wrong("PUBLIC_URL", "begins with `http://` or `https://`"));
        }
        let trusted_proxies = list("TRUSTED_PROXIES");
        let trusted_proxies = trusted_proxies.iter().map(|network| network.parse());
        Ok(Self {
            listen: number(sources, "DAYBOOK_LISTEN")?,
            data_dir: text("DAYBOOK_DATA_DIR").into(),
            tls,
            database_url,
            redis_url: secret("REDIS_URL"),
            secret_key,
            email_url: Secret::new(text("EMAIL_URL")),
            email_from: text("EMAIL_FROM"),
            uploads_url: optional("UPLOADS_URL"),
            aws_access_key_id: optional("AWS_ACCESS_KEY_ID"),
            aws_secret_access_key: secret("AWS_SECRET_ACCESS_KEY"),
            allowed_hosts: list("ALLOWED_HOSTS")
                .iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            csrf_trusted_origins: list("CSRF_TRUSTED_ORIGINS"),
            cors_allowed_origins: list("CORS_ALLOWED_ORIGINS"),
            trusted_proxies: trusted_proxies
                .collect::<Result<_, _>>()
                .map_err(|reason: String| wrong("TRUSTED_PROXIES", reason))?,
            public_url,
            jwt_refresh_grace: number(sources, "JWT_REFRESH_GRACE")?,
            throttle,
            sign_up_limit: number(sources, "DAYBOOK_SIGN_UP_LIMIT")?,
            body_limit: number(sources, "DAYBOOK_BODY_LIMIT")?,
            upload_limit: number(sources, "DAYBOOK_UPLOAD_LIMIT")?,
            read_timeout: Duration::from_secs(number(sources, "DAYBOOK_READ_TIMEOUT")?),
            idle_timeout: Duration::from_secs(number(sources, "DAYBOOK_IDLE_TIMEOUT")?),
            max_connections: number(sources, "DAYBOOK_MAX_CONNECTIONS")?,
            sockets_per_user: number(sources, "DAYBOOK_SOCKETS_PER_USER")?,
            sockets_per_address: number(sources, "DAYBOOK_SOCKETS_PER_ADDRESS")?,
            db_readers: number(sources, "DAYBOOK_DB_READERS")?,
            db_connections: number(sources, "DAYBOOK_DB_CONNECTIONS")?,
            list_cache: number(sources, "DAYBOOK_LIST_CACHE")?,
            metrics_token: secret("DAYBOOK_METRICS_TOKEN"),
            log: text("DAYBOOK_LOG"),
        })
    }

    /// Whether an address is one of the proxies whose headers are believed.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
    }
}

fn wrong(name: &'static str, reason: impl Into<String>) -> ConfigError {
    ConfigError { name, reason: reason.into() }
}

fn number<T: std::str::FromStr<Err: std::fmt::Display>>(
    sources: &Sources,
    name: &'static str,
) -> Result<T, ConfigError> {
    let (text, _) = sources.get(name);
    text.parse().map_err(|error| wrong(name, format!("`{text}` cannot be read: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_a_configuration() {
        let config = Config::load(&Sources::default()).expect("defaults load");
        assert!(config.throttle && config.database_url.is_none() && config.tls.is_none());
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        for (name, value, told) in [
            ("DAYBOOK_LISTEN", "nowhere", "DAYBOOK_LISTEN: `nowhere` cannot be read"),
            ("DATABASE_URL", "mysql://x", "DATABASE_URL: say `postgres://…`"),
            ("DATABASE_URL", "postgres://x", "SECRET_KEY: is required with PostgreSQL"),
            ("SECRET_KEY", "31-letters-are-one-letter-short", "SECRET_KEY: is too short"),
            ("DAYBOOK_THROTTLE", "maybe", "DAYBOOK_THROTTLE: say `on` or `off`"),
            (
                "DAYBOOK_TLS_CERT",
                "cert.pem",
                "DAYBOOK_TLS_CERT: a certificate and a key come together",
            ),
            ("TRUSTED_PROXIES", "10.0.0.0/99", "TRUSTED_PROXIES: `10.0.0.0/99`"),
        ] {
            let error = Config::load(&Sources::of([(name, value)])).expect_err(value);
            assert!(error.to_string().starts_with(told), "{error}");
        }
    }
}
