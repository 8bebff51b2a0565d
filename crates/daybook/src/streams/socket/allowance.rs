//! How fast a client may send: ten messages a second, thirty at once.
//!
//! Not here: the clock; every moment comes in as an argument.

use std::time::{Duration, Instant};

const BURST: u32 = 30;
const EACH: Duration = Duration::from_millis(100);

/// A bucket, kept as the moment at which it is full again.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    full_at: Instant,
}

impl Allowance {
    /// A full one.
    pub fn new(now: Instant) -> Self {
        Self { full_at: now }
    }

    /// Whether nothing was taken that is not there again.
    pub fn is_full(self, now: Instant) -> bool {
        self.full_at <= now
    }

    /// Takes one message; `false` when there is none left.
    pub fn take(&mut self, now: Instant) -> bool {
        let full_at = self.full_at.max(now) + EACH;
        let is_left = full_at <= now + EACH * BURST;
        if is_left {
            self.full_at = full_at;
        }
        is_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_at_once_and_then_ten_a_second() {
        let start = Instant::now();
        let mut allowance = Allowance::new(start);
        assert_eq!((0..100).filter(|_| allowance.take(start)).count(), 30);
        let later = start + Duration::from_secs(1);
        assert_eq!((0..100).filter(|_| allowance.take(later)).count(), 10);
        let much_later = start + Duration::from_secs(60);
        assert_eq!((0..100).filter(|_| allowance.take(much_later)).count(), 30);
    }
}
