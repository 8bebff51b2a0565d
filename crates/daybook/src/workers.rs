//! Threads of their own for what computes long, so that it cannot take the server's.
//!
//! Invariants: never more at a time than there are threads; a full queue refuses at once; what nobody
//! waits for any more is not computed; whoever else wants a processor goes first ([`Rank`]).
//! Not here: what is computed (`identity::password`, `profiles::avatar`).

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use thread_priority::{
    NormalThreadSchedulePolicy as Policy, ThreadPriority, ThreadSchedulePolicy,
    set_thread_priority_and_policy, thread_native_id,
};
use tokio::sync::oneshot;

use crate::error::Error;

type Job = Box<dyn FnOnce() + Send>;

/// The threads; clones share them. They end when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct Workers(Arc<Sender<Job>>);

/// How far the threads stand behind all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// A tenth of what another thread gets that wants the same processor, and it may have to wait for the end of a slice of
    /// some milliseconds.
    Low,
    /// Next to nothing while another thread wants the same processor, which gets it at once.
    Idle,
}

/// The queue is full; answered 503.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many are waiting for this already")]
pub struct Overloaded;

impl From<Overloaded> for Error {
    fn from(_: Overloaded) -> Self {
        Self::busy()
    }
}

impl Workers {
    /// Starts so many threads, before which so many jobs may wait.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(name: &str, threads: usize, waiting: usize, rank: Rank) -> io::Result<Self> {
        let (sender, receiver) = bounded(waiting);
        for number in 0..threads {
            let jobs = receiver.clone();
            thread::Builder::new().name(format!("{name}-{number}")).spawn(move || {
                rank.take();
                work(&jobs);
            })?;
        }
        Ok(Self(Arc::new(sender)))
    }

    /// Computes something there.
    ///
    /// # Errors
    /// When too many are waiting.
    pub async fn run<T: Send + 'static>(
        &self,
        compute: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let (answer, result) = oneshot::channel();
        let job: Job = Box::new(move || {
            if !answer.is_closed() {
                // The one who asked may leave while it is computed.
                drop(answer.send(compute()));
            }
        });
        self.0.try_send(job).map_err(|_| Overloaded)?;
        result.await.map_err(|_| Overloaded)
    }
}

impl Rank {
    /// Of this thread, from now on. Where that is refused, what it computes is felt more by others.
    fn take(self) {
        let (policy, priority) = match self {
            // Of 100, where 50 is what all have: on Linux a niceness of 9.
            Self::Low => (Policy::Other, 25_u8.try_into().map(ThreadPriority::Crossplatform)),
            Self::Idle => (Policy::Idle, Ok(ThreadPriority::Min)),
        };
        let policy = ThreadSchedulePolicy::Normal(policy);
        let taken =
            priority.map(|it| set_thread_priority_and_policy(thread_native_id(), it, policy));
        if !matches!(taken, Ok(Ok(()))) {
            tracing::debug!(rank = ?self, "the operating system gives a thread no other rank");
        }
    }
}

fn work(jobs: &Receiver<Job>) {
    for job in jobs {
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("a job panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREADS: usize = 2;
    const WAITING: usize = 3;

    #[tokio::test]
    async fn a_full_queue_refuses_and_a_panic_does_no_harm() {
        let workers = Workers::start("test", THREADS, WAITING, Rank::Low).unwrap();
        assert_eq!(workers.run(|| panic!("told to")).await, Err::<(), _>(Overloaded));

        let (started, ready) = bounded(THREADS);
        let (release, gate) = bounded::<()>(0);
        for _ in 0..THREADS {
            let (started, gate) = (started.clone(), gate.clone());
            workers
                .0
                .send(Box::new(move || {
                    started.send(()).unwrap();
                    assert!(gate.recv().is_err(), "the gate opens when its sender is dropped");
                }))
                .unwrap();
        }
        for _ in 0..THREADS {
            ready.recv().unwrap();
        }
        for _ in 0..WAITING {
            workers.0.try_send(Box::new(|| ())).ok().unwrap();
        }
        assert_eq!(workers.run(|| ()).await, Err(Overloaded));
        drop(release);
    }
}
