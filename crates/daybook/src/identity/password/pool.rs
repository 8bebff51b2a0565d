//! Two threads of their own for password hashes, so that logins cannot take the server's.
//!
//! Invariants: never more than two hashes (38 MiB) at a time; a full queue refuses at once;
//! a hash that nobody waits for any more is not computed; whoever else wants a processor goes first.
//! Not here: how many guesses a client has (`identity/throttle.rs`).

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use tokio::sync::oneshot;

use super::hash::{self, Verdict};
use crate::identity::secret::Secret;

const THREADS: usize = 2;
/// About a second of work: who comes later is told to try again.
const WAITING: usize = 128;

type Job = Box<dyn FnOnce() + Send>;

/// The pool; clones share it. Its threads end when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct PasswordPool {
    jobs: Arc<Sender<Job>>,
    computed: Arc<AtomicU64>,
}

/// The queue is full; answered 503.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are waiting to be checked")]
pub struct Overloaded;

impl PasswordPool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start() -> io::Result<Self> {
        let (sender, receiver) = bounded(WAITING);
        for number in 0..THREADS {
            let jobs = receiver.clone();
            thread::Builder::new().name(format!("password-{number}")).spawn(move || work(&jobs))?;
        }
        Ok(Self { jobs: Arc::new(sender), computed: Arc::default() })
    }

    /// Hashes a password that was trimmed already.
    ///
    /// # Errors
    /// When too many are waiting.
    pub async fn hash(&self, password: Secret) -> Result<String, Overloaded> {
        self.run(move || hash::hash(&password)).await
    }

    /// Checks a password; `stored` is `None` when there is no such user, which costs the same.
    ///
    /// # Errors
    /// When too many are waiting.
    pub async fn verify(
        &self,
        password: Secret,
        stored: Option<String>,
    ) -> Result<Verdict, Overloaded> {
        self.run(move || hash::verify(&password, stored.as_deref())).await
    }

    /// How many hashes and checks were computed since the start.
    #[must_use]
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let (answer, result) = oneshot::channel();
        let computed = Arc::clone(&self.computed);
        let job: Job = Box::new(move || {
            if !answer.is_closed() {
                computed.fetch_add(1, Ordering::Relaxed);
                // The one who asked may leave while it is computed.
                drop(answer.send(f()));
            }
        });
        self.jobs.try_send(job).map_err(|_| Overloaded)?;
        result.await.map_err(|_| Overloaded)
    }
}

/// How far the threads stand behind the others: hashing takes ten milliseconds, answering one of them does not.
const NICENESS: i32 = 10;

fn work(jobs: &Receiver<Job>) {
    // On Linux this is the thread's own; where it is refused, logins are felt more.
    _ = rustix::process::setpriority_process(None, NICENESS);
    for job in jobs {
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("a password job panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn hashes_and_verifies() {
        let pool = PasswordPool::start().unwrap();
        let stored = pool.hash(Secret::new("orange bicycle")).await.unwrap();
        let verdict = pool.verify(Secret::new("orange bicycle"), Some(stored)).await;
        assert_eq!(verdict, Ok(Verdict::Right));
        assert_eq!(pool.verify(Secret::new("x"), None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_a_panic_does_no_harm() {
        let pool = PasswordPool::start().unwrap();
        assert_eq!(pool.run(|| panic!("told to")).await, Err::<(), _>(Overloaded));

        let (started, ready) = bounded(THREADS);
        let (release, gate) = bounded::<()>(0);
        for _ in 0..THREADS {
            let (started, gate) = (started.clone(), gate.clone());
            pool.jobs
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
            pool.jobs.try_send(Box::new(|| ())).ok().unwrap();
        }
        assert_eq!(pool.run(|| ()).await, Err(Overloaded));
        drop(release);
    }
}
