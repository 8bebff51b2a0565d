//! The threads of the pool: each takes a job, runs it in a transaction on its connection, and mends the connection.
//!
//! Invariants:
//! - only a transaction that the server surely rolled back runs again, with a fresh `Tx`, and a read, which changes nothing;
//! - a read is answered before its COMMIT, a write after it;
//! - while no connection stands, jobs are answered at once; while one stands, the jobs are left to it.
//!
//! Not here: what an error means (`errors.rs`).

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, never};

use super::{connection::Connection, server::Server};
use crate::{
    Error, Options, Result, Tx,
    counters::Counters,
    job::{Job, Kind, Running},
    lane::Message,
    options::{Hooks, Terms},
    worker::run_hooks,
};

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// What the threads share.
pub(super) struct Pool {
    server: Arc<Server>,
    options: Options,
    counters: Arc<Counters>,
    queue: Receiver<Message>,
    /// Connections that stand.
    standing: AtomicUsize,
}

/// Whether a thread goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Reconnect,
    Stop,
}

impl Pool {
    pub(super) fn new(
        server: Arc<Server>,
        options: Options,
        counters: Arc<Counters>,
        queue: Receiver<Message>,
    ) -> Self {
        Self { server, options, counters, queue, standing: AtomicUsize::new(0) }
    }

    /// The life of one thread. The one with a `report` tells how its first connection went and gives up if it failed.
    pub(super) fn work(&self, report: Option<&Sender<Result<()>>>) {
        let mut first = Connection::open(&self.server);
        if let Some(report) = report {
            let told = first.as_ref().map(|_| ()).map_err(Clone::clone);
            if report.send(told).is_err() || first.is_err() {
                return;
            }
        }
        let mut follow = None;
        let mut again = first.is_err();
        loop {
            let connection = match first {
                Ok(connection) => connection,
                Err(_) => match self.reconnect(&mut follow) {
                    Some(connection) => connection,
                    None => return,
                },
            };
            self.standing.fetch_add(1, Ordering::AcqRel);
            self.counters.reconnects.add(u64::from(again));
            again = true;
            let next = self.serve(connection, &mut follow);
            self.standing.fetch_sub(1, Ordering::AcqRel);
            if next == Next::Stop {
                return;
            }
            first = Err(Error::closed());
        }
    }

    fn serve(&self, mut connection: Connection, follow: &mut Option<Message>) -> Next {
        while let Some(Message::Job(job)) = follow.take().or_else(|| self.queue.recv().ok()) {
            self.job(&mut connection, job, follow);
            if connection.lost() {
                return Next::Reconnect;
            }
        }
        Next::Stop
    }

    fn job(&self, connection: &mut Connection, job: Job, follow: &mut Option<Message>) {
        if let Err(error) = self.begin(connection, job.kind) {
            return job.refuse(error);
        }
        let (kind, waited) = (job.kind, job.waited());
        // Who asked counts from the question, and wants the answer within the limit. What has waited long still gets half.
        let whole = self.options.limit * 9 / 10;
        let limit = whole.saturating_sub(waited).max(whole / 2);
        let due = Instant::now() + limit;
        match job.claim() {
            Some(running) => {
                self.counters.jobs.add(1);
                self.transact(connection, kind, due, running, follow);
            }
            None => connection.rollback(),
        }
    }

    /// Begins. When the connection died while it was idle, nothing is lost yet: one more try on a new one. A server that
    /// is silent would only be silent again.
    fn begin(&self, connection: &mut Connection, kind: Kind) -> Result<()> {
        let begun = connection.begin(kind);
        if begun.is_err() && self.mend(connection) { connection.begin(kind) } else { begun }
    }

    /// Puts a new connection in the place of one that was lost, but not of one to a server that is silent.
    fn mend(&self, connection: &mut Connection) -> bool {
        if !connection.lost() || connection.silent() {
            return false;
        }
        let opened = Connection::open(&self.server).map(|new| *connection = new);
        self.counters.reconnects.add(u64::from(opened.is_ok()));
        opened.is_ok()
    }

