//! A PostgreSQL that is there and says nothing: frozen, or behind a network that swallows everything.
//!
//! Its connections stay open and new ones are taken, as a stopped process's are by its kernel.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use daybook_db::{Db, Engine, Error, Options, Result, params};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    runtime::Runtime,
    sync::watch,
    time::timeout,
};

use crate::harness::{Base, MIGRATIONS, run};

const INSERT: &str = "insert into notes (body) values ($1)";
/// What no request may hang longer than.
const PROMISE: Duration = Duration::from_secs(5);

/// A way to the server that can be stopped up.
struct Way {
    url: String,
    frozen: watch::Sender<bool>,
    runtime: Option<Runtime>,
}

impl Way {
    fn to(base: &Base) -> Self {
        let (address, database) = base.url.rsplit_once('/').unwrap();
        let (login, server) = address.rsplit_once('@').unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (frozen, watched) = watch::channel(false);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        runtime.spawn(accept(listener, server.to_owned(), watched));
        let url = format!("{login}@127.0.0.1:{port}/{database}");
        Self { url, frozen, runtime: Some(runtime) }
    }

    fn freeze(&self) {
        self.frozen.send_replace(true);
    }

    fn thaw(&self) {
        self.frozen.send_replace(false);
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn accept(listener: std::net::TcpListener, server: String, frozen: watch::Receiver<bool>) {
    let listener = TcpListener::from_std(listener).unwrap();
    while let Ok((client, _)) = listener.accept().await {
        let (server, frozen) = (server.clone(), frozen.clone());
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(server).await else { return };
            let ((from_client, to_client), (from_server, to_server)) =
                (client.into_split(), server.into_split());
            tokio::spawn(carry(from_client, to_server, frozen.clone()));
            carry(from_server, to_client, frozen).await;
        });
    }
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut frozen: watch::Receiver<bool>) {
    let mut bytes = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        let open = frozen.wait_for(|frozen| !frozen).await.is_ok();
        if !open || to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}

/// The database by the way, with the defaults of production but for the number of connections.
fn opened(way: &Way) -> Db {
    let db = Db::open(&way.url, Options { connections: 2, ..Options::default() }).unwrap();
    db.migrate(MIGRATIONS).unwrap();
    db
}

async fn insert(db: &Db, body: &'static str) -> Result<u64> {
    let asked = db.write(move |tx| tx.run(INSERT, params![body]));
    timeout(PROMISE, asked).await.expect("an answer within 5 s")
}

fn is_refusal(answer: &Result<u64>) -> bool {
    matches!(answer, Err(Error::Unavailable(_) | Error::Busy))
}

async fn works_again(db: &Db) {
    while db.ping().await.is_err() {
        tokio::task::yield_now().await;
    }
    assert_eq!(insert(db, "after").await, Ok(1));
}

#[test]
fn a_server_that_freezes_between_jobs_holds_nobody() {
    run(Engine::Postgres, async |base| {
        let way = Way::to(base);
        let db = opened(&way);
        assert_eq!(insert(&db, "before").await, Ok(1));
        way.freeze();
        for body in ["a", "b", "c", "d"] {
            let (first, second) = tokio::join!(insert(&db, body), insert(&db, body));
            assert!(is_refusal(&first) && is_refusal(&second), "{first:?} {second:?}");
        }
        way.thaw();
        works_again(&db).await;
        db.close();
    });
}

