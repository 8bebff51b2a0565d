//! Tools of the system that some stories need, and how one says that they cannot be had.
//!
//! Nothing is left out in silence: a test fails when its tool does not work here, unless `DAYBOOK_TEST_WITHOUT` names it.

use super::say;
use std::process::{Command, Stdio};

/// A tool that may be missing, or forbidden where containers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// Records the calls of a process, and makes some of them fail.
    Strace,
    /// Gives a process file systems of its own.
    Unshare,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Strace => "strace",
            Self::Unshare => "unshare",
        }
    }

    /// Whether the tool does what it is for.
    pub(crate) fn works(self) -> bool {
        let mut command = Command::new(self.name());
        match self {
            Self::Strace => command.args(["--follow-forks", "--seccomp-bpf", "true"]),
            Self::Unshare => command.args(UNSHARE).args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]),
        };
        let tried =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    }

    /// True when the tests were asked to do without it; fails the test when it is wanted and does not work.
    pub(crate) fn is_left_out(self) -> bool {
        let name = self.name();
        if without().split(' ').any(|word| word == name) {
            say(&format!("LEFT OUT, as DAYBOOK_TEST_WITHOUT says: this needs {name}"));
            return true;
        }
        assert!(
            self.works(),
            "{name} does not work here. Install it, allow it, or say DAYBOOK_TEST_WITHOUT={name}."
        );
        false
    }
}

/// `unshare` with mounts of its own, as root here or as root of a user namespace.
pub(crate) const UNSHARE: &[&str] = &["--user", "--map-root-user", "--mount"];

#[expect(
    clippy::disallowed_methods,
    reason = "the tests are told by the environment what to leave out"
)]
fn without() -> String {
    std::env::var("DAYBOOK_TEST_WITHOUT").unwrap_or_default()
}
