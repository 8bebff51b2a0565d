//! The promise of live delivery, checked on the state machines alone: whatever the bus loses, doubles
//! or reorders, however reads overlap with commits, wherever a client comes back, it sees every event of
//! a stream once, in order, or is told to start over.
//!
//! A run is a list of operations on a small world (`world`), drawn at random and replayed one by one, so
//! that a failure shrinks to its story. Not here: clocks, locks and wake-ups (`hub`).

mod clients;
mod ledger;
mod nodes;
mod operations;
mod world;

use operations::Operation;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use world::World;

const SEQUENCES: u32 = 6_000;

fn drawn(kinds: &'static [u8]) -> impl Strategy<Value = Vec<Operation>> {
    let operation = (0..kinds.len(), any::<u8>(), any::<u8>());
    proptest::collection::vec(
        operation.prop_map(|(kind, a, b)| Operation { kind: kinds[kind], a, b }),
        1..120,
    )
}

fn config() -> Config {
    // `PROPTEST_CASES` asks for more.
    let cases = Config::default().cases.max(SEQUENCES);
    Config { cases, failure_persistence: None, ..Config::default() }
}

#[test]
fn every_client_sees_every_event_once_in_order_or_starts_over() {
    let outcome = TestRunner::new(config()).run(&drawn(operations::ALL), |operations| {
        let mut world = World::new(true);
        operations.iter().for_each(|operation| world.apply(*operation));
        world.settle();
        world.check();
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn without_restores_and_prunings_nobody_ever_starts_over() {
    let outcome = TestRunner::new(config()).run(&drawn(operations::CALM), |operations| {
        let mut world = World::new(true);
        operations.iter().for_each(|operation| world.apply(*operation));
        world.settle();
        world.check();
        prop_assert_eq!(world.resets(), 0);
        Ok(())
    });
    outcome.unwrap();
}

/// The twin: without healing, a lost hint is a lost event, and the check above finds it.
#[test]
fn without_healing_a_lost_hint_is_noticed_by_the_check() {
    let mut world = World::new(false);
    for operation in
        [operations::settle_reads(), operations::commit(0, 0), operations::drop_hint(1)]
    {
        world.apply(operation);
    }
    world.settle();
    let missed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.check()));
    assert!(missed.is_err(), "the check is blind");
}
