//! Mails by SMTP: STARTTLS, TLS from the first byte, or in the clear when that is asked for.
//!
//! Invariants: a password never crosses a network in the clear; what a server says is told by its number alone, for its
//! words name the reader; a try ends before somebody else may begin one.
//! Not here: when to try again (`outbox`).

use std::{fmt, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    transport::smtp::{
        client::{Certificate, CertificateStore, Tls, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::timeout;
use url::Url;

use super::{failure::Failure, outbox::LEASE};

/// How long the server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a whole mail may take.
const LONGEST: Duration = Duration::from_secs(45);
const _: () = assert!(LONGEST.as_secs() < LEASE.as_secs(), "a try ends before the next begins");

/// A mail server, and how it is spoken to.
#[derive(Clone)]
pub(super) struct Smtp {
    /// Scheme, host and port.
    address: String,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({})", self.address)
    }
}

/// What stands behind the `?` of `EMAIL_URL`; the words are those of `DATABASE_URL`.
#[derive(Default)]
struct Terms {
    in_the_clear: bool,
    root: Option<Certificate>,
}

impl Smtp {
    /// Reads `smtp://…` and `smtps://…`.
    ///
    /// # Errors
    /// Why it cannot be used; never with what it holds.
    pub(super) fn open(address: &str, hello: &str) -> Result<Self, String> {
        let unreadable =
            "say `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`";
        let mut url = Url::parse(address).map_err(|_| unreadable)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(unreadable)?.to_owned();
        let terms = Terms::read(&url)?;
        let tls = match (url.scheme(), terms.in_the_clear) {
            ("smtp", true) if !url.username().is_empty() && !is_this_machine(&host) => {
                return Err(
                    "a password would cross the network in the clear: leave sslmode=disable out"
                        .into(),
                );
            }
            ("smtp", true) => Tls::None,
            ("smtp", false) => Tls::Required(terms.parameters(&host)?),
            ("smtps", false) => Tls::Wrapper(terms.parameters(&host)?),
            _ => return Err(unreadable.into()),
        };
        let shown = match url.port() {
            Some(port) => format!("{}://{host}:{port}", url.scheme()),
            None => format!("{}://{host}", url.scheme()),
        };
        url.set_query((url.scheme() == "smtp" && !terms.in_the_clear).then_some("tls=required"));
        url.set_path("");
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str());
        let builder = builder.map_err(|_| unreadable)?.tls(tls).timeout(Some(PATIENCE));
        let transport = builder.hello_name(ClientId::Domain(hello.to_owned())).build();
        Ok(Self { address: shown, transport })
    }

    /// Hands a mail to the server.
    ///
    /// # Errors
    /// When it did not say that it has it.
    pub(super) async fn send(&self, message: Message) -> Result<(), Failure> {
        match timeout(LONGEST, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(match error.status() {
                Some(code) if error.is_permanent() => Failure::Refused(u16::from(code)),
                Some(code) => Failure::Later(u16::from(code)),
                None if error.is_tls() => Failure::Away("TLS cannot be agreed upon with it"),
                None if error.is_timeout() => Failure::Away("it does not answer"),
                None => Failure::Away("it cannot be reached"),
            }),
            Err(_) => Err(Failure::Away("it does not answer")),
        }
    }
}

impl Terms {
    fn read(url: &Url) -> Result<Self, String> {
        let mut terms = Self::default();
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("sslmode", "disable") => terms.in_the_clear = true,
                ("sslmode", "require") => {}
                ("sslrootcert", file) => terms.root = Some(read_root(file)?),
                _ => {
                    return Err(format!(
                        "{name} is not known; there are sslmode=disable and sslrootcert=FILE"
                    ));
                }
            }
        }
        Ok(terms)
    }

    /// What a certificate is checked against: the file if there is one, else the roots that come with the program.
    fn parameters(&self, host: &str) -> Result<TlsParameters, String> {
        let mut builder = TlsParameters::builder(host.to_owned());
        if let Some(root) = &self.root {
            builder = builder.certificate_store(CertificateStore::None);
            builder = builder.add_root_certificate(root.clone());
        }
        builder.build().map_err(|error| format!("TLS cannot be prepared: {error}"))
    }
}

fn read_root(file: &str) -> Result<Certificate, String> {
    let refuse = |why: &dyn fmt::Display| format!("sslrootcert {file}: {why}");
    let pem = std::fs::read(file).map_err(|error| refuse(&error))?;
    Certificate::from_pem(&pem).map_err(|error| refuse(&error))
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> String {
        Smtp::open(address, "day.example").unwrap_err()
    }

    #[test]
    fn addresses_are_read_and_shown_without_their_passwords() {
        for (address, shown) in [
            ("smtp://ann:p%40ss@mail.example:587", "Smtp(smtp://mail.example:587)"),
            ("smtps://ann:hunter2@mail.example", "Smtp(smtps://mail.example)"),
            ("smtp://127.0.0.1:1025?sslmode=disable", "Smtp(smtp://127.0.0.1:1025)"),
            ("smtp://ann:hunter2@localhost:25?sslmode=disable", "Smtp(smtp://localhost:25)"),
            ("smtp://[::1]:25/?sslmode=disable", "Smtp(smtp://[::1]:25)"),
        ] {
            let smtp = Smtp::open(address, "day.example").expect("an address");
            assert_eq!(format!("{smtp:?}"), shown);
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused_without_its_password() {
        let clear = refused("smtp://ann:hunter2@mail.example?sslmode=disable");
        assert!(clear.starts_with("a password would cross the network in the clear"), "{clear}");
        assert!(refused("smtp://").starts_with("say `smtp://"));
        assert!(refused("smtps://ann:hunter2@mail.example?sslmode=disable").starts_with("say"));
        assert!(refused("smtp://ann:hunter2@mail.example?tls=no").starts_with("tls is not known"));
        let missing = refused("smtps://ann:hunter2@mail.example?sslrootcert=/no/file");
        assert!(missing.starts_with("sslrootcert /no/file: No such file"), "{missing}");
        for said in [clear, missing] {
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
}
