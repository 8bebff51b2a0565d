//! The way of a node to its servers, which can be cut: a cable where one may be laid, else two wires that fall silent.

use super::{cable::Cable, wire::Wire};
use crate::{harness::say, process::Launch};
use std::net::Ipv4Addr;

/// A way to a database and a Redis of this machine. Dropping it ends it.
pub(super) struct Way {
    cable: Option<Cable>,
    wires: [Wire; 2],
}

impl Way {
    pub(super) async fn to(database: &str, redis: &str) -> Self {
        let cable = Cable::lay();
        say(match cable {
            Some(_) => "the node is in a network of its own, whose cable is pulled",
            None => "no network may be made here (as root, with `ip`): wires fall silent instead",
        });
        // Nothing but this machine's loopback leads to the servers: wires go on from the end of the cable.
        let end = cable.as_ref().map_or(Ipv4Addr::LOCALHOST, Cable::servers);
        Self { cable, wires: [Wire::to(end, database).await, Wire::to(end, redis).await] }
    }

    /// How a node is started at the end of it.
    pub(super) fn launch(&self) -> Launch {
        let [database, redis] = self.wires.each_ref().map(|wire| wire.url.clone());
        Launch {
            by: self.cable.as_ref().map(Cable::starter).unwrap_or_default(),
            listen: self.cable.as_ref().map(|cable| format!("{}:0", cable.node())),
            settings: vec![("DATABASE_URL", database), ("REDIS_URL", redis)],
            ..Launch::default()
        }
    }

    pub(super) fn cut(&self) {
        match &self.cable {
            Some(cable) => cable.set("down"),
            None => self.wires.iter().for_each(Wire::cut),
        }
    }

    pub(super) fn mend(&self) {
        match &self.cable {
            Some(cable) => cable.set("up"),
            None => self.wires.iter().for_each(Wire::mend),
        }
    }
}
