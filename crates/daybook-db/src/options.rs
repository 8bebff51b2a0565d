//! What a caller may choose when it opens a database. The defaults are what production runs.
//!
//! Not here: where the values come from; only the application reads flags and the environment.

use std::{thread, time::Duration};

/// Which database stands behind a [`Db`](crate::Db). For the few named places where the text must differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file, one writer thread.
    Sqlite,
    /// A server that speaks PostgreSQL's protocol.
    Postgres,
}

/// How far SQLite pushes a commit before it is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    /// The commit is on the disk: it survives a power cut.
    #[default]
    Full,
    /// The commit survives a killed process only. For the twin that shows why `Full` is needed.
    Normal,
}

/// When the hooks of a transaction run that were registered for after its COMMIT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hooks {
    /// After the COMMIT: nobody is told of what may still be undone.
    #[default]
    AfterCommit,
    /// Before it. For the twin that shows why they must wait.
    BeforeCommit,
}

/// Gives a statement another text, or leaves it as it is.
pub type Rewrite = fn(&str) -> Option<String>;

/// Sizes and limits. Tests shorten the times and switch a defence off to show that it is needed.
#[derive(Clone, Debug)]
pub struct Options {
    /// SQLite: threads that read.
    pub readers: usize,
    /// PostgreSQL: threads, each with its connection.
    pub connections: usize,
    /// Jobs that may wait in a queue; the next one is answered [`Error::Busy`](crate::Error::Busy).
    pub queue: usize,
    /// SQLite: durability of a commit.
    pub synchronous: Synchronous,
    /// How long a job may wait before it is withdrawn and answered [`Error::Busy`](crate::Error::Busy). A command beside
    /// a server that writes without pause wants more than the default.
    pub wait: Duration,
    /// How long a transaction may run; a statement that passes it is interrupted. On PostgreSQL what it waited counts too,
    /// and a server that does not answer by then is taken for lost.
    pub limit: Duration,
    /// SQLite: how many jobs share one commit at most.
    pub group: usize,
    /// SQLite: how long a group may take in further jobs.
    pub gather: Duration,
    /// PostgreSQL: how often a transaction is tried that lost to another one.
    pub tries: u32,
    /// When hooks run.
    pub hooks: Hooks,
    /// Gives statements another text: how a test takes a condition out of a query, to show that it is missed.
    pub rewrite: Option<Rewrite>,
}

/// What a transaction needs to know of the options.
#[derive(Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) limit: Duration,
    pub(crate) rewrite: Option<Rewrite>,
}

impl Options {
    pub(crate) fn terms(&self) -> Terms {
        Terms { limit: self.limit, rewrite: self.rewrite }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: thread::available_parallelism().map_or(2, |n| n.get().max(2)),
            connections: 10,
            queue: 4096,
            synchronous: Synchronous::Full,
            wait: Duration::from_secs(2),
            limit: Duration::from_secs(5),
            group: 256,
            gather: Duration::from_millis(2),
            tries: 10,
            hooks: Hooks::AfterCommit,
            rewrite: None,
        }
    }
}
