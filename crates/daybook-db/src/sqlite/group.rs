//! Group commit: what waits becomes one transaction.
//!
//! A savepoint costs as much as a small job: SQLite keeps a copy of each page that is changed in it. A job that fails has
//! hardly ever changed anything by then. So a group goes without savepoints, and when one of its jobs has something to be
//! undone, all of them run again in a careful group, where each has a savepoint of its own.
//!
//! Invariants:
//! - a job is answered yes after the COMMIT that holds it, and never otherwise;
//! - a job that fails leaves nothing, and harms no other; when SQLite rolls everything back (storage full, interrupted),
//!   the others run again, each alone, because nothing of them is stored;
//! - after a COMMIT that failed in the file system nobody runs again: what it left is not known.
//!
//! Not here: the queue (`writer.rs`).

use super::session::Session;
use crate::{
    Error, Options, Result, Tx,
    counters::Counters,
    job::Running,
    options::{Hooks, Terms},
    tx::AfterCommit,
    worker::run_hooks,
};

/// A job that was run, waiting for the COMMIT.
struct Done {
    job: Running,
    good: bool,
    hooks: Vec<AfterCommit>,
}

/// One transaction that several jobs share.
pub(super) struct Group {
    done: Vec<Done>,
    terms: Terms,
    hooks: Hooks,
    careful: bool,
    /// A job failed after it had changed something.
    spoiled: bool,
}

/// What became of the jobs of a group.
pub(super) enum End {
    /// All are answered; the COMMIT stands.
    Committed,
    /// Nothing is stored. The jobs to run again: in a careful group when one of them must be undone, else each alone.
    /// Those that cannot be helped are answered.
    Lost { again: Vec<Running>, error: Error, spoiled: bool },
}

impl Group {
    /// Begins a transaction that trusts its jobs.
    pub(super) fn begin(session: &mut Session<'_>, options: &Options) -> Result<Self> {
        session.control("begin immediate")?;
        let (terms, hooks) = (options.terms(), options.hooks);
        Ok(Self { done: Vec::new(), terms, hooks, careful: false, spoiled: false })
    }

    /// Begins a transaction in which each job has its savepoint.
    pub(super) fn begin_carefully(session: &mut Session<'_>, options: &Options) -> Result<Self> {
        Ok(Self { careful: true, ..Self::begin(session, options)? })
    }

    pub(super) fn len(&self) -> usize {
        self.done.len()
    }

    /// Runs one job. An error means that the group is to be abandoned, or that its transaction is gone already and the
    /// job is answered.
    pub(super) fn run(&mut self, session: &mut Session<'_>, mut job: Running) -> Result<()> {
        let changes = session.changes();
        let ran = match self.careful {
            true => self.in_savepoint(session, &mut job),
            false => self.in_transaction(session, &mut job),
        };
        let (good, hooks) = match ran {
            Ok(end) => end,
            Err(error) => {
                job.answer(Err(error.clone()));
                return Err(error);
            }
        };
        self.spoiled = !self.careful && !good && session.changes() != changes;
        self.done.push(Done { job, good, hooks });
        match self.spoiled {
            true => Err(Error::unavailable("a job must be undone")),
            false => Ok(()),
        }
    }

    fn in_savepoint(
        &self,
        session: &mut Session<'_>,
        job: &mut Running,
    ) -> Result<(bool, Vec<AfterCommit>)> {
        session.control("savepoint job")?;
        let (good, hooks) = self.in_transaction(session, job)?;
        if !good {
            session.control("rollback to job")?;
        }
        session.control("release job")?;
        Ok((good, hooks))
    }

    fn in_transaction(
        &self,
        session: &mut Session<'_>,
        job: &mut Running,
    ) -> Result<(bool, Vec<AfterCommit>)> {
        let mut tx = Tx::new(session, self.terms);
        let good = job.run(&mut tx);
        let failure = tx.failure();
        let hooks = tx.into_hooks();
        if !session.in_transaction() {
            return Err(
                failure.unwrap_or_else(|| Error::unavailable("the transaction was rolled back"))
            );
        }
        Ok((good, if good { hooks } else { Vec::new() }))
    }

    /// Commits, runs the hooks in the order of the jobs, then answers all.
    pub(super) fn commit(mut self, session: &mut Session<'_>, counters: &Counters) -> End {
        if self.hooks == Hooks::BeforeCommit {
            self.run_hooks();
        }
        if let Err(error) = session.control("commit") {
            return self.abandon(session, error);
        }
        counters.commits.add(1);
        self.run_hooks();
        for done in self.done {
            done.job.answer(Ok(()));
        }
        End::Committed
    }

    fn run_hooks(&mut self) {
        for done in &mut self.done {
            run_hooks(std::mem::take(&mut done.hooks));
        }
    }

    /// Rolls back what is left. The jobs that were good may run again when their outcome is sure: not stored.
    pub(super) fn abandon(self, session: &mut Session<'_>, error: Error) -> End {
        let sure = !session.in_transaction() || session.control("rollback").is_ok();
        let spoiled = self.spoiled && sure;
        let mut again = Vec::new();
        for Done { job, good, .. } in self.done {
            if spoiled || (good && sure && !session.broken()) {
                again.push(job);
            } else {
                job.answer(Err(error.clone()));
            }
        }
        End::Lost { again, error, spoiled }
    }
}
