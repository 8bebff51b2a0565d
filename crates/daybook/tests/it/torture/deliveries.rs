//! Every event reaches every client once and in order, while nodes are killed and sockets cut.
//!
//! Clients resume with the last cursor they saw, at whatever node answers. Each checks that every event follows the one
//! before; at the end each must have come to the head that the database says.
//!
//! Not here: hints between nodes; these are processes without a bus, so what one commits the others find by healing.

use super::ledger::database;
use crate::{
    harness::{Actor, Database, Engine, effort, say, within},
    process::{Launch, Server},
};
use daybook_db::{Db, Options, params};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::{sync::watch, task::JoinSet};

const WRITERS: usize = 8;

#[tokio::test]
async fn every_client_gets_every_event_while_nodes_are_killed_and_sockets_cut() {
    let database = database();
    let many = if Engine::of_the_tests() == Engine::Sqlite { 1 } else { 3 };
    let mut nodes: Vec<_> = (0..many).map(|_| Server::start(&database)).collect();
    let urls: Arc<[String]> = nodes.iter().map(|node| node.url.clone()).collect();
    let ann = nodes[0].user("ann").await;
    let (end, head) = watch::channel(None);
    let mut clients = JoinSet::new();
    for number in 0..effort(10, 20) {
        clients.spawn(Client::new(&ann, &urls, number).follow(head.clone()));
    }
    let (kills, writes) = (effort(6, 60), effort(200, 1_000));
    for kill in 0..kills {
        write_many(&ann, &urls, &kill.to_string(), writes).await;
        restart(&database, &mut nodes, kill % many);
    }
    write_many(&ann, &urls, "last", writes).await;
    _ = end.send(Some(last_event(&database).await));
    let delivered: usize = within("the clients to end", clients.join_all()).await.iter().sum();
    assert!(delivered >= kills * writes, "only {delivered} deliveries");
    say(&format!("{delivered} deliveries, {kills} kills: none lost, doubled or out of order"));
}

/// Writes so many activities, at whatever node answers; a write without an answer is repeated with its key.
async fn write_many(ann: &Actor, urls: &Arc<[String]>, round: &str, writes: usize) {
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (ann, urls, round) = (ann.clone(), Arc::clone(urls), round.to_owned());
        writers.spawn(async move {
            for number in 0..writes / WRITERS {
                write(&ann, &urls, &format!("{round}-{writer}-{number}"), writer + number).await;
            }
        });
    }
    writers.join_all().await;
}

async fn write(ann: &Actor, urls: &[String], name: &str, first: usize) {
    let body = json!({ "activity_name": name, "duration": 1 });
    let write = async {
        for node in (0..urls.len()).cycle().skip(first % urls.len()) {
            let ann = ann.at_address(&urls[node]).with("idempotency-key", name);
            let answer = ann.try_post("/api/activities/", body.clone()).await;
            if answer.is_some_and(|answer| answer.status == 201) {
                return;
            }
        }
    };
    within("a node that takes a write", write).await;
}

/// Kills a node, and starts it again where it was.
fn restart(database: &Database, nodes: &mut Vec<Server>, victim: usize) {
    let node = nodes.remove(victim);
    let listen = node.url.strip_prefix("http://").map(str::to_owned);
    node.kill();
    nodes.insert(victim, Server::launch(database, &Launch { listen, ..Launch::default() }));
}

async fn last_event(database: &Database) -> u64 {
    let db = Db::open(&database.url(), Options { connections: 1, ..Options::default() });
    let db = db.expect("the database opens");
    let head: daybook_db::Result<i64> =
        db.read(|tx| tx.one("select head from streams where id = 'user:1'", params![])).await;
    db.close();
    head.expect("the head").unsigned_abs()
}

/// A client that comes back whatever happens.
struct Client {
    actor: Actor,
    urls: Arc<[String]>,
    /// Events after which it drops its socket itself.
    patience: usize,
    last: u64,
    cursor: Option<String>,
    delivered: usize,
}

impl Client {
    fn new(actor: &Actor, urls: &Arc<[String]>, number: usize) -> Self {
        let (actor, urls) = (actor.clone(), Arc::clone(urls));
        Self { actor, urls, patience: 97 + 31 * number, last: 0, cursor: None, delivered: 0 }
    }

    /// Follows until it has seen the last event; answers how many it saw.
    async fn follow(mut self, mut head: watch::Receiver<Option<u64>>) -> usize {
        for node in (0..self.urls.len()).cycle() {
            if self.live(node, &mut head).await {
                break;
            }
            tokio::task::yield_now().await;
        }
        self.delivered
    }

    /// The life of one socket; true when it saw the last event.
    async fn live(&mut self, node: usize, head: &mut watch::Receiver<Option<u64>>) -> bool {
        let actor = self.actor.at_address(&self.urls[node]);
        let Some(mut socket) = actor.dial("/ws/live/").await else { return false };
        if !socket.try_send(json!({ "subscribe": { "me": self.cursor } })).await {
            return false;
        }
        for _ in 0..self.patience {
            if *head.borrow_and_update() == Some(self.last) {
                return true;
            }
            tokio::select! {
                _ = head.changed() => {}
                frame = socket.try_next() => match frame {
                    Some(frame) => self.hear(&frame),
                    None => return false,
                },
            }
        }
        false
    }

    fn hear(&mut self, frame: &Value) {
        assert_eq!(frame.get("reset"), None, "nothing was pruned");
        if let (None, Some(cursor)) = (&self.cursor, frame["subscribed"]["me"].as_str()) {
            let (_, seq) = cursor.rsplit_once('.').expect("a cursor");
            self.last = seq.parse().expect("a number");
            self.cursor = Some(cursor.to_owned());
        }
        if let Some(seq) = frame["seq"].as_u64() {
            assert_eq!(seq, self.last + 1, "an event was lost, doubled or out of order");
            let cursor = self.cursor.as_deref().expect("a subscription");
            let (epoch, _) = cursor.rsplit_once('.').expect("a cursor");
            self.cursor = Some(format!("{epoch}.{seq}"));
            self.last = seq;
            self.delivered += 1;
        }
    }
}
