//! TLS from files: HTTPS and wss with the real binary, and files that cannot be used.

use super::{Server, new_database};
use crate::harness::{Actor, Database, within};
use futures_util::{SinkExt, StreamExt};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use reqwest::Client;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{client_async, tungstenite::Message};

/// A certificate for this machine, and the files that it and its key are in.
struct Certificate {
    made: CertifiedKey<KeyPair>,
    cert: PathBuf,
    key: PathBuf,
}

impl Certificate {
    fn make(folder: &Path) -> Self {
        let names = ["127.0.0.1".to_owned(), "localhost".to_owned()];
        let made = generate_simple_self_signed(names).expect("a certificate");
        let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
        fs::write(&cert, made.cert.pem()).expect("its file");
        fs::write(&key, made.signing_key.serialize_pem()).expect("the key's file");
        Self { made, cert, key }
    }

    fn start(&self, database: &Database) -> Server {
        match serve(database, &self.cert, &self.key) {
            Ok(server) => server,
            Err(said) => panic!("the server ended: {said}"),
        }
    }

    /// A client that trusts this certificate and no other.
    fn client(&self) -> Client {
        let trusted = reqwest::Certificate::from_pem(self.made.cert.pem().as_bytes());
        Actor::client_builder()
            .tls_certs_only([trusted.expect("the certificate")])
            .build()
            .expect("a client")
    }

    fn connector(&self) -> TlsConnector {
        let mut roots = RootCertStore::empty();
        roots.add(self.made.cert.der().clone()).expect("a root");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("protocol versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
    }
}

/// A server with these files, or what it said when it ended with 1.
fn serve(database: &Database, cert: &Path, key: &Path) -> Result<Server, String> {
    let flags = ["--tls-cert".as_ref(), cert.as_os_str(), "--tls-key".as_ref(), key.as_os_str()];
    Server::try_start_with(database, &flags).map_err(|(status, said)| {
        assert_eq!(status.code(), Some(1), "{said}");
        said
    })
}

#[tokio::test]
async fn a_browser_speaks_https_and_wss_with_the_certificate_from_the_files() {
    let database = new_database();
    let certificate = Certificate::make(database.folder());
    let server = certificate.start(&database);
    assert!(server.url.starts_with("https://"), "{}", server.url);
    let anyone = Actor::with_client(certificate.client(), &server.url);
    let page = anyone.get("/login").await.expect(200);
    assert!(page.header("set-cookie").contains("; Secure"), "{}", page.header("set-cookie"));
    let body = json!({ "username": "ann", "password": crate::harness::PASSWORD });
    let token = anyone.post("/api/signup/", body).await.expect(200).json();
    let token = token["token"].as_str().expect("a token");

    let address = server.url.trim_start_matches("https://");
    let stream = TcpStream::connect(address).await.expect("a connection");
    let name = ServerName::try_from("localhost").expect("a name");
    let stream = certificate.connector().connect(name, stream).await.expect("TLS");
    let url = format!("wss://{address}/ws/live/?token={token}");
    let (mut socket, _) = within("a handshake", client_async(url, stream)).await.expect("a socket");
    socket.send(Message::text(json!({ "ping": 7 }).to_string())).await.expect("it is open");
    let answer = within("a pong", socket.next()).await.expect("a frame").expect("a good frame");
    assert_eq!(answer.into_text().expect("text"), json!({ "pong": 7 }).to_string());
}

#[tokio::test]
async fn who_does_not_know_the_certificate_or_speaks_no_tls_gets_no_answer() {
    let database = new_database();
    let certificate = Certificate::make(database.folder());
    let server = certificate.start(&database);
    let stranger = Actor::at_url(&server.url);
    assert!(stranger.try_post("/api/login/", json!({})).await.is_none());
    let plain = Actor::at_url(&server.url.replacen("https", "http", 1));
    assert!(plain.try_post("/api/login/", json!({})).await.is_none());
    let trusting = Actor::with_client(certificate.client(), &server.url);
    trusting.get("/healthz").await.expect(200);
}

#[test]
fn files_that_cannot_be_used_are_named_and_the_server_exits_1() {
    let database = new_database();
    let folder = database.folder();
    let Certificate { cert, key, .. } = Certificate::make(folder);
    let (missing, other) = (folder.join("missing.pem"), folder.join("other.pem"));
    let other_key = KeyPair::generate().expect("another key").serialize_pem();
    fs::write(&other, other_key).expect("its file");
    for (cert, key, file, why) in [
        (&missing, &key, "missing.pem", "no certificate can be read: I/O error: No such file"),
        (&cert, &missing, "missing.pem", "no private key can be read: I/O error: No such file"),
        (&cert, &cert, "cert.pem", "no private key can be read: no items found"),
        (&key, &key, "key.pem", "no certificates"),
        (&cert, &other, "other.pem", "keys may not be consistent"),
    ] {
        let Err(said) = serve(&database, cert, key) else { panic!("{file} is served with") };
        assert!(said.contains(file) && said.contains(why), "{file}: {said}");
        assert!(!said.contains("serving on"), "{said}");
    }
}
