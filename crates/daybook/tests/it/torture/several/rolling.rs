//! Each node is stopped and started again in its turn, under load: no request fails, no event is missed.

use super::{House, balancer::Balancer};
use crate::{
    harness::{Engine, effort, say, within},
    torture::{ledger::Ledger, load::Load, returning::Client},
};
use tokio::{sync::watch, task::JoinSet};

const WRITERS: usize = 16;
const FOLLOWERS: usize = 10;
/// Writes between one restart and the next.
const BETWEEN: usize = 50;

#[tokio::test]
async fn a_rolling_restart_under_load_fails_no_request_and_misses_no_event() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return;
    }
    let (mut house, ledger) = (House::start(), Ledger::default());
    let balancer = Balancer::before(&house.urls()).await;
    let ann = balancer.client(&house.nodes[0].user("ann").await);
    let (end, head) = watch::channel(None);
    let mut followers = JoinSet::new();
    for number in 0..FOLLOWERS {
        let urls = [balancer.url.clone()].into();
        followers.spawn(Client::new(&ann, &urls, number).follow(head.clone()));
    }
    let mut load = Load::start(&ann, &ledger, WRITERS, "write");
    let (mut told, rounds) = (Vec::new(), effort(2, 20));
    let many = house.nodes.len();
    for node in (0..rounds * many).map(|turn| turn % many) {
        let restart = tokio::task::spawn_blocking(move || {
            house.restart(node);
            house
        });
        while !restart.is_finished() {
            told.push(load.next().await);
        }
        house = restart.await.expect("a restart");
        for _ in 0..BETWEEN {
            told.push(load.next().await);
        }
    }
    told.extend(load.stop().await);
    let failed: Vec<_> = told.iter().filter(|told| told.status != Some(201)).collect();
    assert!(failed.is_empty(), "{} of {} failed: {failed:?}", failed.len(), told.len());
    _ = end.send(Some(house.last_event().await));
    let delivered: usize = within("the followers to end", followers.join_all()).await.iter().sum();
    ledger.assert_stored_in(&house.database.url()).await;
    say(&format!("{} writes, {delivered} deliveries, {rounds} rolling restarts", told.len()));
}
