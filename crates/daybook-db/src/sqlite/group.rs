//! Group commit: what waits becomes one transaction, each job in a savepoint of its own.
//!
//! Invariants:
//! - a job is answered yes after the COMMIT that holds it, and never otherwise;
//! - a job that fails rolls back alone; when SQLite rolls everything back (storage full, interrupted), the others run
//!   again, each alone, because nothing of them is stored;
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

/// A job whose savepoint is done, waiting for the COMMIT.
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
}

/// What became of the jobs of a group.
pub(super) enum End {
    /// All are answered; the COMMIT stands.
    Committed,
    /// Nothing is stored. The jobs to run again, each alone; those that cannot be helped are answered.
    Lost { again: Vec<Running>, error: Error },
}

impl Group {
    /// Begins the transaction.
    pub(super) fn begin(session: &mut Session<'_>, options: &Options) -> Result<Self> {
        session.control("begin immediate")?;
        Ok(Self { done: Vec::new(), terms: options.terms(), hooks: options.hooks })
    }

    pub(super) fn len(&self) -> usize {
        self.done.len()
    }

    /// Runs one job in its savepoint. An error means that the whole transaction is gone and the job is answered.
    pub(super) fn run(&mut self, session: &mut Session<'_>, mut job: Running) -> Result<()> {
        let (good, hooks) = match self.in_savepoint(session, &mut job) {
            Ok(end) => end,
            Err(error) => {
                job.answer(Err(error.clone()));
                return Err(error);
            }
        };
        self.done.push(Done { job, good, hooks });
        Ok(())
    }

    fn in_savepoint(
        &self,
        session: &mut Session<'_>,
        job: &mut Running,
    ) -> Result<(bool, Vec<AfterCommit>)> {
        session.control("savepoint job")?;
        let mut tx = Tx::new(session, self.terms);
        let good = job.run(&mut tx);
        let failure = tx.failure();
        let hooks = tx.into_hooks();
        if !session.in_transaction() {
            return Err(
                failure.unwrap_or_else(|| Error::unavailable("the transaction was rolled back"))
            );
        }
        if good {
            session.control("release job")?;
            return Ok((true, hooks));
        }
        session.control("rollback to job")?;
        session.control("release job")?;
        Ok((false, Vec::new()))
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
        let mut again = Vec::new();
        for done in self.done {
            match done {
                Done { good: true, job, .. } if sure && !session.broken() => again.push(job),
                Done { job, .. } => job.answer(Err(error.clone())),
            }
        }
        End::Lost { again, error }
    }
}