    fn transact(
        &self,
        connection: &mut Connection,
        kind: Kind,
        due: Instant,
        mut job: Running,
        follow: &mut Option<Message>,
    ) {
        let mut tries = 1;
        let end = loop {
            let end = self.attempt(connection, kind, due, &mut job, follow);
            if tries >= self.options.tries || Instant::now() >= due {
                break end;
            }
            if connection.again() {
                give_way(tries);
            } else if kind == Kind::Write || tries > 1 || !self.mend(connection) {
                break end;
            }
            if let Err(error) = connection.begin(kind) {
                break Err(error);
            }
            tries += 1;
            self.counters.retries.add(1);
        };
        job.answer(end);
        if kind == Kind::Read && !connection.lost() {
            // Whoever asked has the answer. What fails here is known to the connection.
            _ = connection.commit(self.take_along(follow));
        }
    }

    /// One try: the closure, then the COMMIT of a write and the hooks, or ROLLBACK.
    fn attempt(
        &self,
        connection: &mut Connection,
        kind: Kind,
        due: Instant,
        job: &mut Running,
        follow: &mut Option<Message>,
    ) -> Result<()> {
        let limit = due.saturating_duration_since(Instant::now());
        let mut tx = Tx::new(connection, Terms { limit, ..self.options.terms() });
        let good = job.run(&mut tx);
        let mut hooks = tx.into_hooks();
        if !good {
            connection.rollback();
            return Ok(());
        }
        if self.options.hooks == Hooks::BeforeCommit {
            run_hooks(std::mem::take(&mut hooks));
        }
        if kind == Kind::Write {
            connection.commit(self.take_along(follow))?;
            self.counters.commits.add(1);
        }
        run_hooks(hooks);
        Ok(())
    }

    /// Takes the job along that waits behind this one, so that its BEGIN saves a way to the server.
    fn take_along<'f>(&self, follow: &'f mut Option<Message>) -> Option<&'f Job> {
        if follow.is_none() {
            *follow = self.queue.try_recv().ok();
        }
        follow.as_ref().and_then(Message::job)
    }

    /// Tries until a connection stands, with growing pauses; `None` when the lane was closed. No job waits for a second try.
    fn reconnect(&self, follow: &mut Option<Message>) -> Option<Connection> {
        let mut pause = FIRST_PAUSE;
        loop {
            if let Ok(connection) = Connection::open(&self.server) {
                return Some(connection);
            }
            match follow.take() {
                Some(Message::Job(job)) => job.refuse(away()),
                Some(Message::Stop) => return None,
                None => {}
            }
            if self.pause(pause, follow) == Next::Stop {
                return None;
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Waits. When no connection stands at all, answers the jobs that come; one that comes when another thread's stands
    /// again shows that the server is back, and is kept for this thread's.
    fn pause(&self, pause: Duration, follow: &mut Option<Message>) -> Next {
        let end = Instant::now() + pause;
        loop {
            let nothing = never();
            let queue = if self.stands() { &nothing } else { &self.queue };
            let slice = end.saturating_duration_since(Instant::now()).min(FIRST_PAUSE);
            match queue.recv_timeout(slice) {
                Ok(message @ Message::Job(_)) if self.stands() => {
                    *follow = Some(message);
                    return Next::Reconnect;
                }
                Ok(Message::Job(job)) => job.refuse(away()),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
                Err(RecvTimeoutError::Timeout) if Instant::now() >= end => return Next::Reconnect,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn stands(&self) -> bool {
        self.standing.load(Ordering::Acquire) > 0
    }
}

fn away() -> Error {
    Error::unavailable("the server is away")
}

/// Lets the transaction that won get on before this one runs again, longer each time and never alike in two threads.
#[expect(
    clippy::disallowed_methods,
    reason = "nothing signals that another node's transaction is over"
)]
fn give_way(tries: u32) {
    let mut hasher = DefaultHasher::new();
    (thread::current().id(), Instant::now()).hash(&mut hasher);
    let longest = 1_000 << tries.min(6);
    thread::sleep(Duration::from_micros(500 + hasher.finish() % longest));
}
