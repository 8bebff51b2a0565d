//! A database for each test: a file of its own, or one of its own on the server that the tests were given.
//!
//! On PostgreSQL an empty database that has been migrated once is the template of all others. Who
//! makes or copies it holds one advisory lock: a template that somebody is connected to cannot be copied.

use daybook_db::{Db, Options};
use postgres::{Client, NoTls};
use std::{
    path::Path,
    process,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};
use tempfile::TempDir;

const SERVER: &str = "DAYBOOK_TEST_POSTGRES";
const LOCK: i64 = 0x6461_7962_6f6f_6b00;

/// Which database the tests run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The one that `DAYBOOK_TEST_ENGINE` names.
    pub(crate) fn of_the_tests() -> Self {
        match environment("DAYBOOK_TEST_ENGINE").as_deref() {
            None | Some("sqlite") => Self::Sqlite,
            Some("postgres") => Self::Postgres,
            Some(other) => panic!("DAYBOOK_TEST_ENGINE: `{other}` is neither sqlite nor postgres"),
        }
    }
}

/// A database with the folder beside it; both are gone when it is dropped.
pub(crate) struct Database {
    folder: TempDir,
    postgres: Option<Postgres>,
}

struct Postgres {
    server: String,
    name: String,
}

impl Database {
    /// An empty database on the engine that `DAYBOOK_TEST_ENGINE` names.
    pub(crate) fn create() -> Self {
        Self::beside(match Engine::of_the_tests() {
            Engine::Sqlite => None,
            Engine::Postgres => Some(on_its_own_thread(Postgres::create)),
        })
    }

    /// A database in a file, whatever engine the tests run on.
    pub(crate) fn in_a_file() -> Self {
        Self::beside(None)
    }

    /// A database on a server of the test's own, whatever engine the tests run on.
    pub(crate) fn on(server: &str) -> Self {
        let server = server.to_owned();
        Self::beside(Some(on_its_own_thread(move || Postgres::create_on(server, template))))
    }

    /// A database without any table.
    pub(crate) fn empty() -> Self {
        Self::beside(match Engine::of_the_tests() {
            Engine::Sqlite => None,
            Engine::Postgres => Some(on_its_own_thread(|| {
                Postgres::create_on(the_server(), |_, _| "template0".to_owned())
            })),
        })
    }

    /// A folder beside the database, which is in it when it is nowhere else.
    fn beside(postgres: Option<Postgres>) -> Self {
        Self { folder: TempDir::with_prefix("daybook-test-").expect("a folder"), postgres }
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where it is, for `Db::open`.
    pub(crate) fn url(&self) -> String {
        self.postgres
            .as_ref()
            .map_or_else(|| self.sqlite_url(), |there| at(&there.server, &there.name))
    }

    /// The SQLite file of the data folder, whatever engine the tests run on.
    pub(crate) fn sqlite_url(&self) -> String {
        format!("sqlite://{}", self.folder().join("daybook.db").display())
    }

    /// The settings that lead to it.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        let folder = self.folder().display();
        let mut settings = vec![
            ("DAYBOOK_DATA_DIR", folder.to_string()),
            ("EMAIL_URL", format!("file://{folder}/mail")),
        ];
        if self.postgres.is_some() {
            settings.push(("DATABASE_URL", self.url()));
        }
        settings
    }
}

impl Postgres {
    fn create() -> Self {
        Self::create_on(the_server(), template)
    }

    /// Makes a database as a copy of the template that is named.
    fn create_on(server: String, template: fn(&mut Client, &str) -> String) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name =
            format!("daybook_test_{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut admin = connect(&server);
        admin.execute("select pg_advisory_lock($1)", &[&LOCK]).expect("the lock");
        let template = template(&mut admin, &server);
        admin
            .batch_execute(&format!("create database {name} template {template}"))
            .expect("a database");
        Self { server, name }
    }
}

fn the_server() -> String {
    environment(SERVER)
        .unwrap_or_else(|| panic!("{SERVER} is not set: run this under scripts/with-postgres"))
}

/// The template of the schema of this build, made when it is not there.
fn template(admin: &mut Client, server: &str) -> String {
    let newest = daybook::MIGRATIONS.last().map_or("empty", |migration| migration.name);
    let length: usize = daybook::MIGRATIONS.iter().map(|migration| migration.postgres.len()).sum();
    let name = format!("daybook_template_{newest}_{length}");
    let there = admin
        .query_opt("select 1 from pg_database where datname = $1", &[&name])
        .expect("the list of databases");
    if there.is_none() {
        let unfinished = format!("{name}_unfinished");
        admin.batch_execute(&format!("drop database if exists {unfinished}")).expect("no leftover");
        admin.batch_execute(&format!("create database {unfinished}")).expect("a template");
        let db = Db::open(&at(server, &unfinished), Options::default()).expect("the template");
        db.migrate(daybook::MIGRATIONS).expect("migrations");
        db.close();
        admin
            .batch_execute(&format!("alter database {unfinished} rename to {name}"))
            .expect("a template");
    }
    name
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some(Postgres { server, name }) = self.postgres.take() else { return };
        on_its_own_thread(move || {
            _ = connect(&server).batch_execute(&format!("drop database {name} with (force)"));
        });
    }
}

pub(super) fn connect(server: &str) -> Client {
    Client::connect(server, NoTls).expect("the PostgreSQL of the tests")
}

/// The URL of another database on the same server.
fn at(server: &str, name: &str) -> String {
    let (address, _) = server.rsplit_once('/').expect("postgres://host/database");
    format!("{address}/{name}")
}

/// The synchronous client may not be used on a thread that drives a runtime.
pub(super) fn on_its_own_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::spawn(work).join().expect("the database of the test")
}

#[expect(clippy::disallowed_methods, reason = "the tests are told their engine by the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
