//! What nodes tell each other: hints, who is present, and what passes.
//!
//! Any of it may be lost, doubled, late or out of order, and what is of another history is not believed.
//! Not here: the way on which it travels (`bus`).

use std::sync::Arc;

use crate::{Event, Signal, presence::Report};

/// What one node tells the others.
#[derive(Clone, Debug)]
pub struct Note {
    /// The node that tells it.
    pub node: u64,
    /// The history as that node knows it.
    pub epoch: Option<Arc<str>>,
    /// What it tells.
    pub told: Told,
}

/// What a note tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// Something was committed.
    Hint(Hint),
    /// Who is present there.
    Report(Report),
    /// Something passes.
    Signal(Arc<Signal>),
}

/// What is told after a commit.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The stream that moved.
    pub stream: Arc<str>,
    /// To where.
    pub seq: u64,
    /// The event itself, when it is small enough to travel.
    pub event: Option<Arc<Event>>,
}
