//! What a client is told of presence, and when: only where it is up to date with the stream.
//!
//! Not here: who is present (`world`).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use daybook_live::client::{Core, Limits, Wanted};
use daybook_live::presence::{Pace, Person, Presence};
use daybook_live::{Cursor, Event, Head, Heads, Outgoing, Roster, Signal};

const STREAM: &str = "room:1";

/// Ten lists, each with one more.
fn rosters() -> Vec<Arc<Roster>> {
    let (mut presence, now) = (Presence::new(Pace::default()), Instant::now());
    let enter = |id: i64| {
        let person = Person { id, name: format!("user-{id}").into() };
        let client = u64::try_from(id).expect("a number");
        presence.enter(&STREAM.into(), &person, client, now + Duration::from_secs(client))
    };
    (1..=10).map(enter).collect()
}

fn event(seq: u64) -> Arc<Event> {
    Arc::new(Event::new(STREAM, seq, "note", "{}"))
}

fn signal() -> Arc<Signal> {
    Arc::new(Signal::new(STREAM, "{}"))
}

/// What waits for the socket, each in a word.
fn told(core: &mut Core) -> Vec<String> {
    let mut batch = Vec::new();
    core.take(&mut batch);
    core.written();
    let word = |out: &Outgoing| match out {
        Outgoing::Event(event) => format!("event {}", event.seq),
        Outgoing::Subscribed { .. } => "subscribed".to_owned(),
        Outgoing::Roster(roster) => format!("{} people", roster.people.len()),
        Outgoing::Signal(_) => "signal".to_owned(),
        other => format!("{other:?}"),
    };
    batch.iter().map(word).collect()
}

/// Reads what the client wants, from a stream whose last event is `head`.
fn read(core: &mut Core, epoch: &str, head: u64) {
    match core.wanted() {
        Some(Wanted::Heads(asked)) => {
            let heads = HashMap::from([(Arc::from(STREAM), Head { head, floor: 0 })]);
            core.heads(&asked, &Heads { epoch: epoch.into(), heads });
        }
        Some(Wanted::Events { stream, ticket, after, .. }) => {
            core.page(&stream, ticket, (after + 1..=head).map(event).collect());
        }
        None => panic!("nothing is wanted"),
    }
}

/// A client that was told of everything up to the second event.
fn live() -> Core {
    let mut core = Core::new(Limits::default());
    let since = Cursor { epoch: "k3".into(), seq: 2 };
    core.subscribe(STREAM.into(), Some(since)).expect("a place");
    read(&mut core, "k3", 2);
    assert_eq!(told(&mut core), ["subscribed"]);
    core
}

#[test]
fn who_has_still_to_read_hears_neither_lists_nor_signals() {
    let rosters = rosters();
    let mut core = live();
    core.roster(&rosters[0]);
    core.signal(&signal());
    assert_eq!(told(&mut core), ["signal", "1 people"]);
    core.raise(STREAM, 4);
    core.roster(&rosters[1]);
    core.roster(&rosters[2]);
    core.signal(&signal());
    assert_eq!(told(&mut core), [""; 0]);
    read(&mut core, "k3", 4);
    assert_eq!(told(&mut core), ["event 3", "event 4", "3 people"]);
}

#[test]
fn of_many_lists_the_newest_is_told_and_an_older_one_never() {
    let rosters = rosters();
    let mut core = live();
    for roster in &rosters {
        core.roster(roster);
    }
    core.roster(&rosters[3]);
    assert_eq!(told(&mut core), ["10 people"]);
    core.roster(&rosters[9]);
    assert!(!core.has_output());
}

#[test]
fn who_starts_over_is_told_the_list_again() {
    let mut core = live();
    core.roster(&rosters()[0]);
    assert_eq!(told(&mut core), ["1 people"]);
    core.rejoin();
    read(&mut core, "k4", 0);
    assert_eq!(told(&mut core), ["Reset(\"room:1\")", "subscribed", "1 people"]);
}

#[test]
fn who_has_much_to_read_misses_signals_and_no_events() {
    let mut core = live();
    for seq in 3..100 {
        core.offer(STREAM, &[event(seq)]);
        core.signal(&signal());
    }
    let told = told(&mut core);
    assert_eq!(told.iter().filter(|it| it.starts_with("event")).count(), 97);
    assert!(told.iter().filter(|it| *it == "signal").count() < 32, "{told:?}");
}
