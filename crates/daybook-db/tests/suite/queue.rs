//! What waits, for how long, and what becomes of it.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    time::Duration,
};

use daybook_db::{Db, Error, Options, Result, Tx, params};
use tokio::{sync::oneshot, task::JoinHandle};

use crate::harness::{Base, on_both};

on_both!(
    a_full_queue_refuses,
    a_job_that_waits_too_long_is_withdrawn,
    a_job_that_runs_is_never_disowned,
    a_write_runs_though_nobody_waits_for_it,
    a_read_that_nobody_waits_for_is_left_out,
    close_finishes_what_waits_and_refuses_the_rest,
    ping_does_not_hang,
    a_read_behind_a_write_is_still_a_read,
);

/// Holds the only thread for writes (and on PostgreSQL for all) until it is let go.
pub(crate) struct Held {
    release: mpsc::Sender<()>,
    job: JoinHandle<Result<()>>,
}

pub(crate) async fn hold(db: &Db) -> Held {
    let (release, wait) = mpsc::channel();
    let (started, begun) = oneshot::channel();
    let started = std::sync::Mutex::new(Some(started));
    let db = db.clone();
    let job = tokio::spawn(async move {
        db.write(move |tx| {
            if let Some(started) = started.lock().unwrap().take() {
                let _ = started.send(());
            }
            hold_until(&wait, tx)
        })
        .await
    });
    begun.await.unwrap();
    Held { release, job }
}

/// Waits, and is never silent for long: PostgreSQL ends a transaction that rests for a second.
fn hold_until(released: &mpsc::Receiver<()>, tx: &mut Tx<'_>) -> Result<()> {
    while released.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
        tx.one::<i64>("select 1", &[])?;
    }
    Ok(())
}

impl Held {
    pub(crate) async fn release(self) {
        // For good: the job passes freely if it runs again.
        drop(self.release);
        self.job.await.unwrap().unwrap();
    }
}

fn narrow() -> Options {
    Options { connections: 1, readers: 1, ..Options::default() }
}

/// Queues a write and comes back once it is in the queue.
pub(crate) async fn queue_insert(db: &Db, body: &'static str) -> JoinHandle<Result<u64>> {
    let before = db.statistics().writes_waiting;
    let job = tokio::spawn({
        let db = db.clone();
        async move {
            db.write(move |tx| tx.run("insert into notes (body) values ($1)", params![body])).await
        }
    });
    while db.statistics().writes_waiting == before && !job.is_finished() {
        tokio::task::yield_now().await;
    }
    job
}

pub(crate) async fn bodies(db: &Db) -> Vec<String> {
    db.read(|tx| tx.all("select body from notes order by id", &[])).await.unwrap()
}

async fn a_full_queue_refuses(base: &Base) {
    let db = base.migrated(Options { queue: 2, ..narrow() });
    let held = hold(&db).await;
    let first = queue_insert(&db, "first").await;
    let second = queue_insert(&db, "second").await;
    let third = queue_insert(&db, "third").await;
    assert_eq!(third.await.unwrap(), Err(Error::Busy));
    assert_eq!(db.statistics().busy, 1);
    held.release().await;
    assert_eq!((first.await.unwrap(), second.await.unwrap()), (Ok(1), Ok(1)));
    assert_eq!(bodies(&db).await, ["first", "second"]);
    db.close();
}

async fn a_job_that_waits_too_long_is_withdrawn(base: &Base) {
    let db = base.migrated(Options { wait: Duration::from_millis(20), ..narrow() });
    let held = hold(&db).await;
    let late = queue_insert(&db, "late").await;
    assert_eq!(late.await.unwrap(), Err(Error::Busy));
    held.release().await;
    assert_eq!(bodies(&db).await, Vec::<String>::new(), "a withdrawn job must not run");
    db.close();
}

async fn a_job_that_runs_is_never_disowned(base: &Base) {
    let db = base.migrated(Options { wait: Duration::from_millis(20), ..narrow() });
    let held = hold(&db).await;
    // By the time this one is withdrawn, the held job is overdue as well, but it runs.
    assert_eq!(queue_insert(&db, "late").await.await.unwrap(), Err(Error::Busy));
    held.release().await;
    db.close();
}

