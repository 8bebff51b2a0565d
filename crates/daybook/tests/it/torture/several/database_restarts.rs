//! PostgreSQL crashes and starts again while three nodes write: nothing acknowledged is lost, and who follows misses nothing.
//!
//! Not here: what one node does then (`torture::database_restarts`).

use super::{House, balancer::Balancer};
use crate::{
    harness::{Cluster, Database, Engine, effort, say, within},
    torture::{
        database_restarts::{Cost, WRITERS},
        ledger::Ledger,
        load::Load,
        returning::Client,
    },
};
use std::sync::Arc;
use tokio::{sync::watch, task::JoinSet};

#[tokio::test]
async fn a_database_that_crashes_under_three_nodes_loses_nothing_and_hangs_nobody() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return;
    }
    let cluster = Arc::new(Cluster::start());
    let house = House::on(Arc::new(Database::on(&cluster.url)));
    let ledger = Ledger::default();
    let balancer = Balancer::before(&house.urls()).await;
    let ann = balancer.client(&house.nodes[0].user("ann").await);
    let (end, head) = watch::channel(None);
    let mut followers = JoinSet::new();
    for (number, node) in house.nodes.iter().enumerate() {
        let urls = [node.url.clone()].into();
        followers.spawn(Client::new(&ann, &urls, number).follow(head.clone()));
    }
    let (mut cost, rounds) = (Cost::default(), effort(1, 20));
    for round in 0..rounds {
        let load = Load::start(&ann, &ledger, WRITERS, &round.to_string());
        cost.of_a_crash(&cluster, load).await;
    }
    _ = end.send(Some(house.last_event().await));
    let delivered: usize = within("the followers to end", followers.join_all()).await.iter().sum();
    ledger.assert_stored_in(&house.database.url()).await;
    let writes = ledger.lines().len();
    say(&format!("{writes} writes, {delivered} deliveries, {rounds} crashes; {cost:?}"));
}
