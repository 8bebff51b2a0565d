//! What a transaction promises.

use std::sync::{Arc, Mutex};

use daybook_db::{Db, Error, Options, Result, Tx, params};
use futures_util::future::join_all;

use crate::harness::{Base, on_both};

on_both!(
    a_write_is_seen_by_the_next_read,
    a_failed_closure_leaves_nothing,
    a_panic_leaves_nothing_and_harms_nobody,
    a_failed_statement_spoils_its_transaction,
    a_read_cannot_write,
    a_read_sees_one_snapshot,
    reads_in_a_row_each_see_what_was_committed_before_they_were_asked,
    a_read_sees_what_was_committed_while_the_one_before_it_looked,
    what_conflicts_is_told,
    no_row_is_told,
    hooks_run_in_their_places,
    hooks_before_the_commit_may_add_hooks,
    a_failed_hook_rolls_back,
    hooks_of_a_rollback_are_dropped,
    state_belongs_to_one_transaction,
);

const INSERT: &str = "insert into notes (body) values ($1) returning id";
const COUNT: &str = "select count(*) from notes";

async fn count(db: &Db) -> i64 {
    db.read(|tx| tx.one(COUNT, &[])).await.unwrap()
}

async fn insert(db: &Db, body: &'static str) -> Result<i64> {
    db.write(move |tx| tx.one(INSERT, params![body])).await
}

async fn a_write_is_seen_by_the_next_read(base: &Base) {
    let db = base.migrated(Options::default());
    let id = insert(&db, "one").await.unwrap();
    let found: Option<String> = db
        .read(move |tx| tx.opt("select body from notes where id = $1", params![id]))
        .await
        .unwrap();
    assert_eq!(found.as_deref(), Some("one"));
    let changed = db
        .write(|tx| tx.run("update notes set body = body || '!' where id > $1", params![0]))
        .await;
    assert_eq!(changed, Ok(1));
    db.close();
}

async fn reads_in_a_row_each_see_what_was_committed_before_they_were_asked(base: &Base) {
    let db = base.migrated(Options { connections: 1, ..Options::default() });
    let elsewhere = base.open();
    let four = || join_all((0..4).map(|_| count(&db)));
    for n in 1..=50 {
        let insert = elsewhere.write(move |tx| tx.one::<i64>(INSERT, params![&n.to_string()]));
        let (meanwhile, inserted) = tokio::join!(four(), insert);
        inserted.unwrap();
        assert!(meanwhile.iter().all(|seen| (n - 1..=n).contains(seen)), "{meanwhile:?}");
        assert_eq!(four().await, [n; 4]);
    }
    db.close();
    elsewhere.close();
}

async fn a_read_sees_what_was_committed_while_the_one_before_it_looked(base: &Base) {
    let db = base.migrated(Options { connections: 1, ..Options::default() });
    let elsewhere = base.open();
    let (looked, has_looked) = crossbeam_channel::bounded(1);
    let (go, may_go) = crossbeam_channel::bounded(1);
    let first = tokio::spawn({
        let db = db.clone();
        async move {
            let looks = move |tx: &mut Tx<'_>| -> Result<i64> {
                let seen = tx.one::<i64>(COUNT, &[])?;
                looked.send(()).unwrap();
                may_go.recv().unwrap();
                Ok(seen)
            };
            db.read(looks).await.unwrap()
        }
    });
    tokio::task::spawn_blocking(move || has_looked.recv().unwrap()).await.unwrap();
    insert(&elsewhere, "meanwhile").await.unwrap();
    let (second, ()) = tokio::join!(count(&db), async { go.send(()).unwrap() });
    assert_eq!((first.await.unwrap(), second), (0, 1));
    db.close();
    elsewhere.close();
}

async fn a_failed_closure_leaves_nothing(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<i64> = db
        .write(|tx| {
            tx.one::<i64>(INSERT, params!["gone"])?;
            Err(Error::NoRow)
        })
        .await;
    assert_eq!(answer, Err(Error::NoRow));
    assert_eq!(count(&db).await, 0);
    db.close();
}

async fn a_panic_leaves_nothing_and_harms_nobody(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<i64> = db
        .write(|tx| {
            tx.one::<i64>(INSERT, params!["gone"])?;
            panic!("on purpose");
        })
        .await;
    assert_eq!(answer, Err(Error::Panicked));
    insert(&db, "stays").await.unwrap();
    assert_eq!(count(&db).await, 1);
    db.close();
}

