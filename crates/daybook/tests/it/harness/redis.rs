//! A real Redis of one test's own, which the test may kill, freeze and start again; alone or as one of a cluster.

use super::cluster::Frozen;
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
};
use tempfile::TempDir;

const PASSWORD: &str = "open-sesame";
/// What the server says when it serves.
const READY: &str = "Ready to accept connections";

/// A running server. Dropping it ends it.
pub(crate) struct Redis {
    folder: TempDir,
    port: u16,
    cluster: bool,
    process: Option<Child>,
}

impl Redis {
    pub(crate) fn start() -> Self {
        Self::new(false)
    }

    /// Three servers that share the channels.
    pub(crate) fn cluster() -> [Self; 3] {
        let servers = [(); 3].map(|()| Self::new(true));
        let made = cli()
            .args(["--cluster-yes", "--cluster", "create"])
            .args(servers.iter().map(|server| format!("127.0.0.1:{}", server.port)))
            .output()
            .expect("redis-cli");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
        servers
    }

    /// `REDIS_URL` for it.
    pub(crate) fn url(&self) -> String {
        format!("redis://:{PASSWORD}@127.0.0.1:{}", self.port)
    }

    /// The channels on which somebody listens.
    pub(crate) fn channels(&self) -> Vec<String> {
        let told = self.ask(&["pubsub", "channels"], &[]);
        String::from_utf8(told).expect("names").lines().map(str::to_owned).collect()
    }

    /// Publishes a message, as anybody can who has the password.
    pub(crate) fn publish(&self, channel: &str, message: &[u8]) {
        self.ask(&["-x", "publish", channel], message);
    }

    /// What it answers to a command, whose last word may come from elsewhere (`-x`).
    fn ask(&self, words: &[&str], input: &[u8]) -> Vec<u8> {
        let mut child = cli()
            .args(["-p", &self.port.to_string()])
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("redis-cli");
        child.stdin.take().expect("its input").write_all(input).expect("the last word");
        let output = child.wait_with_output().expect("an answer");
        assert!(output.status.success(), "{words:?}");
        output.stdout
    }

    /// Ends it as a crash does.
    pub(crate) fn kill(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        process.kill().expect("a kill");
        process.wait().expect("its end");
    }

    /// Starts it again, where it was. Blocks until it serves.
    pub(crate) fn come_back(&mut self) {
        let mut process = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &self.port.to_string()])
            .args(["--save", "", "--appendonly", "no", "--requirepass", PASSWORD])
            .args(["--cluster-enabled", if self.cluster { "yes" } else { "no" }])
            .current_dir(self.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("redis-server");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        self.process = Some(process);
        let ready = lines.by_ref().map_while(Result::ok).any(|line| line.contains(READY));
        assert!(ready, "the server ended before it served");
        // Somebody has to read on, or it would end at a pipe without a reader.
        thread::spawn(move || lines.count());
    }

    /// Stops it, as on a machine that hangs: its connections stay, and it says nothing.
    pub(crate) fn freeze(&self) -> Frozen {
        let process = self.process.as_ref().expect("a server that runs");
        Frozen::of([process.id().to_string()])
    }

    fn new(cluster: bool) -> Self {
        let folder = TempDir::with_prefix("daybook-test-").expect("a folder");
        let mut server = Self { folder, port: free_port(cluster), cluster, process: None };
        server.come_back();
        server
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
    }
}

fn cli() -> Command {
    let mut command = Command::new("redis-cli");
    command.args(["-a", PASSWORD, "--no-auth-warning"]);
    command
}

/// A port that is free; the servers of a cluster speak to each other ten thousand above it.
fn free_port(cluster: bool) -> u16 {
    let free = |port| TcpListener::bind(("127.0.0.1", port));
    let mut taken = Vec::new();
    loop {
        let listener = free(0).expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        if !cluster || port.checked_add(10_000).is_some_and(|above| free(above).is_ok()) {
            return port;
        }
        taken.push(listener);
    }
}
