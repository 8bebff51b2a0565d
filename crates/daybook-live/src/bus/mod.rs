//! How nodes tell each other what was committed.
//!
//! A bus is lossy by contract: a hint may be dropped, doubled, late or out of order, and nothing but
//! speed depends on it. Not here: truth (the database), and what hints do to cursors (`hub`).

mod in_process;
mod redis;

use std::future::Future;
use std::pin::Pin;

use tokio::sync::mpsc;

use crate::Hint;

pub use self::in_process::InProcess;
pub use self::redis::{BadAddress, Redis};

/// Hints that wait for a busy node before further ones are dropped.
const WAITING: usize = 4096;

/// A way for hints from node to node.
pub trait Bus: Send + Sync + 'static {
    /// Sends hints to all other nodes. It never waits, rather drops.
    fn publish(&self, hints: Vec<Hint>);

    /// The hints of the other nodes, from now on, for the node with this number.
    fn subscribe(&self, node: u64) -> mpsc::Receiver<Hint>;

    /// Whether hints are expected to arrive. While they are not, nodes heal more often.
    fn is_up(&self) -> bool;

    /// What the bus has to do meanwhile; the hub of its node keeps it running. It does not end.
    fn run(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}
