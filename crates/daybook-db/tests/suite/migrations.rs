//! Migrations: once each, in order, by whoever comes first.

use std::{collections::HashMap, thread};

use daybook_db::{Db, Error, Migration, Options, Result};

use crate::harness::{Base, on_both};

on_both!(
    each_is_applied_once_though_many_start_at_once,
    a_second_run_applies_what_is_new,
    what_is_pending_is_told,
    a_changed_script_is_refused,
    a_newer_database_is_refused,
    a_gap_is_refused,
    a_failed_one_leaves_nothing_and_can_be_mended,
);

const fn both(name: &'static str, script: &'static str) -> Migration {
    Migration { name, sqlite: script, postgres: script }
}

static STEPS: &[Migration] = &[
    both("0001_a", "create table a (id bigint); insert into a (id) values (1);"),
    both("0002_b", "create table b (id bigint); insert into b (id) select id from a;"),
    both(
        "0003_c",
        "alter table b add column note text; insert into b (id, note) values (2, 'x;y');",
    ),
];

fn names(steps: &'static [Migration]) -> Vec<&'static str> {
    steps.iter().map(|step| step.name).collect()
}

fn refusal<T: std::fmt::Debug>(answer: Result<T>) -> String {
    match answer {
        Err(Error::Migration(text)) => text.into(),
        other => panic!("not refused: {other:?}"),
    }
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    db.read(move |tx| tx.one(sql, &[])).await.unwrap()
}

async fn each_is_applied_once_though_many_start_at_once(base: &Base) {
    let small = Options { connections: 1, readers: 1, ..Options::default() };
    let nodes: Vec<_> = thread::scope(|scope| {
        let starts: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let db = base.open_with(small.clone());
                    let applied = db.migrate(STEPS).unwrap();
                    (db, applied)
                })
            })
            .collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let mut times = HashMap::<&str, usize>::new();
    for (db, applied) in nodes {
        assert_eq!(db.pending(STEPS), Ok(Vec::new()));
        assert_eq!(count(&db, "select count(*) from b").await, 2);
        applied.into_iter().for_each(|name| *times.entry(name).or_default() += 1);
        db.close();
    }
    assert_eq!(times, names(STEPS).into_iter().map(|name| (name, 1)).collect());
}

async fn a_second_run_applies_what_is_new(base: &Base) {
    let db = base.open();
    assert_eq!(db.migrate(&STEPS[..1]), Ok(vec!["0001_a"]));
    assert_eq!(db.migrate(&STEPS[..1]), Ok(vec![]));
    assert_eq!(db.migrate(STEPS), Ok(vec!["0002_b", "0003_c"]));
    db.close();
}

async fn what_is_pending_is_told(base: &Base) {
    let db = base.open();
    assert_eq!(db.pending(STEPS), Ok(names(STEPS)));
    db.migrate(&STEPS[..2]).unwrap();
    assert_eq!(db.pending(STEPS), Ok(vec!["0003_c"]));
    db.close();
}

async fn a_changed_script_is_refused(base: &Base) {
    static CHANGED: &[Migration] =
        &[both("0001_a", "create table a (id bigint);"), STEPS[1], STEPS[2]];
    let db = base.open();
    db.migrate(&STEPS[..2]).unwrap();
    assert_eq!(refusal(db.migrate(CHANGED)), "migration 0001_a was changed after it was applied");
    assert_eq!(refusal(db.pending(CHANGED)), "migration 0001_a was changed after it was applied");
    db.close();
}

async fn a_newer_database_is_refused(base: &Base) {
    let db = base.open();
    db.migrate(STEPS).unwrap();
    assert_eq!(
        refusal(db.migrate(&STEPS[..2])),
        "the database was made by a newer Daybook: it knows the migration 0003_c"
    );
    db.close();
}

async fn a_gap_is_refused(base: &Base) {
    static THREE: &[Migration] = &[
        STEPS[0],
        both("0002_b", "create table later (id bigint);"),
        both("0003_c", "create table c (id bigint);"),
    ];
    static FIRST_AND_THIRD: &[Migration] = &[STEPS[0], THREE[2]];
    let db = base.open();
    db.migrate(FIRST_AND_THIRD).unwrap();
    assert_eq!(
        refusal(db.migrate(THREE)),
        "migration 0002_b is missing, but the later 0003_c was applied"
    );
    db.close();
}

async fn a_failed_one_leaves_nothing_and_can_be_mended(base: &Base) {
    static BROKEN: &[Migration] = &[
        both("0001_a", "create table a (id bigint);"),
        both("0002_b", "create table b (id bigint); insert into nowhere (id) values (1);"),
    ];
    static MENDED: &[Migration] = &[BROKEN[0], both("0002_b", "create table b (id bigint);")];
    let db = base.open();
    let text = refusal(db.migrate(BROKEN));
    assert!(text.starts_with("migration 0002_b failed: ") && text.contains("nowhere"), "{text}");
    assert_eq!(db.pending(BROKEN), Ok(vec!["0002_b"]));
    assert_eq!(db.migrate(MENDED), Ok(vec!["0002_b"]));
    assert_eq!(db.migrate(MENDED), Ok(vec![]));
    db.close();
}
