//! Two threads of their own for password hashes.
//!
//! Invariant: never more than two hashes (38 MiB) at a time.
//! Not here: how jobs wait (`workers`), how many guesses a client has (`identity/throttle.rs`).

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::hash::{self, Verdict};
use crate::identity::secret::Secret;
use crate::workers::{Overloaded, Workers};

const THREADS: usize = 2;
/// About a second of work: who comes later is told to try again.
const WAITING: usize = 128;

/// The pool; clones share it.
#[derive(Clone, Debug)]
pub struct PasswordPool {
    workers: Workers,
    computed: Arc<AtomicU64>,
}

impl PasswordPool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start() -> io::Result<Self> {
        let workers = Workers::start("password", THREADS, WAITING)?;
        Ok(Self { workers, computed: Arc::default() })
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
        compute: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let computed = Arc::clone(&self.computed);
        let counted = move || {
            computed.fetch_add(1, Ordering::Relaxed);
            compute()
        };
        self.workers.run(counted).await
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
}
