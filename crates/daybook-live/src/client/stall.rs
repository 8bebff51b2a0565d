//! Tells a slow socket from a stuck one.
//!
//! A socket that has something to write and gets rid of none of it for too long is stuck.
//! Not here: the clock; every moment comes in as an argument.

use std::time::{Duration, Instant};

/// Since when a socket makes no progress, if it has something to write.
#[derive(Clone, Copy, Debug)]
pub struct Stall {
    patience: Duration,
    since: Option<Instant>,
}

impl Stall {
    /// A socket with nothing to write.
    #[must_use]
    pub fn new(patience: Duration) -> Self {
        Self { patience, since: None }
    }

    /// Something was handed to the socket, or the socket wrote some of it.
    pub fn progress(&mut self, now: Instant) {
        self.since = Some(now);
    }

    /// All was written.
    pub fn done(&mut self) {
        self.since = None;
    }

    /// When patience ends, unless there is progress before.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.since.map(|since| since + self.patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_starts_anew_with_each_progress_and_ends_with_the_work() {
        let (start, patience) = (Instant::now(), Duration::from_secs(10));
        let mut stall = Stall::new(patience);
        assert_eq!(stall.deadline(), None);
        stall.progress(start);
        assert_eq!(stall.deadline(), Some(start + patience));
        stall.progress(start + Duration::from_secs(9));
        assert_eq!(stall.deadline(), Some(start + Duration::from_secs(19)));
        stall.done();
        assert_eq!(stall.deadline(), None);
    }
}
