//! PostgreSQL when it fails: races, lost connections, a server that is not there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use daybook_db::{Db, Engine, Error, Options, Result, params};
use futures_util::future::join_all;

use crate::harness::{Base, run};

/// Two transactions read what the other one writes. One must lose, run again with a fresh `Tx`, and win.
#[test]
fn a_serialization_failure_is_tried_again() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options::default());
        insert(&db, "counter").await;
        let tries = Arc::new(AtomicU32::new(0));
        let (both_have_read, meet) =
            (Arc::new(std::sync::Barrier::new(2)), Arc::new(AtomicU32::new(0)));
        let jobs: Vec<_> = (0..2)
            .map(|_| {
                let (db, tries) = (db.clone(), Arc::clone(&tries));
                let (barrier, meet) = (Arc::clone(&both_have_read), Arc::clone(&meet));
                tokio::spawn(async move {
                    db.write(move |tx| {
                        assert_eq!(*tx.local::<u32>(), 0, "a retry starts with nothing");
                        *tx.local::<u32>() = 1;
                        tries.fetch_add(1, Ordering::SeqCst);
                        tx.run("set transaction isolation level serializable", &[])?;
                        let length: i64 =
                            tx.one("select max(length(body))::bigint from notes", &[])?;
                        if meet.fetch_add(1, Ordering::SeqCst) < 2 {
                            barrier.wait();
                        }
                        tx.run(
                            "insert into notes (body) values (repeat('x', $1::int))",
                            params![length + 1],
                        )
                    })
                    .await
                })
            })
            .collect();
        for job in jobs {
            assert_eq!(job.await.unwrap(), Ok(1));
        }
        assert_eq!(tries.load(Ordering::SeqCst), 3);
        assert_eq!(db.statistics().retries, 1);
        let lengths: Vec<i64> = db
            .read(|tx| tx.all("select length(body)::bigint from notes order by 1", &[]))
            .await
            .unwrap();
        assert_eq!(lengths, [7, 8, 9]);
        db.close();
    });
}

/// If one did, the server would end it after a second, together with its connection.
#[test]
fn who_rests_holds_no_transaction() {
    const RESTING: &str = "select count(*) from pg_stat_activity where datname = current_database() \
                           and pid <> pg_backend_pid() and state = 'idle in transaction'";
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options { connections: 1, ..Options::default() });
        let elsewhere = base.open();
        for _ in 0..3 {
            db.read(|tx| tx.one::<i64>("select count(*) from notes", &[])).await.unwrap();
        }
        while elsewhere.read(|tx| tx.one::<i64>(RESTING, &[])).await.unwrap() > 0 {}
        db.read(|tx| tx.one::<i64>("select count(*) from notes", &[])).await.unwrap();
        assert_eq!(db.statistics().reconnects, 0);
        db.close();
        elsewhere.close();
    });
}

/// `now()` is when a transaction began.
#[test]
fn reads_that_wait_for_each_other_share_a_transaction() {
    const BEGAN: &str = "select cast(extract(epoch from now()) * 1000000 as bigint)";
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options { connections: 1, ..Options::default() });
        let (go, may_go) = crossbeam_channel::bounded(1);
        let first = db.read(move |tx| {
            may_go.recv().unwrap();
            tx.one::<i64>(BEGAN, &[])
        });
        let rest = join_all((0..5).map(|_| db.read(|tx| tx.one::<i64>(BEGAN, &[]))));
        let (first, rest, ()) = tokio::join!(first, rest, async { go.send(()).unwrap() });
        let first = first.unwrap();
        assert!(rest.iter().all(|began| *began == Ok(first)), "{first} {rest:?}");
        let later = db.read(|tx| tx.one::<i64>(BEGAN, &[])).await.unwrap();
        assert!(later > first);
        db.close();
    });
}

#[test]
fn a_deadlock_is_tried_again() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options::default());
        insert(&db, "a").await;
        insert(&db, "b").await;
        let (barrier, meet) = (Arc::new(std::sync::Barrier::new(2)), Arc::new(AtomicU32::new(0)));
        let jobs: Vec<_> = [["a", "b"], ["b", "a"]]
            .into_iter()
            .map(|[first, second]| {
                let (db, barrier, meet) = (db.clone(), Arc::clone(&barrier), Arc::clone(&meet));
                tokio::spawn(async move {
                    db.write(move |tx| {
                        const LOCK: &str = "select id from notes where body = $1 for update";
                        tx.one::<i64>(LOCK, params![first])?;
                        if meet.fetch_add(1, Ordering::SeqCst) < 2 {
                            barrier.wait();
                        }
                        tx.one::<i64>(LOCK, params![second])
                    })
                    .await
                })
            })
            .collect();
        for job in jobs {
            assert!(job.await.unwrap().is_ok());
        }
        assert!(db.statistics().retries >= 1);
        db.close();
    });
}

#[test]
fn who_keeps_losing_is_told_to_come_back() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options { tries: 3, ..Options::default() });
        let tries = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&tries);
        let answer: Result<u64> = db
            .write(move |tx| {
                counted.fetch_add(1, Ordering::SeqCst);
                tx.after_commit(|| panic!("nothing was committed"));
                tx.run("do $$ begin raise exception sqlstate '40001'; end $$", &[])
            })
            .await;
        assert_eq!(answer, Err(Error::Busy));
        assert_eq!(tries.load(Ordering::SeqCst), 3);
        db.close();
    });
}

