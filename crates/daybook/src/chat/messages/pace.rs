//! How often a user may say something on this node, whatever it is said with.
//!
//! Not here: the frames of a socket, which have an allowance of their own (`streams::socket`).

use crate::{App, Error, Result, streams::socket::Allowance};
use parking_lot::Mutex;
use std::{collections::HashMap, time::Instant};

/// Users that are remembered; those who have their whole allowance again are forgotten first.
const REMEMBERED: usize = 10_000;

/// What each user may still say.
#[derive(Default)]
pub struct Pace(Mutex<HashMap<i64, Allowance>>);

impl Pace {
    fn take(&self, user: i64, now: Instant) -> bool {
        let mut users = self.0.lock();
        if users.len() >= REMEMBERED && !users.contains_key(&user) {
            users.retain(|_, allowance| !allowance.is_full(now));
        }
        users.entry(user).or_insert_with(|| Allowance::new(now)).take(now)
    }
}

/// Refuses what comes too fast.
///
/// # Errors
/// 429 with a second to wait.
pub(in crate::chat) fn require(app: &App, user: i64) -> Result<()> {
    let may = !app.config.throttle || app.pace.take(user, Instant::now());
    if may { Ok(()) } else { Err(Error::throttled(1)) }
}
