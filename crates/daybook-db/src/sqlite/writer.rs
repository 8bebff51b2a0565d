//! The one thread that writes: takes what waits, runs it as a group, commits once.
//!
//! Invariants: it never waits for company; a group takes in the jobs that waited when it began, until its size or its time
//! is reached. Those that come meanwhile are the next group, whose clients are at work while this one is synced.
//!
//! Not here: the transaction itself (`group.rs`).

use std::{sync::Arc, thread::JoinHandle, time::Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::{
    checkpoint::{Checkpoints, REST},
    gate::Gate,
    group::{End, Group},
    open::{Connection, Role, Settings},
    reader::reopen,
    session::Session,
};
use crate::{
    Options, Result,
    counters::Counters,
    job::{Job, Running},
    lane::Message,
};

pub(super) struct Writer {
    settings: Settings,
    options: Options,
    counters: Arc<Counters>,
    queue: Receiver<Message>,
    first: Connection,
    gate: Gate,
}

/// Whether the thread goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

impl Writer {
    pub(super) fn open(
        settings: Settings,
        options: &Options,
        counters: Arc<Counters>,
        queue: Receiver<Message>,
        gate: Gate,
    ) -> Result<Self> {
        let first = Connection::open(&settings, Role::Write)?;
        Ok(Self { settings, options: options.clone(), counters, queue, first, gate })
    }

    /// Writes until the end, then sees the readers off: the last connection that closes moves the WAL into the file, so
    /// that what a closed database leaves is one file.
    pub(super) fn run(self, readers: Vec<JoinHandle<()>>) {
        let Self { settings, options, counters, queue, first, gate } = self;
        let shift = Shift { options, counters: &counters, queue: &queue, gate };
        let mut connection = Some(first);
        while let Some(open) = &connection
            && shift.serve(open) == Next::Go
        {
            drop(connection.take());
            connection = reopen(&settings, Role::Write, &queue, &counters);
        }
        for reader in readers {
            if reader.join().is_err() {
                tracing::error!("a database thread had died");
            }
        }
        drop(connection);
    }
}

/// The work on one connection.
struct Shift<'w> {
    options: Options,
    counters: &'w Counters,
    queue: &'w Receiver<Message>,
    gate: Gate,
}

impl Shift<'_> {
    /// Runs groups until the end (`Stop`) or until the connection must be opened anew (`Go`).
    fn serve(&self, connection: &Connection) -> Next {
        let mut session = Session::new(connection);
        let mut checkpoints = Checkpoints::new(connection.wal.clone(), self.gate.clone());
        loop {
            match self.message(&checkpoints) {
                Ok(Message::Job(job)) => {
                    if self.group(&mut session, job) == Next::Stop {
                        return Next::Stop;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
            }
            checkpoints.keep_short(&mut session);
            if session.broken() {
                return Next::Go;
            }
        }
    }

    /// What comes next. It is not waited for without end while something is owed to the WAL.
    fn message(&self, checkpoints: &Checkpoints) -> Result<Message, RecvTimeoutError> {
        if checkpoints.owed() {
            self.queue.recv_timeout(REST)
        } else {
            self.queue.recv().map_err(|_| RecvTimeoutError::Disconnected)
        }
    }

    fn group(&self, session: &mut Session<'_>, first: Job) -> Next {
        let mut group = match Group::begin(session, &self.options) {
            Ok(group) => group,
            Err(error) => {
                first.refuse(error);
                return Next::Go;
            }
        };
        let (next, end) = self.gather(session, &mut group, first);
        let end = match end {
            Ok(()) => group.commit(session, self.counters),
            Err(error) => group.abandon(session, error),
        };
        match end {
            End::Committed => {}
            End::Lost { again, spoiled: true, .. } => self.carefully(session, again),
            End::Lost { again, .. } => again.into_iter().for_each(|job| self.alone(session, job)),
        }
        next
    }

    /// Runs the jobs of a spoiled group again, each in a savepoint.
    fn carefully(&self, session: &mut Session<'_>, jobs: Vec<Running>) {
        let mut group = match Group::begin_carefully(session, &self.options) {
            Ok(group) => group,
            Err(error) => return jobs.into_iter().for_each(|job| job.answer(Err(error.clone()))),
        };
        let mut jobs = jobs.into_iter();
        let run = jobs.by_ref().try_for_each(|job| {
            self.counters.retries.add(1);
            group.run(session, job)
        });
        let end = match run {
            Ok(()) => group.commit(session, self.counters),
            Err(error) => group.abandon(session, error),
        };
        match end {
            End::Committed => {}
            End::Lost { again, .. } => {
                again.into_iter().chain(jobs).for_each(|job| self.alone(session, job));
            }
        }
    }

    /// Runs the first job and those that wait behind it now.
    fn gather(
        &self,
        session: &mut Session<'_>,
        group: &mut Group,
        first: Job,
    ) -> (Next, Result<()>) {
        let begun = Instant::now();
        let size = self.options.group.min(1 + self.queue.len());
        let mut job = first;
        loop {
            if let Some(running) = job.claim() {
                self.counters.jobs.add(1);
                if let Err(error) = group.run(session, running) {
                    return (Next::Go, Err(error));
                }
            }
            if group.len() >= size || begun.elapsed() >= self.options.gather {
                return (Next::Go, Ok(()));
            }
            job = match self.queue.try_recv() {
                Ok(Message::Job(job)) => job,
                Ok(Message::Stop) => return (Next::Stop, Ok(())),
                Err(_) => return (Next::Go, Ok(())),
            };
        }
    }

    /// Runs a job again, whose group was lost to another job, in a transaction of its own.
    fn alone(&self, session: &mut Session<'_>, job: Running) {
        self.counters.retries.add(1);
        let mut group = match Group::begin_carefully(session, &self.options) {
            Ok(group) => group,
            Err(error) => return job.answer(Err(error)),
        };
        let end = match group.run(session, job) {
            Ok(()) => group.commit(session, self.counters),
            Err(error) => group.abandon(session, error),
        };
        match end {
            End::Committed => {}
            End::Lost { again, error, .. } => {
                again.into_iter().for_each(|job| job.answer(Err(error.clone())));
            }
        }
    }
}
