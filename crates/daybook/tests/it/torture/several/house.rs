//! The nodes under test, with what they share.

use super::super::ledger::database;
use crate::{
    harness::{Database, Engine, Redis},
    process::{Launch, Server},
};
use daybook_db::{Db, Options, params};
use std::sync::Arc;

/// Settings of nodes.
pub(super) type Settings = Vec<(&'static str, String)>;

/// Three nodes with a Redis between them; on SQLite the one that there can be.
pub(in crate::torture) struct House {
    pub(in crate::torture) database: Arc<Database>,
    pub(in crate::torture) nodes: Vec<Server>,
    redis: Option<Redis>,
    settings: Settings,
}

/// Where a node was.
pub(super) struct Gap {
    number: usize,
    listen: String,
}

impl House {
    pub(in crate::torture) fn start() -> Self {
        Self::with(Settings::new())
    }

    /// The same, with settings of all nodes.
    pub(in crate::torture) fn with(settings: Settings) -> Self {
        Self::of(database(), settings)
    }

    /// The same, on a database of the test's choice.
    pub(super) fn on(database: Arc<Database>) -> Self {
        Self::of(database, Settings::new())
    }

    fn of(database: Arc<Database>, settings: Settings) -> Self {
        let several = Engine::of_the_tests() == Engine::Postgres;
        let redis = several.then(Redis::start);
        let mut house = Self { database, nodes: Vec::new(), redis, settings };
        let nodes = (0..if several { 3 } else { 1 }).map(|_| house.launch(Launch::default()));
        house.nodes = nodes.collect();
        house
    }

    /// Where the nodes are.
    pub(in crate::torture) fn urls(&self) -> Arc<[String]> {
        self.nodes.iter().map(|node| node.url.clone()).collect()
    }

    /// `REDIS_URL` of all of them.
    pub(super) fn redis_url(&self) -> String {
        self.redis.as_ref().expect("several nodes").url()
    }

    /// Another node, started in its own way.
    pub(super) fn launch(&self, mut launch: Launch) -> Server {
        let mut settings = self.settings.clone();
        settings.extend(self.redis.as_ref().map(|redis| ("REDIS_URL", redis.url())));
        settings.append(&mut launch.settings);
        Server::launch(&self.database, &Launch { settings, ..launch })
    }

    /// Kills a node.
    pub(super) fn kill(&mut self, number: usize) -> Gap {
        self.end(number, Server::kill)
    }

    /// Stops a node as a service manager does.
    fn stop(&mut self, number: usize) -> Gap {
        self.end(number, |node| {
            node.terminate();
            let (status, _) = node.ended();
            assert!(status.success(), "{status}");
        })
    }

    /// Starts a node where one was.
    pub(super) fn fill(&mut self, Gap { number, listen }: Gap) {
        let node = self.launch(Launch { listen: Some(listen), ..Launch::default() });
        self.nodes.insert(number, node);
    }

    /// Kills a node, and starts it again where it was.
    pub(in crate::torture) fn kill_and_start(&mut self, number: usize) {
        let gap = self.kill(number);
        self.fill(gap);
    }

    /// Stops a node, and starts it again where it was.
    pub(super) fn restart(&mut self, number: usize) {
        let gap = self.stop(number);
        self.fill(gap);
    }

    /// The number of the last event of the first user.
    pub(in crate::torture) async fn last_event(&self) -> u64 {
        let db = Db::open(&self.database.url(), Options { connections: 1, ..Options::default() });
        let db = db.expect("the database opens");
        let head: daybook_db::Result<i64> =
            db.read(|tx| tx.one("select head from streams where id = 'user:1'", params![])).await;
        db.close();
        head.expect("the head").unsigned_abs()
    }

    fn end(&mut self, number: usize, end: impl FnOnce(Server)) -> Gap {
        let node = self.nodes.remove(number);
        let listen = node.url.replacen("http://", "", 1);
        end(node);
        Gap { number, listen }
    }
}
