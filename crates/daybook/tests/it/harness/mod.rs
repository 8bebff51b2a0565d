//! What the tests share: an application with a database of its own, and those who use it.
//!
//! Nothing here sleeps. What has to happen is waited for, and [`DEADLINE`] says how long.

mod actor;
mod answer;
mod app;
mod certificate;
mod cluster;
mod database;
mod document;
mod effort;
mod follower;
mod leftovers;
mod mail_server;
mod mailbox;
mod object_storage;
mod plans;
mod redis;
mod socket;
mod tool;

pub(crate) use actor::Actor;
pub(crate) use answer::Answer;
pub(crate) use app::{NOON, PASSWORD, TestApp};
pub(crate) use certificate::Certificate;
pub(crate) use cluster::Cluster;
pub(crate) use database::{Database, Engine};
pub(crate) use document::{check, document};
pub(crate) use effort::effort;
pub(crate) use follower::{Follower, changing_operations};
pub(crate) use mail_server::MailServer;
pub(crate) use mailbox::Mailbox;
pub(crate) use object_storage::ObjectStorage;
pub(crate) use plans::plan;
pub(crate) use redis::Redis;
pub(crate) use socket::Socket;
pub(crate) use tool::{Tool, UNSHARE};

use std::time::Duration;

/// How long anything that must happen may take before the test fails.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// Runs a program of a Python package, which it installs for itself alone.
const PYTHON_TOOL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/python-tool");

/// Waits for a future as long as [`DEADLINE`], and says what was waited for when it did not come.
pub(crate) async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(DEADLINE, future).await {
        Ok(value) => value,
        Err(_) => panic!("waited {DEADLINE:?} for {what}"),
    }
}

/// Says something to whoever runs the tests: a figure that was measured, or what could not be done here.
#[expect(clippy::print_stderr, reason = "this is what a test has to tell beside yes and no")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}
