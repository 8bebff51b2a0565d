//! How nodes tell each other what was committed.
//!
//! A bus is lossy by contract: a hint may be dropped, doubled, late or out of order, and nothing but
//! speed depends on it. Not here: truth (the database), and what hints do to cursors (`hub`).

use parking_lot::Mutex;
use tokio::sync::mpsc;

use crate::Hint;

/// Hints that wait for a busy node before further ones are dropped.
const WAITING: usize = 4096;

/// A way for hints from node to node.
pub trait Bus: Send + Sync + 'static {
    /// Sends hints to all other nodes. Called on database threads: it never waits, rather drops.
    fn publish(&self, hints: Vec<Hint>);

    /// The hints of the other nodes, from now on, for the node with this number.
    fn subscribe(&self, node: u64) -> mpsc::Receiver<Hint>;

    /// Whether hints are expected to arrive. While they are not, nodes heal more often.
    fn is_up(&self) -> bool;
}

/// The bus among the hubs of one process; with one hub it costs nothing.
#[derive(Debug, Default)]
pub struct InProcess {
    nodes: Mutex<Vec<(u64, mpsc::Sender<Hint>)>>,
}

impl Bus for InProcess {
    fn publish(&self, hints: Vec<Hint>) {
        let mut nodes = self.nodes.lock();
        nodes.retain(|(_, sender)| !sender.is_closed());
        for hint in hints {
            for (_, sender) in nodes.iter().filter(|(node, _)| *node != hint.node) {
                // A full queue loses the hint, as any bus may.
                let _ = sender.try_send(hint.clone());
            }
        }
    }

    fn subscribe(&self, node: u64) -> mpsc::Receiver<Hint> {
        let (sender, receiver) = mpsc::channel(WAITING);
        self.nodes.lock().push((node, sender));
        receiver
    }

    fn is_up(&self) -> bool {
        true
    }
}
