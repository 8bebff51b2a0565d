//! The real binary as a process: what an operator starts, signals, kills and asks on the command line.

mod backup;
mod commands;
mod data_folder;
mod security_log;
mod stop;
mod tls;

use crate::harness::{Actor, DEADLINE, Database, PASSWORD};
use serde_json::json;
use std::{
    ffi::{OsStr, OsString},
    io::{BufRead, BufReader, Write},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Instant,
};

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_daybook");

/// A running `daybook serve`. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    log: mpsc::Receiver<String>,
}

/// How a server is started, when it is not as always.
#[derive(Clone, Default)]
pub(crate) struct Launch {
    /// The command that the server is started by: `strace …`, `unshare …`.
    pub(crate) by: Vec<String>,
    /// Another server than the binary, with its arguments.
    pub(crate) program: Option<Vec<String>>,
    /// More flags.
    pub(crate) flags: Vec<OsString>,
    /// Settings of its own.
    pub(crate) settings: Vec<(&'static str, String)>,
    /// Where it listens; a free port when it is not said.
    pub(crate) listen: Option<String>,
}

impl Server {
    /// Starts a server and waits until it says where it serves.
    pub(crate) fn start(database: &Database) -> Self {
        Self::launch(database, &Launch::default())
    }

    /// The same, in another way.
    pub(crate) fn launch(database: &Database, launch: &Launch) -> Self {
        match Self::try_launch(database, launch) {
            Ok(server) => server,
            Err((status, log)) => panic!("the server ended with {status}:\n{log}"),
        }
    }

    /// The same, or how it ended and what it said.
    pub(crate) fn try_start(database: &Database) -> Result<Self, (ExitStatus, String)> {
        Self::try_launch(database, &Launch::default())
    }

    /// The same, with more flags.
    fn try_start_with(database: &Database, flags: &[&OsStr]) -> Result<Self, (ExitStatus, String)> {
        let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        Self::try_launch(database, &Launch { flags, ..Launch::default() })
    }

    /// Starts a server in another way, or says how it ended and what it said.
    pub(crate) fn try_launch(
        database: &Database,
        launch: &Launch,
    ) -> Result<Self, (ExitStatus, String)> {
        let listen = launch.listen.as_deref().unwrap_or("127.0.0.1:0");
        let program = launch
            .program
            .clone()
            .unwrap_or_else(|| [BINARY, "serve", "--listen", listen].map(str::to_owned).into());
        let mut child = command(database, launch.by.iter().chain(&program))
            .args(&launch.flags)
            .envs(launch.settings.iter().map(|(name, value)| (name, value)))
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

    pub(crate) fn anonymous(&self) -> Actor {
        Actor::at_url(&self.url)
    }

    /// A new user, signed up and logged in with a Token.
    pub(crate) async fn user(&self, name: &str) -> Actor {
        let body = json!({ "username": name, "password": PASSWORD });
        let answer = self.anonymous().post("/api/signup/", body).await.expect(200).json();
        self.anonymous().token(answer["token"].as_str().expect("a token"))
    }

    /// The same user, at this server.
    pub(crate) fn here(&self, actor: &Actor) -> Actor {
        self.anonymous().token(actor.token.as_deref().expect("a Token"))
    }

    /// The process that was started: the server, or what it was started by.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, as a service manager does.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(told.success());
    }

    /// Waits for its end; says how, and after how long.
    pub(crate) fn ended(mut self) -> (ExitStatus, std::time::Duration) {
        let begun = Instant::now();
        self.ended_now();
        (self.child.wait().expect("its end"), begun.elapsed())
    }

    /// Asks it to stop; what it logged since it began to serve.
    fn stopped(self) -> Vec<String> {
        self.terminate();
        std::iter::from_fn(|| self.log.recv_timeout(2 * DEADLINE).ok()).collect()
    }

    /// Ends it as a power cut ends a process: nothing of it runs any more, nor what watched it.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("kill -9");
        self.ended_now();
        self.child.wait().expect("its end");
    }

    /// What it has said since it served, when it has ended.
    pub(crate) fn log_to_the_end(mut self) -> String {
        let mut log = String::new();
        while let Ok(line) = self.log.recv_timeout(2 * DEADLINE) {
            log.push_str(&line);
            log.push('\n');
        }
        self.child.wait().expect("its end");
        log
    }

    /// The log ends when the last process does that holds it.
    fn ended_now(&self) {
        while self.log.recv_timeout(2 * DEADLINE).is_ok() {}
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A command on a database, with nothing of the environment that the tests run in but the search path.
pub(crate) fn daybook(
    database: &Database,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Command {
    started_by(&[], database, arguments)
}

/// The same, started by another command.
pub(crate) fn started_by(
    starter: &[&str],
    database: &Database,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Command {
    let mut command = command(database, starter.iter().copied().chain([BINARY]));
    command.args(arguments);
    command
}

/// The same for any command and its arguments.
fn command(database: &Database, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut words = words.into_iter();
    let mut command = Command::new(words.next().expect("a command"));
    command.args(words).env_clear().current_dir(database.folder());
    command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    command.env("NO_COLOR", "1").env("DAYBOOK_THROTTLE", "off");
    command.env("SECRET_KEY", "the-key-of-every-test-application");
    command.envs(database.settings());
    command
}

/// Runs a command to its end, with a line on its stdin.
pub(crate) fn run(database: &Database, arguments: &[&str], input: &str) -> Output {
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

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

pub(crate) fn new_database() -> Arc<Database> {
    Arc::new(Database::create())
}
