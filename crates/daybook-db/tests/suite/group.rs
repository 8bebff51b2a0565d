//! Group commit on SQLite: many jobs, one COMMIT, and nobody suffers for another's failure.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use daybook_db::{Db, Engine, Error, Options, Result, params};
use tokio::task::JoinHandle;

use crate::{
    harness::run,
    queue::{bodies, hold, queue_insert},
};

#[test]
fn what_waits_is_committed_at_once() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options::default());
        let held = hold(&db).await;
        let mut jobs = Vec::new();
        for body in BODIES {
            jobs.push(queue_insert(&db, body).await);
        }
        let before = db.statistics().commits;
        held.release().await;
        for job in jobs {
            assert_eq!(job.await.unwrap(), Ok(1));
        }
        // The held job keeps the group open longer than it may take in more, so they share the next COMMIT.
        assert!(db.statistics().commits - before <= 2);
        assert_eq!(bodies(&db).await, BODIES);
        db.close();
    });
}

#[test]
fn a_group_has_a_size() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options { group: 2, ..Options::default() });
        let held = hold(&db).await;
        let mut jobs = Vec::new();
        for body in BODIES {
            jobs.push(queue_insert(&db, body).await);
        }
        let before = db.statistics().commits;
        held.release().await;
        for job in jobs {
            assert_eq!(job.await.unwrap(), Ok(1));
        }
        assert!(db.statistics().commits - before >= 3);
        db.close();
    });
}

#[test]
fn one_that_fails_and_one_that_panics_roll_back_alone() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options::default());
        let held = hold(&db).await;
        let a = queue_insert(&db, "a").await;
        let fails = queue_insert(&db, "a").await;
        let panics = queue(&db, |tx| {
            tx.run(INSERT, params!["gone"])?;
            panic!("on purpose");
        })
        .await;
        let b = queue_insert(&db, "b").await;
        held.release().await;
        assert_eq!(a.await.unwrap(), Ok(1));
        assert_eq!(fails.await.unwrap(), Err(Error::Conflict));
        assert_eq!(panics.await.unwrap(), Err(Error::Panicked));
        assert_eq!(b.await.unwrap(), Ok(1));
        assert_eq!(bodies(&db).await, ["a", "b"]);
        db.close();
    });
}

#[test]
fn hooks_run_in_the_order_of_the_jobs_before_any_answer() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options::default());
        let order = Arc::new(Mutex::new(Vec::new()));
        let held = hold(&db).await;
        let mut jobs = Vec::new();
        for number in 0..5 {
            let order = Arc::clone(&order);
            jobs.push(
                queue(&db, move |tx| {
                    let order = Arc::clone(&order);
                    tx.after_commit(move || order.lock().unwrap().push(number));
                    Ok(0)
                })
                .await,
            );
        }
        held.release().await;
        jobs.swap_remove(0).await.unwrap().unwrap();
        assert_eq!(*order.lock().unwrap(), [0, 1, 2, 3, 4]);
        db.close();
    });
}

/// SQLite rolls the whole transaction back when the file may not grow. The jobs beside the greedy one are run again.
#[test]
fn a_full_disk_is_told_to_the_one_who_filled_it() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options::default());
        limit_pages(&db, 40).await;
        let held = hold(&db).await;
        let small = queue_insert(&db, "small").await;
        let greedy = queue(&db, |tx| tx.run(INSERT, params![&"x".repeat(1 << 20)])).await;
        let other = queue_insert(&db, "other").await;
        held.release().await;
        assert_eq!(small.await.unwrap(), Ok(1));
        assert_eq!(greedy.await.unwrap(), Err(Error::StorageFull));
        assert_eq!(other.await.unwrap(), Ok(1));
        assert_eq!(bodies(&db).await, ["small", "other"]);
        limit_pages(&db, 100_000).await;
        let grown = db.write(|tx| tx.run(INSERT, params![&"x".repeat(1 << 20)])).await;
        assert_eq!(grown, Ok(1), "it heals without a restart");
        db.close();
    });
}

/// An interrupted write rolls the whole transaction back as well.
#[test]
fn a_job_that_takes_too_long_harms_nobody() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options { limit: Duration::from_millis(200), ..Options::default() });
        let held = hold(&db).await;
        let before = queue_insert(&db, "before").await;
        let endless = queue(&db, |tx| {
            tx.run(
                "insert into notes (body)
                 with recursive n (i) as (select 1 union all select i + 1 from n)
                 select 'endless ' || i from n",
                &[],
            )
        })
        .await;
        let after = queue_insert(&db, "after").await;
        held.release().await;
        assert_eq!(before.await.unwrap(), Ok(1));
        assert!(matches!(endless.await.unwrap(), Err(Error::Unavailable(_))));
        assert_eq!(after.await.unwrap(), Ok(1));
        assert_eq!(bodies(&db).await, ["before", "after"]);
        db.close();
    });
}

/// A deferred constraint speaks at the COMMIT, when it is too late to tell whose it is.
#[test]
fn a_deferred_conflict_is_told_to_the_one_who_made_it() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options::default());
        db.write(|tx| {
            tx.run(
                "create table later (note integer not null references notes (id) deferrable initially deferred) strict",
                &[],
            )
        })
        .await
        .unwrap();
        let held = hold(&db).await;
        let good = queue_insert(&db, "good").await;
        let bad =
            queue(&db, |tx| tx.run("insert into later (note) values ($1)", params![99])).await;
        held.release().await;
        assert_eq!(good.await.unwrap(), Ok(1));
        assert_eq!(bad.await.unwrap(), Err(Error::Conflict));
        assert_eq!(bodies(&db).await, ["good"]);
        db.close();
    });
}

const INSERT: &str = "insert into notes (body) values ($1)";
const BODIES: [&str; 6] = ["1", "2", "3", "4", "5", "6"];

/// Queues a write and comes back once it is in the queue.
async fn queue(
    db: &Db,
    f: impl Fn(&mut daybook_db::Tx<'_>) -> Result<u64> + Send + 'static,
) -> JoinHandle<Result<u64>> {
    let before = db.statistics().writes_waiting;
    let job = tokio::spawn({
        let db = db.clone();
        async move { db.write(f).await }
    });
    while db.statistics().writes_waiting == before {
        tokio::task::yield_now().await;
    }
    job
}

async fn limit_pages(db: &Db, pages: u32) {
    let text = format!("pragma max_page_count = {pages}");
    let set: i64 = db.write(move |tx| tx.one(&text, &[])).await.unwrap();
    assert_eq!(set, i64::from(pages));
}
