//! A node is cut off from the database and from Redis: its clients are told at once, the others' do not notice, and when
//! the way is back so is everything.

use super::{House, way::Way};
use crate::{
    harness::{Engine, effort, say, within},
    process::Server,
    torture::{
        ledger::Ledger,
        load::{Load, NEVER_LONGER, Told},
        returning::Client,
    },
};
use std::time::{Duration, Instant};
use tokio::{sync::watch, task::JoinSet};

const WRITERS: usize = 8;
/// The promise: when the way is back, so is everything.
const HEALS_WITHIN: Duration = Duration::from_secs(5);

// The wires run beside a server that is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_cut_off_says_so_and_the_others_go_on() {
    if Engine::of_the_tests() == Engine::Sqlite {
        return;
    }
    let (house, ledger) = (House::start(), Ledger::default());
    let way = Way::to(&house.database.url(), &house.redis_url()).await;
    let far = house.launch(way.launch());
    let (ann, bob) = (house.nodes[0].user("ann").await, house.nodes[0].user("bob").await);
    let (end, head) = watch::channel(None);
    let mut followers = JoinSet::new();
    for (number, node) in [&far, &house.nodes[1]].into_iter().enumerate() {
        let urls = [node.url.clone()].into();
        followers.spawn(Client::new(&ann, &urls, number).follow(head.clone()));
    }
    let (rounds, mut healed) = (effort(1, 20), Duration::ZERO);
    for round in 0..rounds {
        let mut here = Load::start(&bob, &ledger, WRITERS, &format!("here-{round}"));
        let mut there = Load::start(&far.here(&ann), &ledger, WRITERS, &format!("there-{round}"));
        here.acknowledged(50).await;
        there.acknowledged(50).await;
        way.cut();
        let mut told = Vec::new();
        while told.iter().filter(|told: &&Told| told.status == Some(503)).count() < 2 * WRITERS {
            told.push(there.next().await);
        }
        until_ready(&far, false).await;
        here.acknowledged(50).await;
        // Her own writes elsewhere wait no longer for those that were cut off.
        let mut hers = Load::start(&ann, &ledger, WRITERS, &format!("hers-{round}"));
        hers.acknowledged(50).await;
        way.mend();
        let back = Instant::now();
        there.until("a write that succeeds again", |told| told.status == Some(201)).await;
        healed = healed.max(back.elapsed());
        assert!(healed < HEALS_WITHIN, "healed after {healed:?}");
        until_ready(&far, true).await;
        told.extend(there.stop().await);
        told.extend(hers.stop().await);
        told.iter().for_each(assert_prompt);
        for told in here.stop().await {
            assert_eq!(told.status, Some(201), "{told:?}");
        }
    }
    _ = end.send(Some(house.last_event().await));
    within("the followers to end", followers.join_all()).await;
    ledger.assert_stored_in(&house.database.url()).await;
    say(&format!("{} writes, {rounds} cuts; healed within {healed:?}", ledger.lines().len()));
}

async fn until_ready(node: &Server, ready: bool) {
    let anyone = node.anonymous();
    let status = if ready { 200 } else { 503 };
    within("its readiness", async { while anyone.get("/readyz").await.status != status {} }).await;
}

fn assert_prompt(told: &Told) {
    assert!(told.took < NEVER_LONGER, "{told:?}");
    assert!(told.status == Some(201) || (told.status == Some(503) && told.says_when), "{told:?}");
}
