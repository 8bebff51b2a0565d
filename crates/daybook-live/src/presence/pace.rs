//! How soon what is said of presence.
//!
//! A list goes whole to everybody, so that it costs the square of a room: large rooms are told less often.
//! Not here: clocks; moments come in as arguments.

use std::time::Duration;

/// The times of presence.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long somebody without a socket is still there: a page that is loaded again never left.
    pub grace: Duration,
    /// The shortest time between two lists of one room.
    pub between: Duration,
    /// The longest.
    pub at_most: Duration,
    /// How often a node gives the others a sign of life.
    pub beat: Duration,
    /// After how long a silence a node is dead, and with it who was there.
    pub dead_after: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(2),
            between: Duration::from_millis(250),
            at_most: Duration::from_secs(5),
            beat: Duration::from_secs(3),
            dead_after: Duration::from_secs(15),
        }
    }
}

/// Names that a room may be told in a second, all its sockets together.
const NAMES: usize = 1_000_000;

impl Pace {
    /// The time between two lists of so many people to so many sockets.
    pub(super) fn between(&self, people: usize, sockets: usize) -> Duration {
        let names = u64::try_from(people.saturating_mul(sockets)).unwrap_or(u64::MAX);
        let seconds = Duration::from_millis(names.saturating_mul(1_000) / NAMES as u64);
        seconds.clamp(self.between, self.at_most.max(self.between))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_rooms_are_told_less_often() {
        let pace = Pace::default();
        for (size, millis) in [(0, 250), (10, 250), (500, 250), (1_000, 1_000), (9_000, 5_000)] {
            assert_eq!(pace.between(size, size), Duration::from_millis(millis), "{size}");
        }
    }
}
