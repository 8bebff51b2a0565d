//! Pings, and the patience with which their pongs are waited for.
//!
//! Not here: the clock; every moment comes in as an argument.

use std::time::{Duration, Instant};

/// How often a socket is asked whether somebody is there.
#[derive(Clone, Copy, Debug)]
pub struct Pulse {
    /// Between two pings.
    pub every: Duration,
    /// How long a sign of life may take after a ping.
    pub patience: Duration,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { every: Duration::from_secs(25), patience: Duration::from_secs(10) }
    }
}

pub(super) struct Heartbeat {
    pulse: Pulse,
    next: Instant,
    pong_due: Option<Instant>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beat {
    /// Send a ping now.
    Ping,
    /// The client is gone.
    Dead,
    /// Not yet.
    Wait,
}

impl Heartbeat {
    pub(super) fn new(pulse: Pulse, now: Instant) -> Self {
        Self { pulse, next: now + pulse.every, pong_due: None }
    }

    /// When to ask for a beat.
    pub(super) fn due(&self) -> Instant {
        self.pong_due.unwrap_or(self.next)
    }

    /// The client sent something, so it lives.
    pub(super) fn alive(&mut self) {
        self.pong_due = None;
    }

    pub(super) fn beat(&mut self, now: Instant) -> Beat {
        if now < self.due() {
            return Beat::Wait;
        }
        if self.pong_due.is_some() {
            return Beat::Dead;
        }
        self.next = now + self.pulse.every;
        self.pong_due = Some(now + self.pulse.patience);
        Beat::Ping
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ping_without_a_sign_of_life_is_the_end() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut heartbeat = Heartbeat::new(Pulse::default(), start);
        assert_eq!(heartbeat.beat(at(24)), Beat::Wait);
        assert_eq!(heartbeat.beat(at(25)), Beat::Ping);
        heartbeat.alive();
        assert_eq!(heartbeat.beat(at(36)), Beat::Wait);
        assert_eq!(heartbeat.beat(at(50)), Beat::Ping);
        assert_eq!(heartbeat.beat(at(60)), Beat::Dead);
    }
}
