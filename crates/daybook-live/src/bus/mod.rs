//! How nodes tell each other what was committed, who is present and what passes.
//!
//! A bus is lossy by contract: a note may be dropped, doubled, late or out of order, and nothing but
//! speed depends on it. Not here: truth (the database), and what notes do (`hub`).

mod in_process;
mod redis;

use std::future::Future;
use std::pin::Pin;

use tokio::sync::mpsc;

use crate::Note;

pub use self::in_process::InProcess;
pub use self::redis::{BadAddress, Redis};

/// Notes that wait for a busy node before further ones are dropped.
const WAITING: usize = 4096;

/// Something that a bus does meanwhile.
pub type Doing<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A way for notes from node to node.
pub trait Bus: Send + Sync + 'static {
    /// Sends notes to all other nodes. It never waits, rather drops.
    fn publish(&self, notes: Vec<Note>);

    /// The notes of the other nodes, from now on, for the node with this number.
    fn subscribe(&self, node: u64) -> mpsc::Receiver<Note>;

    /// Whether notes are expected to arrive. While they are not, nodes heal more often.
    fn is_up(&self) -> bool;

    /// How much came that no node of ours wrote.
    fn refused(&self) -> u64 {
        0
    }

    /// What the bus has to do meanwhile; the hub of its node keeps it running. It does not end.
    fn run(&self) -> Doing<'_> {
        Box::pin(std::future::pending())
    }

    /// Ends when all that was published before has left, or cannot.
    fn flush(&self) -> Doing<'_> {
        Box::pin(std::future::ready(()))
    }
}
