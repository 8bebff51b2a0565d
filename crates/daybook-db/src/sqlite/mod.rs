//! SQLite: one thread that writes in groups, N threads that read snapshots, one file.
//!
//! Invariants: the writer's connection is the only one here that writes; a commit is on the disk before its answer.
//!
//! Not here: what a statement means; both engines get the same text.

mod checkpoint;
mod copy;
mod deadline;
mod errors;
mod exchange;
mod gate;
mod group;
mod length;
mod look;
mod migrations;
mod open;
mod patience;
mod reader;
mod session;
mod statements;
mod writer;

use std::{path::PathBuf, sync::Arc};

use crate::{
    Error, Options, Result,
    counters::Counters,
    lane::Lane,
    worker::{Workers, spawn},
};

pub(crate) use copy::Draft;
pub(crate) use exchange::exchange;
pub(crate) use look::look;
pub(crate) use migrations::Ledger;
pub(crate) use open::Settings;
pub(crate) use statements::cell;

/// The file behind `sqlite:///absolute/path.db`; `None` for another scheme.
pub(crate) fn file(url: &str) -> Option<Result<PathBuf>> {
    let path = url.strip_prefix("sqlite://")?;
    Some(if path.starts_with('/') && !path.ends_with('/') {
        Ok(PathBuf::from(path))
    } else {
        Err(Error::Open("a SQLite address is sqlite:///absolute/path.db".into()))
    })
}

/// Opens the file, made when it is absent, and starts the threads.
pub(crate) fn start(
    settings: &Settings,
    options: &Options,
    counters: &Arc<Counters>,
) -> Result<Workers> {
    let gate = gate::Gate::default();
    let (writes, queue) = Lane::new(options.queue, 1);
    let writer =
        writer::Writer::open(settings.clone(), options, Arc::clone(counters), queue, gate.clone())?;
    let (reads, queue) = Lane::new(options.queue, options.readers.max(1));
    let mut readers = Vec::new();
    for number in 1..=options.readers.max(1) {
        let reader = reader::Reader::open(
            settings.clone(),
            options,
            Arc::clone(counters),
            queue.clone(),
            gate.clone(),
        )?;
        readers.push(spawn(format!("db-reader-{number}"), move || reader.run())?);
    }
    let threads = vec![spawn("db-writer".into(), move || writer.run(readers))?];
    Ok(Workers { reads, writes, threads })
}
