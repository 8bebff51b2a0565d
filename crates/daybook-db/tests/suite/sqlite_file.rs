//! What is true of the file, and of SQLite alone.

use std::{fs, os::unix::fs::PermissionsExt, sync::Barrier, thread, time::Duration};

use daybook_db::{Db, Engine, Error, Options, Result, params};

use crate::harness::{Base, run};

#[test]
fn the_file_and_its_companions_are_the_owners_alone() {
    run(Engine::Sqlite, async |base| {
        let path = base.folder().join("test.db");
        fs::write(&path, b"").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let db = base.migrated(Options::default());
        let mut files = 0;
        for file in fs::read_dir(base.folder()).unwrap() {
            let file = file.unwrap();
            assert_eq!(
                file.metadata().unwrap().permissions().mode() & 0o777,
                0o600,
                "{:?}",
                file.path()
            );
            files += 1;
        }
        assert_eq!(files, 3, "the database, its WAL and the WAL's index");
        db.close();
    });
}

#[test]
fn the_settings_are_the_safe_ones() {
    run(Engine::Sqlite, async |base| {
        let db = base.open();
        assert_eq!(setting(&db, "journal_mode").await, "wal");
        assert_eq!(setting(&db, "synchronous").await, "2", "full");
        assert_eq!(setting(&db, "foreign_keys").await, "1");
        assert_eq!(setting(&db, "trusted_schema").await, "0");
        assert_eq!(setting(&db, "query_only").await, "0");
        db.close();
        let twin = base.open_with(Options {
            synchronous: daybook_db::Synchronous::Normal,
            ..Options::default()
        });
        assert_eq!(setting(&twin, "synchronous").await, "1", "normal");
        twin.close();
    });
}

#[test]
fn a_new_file_has_small_pages_and_one_that_is_there_keeps_its_own() {
    run(Engine::Sqlite, async |base| {
        let db = base.open();
        assert_eq!(setting(&db, "page_size").await, "2048");
        db.close();
    });
    run(Engine::Sqlite, async |base| {
        let before = rusqlite::Connection::open(base.folder().join("test.db")).unwrap();
        before.execute_batch("pragma page_size = 4096; create table before (id integer)").unwrap();
        drop(before);
        let db = base.migrated(Options::default());
        insert(&db, "a").await;
        assert_eq!(setting(&db, "page_size").await, "4096");
        db.close();
    });
}

#[test]
fn many_may_open_a_new_file_at_once() {
    for _ in 0..50 {
        run(Engine::Sqlite, async |base| {
            let starts = Barrier::new(4);
            thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| {
                        starts.wait();
                        base.open().close();
                    });
                }
            });
        });
    }
}

#[test]
fn a_read_that_takes_too_long_is_interrupted() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options {
            limit: Duration::from_millis(50),
            readers: 1,
            ..Options::default()
        });
        let endless: Result<i64> = db
            .read(|tx| {
                tx.one(
                    "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n",
                    &[],
                )
            })
            .await;
        assert!(matches!(endless, Err(Error::Unavailable(_))));
        let many: Result<()> = db
            .read(|tx| {
                loop {
                    tx.one::<i64>("select 1", &[])?;
                }
            })
            .await;
        assert!(matches!(many, Err(Error::Unavailable(_))));
        db.ping().await.unwrap();
        db.close();
    });
}

#[test]
fn a_change_by_another_process_is_noticed() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options::default());
        assert_eq!(db.changed_elsewhere().await, Ok(true), "nothing was known before");
        assert_eq!(db.changed_elsewhere().await, Ok(false));
        insert(&db, "mine").await;
        assert_eq!(db.changed_elsewhere().await, Ok(false));
        let other = base.open();
        insert(&other, "theirs").await;
        assert_eq!(db.changed_elsewhere().await, Ok(true));
        assert_eq!(db.changed_elsewhere().await, Ok(false));
        other.close();
        db.close();
    });
}

#[test]
fn two_writers_in_two_processes_take_turns() {
    run(Engine::Sqlite, async |base| {
        let patient = || Options { wait: Duration::from_secs(20), ..Options::default() };
        let (one, other) = (base.migrated(patient()), base.open_with(patient()));
        let both = [one.clone(), other.clone()].into_iter().enumerate().map(|(who, db)| {
            tokio::spawn(async move {
                for number in 0..200 {
                    let body = format!("{who} {number}");
                    db.write(move |tx| {
                        tx.run("insert into notes (body) values ($1)", params![&body])
                    })
                    .await
                    .unwrap();
                }
            })
        });
        for writer in both.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let count: i64 = one.read(|tx| tx.one("select count(*) from notes", &[])).await.unwrap();
        assert_eq!(count, 400);
        one.close();
        other.close();
    });
}

/// Readers that overlap without end keep SQLite's own checkpoint from starting the WAL anew.
#[test]
fn the_wal_stays_small_though_somebody_always_reads() {
    run(Engine::Sqlite, async |base| {
        let db = base.migrated(Options { readers: 2, ..Options::default() });
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let (db, stop) = (db.clone(), stop.clone());
                tokio::spawn(async move {
                    while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                        let _: i64 = db.read(|tx| tx.one(SLOW_COUNT, &[])).await.unwrap();
                    }
                })
            })
            .collect();
        let wal = base.folder().join("test.db-wal");
        let mut largest = 0;
        for number in 0..700 {
            let body = format!("{number} {}", "x".repeat(64 << 10));
            db.write(move |tx| {
                tx.run("delete from notes", &[])?;
                tx.run("insert into notes (body) values ($1)", params![&body])
            })
            .await
            .unwrap();
            largest = largest.max(fs::metadata(&wal).unwrap().len());
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for reader in readers {
            reader.await.unwrap();
        }
        assert!(largest <= 64 << 20, "the WAL grew to {largest} bytes");
        db.close();
    });
}

#[test]
fn an_address_must_be_a_path() {
    let refused = |url: &str| Db::open(url, Options::default()).err().unwrap().to_string();
    assert_eq!(
        refused("sqlite://relative.db"),
        "cannot open the database: a SQLite address is sqlite:///absolute/path.db"
    );
    assert_eq!(
        refused("mysql://x"),
        "cannot open the database: an address begins with sqlite:// or postgres://"
    );
    assert!(
        refused("sqlite:///nowhere/at/all.db")
            .starts_with("cannot open the database: /nowhere/at/all.db: ")
    );
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    run(Engine::Sqlite, async |base: &Base| {
        fs::write(base.folder().join("test.db"), "this is a letter, not a database. ".repeat(200))
            .unwrap();
        let error = Db::open(&base.url, Options::default()).err().unwrap();
        assert!(error.to_string().ends_with("file is not a database"), "{error}");
    });
}

/// Some tens of milliseconds on one snapshot.
const SLOW_COUNT: &str = "with recursive n (i) as
    (select count(*) from notes union all select i + 1 from n limit 100000) select max(i) from n";

async fn setting(db: &Db, name: &str) -> String {
    let sql = format!("select cast({name} as text) from pragma_{name}");
    db.write(move |tx| tx.one(&sql, &[])).await.unwrap()
}

async fn insert(db: &Db, body: &'static str) {
    db.write(move |tx| tx.run("insert into notes (body) values ($1)", params![body]))
        .await
        .unwrap();
}
