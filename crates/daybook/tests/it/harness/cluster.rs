//! A PostgreSQL of one test's own, which keeps what it acknowledges, and which the test may freeze, end and start again.
//!
//! Not here: the server that all other tests share (`database`).

use super::database::{connect, on_its_own_thread};
use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/with-postgres");
/// Tells where it is, and waits until its standard input ends.
const WAIT: &str = "echo \"$DAYBOOK_TEST_POSTGRES\"; echo \"$DAYBOOK_TEST_PG_CTL\"; cat >/dev/null";

/// A running server; gone when it is dropped.
pub(crate) struct Cluster {
    /// Where it is.
    pub(crate) url: String,
    control: String,
    script: Child,
    alive: Option<ChildStdin>,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let mut script = Command::new(SCRIPT)
            .args(["--durable", "sh", "-c", WAIT])
            .env_remove("DAYBOOK_TEST_POSTGRES")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the script starts");
        let alive = script.stdin.take();
        let mut lines = BufReader::new(script.stdout.take().expect("its stdout")).lines();
        let (url, control) = (line(&mut lines), line(&mut lines));
        Self { url, control, script, alive }
    }

    /// Ends all its processes as a crash would, and starts it again. Blocks until it serves.
    pub(crate) fn crash_and_restart(&self) {
        let restart = format!("{} restart --mode immediate", self.control);
        let done = Command::new("sh").args(["-c", &restart]).stdout(Stdio::null()).status();
        assert!(done.expect("pg_ctl").success(), "{restart}");
    }

    /// Stops all its processes, as on a machine that hangs: its connections stay, and it says nothing. Blocks.
    pub(crate) fn freeze(&self) -> Frozen {
        let url = self.url.clone();
        let file: String = on_its_own_thread(move || {
            let row = connect(&url).query_one("select pg_read_file('postmaster.pid')", &[]);
            row.expect("its file").get(0)
        });
        let first = file.lines().next().expect("a process").to_owned();
        // The first is the parent of all others, and begins none while it stands still.
        let mut frozen = Frozen::of([first.clone()]);
        let children = Command::new("pgrep").args(["-P", &first]).output().expect("pgrep");
        let children = String::from_utf8(children.stdout).expect("numbers");
        frozen.stop(children.lines().map(str::to_owned));
        frozen
    }
}

/// Processes that stand still until this is dropped.
pub(crate) struct Frozen(Vec<String>);

impl Frozen {
    /// Lets processes stand still, by their ids.
    pub(super) fn of(processes: impl IntoIterator<Item = String>) -> Self {
        let mut frozen = Self(Vec::new());
        frozen.stop(processes);
        frozen
    }

    fn stop(&mut self, processes: impl IntoIterator<Item = String>) {
        for process in processes {
            // One that has ended meanwhile stands still too.
            _ = signal("-STOP", &process);
            self.0.push(process);
        }
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        for process in self.0.iter().rev() {
            _ = signal("-CONT", process);
        }
    }
}

fn signal(which: &str, process: &str) -> std::io::Result<ExitStatus> {
    Command::new("kill").args([which, process]).stderr(Stdio::null()).status()
}

fn line(lines: &mut Lines<BufReader<ChildStdout>>) -> String {
    lines.next().expect("a line of the script").expect("text")
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.alive.take());
        _ = self.script.wait();
    }
}
