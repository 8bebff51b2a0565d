//! Presence, checked on the state machine alone: whoever comes and goes where, whatever of it other nodes
//! hear, nobody is shown away while one of their sockets lives, and in the end everybody sees the truth.
//!
//! Not here: clocks and sockets (the application's `live::presence`).

mod clients;
mod world;

use std::time::Duration;

use daybook_live::presence::Pace;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use world::World;

const NODES: usize = 3;
const SEQUENCES: u32 = 1_500;

/// What can happen: a kind, and two numbers that say to what.
type Happening = (u8, u8, u8);

/// What happens to nodes that hear each other.
const CALM: u8 = 6;
/// The same, and all that can go wrong.
const ALL: u8 = 12;

fn drawn(kinds: u8) -> impl Strategy<Value = Vec<Happening>> {
    proptest::collection::vec((0..kinds, any::<u8>(), any::<u8>()), 1..100)
}

fn config() -> Config {
    // `PROPTEST_CASES` asks for more.
    let cases = Config::default().cases.max(SEQUENCES);
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn happen(world: &mut World, (kind, a, b): Happening) {
    let (at, number) = (usize::from(a) % NODES, usize::from(b));
    match kind {
        0..=2 => world.enter(at, number, i64::from(b / 2 % 4)),
        3 | 4 => world.leave(at, number),
        5 => world.pass(Duration::from_millis(u64::from(a) * u64::from(b) / 16)),
        6 | 7 => world.deliver(number),
        8 => world.lose(),
        9 => world.plug(at, false),
        10 => world.plug(at, true),
        // One is left to look.
        _ => world.kill(1 + at % (NODES - 1)),
    }
}

#[test]
fn among_nodes_that_hear_each_other_nobody_with_a_socket_is_missing_anywhere() {
    let outcome = TestRunner::new(config()).run(&drawn(CALM), |happenings| {
        // Lists as soon as there is something to tell: what is collected is a matter of time, not of truth.
        let pace = Pace { between: Duration::ZERO, at_most: Duration::ZERO, ..Pace::default() };
        let mut world = World::new(NODES, pace);
        for happening in happenings {
            happen(&mut world, happening);
            world.deliver(usize::MAX);
            world.assert_nobody_is_missing(true);
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn whatever_others_hear_of_it_everybody_sees_the_truth_in_the_end() {
    let outcome = TestRunner::new(config()).run(&drawn(ALL), |happenings| {
        let mut world = World::new(NODES, Pace::default());
        for happening in happenings {
            happen(&mut world, happening);
            world.assert_nobody_is_missing(false);
        }
        world.settle();
        prop_assert!(world.is_true());
        Ok(())
    });
    outcome.unwrap();
}

/// Ann looks here, Bob's node is killed; whether he is gone in the end.
fn a_node_is_killed(pace: Pace) -> bool {
    let mut world = World::new(2, pace);
    world.deliver(usize::MAX);
    world.enter(0, 0, 1);
    world.enter(1, 0, 2);
    world.pass(Duration::from_secs(1));
    world.deliver(usize::MAX);
    world.pass(Duration::from_secs(1));
    assert_eq!(world.nodes[0].shown["room:1"].0.len(), 2);
    world.kill(1);
    world.settle();
    world.is_true()
}

#[test]
fn who_was_on_a_node_that_is_killed_is_gone_with_it() {
    assert!(a_node_is_killed(Pace::default()));
}

/// The twin: a node whose silence means nothing.
#[test]
fn twin_where_silence_is_no_death_they_stay_for_ever() {
    let dead_after = Duration::from_secs(1_000_000);
    assert!(!a_node_is_killed(Pace { dead_after, ..Pace::default() }));
}

/// Bob loads his page again; whether Ann saw him all the time.
fn a_page_is_loaded_again(pace: Pace) -> bool {
    let mut world = World::new(1, pace);
    world.enter(0, 0, 1);
    world.enter(0, 0, 2);
    world.pass(Duration::from_secs(1));
    world.leave(0, 1);
    world.pass(Duration::from_secs(1));
    world.nodes[0].shown["room:1"].0.contains(&2)
}

#[test]
fn a_page_that_is_loaded_again_never_left() {
    assert!(a_page_is_loaded_again(Pace::default()));
}

/// The twin: leaving counts at once.
#[test]
fn twin_without_grace_it_leaves() {
    assert!(!a_page_is_loaded_again(Pace { grace: Duration::ZERO, ..Pace::default() }));
}
