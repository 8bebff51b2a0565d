//! The handle that the application holds: opens a database, hands it units of work, closes it.
//!
//! Not here: what the threads do with a job (`sqlite/`, `postgres/`).

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use tokio::time::timeout;

use crate::{
    Engine, Error, Migration, Options, Result, Statistics, Tx,
    counters::Counters,
    job::Kind,
    lane::Lane,
    migrate::{self, Target},
    postgres, sqlite,
};

/// How long readiness may take to be told.
const PING: Duration = Duration::from_secs(1);

/// An open database. Clones share its threads.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    target: Target,
    reads: Lane,
    writes: Lane,
    options: Options,
    counters: Arc<Counters>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// SQLite's `data_version` as it was last seen on the writer's connection.
    version: AtomicI64,
}

impl Db {
    /// Opens `sqlite:///absolute/path.db` (made when it is absent) or `postgres://…`. Blocks for as long as that takes.
    pub fn open(url: &str, options: Options) -> Result<Self> {
        let counters = Arc::<Counters>::default();
        let (target, workers) = if let Some(path) = sqlite::file(url) {
            let settings = sqlite::Settings {
                path: path?,
                synchronous: options.synchronous,
                wait: options.wait,
            };
            let workers = sqlite::start(&settings, &options, &counters)?;
            (Target::Sqlite(settings), workers)
        } else if postgres::speaks(url) {
            let server = Arc::new(postgres::Server::parse(url, &options)?);
            let workers = postgres::start(&server, &options, &counters)?;
            (Target::Postgres(server), workers)
        } else {
            return Err(Error::Open("an address begins with sqlite:// or postgres://".into()));
        };
        Ok(Self(Arc::new(Inner {
            target,
            reads: workers.reads,
            writes: workers.writes,
            options,
            counters,
            threads: Mutex::new(workers.threads),
            version: AtomicI64::new(-1),
        })))
    }

    /// Runs the closure in a transaction that sees one snapshot and cannot write.
    ///
    /// The snapshot has all that was committed before the question. Reads that wait for each other may share one, so a
    /// closure must not set anything that lasts for the transaction.
    ///
    /// Must be called on a Tokio runtime with its timer enabled, as [`Db::write`] must.
    pub async fn read<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.0.reads.ask(Kind::Read, self.0.options.wait, &self.0.counters, f).await
    }

    /// Runs the closure in a transaction and answers once it is committed.
    ///
    /// The closure may run again (PostgreSQL: after losing to another transaction; SQLite: after another job spoiled
    /// the group), each time with a fresh [`Tx`]: make times, ids and secrets before it. It runs to its end even when
    /// this future is dropped.
    pub async fn write<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.0.writes.ask(Kind::Write, self.0.options.wait, &self.0.counters, f).await
    }

    /// Whether the database answers, told within a second.
    pub async fn ping(&self) -> Result<()> {
        let read = self.0.reads.ask(Kind::Read, PING, &self.0.counters, |tx| {
            tx.one::<i64>("select cast(1 as bigint)", &[])
        });
        match timeout(PING, read).await {
            Ok(answer) => answer.map(|_| ()),
            Err(_) => Err(Error::unavailable("it did not answer within a second")),
        }
    }

    /// Applies what is missing, in order, each migration in a transaction, under a lock that other processes respect.
    /// Answers the names of those that this call applied. Blocks.
    pub fn migrate(&self, migrations: &'static [Migration]) -> Result<Vec<&'static str>> {
        migrate::run(&self.0.target, migrations)
    }

    /// The names of the migrations that [`Db::migrate`] would apply. Blocks.
    pub fn pending(&self, migrations: &'static [Migration]) -> Result<Vec<&'static str>> {
        migrate::pending(&self.0.target, migrations)
    }

    /// Whether another process may have committed since the last call: SQLite knows, PostgreSQL must be asked.
    pub async fn changed_elsewhere(&self) -> Result<bool> {
        if self.engine() == Engine::Postgres {
            return Ok(true);
        }
        // The writer's connection does not count its own commits, and nobody else here writes.
        let seen = self.write(|tx| tx.one::<i64>("pragma data_version", &[])).await?;
        Ok(self.0.version.swap(seen, Ordering::AcqRel) != seen)
    }

    /// PostgreSQL's timeline, which changes when a standby is promoted or an older backup is continued. `None` where
    /// there is no such thing.
    pub async fn timeline(&self) -> Result<Option<i64>> {
        match self.engine() {
            Engine::Sqlite => Ok(None),
            Engine::Postgres => self.read(|tx| tx.timeline()).await,
        }
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        match self.0.target {
            Target::Sqlite(_) => Engine::Sqlite,
            Target::Postgres(_) => Engine::Postgres,
        }
    }

    /// What was counted since the database was opened, and what waits now.
    pub fn statistics(&self) -> Statistics {
        let counters = &self.0.counters;
        Statistics {
            reads_waiting: self.0.reads.waiting(),
            writes_waiting: self.0.writes.waiting(),
            jobs: counters.jobs.get(),
            commits: counters.commits.get(),
            busy: counters.busy.get(),
            retries: counters.retries.get(),
            reconnects: counters.reconnects.get(),
        }
    }

    /// Refuses new work on all clones, finishes what waits, and joins the threads. Blocks.
    pub fn close(self) {
        self.0.reads.close();
        self.0.writes.close();
        let threads =
            std::mem::take(&mut *self.0.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a database thread had died");
            }
        }
    }
}
