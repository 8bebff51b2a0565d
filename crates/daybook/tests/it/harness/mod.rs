//! What the tests share: an application with a database of its own, and those who use it.
//!
//! Nothing here sleeps. What has to happen is waited for, and [`DEADLINE`] says how long.

mod actor;
mod answer;
mod app;
mod database;
mod leftovers;
mod plans;
mod socket;

pub(crate) use actor::Actor;
pub(crate) use answer::Answer;
pub(crate) use app::{NOON, PASSWORD, TestApp};
pub(crate) use database::{Database, Engine};
pub(crate) use plans::plan;
pub(crate) use socket::Socket;

use std::time::Duration;

/// How long anything that must happen may take before the test fails.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

/// Waits for a future as long as [`DEADLINE`], and says what was waited for when it did not come.
pub(crate) async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(DEADLINE, future).await {
        Ok(value) => value,
        Err(_) => panic!("waited {DEADLINE:?} for {what}"),
    }
}
