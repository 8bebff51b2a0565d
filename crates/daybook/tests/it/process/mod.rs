//! The real binary as a process: what an operator starts, signals, kills and asks on the command line.

mod commands;
mod data_folder;
mod kills;
mod stop;
mod tls;

use crate::harness::{Actor, DEADLINE, Database};
use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Instant,
};

/// A running `daybook serve`. Dropping it kills it.
struct Server {
    child: Child,
    url: String,
    log: mpsc::Receiver<String>,
}

impl Server {
    /// Starts a server and waits until it says where it serves.
    fn start(database: &Database) -> Self {
        match Self::try_start(database) {
            Ok(server) => server,
            Err((status, log)) => panic!("the server ended with {status}:\n{log}"),
        }
    }

    /// The same, or how it ended and what it said.
    fn try_start(database: &Database) -> Result<Self, (ExitStatus, String)> {
        Self::try_start_with(database, &[])
    }

    /// The same, with more flags.
    fn try_start_with(database: &Database, flags: &[&OsStr]) -> Result<Self, (ExitStatus, String)> {
        let mut child = daybook(database, ["serve", "--listen", "127.0.0.1:0"])
            .args(flags)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let stderr = child.stderr.take().expect("its stderr");
        let (said, log) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                _ = said.send(line);
            }
        });
        let mut lines = Vec::new();
        while let Ok(line) = log.recv_timeout(DEADLINE) {
            if let Some((_, url)) = line.split_once("serving on ") {
                return Ok(Self { child, url: url.trim().to_owned(), log });
            }
            lines.push(line);
        }
        _ = child.kill();
        Err((child.wait().expect("its end"), lines.join("\n")))
    }

    fn anonymous(&self) -> Actor {
        Actor::at_url(&self.url)
    }

    /// Asks it to stop, as a service manager does.
    fn terminate(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(told.success());
    }

    /// Waits for its end; says how, and after how long.
    fn ended(mut self) -> (ExitStatus, std::time::Duration) {
        let begun = Instant::now();
        // The log ends when the process does.
        while self.log.recv_timeout(2 * DEADLINE).is_ok() {}
        (self.child.wait().expect("its end"), begun.elapsed())
    }

    /// Ends it as a power cut ends a process: nothing of it runs any more.
    fn kill(mut self) {
        self.child.kill().expect("kill -9");
        self.child.wait().expect("its end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A command on a database, with nothing of the environment that the tests run in but the search path.
fn daybook(database: &Database, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybook"));
    command.args(arguments).env_clear().current_dir(database.folder());
    command.env("NO_COLOR", "1").env("DAYBOOK_THROTTLE", "off");
    command.env("SECRET_KEY", "the-key-of-every-test-application");
    command.envs(database.settings());
    command
}

/// Runs a command to its end, with a line on its stdin.
fn run(database: &Database, arguments: &[&str], input: &str) -> Output {
    let mut child = daybook(database, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that does not read its input may have ended already.
    _ = child.stdin.take().expect("its stdin").write_all(input.as_bytes());
    child.wait_with_output().expect("its end")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn new_database() -> Arc<Database> {
    Arc::new(Database::create())
}
