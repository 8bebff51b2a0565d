//! Threads of their own for password hashes.
//!
//! They run where nobody else wants the processor, so that logins are not felt by others. Where others want all of them for
//! long, a hash would wait for ever: then another thread, which stands behind others but does not wait for them, computes
//! it too, and the first of the two answers.
//!
//! Invariant: never more than four hashes (76 MiB) at a time.
//! Not here: how jobs wait (`workers`), how many guesses a client has (`identity/throttle.rs`).

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::{pin, select, time::timeout};

use super::hash::{self, Verdict};
use crate::identity::secret::Secret;
use crate::workers::{Overloaded, Rank, Workers};

/// Of each kind.
const THREADS: usize = 2;
/// About a second of work: who comes later is told to try again.
const WAITING: usize = 128;
/// When no hash was finished for so long, others have all processors. One takes 20 to 50 ms of a processor, and several
/// times that where others leave only a part of it: if this were shorter, all would be computed where others feel it.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pool; clones share it.
#[derive(Clone, Debug)]
pub struct PasswordPool {
    idle: Workers,
    late: Workers,
    begun: Arc<AtomicU64>,
    finished: Arc<AtomicU64>,
}

impl PasswordPool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start() -> io::Result<Self> {
        Ok(Self {
            idle: Workers::start("password", THREADS, WAITING, Rank::Idle)?,
            late: Workers::start("password-late", THREADS, WAITING, Rank::Low)?,
            begun: Arc::default(),
            finished: Arc::default(),
        })
    }

    /// Hashes a password that was trimmed already.
    ///
    /// # Errors
    /// When too many are waiting.
    pub async fn hash(&self, password: Secret) -> Result<String, Overloaded> {
        let password = Arc::new(password);
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
        let password = Arc::new(password);
        self.run(move || hash::verify(&password, stored.as_deref())).await
    }

    /// How many hashes and checks were begun since the start, each counted once.
    #[must_use]
    pub fn begun(&self) -> u64 {
        self.begun.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        compute: impl Fn() -> T + Clone + Send + 'static,
    ) -> Result<T, Overloaded> {
        let (begun, first) = (Arc::clone(&self.begun), Arc::new(AtomicBool::new(true)));
        let compute = move || {
            begun.fetch_add(u64::from(first.swap(false, Ordering::Relaxed)), Ordering::Relaxed);
            compute()
        };
        let (again, finished) = (compute.clone(), Arc::clone(&self.finished));
        let early = self.idle.run(move || {
            let computed = compute();
            finished.fetch_add(1, Ordering::Relaxed);
            computed
        });
        pin!(early);
        loop {
            let before = self.finished.load(Ordering::Relaxed);
            if let Ok(end) = timeout(PATIENCE, &mut early).await {
                return end;
            }
            if self.finished.load(Ordering::Relaxed) == before {
                break;
            }
        }
        select! {
            end = early => end,
            Ok(computed) = self.late.run(again) => Ok(computed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam_channel::bounded;

    #[tokio::test]
    async fn hashes_and_verifies() {
        let pool = PasswordPool::start().unwrap();
        let stored = pool.hash(Secret::new("orange bicycle")).await.unwrap();
        let verdict = pool.verify(Secret::new("orange bicycle"), Some(stored)).await;
        assert_eq!(verdict, Ok(Verdict::Right));
        assert_eq!(pool.verify(Secret::new("x"), None).await, Ok(Verdict::Wrong));
        assert_eq!(pool.begun(), 3);
    }

    #[tokio::test]
    async fn a_hash_that_gets_no_processor_is_computed_by_another_thread() {
        let pool = PasswordPool::start().unwrap();
        let (release, gate) = bounded::<()>(0);
        let threads = pool.idle.clone();
        let held: Vec<_> = (0..THREADS)
            .map(|_| {
                threads.run({
                    let gate = gate.clone();
                    move || {
                        assert!(gate.recv().is_err(), "the gate opens when its sender is dropped");
                    }
                })
            })
            .collect();
        let held = futures_util::future::join_all(held);
        let hashes = async move {
            let stored = pool.hash(Secret::new("orange bicycle")).await.unwrap();
            drop(release);
            stored
        };
        let (held, stored) = tokio::join!(held, hashes);
        assert_eq!(held, vec![Ok(()); THREADS]);
        assert!(stored.starts_with("$argon2id$"), "{stored}");
    }
}
