//! The hub with its clock stopped: what the state machines promise, with locks, wake-ups and time.
//!
//! Not here: every interleaving (`cursors`), sockets (the application's tests).

mod log;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use daybook_live::client::Limits;
use daybook_live::{Client, Close, Cursor, Hub, InProcess, Options, Outgoing, Owner};
use log::{Deaf, Log};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

const STREAM: &str = "user:1";

fn owner() -> Owner {
    Owner { user: Some(1), session: Some(10), address: IpAddr::V4(Ipv4Addr::LOCALHOST) }
}

/// A node that runs.
async fn hub(log: &Log, options: Options) -> Hub {
    let hub = Hub::new(1, log.source(), Arc::new(InProcess::default()), options);
    run(&hub).await;
    hub
}

/// Starts the node's task, and lets it begin to listen.
async fn run(hub: &Hub) -> CancellationToken {
    let shutdown = CancellationToken::new();
    let (hub, stop) = (hub.clone(), shutdown.clone());
    tokio::spawn(async move { hub.run(stop).await });
    tokio::task::yield_now().await;
    shutdown
}

async fn follower(hub: &Hub, since: Option<Cursor>) -> Client {
    let mut client = hub.connect(owner()).expect("a place");
    client.subscribe(STREAM, since).expect("a stream");
    let mut batch = Vec::new();
    client.next_batch(&mut batch).await;
    assert!(matches!(batch[0], Outgoing::Subscribed { .. } | Outgoing::Reset(_)), "{batch:?}");
    client
}

fn seqs(batch: &[Outgoing]) -> Vec<u64> {
    let seq = |out: &Outgoing| match out {
        Outgoing::Event(event) => Some(event.seq),
        _ => None,
    };
    batch.iter().filter_map(seq).collect()
}

/// Reads until so many events have come.
async fn receive(client: &mut Client, count: usize) -> Vec<u64> {
    let (mut batch, mut received) = (Vec::new(), Vec::new());
    while received.len() < count {
        let next = timeout(Duration::from_secs(60), client.next_batch(&mut batch)).await;
        next.unwrap_or_else(|_| panic!("{} of {count} events came", received.len()));
        received.extend(seqs(&batch));
    }
    received
}