async fn a_write_runs_though_nobody_waits_for_it(base: &Base) {
    let db = base.migrated(narrow());
    let held = hold(&db).await;
    let job = queue_insert(&db, "kept").await;
    job.abort();
    assert!(job.await.unwrap_err().is_cancelled());
    held.release().await;
    // The queue keeps its order, so this one comes after the one that was left alone.
    queue_insert(&db, "next").await.await.unwrap().unwrap();
    assert_eq!(bodies(&db).await, ["kept", "next"]);
    db.close();
}

async fn a_read_that_nobody_waits_for_is_left_out(base: &Base) {
    let db = base.migrated(narrow());
    let (ran, runs) = mpsc::channel();
    let (release, wait) = mpsc::channel::<()>();
    let (started, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let holder = tokio::spawn({
        let db = db.clone();
        async move {
            db.read(move |_| {
                let _ = started.send(());
                let _ = wait.recv();
                Ok::<_, Error>(())
            })
            .await
        }
    });
    begun.recv().await.unwrap();
    let abandoned = tokio::spawn({
        let db = db.clone();
        async move {
            db.read(move |_| {
                let _ = ran.send(());
                Ok::<_, Error>(())
            })
            .await
        }
    });
    while db.statistics().reads_waiting == 0 {
        tokio::task::yield_now().await;
    }
    abandoned.abort();
    assert!(abandoned.await.unwrap_err().is_cancelled());
    release.send(()).unwrap();
    holder.await.unwrap().unwrap();
    db.ping().await.unwrap();
    assert!(runs.try_recv().is_err(), "the read must not run");
    db.close();
}

async fn close_finishes_what_waits_and_refuses_the_rest(base: &Base) {
    let db = base.migrated(narrow());
    let held = hold(&db).await;
    let mut jobs = Vec::new();
    for body in ["a", "b", "c", "d"] {
        jobs.push(queue_insert(&db, body).await);
    }
    let late = db.clone();
    let closing = tokio::task::spawn_blocking(move || db.close());
    // A ping that was asked before the end is not answered in time, for all threads are held.
    let closed = "the database is unavailable: it was closed";
    while late.ping().await.map_err(|error| error.to_string()) != Err(closed.to_owned()) {
        tokio::task::yield_now().await;
    }
    held.release().await;
    for job in jobs {
        assert_eq!(job.await.unwrap(), Ok(1));
    }
    closing.await.unwrap();
    let again = base.open();
    assert_eq!(bodies(&again).await, ["a", "b", "c", "d"]);
    again.close();
}

async fn ping_does_not_hang(base: &Base) {
    let db = base.migrated(narrow());
    db.ping().await.unwrap();
    let (release, wait) = mpsc::channel::<()>();
    let holder = tokio::spawn({
        let db = db.clone();
        async move { db.read(move |tx| hold_until(&wait, tx)).await }
    });
    while db.statistics().jobs == 1 {
        tokio::task::yield_now().await;
    }
    assert!(db.ping().await.is_err());
    release.send(()).unwrap();
    holder.await.unwrap().unwrap();
    db.ping().await.unwrap();
    db.close();
}

/// On PostgreSQL a job that waits behind another begins with the other's COMMIT.
async fn a_read_behind_a_write_is_still_a_read(base: &Base) {
    let db = base.migrated(narrow());
    let held = hold(&db).await;
    let mut writes = Vec::new();
    let mut reads = Vec::new();
    for body in ["a", "b", "c"] {
        writes.push(queue_insert(&db, body).await);
        let db = db.clone();
        reads.push(tokio::spawn(async move {
            let failed: Result<()> = db.read(|_| Err(Error::NoRow)).await;
            assert_eq!(failed, Err(Error::NoRow));
            db.read(|tx| tx.run("delete from notes", &[])).await
        }));
    }
    held.release().await;
    for (write, read) in writes.into_iter().zip(reads) {
        assert_eq!(write.await.unwrap(), Ok(1));
        assert_eq!(read.await.unwrap(), Err(Error::ReadOnly));
    }
    assert_eq!(bodies(&db).await, ["a", "b", "c"]);
    db.close();
}
