//! A database of its own for each test, on either engine.
//!
//! `DAYBOOK_TEST_POSTGRES` is the address of a server on which databases may be made; `make test` provides it.
//! `DAYBOOK_TEST_ENGINE` (`sqlite` or `postgres`) runs one half of the suite.

use std::{
    future::Future,
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use daybook_db::{Db, Engine, Migration, Options};
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// Two small tables that most tests share.
pub(crate) static MIGRATIONS: &[Migration] = &[Migration {
    name: "0001_notes",
    sqlite: "create table notes (id integer primary key autoincrement, body text not null unique) strict;
             create table links (note integer not null references notes (id)) strict;",
    postgres: "create table notes (id bigint generated always as identity primary key,
                                   body text not null collate \"C\" unique);
               create table links (note bigint not null references notes (id));",
}];

/// Makes a test for each engine out of `async fn name(base: &Base)`.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { $crate::harness::run(daybook_db::Engine::Sqlite, async |base| super::$name(base).await); })*
        }
        mod postgres {
            $(#[test] fn $name() { $crate::harness::run(daybook_db::Engine::Postgres, async |base| super::$name(base).await); })*
        }
    };
}
pub(crate) use on_both;

/// An empty database.
pub(crate) struct Base {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    folder: TempDir,
    admin: Option<(String, String)>,
}

impl Base {
    pub(crate) fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match engine {
            Engine::Sqlite => {
                let url = format!("sqlite://{}", folder.path().join("test.db").display());
                Self { engine, url, folder, admin: None }
            }
            Engine::Postgres => {
                let admin = setting("DAYBOOK_TEST_POSTGRES").expect(
                    "DAYBOOK_TEST_POSTGRES is not set: run `make test`, or DAYBOOK_TEST_ENGINE=sqlite for half of it",
                );
                let name = fresh_name();
                execute(&admin, &format!("create database {name}"));
                Self {
                    engine,
                    url: with_database(&admin, &name),
                    folder,
                    admin: Some((admin, name)),
                }
            }
        }
    }

    /// Opens the database with few connections: many tests share one server.
    pub(crate) fn open(&self) -> Db {
        self.open_with(Options::default())
    }

    pub(crate) fn open_with(&self, mut options: Options) -> Db {
        options.connections = options.connections.min(3);
        Db::open(&self.url, options).unwrap()
    }

    /// Opens the database with the two tables in it.
    pub(crate) fn migrated(&self, options: Options) -> Db {
        let db = self.open_with(options);
        db.migrate(MIGRATIONS).unwrap();
        db
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Runs a statement as the administrator of the server (PostgreSQL).
    pub(crate) fn administer(&self, sql: &str) {
        let (admin, _) = self.admin.as_ref().expect("a test on PostgreSQL");
        let (admin, sql) = (admin.clone(), sql.to_owned());
        thread::spawn(move || execute(&admin, &sql)).join().unwrap();
    }

    pub(crate) fn database(&self) -> &str {
        &self.admin.as_ref().expect("a test on PostgreSQL").1
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some((admin, name)) = &self.admin {
            execute(admin, &format!("drop database if exists {name} with (force)"));
        }
    }
}

/// Runs a test within half a minute, unless the other engine was asked for.
pub(crate) fn run(engine: Engine, test: impl AsyncFnOnce(&Base)) {
    let wanted = setting("DAYBOOK_TEST_ENGINE");
    let name = match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    if wanted.is_some_and(|wanted| wanted != name) {
        return;
    }
    let base = Base::new(engine);
    block_on(test(&base));
}

pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(30), future).await.expect("a test took too long")
    })
}

#[expect(clippy::disallowed_methods, reason = "the one home of the suite's settings")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("daybook_db_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn execute(admin: &str, sql: &str) {
    Client::connect(admin, NoTls).unwrap().batch_execute(sql).unwrap();
}

fn with_database(url: &str, name: &str) -> String {
    let (base, query) =
        url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let start = base.find("://").unwrap() + 3;
    let server = base[start..].find('/').map_or(base, |slash| &base[..start + slash]);
    match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    }
}