/// Freezes the way while a transaction is open, then lets it do its last step.
async fn frozen_during(
    way: &Way,
    db: &Db,
    last: impl Fn(&mut daybook_db::Tx<'_>) -> Result<u64> + Send + 'static,
) -> (u32, Result<u64>) {
    let runs = Arc::new(AtomicU32::new(0));
    let (started, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let (release, wait) = mpsc::channel::<()>();
    let asked = {
        let runs = Arc::clone(&runs);
        db.write(move |tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            tx.run(INSERT, params!["first"])?;
            let _ = started.send(());
            let _ = wait.recv();
            last(tx)
        })
    };
    let freeze = async {
        begun.recv().await.unwrap();
        way.freeze();
        release.send(()).unwrap();
    };
    let both = async { tokio::join!(asked, freeze).0 };
    let answer = timeout(PROMISE, both).await.expect("an answer within 5 s");
    (runs.load(Ordering::SeqCst), answer)
}

#[test]
fn a_server_that_freezes_within_a_transaction_is_unavailable() {
    run(Engine::Postgres, async |base| {
        let way = Way::to(base);
        let db = opened(&way);
        let (runs, answer) = frozen_during(&way, &db, |tx| tx.run(INSERT, params!["lost"])).await;
        let error = answer.unwrap_err().to_string();
        assert_eq!(error, "the database is unavailable: the server does not answer");
        assert_eq!(runs, 1);
        way.thaw();
        works_again(&db).await;
        assert_eq!(count(&db, "lost").await, 0, "what was not committed is not there");
        db.close();
    });
}

/// Whoever waits for them gives up after 2 s.
#[test]
fn a_write_that_is_cut_off_gives_its_locks_back() {
    run(Engine::Postgres, async |base| {
        let way = Way::to(base);
        let (far, near) = (opened(&way), base.open());
        let (_, answer) = frozen_during(&way, &far, |tx| tx.run(INSERT, params!["lost"])).await;
        assert!(is_refusal(&answer), "{answer:?}");
        // The way is still frozen: the server has not heard that the other end gave up.
        assert_eq!(insert(&near, "first").await, Ok(1));
        way.thaw();
        far.close();
        near.close();
    });
}

/// Whether a COMMIT without an answer took place is not known, so it is not tried again.
#[test]
fn a_commit_that_is_not_answered_is_never_tried_again() {
    run(Engine::Postgres, async |base| {
        let way = Way::to(base);
        let db = opened(&way);
        let (runs, answer) = frozen_during(&way, &db, |_| Ok(0)).await;
        let error = answer.unwrap_err().to_string();
        assert_eq!(error, "the database is unavailable: the connection was lost during COMMIT");
        assert_eq!(runs, 1);
        way.thaw();
        works_again(&db).await;
        assert!(count(&db, "first").await <= 1);
        db.close();
    });
}

/// Without an end to the wait the job waits as long as the server is silent.
#[test]
fn twin_without_an_end_to_its_waits_a_job_hangs() {
    run(Engine::Postgres, async |base| {
        let way = Way::to(base);
        let limit = Duration::from_secs(3_600);
        let db = Db::open(&way.url, Options { connections: 2, limit, ..Options::default() });
        let db = db.unwrap();
        db.migrate(MIGRATIONS).unwrap();
        let (started, mut begun) = tokio::sync::mpsc::unbounded_channel();
        let (release, wait) = mpsc::channel::<()>();
        let mut job = tokio::spawn({
            let db = db.clone();
            async move {
                let write = db.write(move |tx| {
                    let _ = started.send(());
                    let _ = wait.recv();
                    tx.run(INSERT, params!["late"])
                });
                write.await
            }
        });
        begun.recv().await.unwrap();
        way.freeze();
        release.send(()).unwrap();
        assert!(timeout(PROMISE, &mut job).await.is_err(), "it was answered");
        way.thaw();
        assert!(is_refusal(&job.await.unwrap()), "the server keeps no transaction that rests");
        db.close();
    });
}

#[test]
fn a_server_that_takes_connections_and_says_nothing_is_told_at_once() {
    run(Engine::Postgres, async |base| {
        let way = Way::to(base);
        way.freeze();
        let url = way.url.clone();
        let opening = tokio::task::spawn_blocking(move || Db::open(&url, Options::default()).err());
        let refused = timeout(PROMISE, opening).await.expect("an answer within 5 s").unwrap();
        let error = refused.unwrap().to_string();
        assert_eq!(error, "cannot open the database: the server does not answer");
    });
}

async fn count(db: &Db, body: &'static str) -> i64 {
    let counted =
        db.read(move |tx| tx.one("select count(*) from notes where body = $1", params![body]));
    counted.await.unwrap()
}
