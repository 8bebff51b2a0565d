//! Threads of their own for what computes long, so that it cannot take the server's.
//!
//! Invariants: never more at a time than there are threads; a full queue refuses at once; what nobody
//! waits for any more is not computed; whoever else wants a processor goes first.
//! Not here: what is computed (`identity::password`, `profiles::avatar`).

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::oneshot;

use crate::error::Error;

type Job = Box<dyn FnOnce() + Send>;

/// The threads; clones share them. They end when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct Workers(Arc<Sender<Job>>);

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
    pub fn start(name: &str, threads: usize, waiting: usize) -> io::Result<Self> {
        let (sender, receiver) = bounded(waiting);
        for number in 0..threads {
            let jobs = receiver.clone();
            thread::Builder::new().name(format!("{name}-{number}")).spawn(move || work(&jobs))?;
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

/// How far the threads stand behind the others: a hash takes ten milliseconds, answering one of them does not.
const NICENESS: i32 = 10;

fn work(jobs: &Receiver<Job>) {
    // On Linux this is the thread's own; where it is refused, logins are felt more.
    _ = rustix::process::setpriority_process(None, NICENESS);
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
        let workers = Workers::start("test", THREADS, WAITING).unwrap();
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
