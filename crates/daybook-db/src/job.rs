//! A unit of work between the task that asked and the database thread that does it.
//!
//! Invariants:
//! - a job is claimed once: by the thread, which then runs it to its end, or by the one who asked, who withdraws it;
//! - a closure that panics is caught here and harms nobody else;
//! - what the closure answered is kept until the COMMIT is known.
//!
//! Not here: queues (`lane.rs`) and transactions (the engines' workers).

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::oneshot, time::timeout_at};

use crate::{Error, Result, Tx, counters::Counters};

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Write,
}

/// Who has the job: free, then taken once and for all.
#[derive(Clone, Default)]
struct Claim(Arc<AtomicBool>);

impl Claim {
    fn take(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

/// The closure and the way back for its answer, with their types erased.
trait Work: Send {
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    fn answer(self: Box<Self>, end: Result<()>);
}

struct Closure<F, T, E> {
    f: F,
    kept: Option<Result<T, E>>,
    sender: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Closure<F, T, E>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let answer = (self.f)(tx)?;
            tx.finish()?;
            Ok(answer)
        }));
        let answer = caught.unwrap_or_else(|_| {
            tracing::error!("a unit of work panicked; its changes are rolled back");
            Err(Error::Panicked.into())
        });
        let good = answer.is_ok();
        self.kept = Some(answer);
        good
    }

    fn answer(self: Box<Self>, end: Result<()>) {
        let answer = match (self.kept, end) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(error)) => Err(error.into()),
            (Some(answer), Ok(())) => answer,
            (None, Ok(())) => Err(Error::closed().into()),
        };
        // Whoever asked may be gone; the work is done all the same.
        let _ = self.sender.send(answer);
    }
}

/// A job in a queue.
pub(crate) struct Job {
    pub(crate) kind: Kind,
    claim: Claim,
    asked: Instant,
    due: Instant,
    work: Box<dyn Work>,
}

impl Job {
    /// A job that may wait this long, and the ticket for its answer.
    pub(crate) fn new<F, T, E>(kind: Kind, wait: Duration, f: F) -> (Self, Ticket<T, E>)
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let claim = Claim::default();
        let asked = Instant::now();
        let due = asked + wait;
        let ticket = Ticket { kind, claim: claim.clone(), due, receiver };
        let work = Box::new(Closure { f, kept: None, sender });
        (Self { kind, claim, asked, due, work }, ticket)
    }

    /// When it was asked for. What was committed by then must be seen.
    pub(crate) fn asked(&self) -> Instant {
        self.asked
    }

    /// How long it has waited.
    pub(crate) fn waited(&self) -> Duration {
        self.asked.elapsed()
    }

    /// Takes the job to run it, unless it was withdrawn or has waited too long.
    pub(crate) fn claim(self) -> Option<Running> {
        if !self.claim.take() {
            return None;
        }
        if Instant::now() >= self.due {
            self.work.answer(Err(Error::Busy));
            return None;
        }
        Some(Running(self.work))
    }

    /// Answers the job without running it.
    pub(crate) fn refuse(self, error: Error) {
        if self.claim.take() {
            self.work.answer(Err(error));
        }
    }
}

/// A job that a database thread has taken.
pub(crate) struct Running(Box<dyn Work>);

impl Running {
    /// Runs the closure and its hooks for the end; true when its changes may be committed.
    pub(crate) fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        self.0.run(tx)
    }

    /// Sends what the closure answered, or the error that the end of the transaction met.
    pub(crate) fn answer(self, end: Result<()>) {
        self.0.answer(end);
    }
}

/// The right to one answer. Dropping it withdraws a read that still waits; a write runs all the same.
pub(crate) struct Ticket<T, E> {
    kind: Kind,
    claim: Claim,
    due: Instant,
    receiver: oneshot::Receiver<Result<T, E>>,
}

impl<T, E: From<Error>> Ticket<T, E> {
    /// Waits for the answer; when it is due and nobody has begun, withdraws the job.
    pub(crate) async fn answer(mut self, counters: &Counters) -> Result<T, E> {
        let answer = match timeout_at(self.due.into(), &mut self.receiver).await {
            Ok(answer) => answer,
            Err(_) if self.claim.take() => {
                counters.busy.add(1);
                return Err(Error::Busy.into());
            }
            Err(_) => (&mut self.receiver).await,
        };
        answer.unwrap_or_else(|_| Err(Error::closed().into()))
    }
}

impl<T, E> Drop for Ticket<T, E> {
    fn drop(&mut self) {
        if self.kind == Kind::Read {
            self.claim.take();
        }
    }
}
