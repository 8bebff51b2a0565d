//! Readers that stall harm nobody: the others get everything, and so do they once they read again.
//!
//! What a stalled socket costs is measured on a process of its own: its peak of memory while megabytes wait for a client
//! that takes nothing in.
//!
//! Not here: one socket that stalls until it is given up (`live::bursts`).

use super::{ledger::database, weak};
use crate::{
    harness::{Actor, Socket, TestApp, effort, say},
    process::{Launch, Server},
};
use daybook::streams::{self, Stream, Wiring};
use daybook_live::Options;
use serde_json::{Value, json};
use std::fs;
use tokio::task::JoinSet;

/// Activities whose events are longer than any queue may be, all together.
const WRITES: usize = 2_400;
const WRITERS: usize = 16;
/// What a stalled socket may cost, and what else a server may need meanwhile.
const BOUND_KIB: u64 = 1_230 + 6_000;

#[tokio::test]
async fn stalled_readers_harm_nobody_and_get_everything_when_they_read_again() {
    let (all, stalled) = (effort(60, 1_000), effort(12, 200));
    let options = Options { per_user: all, per_address: all, ..Options::default() };
    let app = TestApp::wired(&[], Wiring { options, ..Wiring::default() }).await;
    let ann = app.user("ann").await;
    let mut stuck = Vec::new();
    for _ in 0..stalled {
        let mut socket = ann.narrow_socket("/ws/live/").await;
        let cursor = socket.subscribe(json!({ "me": null })).await["me"].clone();
        stuck.push((socket, cursor));
    }
    // 4 KB each, 3 MB in all.
    let (rounds, per_round) = (15, 50);
    let mut readers = JoinSet::new();
    for _ in stalled..all {
        let mut socket = ann.socket("/ws/live/").await;
        socket.subscribe(json!({ "me": null })).await;
        readers.spawn(async move {
            let first = socket.next_seq().await;
            for seq in first + 1..first + rounds * per_round {
                assert_eq!(socket.next_seq().await, seq);
            }
            first
        });
    }
    for _ in 0..rounds {
        happen(&app, &ann, per_round).await;
    }
    let firsts = readers.join_all().await;
    assert!(firsts.iter().all(|first| *first == firsts[0]), "{firsts:?}");
    for (socket, cursor) in stuck {
        read_on(&ann, socket, &cursor, rounds * per_round).await;
    }
}

/// Reads so many events after a cursor; one that was given up comes back for the rest.
async fn read_on(ann: &Actor, socket: Socket, cursor: &Value, count: u64) {
    let (epoch, seq) = cursor.as_str().and_then(|text| text.rsplit_once('.')).expect("a cursor");
    let mut last: u64 = seq.parse().expect("a number");
    let (end, mut socket) = (last + count, socket);
    while last < end {
        match socket.try_next().await {
            Some(frame) => {
                let Some(seq) = frame["seq"].as_u64() else { continue };
                assert_eq!(seq, last + 1, "an event was lost, doubled or out of order");
                last = seq;
            }
            None => {
                socket = ann.socket("/ws/live/").await;
                socket.send(json!({ "subscribe": { "me": format!("{epoch}.{last}") } })).await;
            }
        }
    }
}

async fn happen(app: &TestApp, user: &Actor, times: u64) {
    let stream = Stream::User(user.id);
    let change = app.app.db.write(move |tx| {
        (0..times).try_for_each(|id| {
            let object = json!({ "id": id, "text": "x".repeat(4_000) });
            streams::emit(tx, stream, "note", &object)
        })
    });
    change.await.expect("a change");
}

#[tokio::test]
async fn a_stalled_socket_costs_no_more_than_its_queue() {
    let cost = cost_of_a_stalled_socket(&Launch::default()).await;
    say(&format!("a stalled socket: {cost} KiB at the peak"));
    assert!(cost <= BOUND_KIB, "{cost} KiB");
}

/// The twin: without the bound, all that happens waits in memory for the one who does not read.
#[tokio::test]
async fn twin_without_a_bound_a_stalled_socket_costs_everything() {
    let unbound = Launch { program: Some(weak::server("without_a_bound")), ..Launch::default() };
    let cost = cost_of_a_stalled_socket(&unbound).await;
    assert!(cost > BOUND_KIB, "{cost} KiB");
}

/// By how many KiB the peak of a server's memory is higher when a socket stalls, under the same writes.
async fn cost_of_a_stalled_socket(launch: &Launch) -> u64 {
    let database = database();
    let server = Server::launch(&database, launch);
    let ann = server.user("ann").await;
    write(&ann, WRITES / 2).await;
    forget_peak(&server);
    write(&ann, WRITES).await;
    let without = forget_peak(&server);
    let mut stuck = ann.narrow_socket("/ws/live/").await;
    stuck.subscribe(json!({ "me": null })).await;
    write(&ann, WRITES).await;
    peak(&server).saturating_sub(without)
}

async fn write(ann: &Actor, count: usize) {
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let ann = ann.clone();
        writers.spawn(async move {
            // Two thousand characters of four bytes: nearly all that an event may hold.
            let note = "\u{1F4D6}".repeat(1_900);
            let body = json!({ "activity_name": "reading", "duration": 1, "note": note });
            for _ in 0..count / WRITERS {
                ann.post("/api/activities/", body.clone()).await.expect(201);
            }
        });
    }
    writers.join_all().await;
}

/// Lets the system count the peak anew; answers what it was, in KiB.
fn forget_peak(server: &Server) -> u64 {
    let was = peak(server);
    fs::write(format!("/proc/{}/clear_refs", server.id()), "5").expect("the peak is forgotten");
    was
}

/// The most memory that the process held since it was forgotten, in KiB.
fn peak(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
