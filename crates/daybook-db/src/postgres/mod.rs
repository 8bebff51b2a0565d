//! PostgreSQL and what speaks its protocol: a pool of threads, each with its connection.
//!
//! Invariants: a read is `repeatable read, read only`, a write `read committed`; a lost COMMIT is never tried again;
//! a server that does not answer holds nobody longer than [`Options::limit`].
//!
//! Not here: what a statement means; both engines get the same text.

mod client;
mod connection;
mod errors;
mod look;
mod migrations;
mod server;
mod statements;
mod tls;
mod types;
mod worker;

use std::sync::Arc;

use crossbeam_channel::bounded;

use crate::{
    Error, Options, Result,
    counters::Counters,
    lane::Lane,
    worker::{Workers, spawn},
};

pub(crate) use look::look;
pub(crate) use migrations::Ledger;
pub(crate) use server::{Server, speaks};
pub(crate) use types::cell;

/// Connects once, so that a server that is not there is told at once, then starts all threads.
pub(crate) fn start(
    server: &Arc<Server>,
    options: &Options,
    counters: &Arc<Counters>,
) -> Result<Workers> {
    let size = options.connections.max(1);
    let (lane, queue) = Lane::new(options.queue, size);
    let pool = Arc::new(worker::Pool::new(
        Arc::clone(server),
        options.clone(),
        Arc::clone(counters),
        queue,
    ));
    let (report, first) = bounded(1);
    let mut threads = Vec::with_capacity(size);
    for number in 1..=size {
        let pool = Arc::clone(&pool);
        let report = (number == 1).then(|| report.clone());
        threads.push(spawn(format!("db-{number}"), move || pool.work(report.as_ref()))?);
        if number == 1 {
            first.recv().unwrap_or_else(|_| Err(Error::closed()))?;
        }
    }
    Ok(Workers { reads: lane.clone(), writes: lane, threads })
}