async fn nothing_comes(client: &mut Client, within: Duration) {
    let mut batch = Vec::new();
    assert!(timeout(within, client.next_batch(&mut batch)).await.is_err(), "{batch:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_committed_here_is_there_at_once() {
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    let mut client = follower(&hub, None).await;
    let before = Instant::now();
    hub.deliver(log.commit(STREAM, 3));
    assert_eq!(receive(&mut client, 3).await, [1, 2, 3]);
    assert_eq!(Instant::now(), before);
}

#[tokio::test(start_paused = true)]
async fn a_hint_carries_events_to_other_nodes() {
    let log = Log::default();
    let bus = Arc::new(InProcess::default());
    // They look at the database once, for they believe nobody whose history they do not know.
    let options = Options { heal: Some(Duration::from_secs(3600)), ..Options::default() };
    let here = Hub::new(1, log.source(), bus.clone(), options.clone());
    let there = Hub::new(2, log.source(), bus, options);
    let (_here, _there) = (run(&here).await, run(&there).await);
    let mut client = follower(&there, None).await;
    here.deliver(log.commit(STREAM, 2));
    assert_eq!(receive(&mut client, 2).await, [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn events_whose_hints_are_all_lost_come_within_two_seconds() {
    let log = Log::default();
    let hub = Hub::new(1, log.source(), Arc::new(Deaf { up: true }), Options::default());
    run(&hub).await;
    let mut client = follower(&hub, None).await;
    for round in 0..20 {
        tokio::time::advance(Duration::from_millis(170)).await;
        let before = Instant::now();
        log.commit(STREAM, 1);
        assert_eq!(receive(&mut client, 1).await, [round + 1]);
        assert!(before.elapsed() <= Duration::from_secs(2), "{:?}", before.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_bus_healing_is_quicker() {
    let log = Log::default();
    let hub = Hub::new(1, log.source(), Arc::new(Deaf { up: false }), Options::default());
    run(&hub).await;
    let mut client = follower(&hub, None).await;
    let before = Instant::now();
    log.commit(STREAM, 1);
    receive(&mut client, 1).await;
    assert!(before.elapsed() <= Duration::from_millis(520), "{:?}", before.elapsed());
}

#[tokio::test(start_paused = true)]
async fn twin_without_healing_a_lost_hint_is_a_lost_event() {
    let log = Log::default();
    let options = Options { heal: None, ..Options::default() };
    let hub = Hub::new(1, log.source(), Arc::new(Deaf { up: true }), options);
    run(&hub).await;
    let mut client = follower(&hub, None).await;
    log.commit(STREAM, 1);
    nothing_comes(&mut client, Duration::from_secs(3_600)).await;
}

#[tokio::test(start_paused = true)]
async fn a_gap_is_read_after_a_moment_of_grace() {
    let log = Log::default();
    let options = Options { heal: None, ..Options::default() };
    let hub = hub(&log, options).await;
    let mut client = follower(&hub, None).await;
    let mut events = log.commit(STREAM, 3);
    let before = Instant::now();
    hub.deliver(events.split_off(2));
    assert_eq!(receive(&mut client, 3).await, [1, 2, 3]);
    assert!(before.elapsed() >= Duration::from_millis(10), "{:?}", before.elapsed());
    assert_eq!(log.reads(), 1, "the node read, not the client");
}

#[tokio::test(start_paused = true)]
async fn a_burst_overtakes_a_slow_client_and_loses_nothing() {
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    let mut client = follower(&hub, None).await;
    hub.deliver(log.commit(STREAM, 10_000));
    let mut batch = Vec::new();
    client.next_batch(&mut batch).await;
    assert!(batch.len() <= Limits::default().messages, "{} waited", batch.len());
    let mut received = seqs(&batch);
    received.extend(receive(&mut client, 10_000 - received.len()).await);
    assert_eq!(received, (1..=10_000).collect::<Vec<_>>());
    hub.deliver(log.commit(STREAM, 1));
    let reads = log.reads();
    receive(&mut client, 1).await;
    assert_eq!(log.reads(), reads, "live again");
}

#[tokio::test(start_paused = true)]
async fn commits_that_find_no_place_are_read_from_the_database() {
    let log = Log::default();
    let hub = hub(&log, Options { heal: None, commits: 1, ..Options::default() }).await;
    let mut client = follower(&hub, None).await;
    for _ in 0..100 {
        hub.deliver(log.commit(STREAM, 1));
    }
    assert_eq!(receive(&mut client, 100).await, (1..=100).collect::<Vec<_>>());
    assert_eq!(log.reads(), 1, "the node read, once");
}

#[tokio::test(start_paused = true)]
async fn large_events_are_bounded_by_their_bytes() {
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    let mut client = follower(&hub, None).await;
    hub.deliver(log.commit_of(STREAM, 300, 8 * 1024));
    let mut batch = Vec::new();
    client.next_batch(&mut batch).await;
    assert!(batch.len() * 16 * 1024 <= Limits::default().bytes, "{} waited", batch.len());
    let received = batch.len();
    assert_eq!(receive(&mut client, 300 - received).await.len(), 300 - received);
}

#[tokio::test(start_paused = true)]
async fn twin_without_bounds_everything_waits_in_memory() {
    let log = Log::default();
    let limits = Limits { messages: usize::MAX, bytes: usize::MAX, ..Limits::default() };
    let hub = hub(&log, Options { limits, ..Options::default() }).await;
    let mut client = follower(&hub, None).await;
    hub.deliver(log.commit(STREAM, 10_000));
    let mut batch = Vec::new();
    client.next_batch(&mut batch).await;
    assert_eq!(batch.len(), 10_000);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_was_away_resumes_or_starts_over() {
    for missed in [0, 1, 255, 256, 257, 5_000] {
        let log = Log::default();
        let hub = hub(&log, Options::default()).await;
        hub.deliver(log.commit(STREAM, 7));
        let since = log.cursor(7);
        hub.deliver(log.commit(STREAM, missed));
        let mut client = hub.connect(owner()).expect("a place");
        client.subscribe(STREAM, Some(since)).expect("a stream");
        let seen = receive(&mut client, missed).await;
        assert_eq!(seen, (8..8 + missed as u64).collect::<Vec<_>>());
    }
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    hub.deliver(log.commit(STREAM, 20));
    log.prune(STREAM, 11);
    for lost in [log.cursor(10), log.cursor(21), Cursor { epoch: "other".into(), seq: 15 }] {
        let mut client = hub.connect(owner()).expect("a place");
        client.subscribe(STREAM, Some(lost)).expect("a stream");
        let mut batch = Vec::new();
        client.next_batch(&mut batch).await;
        assert!(matches!(&batch[0], Outgoing::Reset(stream) if &**stream == STREAM), "{batch:?}");
        let at_head =
            matches!(&batch[1], Outgoing::Subscribed { cursor, .. } if *cursor == log.cursor(20));
        assert!(at_head, "{batch:?}");
    }
    let mut client = hub.connect(owner()).expect("a place");
    client.subscribe(STREAM, Some(log.cursor(11))).expect("a stream");
    assert_eq!(receive(&mut client, 9).await, (12..=20).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn many_streams_are_resumed_together() {
    let log = Log::default();
    let hub = hub(&log, Options { heal: None, ..Options::default() }).await;
    let streams: Vec<_> = (0..20).map(|n| format!("room:{n}")).collect();
    streams.iter().for_each(|stream| hub.deliver(log.commit(stream, 250)));
    let mut client = hub.connect(owner()).expect("a place");
    for stream in &streams {
        client.subscribe(stream.as_str(), Some(log.cursor(0))).expect("a stream");
    }
    assert_eq!(receive(&mut client, 5_000).await.len(), 5_000);
    assert_eq!(log.asked_heads(), 1, "one query for all heads");
}

#[tokio::test(start_paused = true)]
async fn another_history_makes_everybody_start_over() {
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    let mut client = follower(&hub, None).await;
    hub.deliver(log.commit(STREAM, 5));
    receive(&mut client, 5).await;
    log.restore(STREAM, 3);
    let mut batch = Vec::new();
    client.next_batch(&mut batch).await;
    assert!(matches!(batch[0], Outgoing::Reset(_)), "{batch:?}");
    hub.deliver(log.commit(STREAM, 1));
    assert_eq!(receive(&mut client, 1).await, [4]);
}

#[tokio::test(start_paused = true)]
async fn reads_that_fail_are_tried_again() {
    let log = Log::default();
    log.fail(7);
    let hub = hub(&log, Options::default()).await;
    hub.deliver(log.commit(STREAM, 2));
    let mut client = hub.connect(owner()).expect("a place");
    client.subscribe(STREAM, Some(log.cursor(0))).expect("a stream");
    assert_eq!(receive(&mut client, 2).await, [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_halfway_loses_nothing() {
    let log = Log::default();
    log.slow(Duration::from_millis(100));
    let hub = hub(&log, Options { heal: None, ..Options::default() }).await;
    log.commit(STREAM, 50);
    let mut client = hub.connect(owner()).expect("a place");
    client.subscribe(STREAM, Some(log.cursor(0))).expect("a stream");
    let (mut batch, mut received) = (Vec::new(), Vec::new());
    while received.len() < 50 {
        if timeout(Duration::from_millis(7), client.next_batch(&mut batch)).await.is_ok() {
            received.extend(seqs(&batch));
        }
    }
    assert_eq!(received, (1..=50).collect::<Vec<_>>());
    assert_eq!(log.reads(), 1, "the read went on");
}

#[tokio::test(start_paused = true)]
async fn a_stalled_socket_is_given_up_after_ten_seconds_without_progress() {
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    let mut client = follower(&hub, None).await;
    let begun = Instant::now();
    assert!(timeout(Duration::from_secs(9), client.stalled()).await.is_err());
    client.progress();
    client.stalled().await;
    assert_eq!(begun.elapsed(), Duration::from_secs(19));
    nothing_comes(&mut client, Duration::from_secs(1)).await;
    let idle = timeout(Duration::from_secs(60), client.stalled()).await;
    assert!(idle.is_err(), "a socket with nothing to write is not stalled");
}

#[tokio::test(start_paused = true)]
async fn an_ended_session_gets_nothing_more() {
    let log = Log::default();
    let hub = hub(&log, Options::default()).await;
    let mut ended = follower(&hub, None).await;
    let mut other = hub.connect(Owner { session: Some(11), ..owner() }).expect("a place");
    other.subscribe(STREAM, None).expect("a stream");
    other.next_batch(&mut Vec::new()).await;
    hub.deliver(log.commit(STREAM, 1));
    hub.end_session(10);
    hub.deliver(log.commit(STREAM, 1));
    assert_eq!(ended.closed(), Some(Close::Revoked));
    let mut batch = Vec::new();
    ended.next_batch(&mut batch).await;
    assert!(matches!(batch[..], [Outgoing::Close(Close::Revoked)]), "{batch:?}");
    assert_eq!(receive(&mut other, 2).await, [1, 2]);
    hub.end_user(1);
    assert_eq!(other.closed(), Some(Close::Revoked));
}

#[tokio::test(start_paused = true)]
async fn places_are_counted_and_given_back() {
    let log = Log::default();
    let hub = hub(&log, Options { per_user: 2, per_address: 3, ..Options::default() }).await;
    let refused = |owner| hub.connect(owner).map(drop).unwrap_err();
    let (first, second) =
        (hub.connect(owner()).expect("a place"), hub.connect(owner()).expect("a place"));
    assert_eq!(refused(owner()), Close::TooManyConnections);
    let stranger = hub.connect(Owner { user: None, session: None, ..owner() }).expect("a place");
    assert_eq!(refused(Owner { user: Some(2), ..owner() }), Close::TooManyConnections);
    drop((first, stranger));
    let third = hub.connect(owner()).expect("a place");
    assert_eq!(hub.statistics().clients, 2);
    drop((second, third));
    assert_eq!(hub.statistics(), daybook_live::Statistics::default());
}

#[tokio::test(start_paused = true)]
async fn a_stopping_node_sends_everybody_away() {
    let log = Log::default();
    let hub = Hub::new(1, log.source(), Arc::new(InProcess::default()), Options::default());
    let shutdown = run(&hub).await;
    let mut client = follower(&hub, None).await;
    shutdown.cancel();
    let mut batch = Vec::new();
    client.next_batch(&mut batch).await;
    assert!(matches!(batch[..], [Outgoing::Close(Close::GoingAway)]), "{batch:?}");
    assert_eq!(hub.connect(owner()).map(drop), Err(Close::GoingAway));
}