#[test]
fn a_killed_connection_is_replaced() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options::default());
        insert(&db, "before").await;
        for round in 1..=5_u64 {
            kill_connections(base);
            // All connections died while they were idle, so nothing was lost and nobody need know.
            for _ in 0..3 {
                db.ping().await.unwrap();
            }
            assert!(db.statistics().reconnects >= round);
        }
        insert(&db, "after").await;
        db.close();
    });
}

#[test]
fn a_connection_lost_within_a_transaction_is_unavailable() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options::default());
        let (runs, answer) = kill_during(base, &db, |tx| tx.run(INSERT, params!["lost"])).await;
        assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
        assert_eq!(runs, 1);
        insert(&db, "after").await;
        assert_eq!(count(&db).await, 1);
        db.close();
    });
}

/// Whether a lost COMMIT took place is not known, so it is not tried again.
#[test]
fn a_connection_lost_before_its_commit_is_answered_is_never_tried_again() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options::default());
        let (runs, answer) = kill_during(base, &db, |_| Ok(0)).await;
        let error = answer.unwrap_err().to_string();
        assert_eq!(error, "the database is unavailable: the connection was lost during COMMIT");
        assert_eq!(runs, 1);
        insert(&db, "after").await;
        assert_eq!(count(&db).await, 1);
        db.close();
    });
}

#[test]
fn while_the_server_is_away_jobs_are_answered_at_once() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options::default());
        base.administer(&format!(
            "alter database {} with allow_connections false",
            base.database()
        ));
        kill_connections(base);
        for _ in 0..10 {
            let begun = std::time::Instant::now();
            let answer = db.read(|tx| tx.one::<i64>("select cast(1 as bigint)", &[])).await;
            assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
            assert!(begun.elapsed() < Duration::from_secs(2));
        }
        base.administer(&format!("alter database {} with allow_connections true", base.database()));
        // From the first connection that stands again on, nobody is told that the server is away.
        let before = db.statistics().reconnects;
        while db.statistics().reconnects == before {
            tokio::task::yield_now().await;
        }
        for _ in 0..50 {
            db.read(|tx| tx.one::<i64>("select cast(1 as bigint)", &[])).await.unwrap();
        }
        insert(&db, "after").await;
        db.close();
    });
}

#[test]
fn a_server_that_is_not_there_is_told_at_once() {
    run(Engine::Postgres, async |_| {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let url = format!("postgres://ann:hunter2@127.0.0.1:{port}/daybook");
        let error = Db::open(&url, Options::default()).err().unwrap().to_string();
        assert!(
            error.starts_with("cannot open the database: error connecting to server"),
            "{error}"
        );
        assert!(!error.contains("hunter2"), "{error}");
    });
}

#[test]
fn what_takes_too_long_is_ended_by_the_server() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options { limit: Duration::from_secs(2), ..Options::default() });
        let answer: Result<u64> = db.read(|tx| tx.run("select pg_sleep(20)", &[])).await;
        assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
        db.ping().await.unwrap();
        assert_eq!(db.statistics().reconnects, 0);
        db.close();
    });
}

/// The release before may run while a migration changes a table under its prepared statements.
#[test]
fn a_statement_outlives_a_migration() {
    run(Engine::Postgres, async |base| {
        let db = base.migrated(Options { connections: 1, ..Options::default() });
        insert(&db, "a").await;
        let all = "select * from notes";
        let one: (i64, String) = db.read(move |tx| tx.one(all, &[])).await.unwrap();
        assert_eq!(one.1, "a");
        db.write(|tx| tx.run("alter table notes add column more text", &[])).await.unwrap();
        let wider: (i64, String, Option<String>) =
            db.read(move |tx| tx.one(all, &[])).await.unwrap();
        assert_eq!(wider.2, None);
        db.close();
    });
}

#[test]
fn the_timeline_is_known() {
    run(Engine::Postgres, async |base| {
        let db = base.open();
        assert_eq!(db.timeline().await, Ok(Some(1)));
        assert_eq!(db.changed_elsewhere().await, Ok(true));
        db.close();
    });
}

const INSERT: &str = "insert into notes (body) values ($1)";

async fn insert(db: &Db, body: &'static str) {
    db.write(move |tx| tx.run(INSERT, params![body])).await.unwrap();
}

async fn count(db: &Db) -> i64 {
    db.read(|tx| tx.one("select count(*) from notes", &[])).await.unwrap()
}

/// Ends all connections to the test's database and waits until they are gone.
fn kill_connections(base: &Base) {
    base.administer(&format!(
        "do $$ begin
           perform pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{}';
         end $$",
        base.database()
    ));
}

/// Ends the connections while a transaction is open, then lets it do its last step.
async fn kill_during(
    base: &Base,
    db: &Db,
    last: impl Fn(&mut daybook_db::Tx<'_>) -> Result<u64> + Send + 'static,
) -> (u32, Result<u64>) {
    let runs = Arc::new(AtomicU32::new(0));
    let (started, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let (release, wait) = mpsc::channel::<()>();
    let job = tokio::spawn({
        let (db, runs) = (db.clone(), Arc::clone(&runs));
        async move {
            db.write(move |tx| {
                runs.fetch_add(1, Ordering::SeqCst);
                tx.run(INSERT, params!["first"])?;
                let _ = started.send(());
                let _ = wait.recv();
                last(tx)
            })
            .await
        }
    });
    begun.recv().await.unwrap();
    kill_connections(base);
    release.send(()).unwrap();
    let answer = job.await.unwrap();
    (runs.load(Ordering::SeqCst), answer)
}
