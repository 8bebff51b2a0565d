//! A PostgreSQL of one test's own, which keeps what it acknowledges, and which the test may end and start again.
//!
//! Not here: the server that all other tests share (`database`).

use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
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
