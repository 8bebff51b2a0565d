//! A bounded queue between the tasks that ask and the threads that work.
//!
//! Invariants: asking never blocks; a closed lane answers at once; what was queued before the end is still done.
//!
//! Not here: which threads serve a lane (`sqlite/`, `postgres/`).

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use crate::{
    Error, Result, Tx,
    counters::Counters,
    job::{Job, Kind},
};

/// What a database thread receives.
pub(crate) enum Message {
    Job(Job),
    /// The thread that takes it ends.
    Stop,
}

impl Message {
    pub(crate) fn job(&self) -> Option<&Job> {
        match self {
            Self::Job(job) => Some(job),
            Self::Stop => None,
        }
    }
}

/// The asking end.
#[derive(Clone)]
pub(crate) struct Lane {
    sender: Sender<Message>,
    closed: Arc<AtomicBool>,
    threads: usize,
}

impl Lane {
    /// A lane that so many threads will serve.
    pub(crate) fn new(length: usize, threads: usize) -> (Self, Receiver<Message>) {
        let (sender, receiver) = bounded(length.max(1));
        let closed = Arc::default();
        (Self { sender, closed, threads }, receiver)
    }

    pub(crate) fn waiting(&self) -> usize {
        self.sender.len()
    }

    /// Queues the closure and waits for its answer.
    pub(crate) async fn ask<F, T, E>(
        &self,
        kind: Kind,
        wait: Duration,
        counters: &Counters,
        f: F,
    ) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::closed().into());
        }
        let (job, ticket) = Job::new(kind, wait, f);
        match self.sender.try_send(Message::Job(job)) {
            Ok(()) => ticket.answer(counters).await,
            Err(TrySendError::Full(_)) => {
                counters.busy.add(1);
                Err(Error::Busy.into())
            }
            Err(TrySendError::Disconnected(_)) => Err(Error::closed().into()),
        }
    }

    /// Refuses new jobs and tells each thread to end once it has done what waits.
    pub(crate) fn close(&self) {
        if self.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        for _ in 0..self.threads {
            if self.sender.send(Message::Stop).is_err() {
                return;
            }
        }
    }
}
