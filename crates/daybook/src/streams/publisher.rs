//! What a transaction must know of this node to emit events.
//!
//! Not here: how a transaction gets it (`database`), what it does with it (`emit`).

use std::sync::{Arc, OnceLock};

use daybook_live::Hub;

use super::epoch::Epoch;
use crate::time::Clock;

/// What a transaction must know of this node.
#[derive(Default)]
pub(super) struct Publisher {
    pub(super) clock: Clock,
    pub(super) epoch: Arc<Epoch>,
    hub: OnceLock<Hub>,
}

impl Publisher {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, ..Self::default() }
    }

    /// The first hub stays.
    pub(super) fn publish_to(&self, hub: Hub) {
        _ = self.hub.set(hub);
    }

    pub(super) fn hub(&self) -> Option<&Hub> {
        self.hub.get()
    }
}