async fn a_failed_statement_spoils_its_transaction(base: &Base) {
    let db = base.migrated(Options::default());
    insert(&db, "taken").await.unwrap();
    let answer: Result<()> = db
        .write(|tx| {
            assert_eq!(tx.one::<i64>(INSERT, params!["taken"]), Err(Error::Conflict));
            assert_eq!(tx.one::<i64>(COUNT, &[]), Err(Error::Conflict));
            Ok(())
        })
        .await;
    assert_eq!(answer, Err(Error::Conflict));
    assert_eq!(count(&db).await, 1);
    db.close();
}

async fn a_read_cannot_write(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<i64> = db.read(|tx| tx.one(INSERT, params!["no"])).await;
    assert_eq!(answer, Err(Error::ReadOnly));
    assert_eq!(count(&db).await, 0);
    db.close();
}

async fn a_read_sees_one_snapshot(base: &Base) {
    let db = base.migrated(Options::default());
    let (first_seen, after_first) = tokio::sync::mpsc::unbounded_channel();
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let reader = tokio::spawn({
        let db = db.clone();
        async move {
            db.read(move |tx| {
                let before: i64 = tx.one(COUNT, &[])?;
                let _ = first_seen.send(());
                let _ = wait.recv();
                Ok::<_, Error>((before, tx.one::<i64>(COUNT, &[])?))
            })
            .await
        }
    });
    let mut after_first = after_first;
    after_first.recv().await.unwrap();
    insert(&db, "meanwhile").await.unwrap();
    go.send(()).unwrap();
    assert_eq!(reader.await.unwrap(), Ok((0, 0)));
    assert_eq!(count(&db).await, 1);
    db.close();
}

async fn what_conflicts_is_told(base: &Base) {
    let db = base.migrated(Options::default());
    insert(&db, "taken").await.unwrap();
    assert_eq!(insert(&db, "taken").await, Err(Error::Conflict));
    let link = db.write(|tx| tx.run("insert into links (note) values ($1)", params![99])).await;
    assert_eq!(link, Err(Error::Conflict));
    db.close();
}

async fn no_row_is_told(base: &Base) {
    let db = base.migrated(Options::default());
    let one: Result<i64> = db.read(|tx| tx.one("select id from notes", &[])).await;
    assert_eq!(one, Err(Error::NoRow));
    let opt: Result<Option<i64>> = db.read(|tx| tx.opt("select id from notes", &[])).await;
    assert_eq!(opt, Ok(None));
    db.close();
}

async fn hooks_run_in_their_places(base: &Base) {
    let db = base.migrated(Options::default());
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let answer: Result<()> = db
        .write(move |tx| {
            let tell = |what: &'static str| {
                let log = Arc::clone(&log);
                move || log.lock().unwrap().push(what)
            };
            let before = tell("before commit");
            tx.before_commit(move |_| {
                before();
                Ok(())
            });
            tx.after_commit(tell("first after commit"));
            tx.after_commit(tell("second after commit"));
            tell("closure")();
            Ok(())
        })
        .await;
    assert_eq!(answer, Ok(()));
    assert_eq!(
        *told.lock().unwrap(),
        ["closure", "before commit", "first after commit", "second after commit"]
    );
    db.close();
}

async fn hooks_before_the_commit_may_add_hooks(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<()> = db
        .write(|tx| {
            tx.before_commit(|tx| {
                tx.run(INSERT, params!["first"])?;
                tx.before_commit(|tx| tx.run(INSERT, params!["second"]).map(|_| ()));
                Ok(())
            });
            Ok(())
        })
        .await;
    assert_eq!(answer, Ok(()));
    assert_eq!(count(&db).await, 2);
    db.close();
}

async fn a_failed_hook_rolls_back(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<u64> = db
        .write(|tx| {
            tx.before_commit(|_| Err(Error::NoRow));
            tx.run(INSERT, params!["gone"])
        })
        .await;
    assert_eq!(answer, Err(Error::NoRow));
    assert_eq!(count(&db).await, 0);
    db.close();
}

async fn hooks_of_a_rollback_are_dropped(base: &Base) {
    let db = base.migrated(Options::default());
    let answer: Result<()> = db
        .write(|tx| {
            tx.after_commit(|| panic!("nothing was committed"));
            Err(Error::NoRow)
        })
        .await;
    assert_eq!(answer, Err(Error::NoRow));
    insert(&db, "next").await.unwrap();
    db.close();
}

async fn state_belongs_to_one_transaction(base: &Base) {
    let db = base.migrated(Options::default());
    for _ in 0..3 {
        let seen = db
            .write(|tx| {
                *tx.local::<u32>() += 1;
                tx.local::<String>().push('x');
                *tx.local::<u32>() += 1;
                Ok::<_, Error>((*tx.local::<u32>(), tx.local::<String>().clone()))
            })
            .await;
        assert_eq!(seen, Ok((2, "x".to_owned())));
    }
    db.close();
}
