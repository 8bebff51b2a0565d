//! Migrations on SQLite: each looks, applies and remembers within one BEGIN IMMEDIATE, which is the lock.
//!
//! Foreign keys are off meanwhile, so that a table may be built anew, and are checked before the COMMIT.
//!
//! Not here: which migrations are due (`migrate.rs`).

use rusqlite::{OptionalExtension as _, TransactionBehavior};

use super::{
    errors,
    open::{Connection, Role, Settings},
};
use crate::{
    Engine, Error, Result,
    migrate::{self, Applied, Step},
};

const TABLE: &str = "create table if not exists schema_migrations (
    name text primary key, checksum text not null) strict, without rowid";
const EXISTS: &str =
    "select 1 from sqlite_schema where type = 'table' and name = 'schema_migrations'";
const APPLIED: &str = "select name, checksum from schema_migrations order by name";
const KNOWN: &str = "select 1 from schema_migrations where name = ?1";
const REMEMBER: &str = "insert into schema_migrations (name, checksum) values (?1, ?2)";

/// The table that remembers, on a connection of its own.
pub(crate) struct Ledger(rusqlite::Connection);

impl Ledger {
    pub(crate) fn open(settings: &Settings) -> Result<Self> {
        Ok(Self(Connection::open(settings, Role::Migrate)?.sqlite))
    }
}

impl migrate::Ledger for Ledger {
    const ENGINE: Engine = Engine::Sqlite;

    fn applied(&mut self) -> Result<Vec<Applied>> {
        applied(&self.0).map_err(|error| failed(&error))
    }

    fn apply(&mut self, step: &Step) -> Result<bool> {
        let tx = self
            .0
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| failed(&error))?;
        if !fill(&tx, step).map_err(|error| failed(&error))? {
            return Ok(false);
        }
        tx.commit().map(|()| true).map_err(|error| failed(&error))
    }
}

fn failed(error: &rusqlite::Error) -> Error {
    match errors::of_run(error, "") {
        Error::Statement(_) => Error::Statement(errors::text(error).into()),
        sorted => sorted,
    }
}

fn applied(sqlite: &rusqlite::Connection) -> rusqlite::Result<Vec<Applied>> {
    if !found(sqlite, EXISTS, [])? {
        return Ok(Vec::new());
    }
    let mut statement = sqlite.prepare(APPLIED)?;
    let rows =
        statement.query_map([], |row| Ok(Applied { name: row.get(0)?, checksum: row.get(1)? }))?;
    rows.collect()
}

/// False when the migration is known already.
fn fill(sqlite: &rusqlite::Connection, step: &Step) -> rusqlite::Result<bool> {
    sqlite.execute_batch(TABLE)?;
    if found(sqlite, KNOWN, [step.name])? {
        return Ok(false);
    }
    sqlite.execute_batch(step.script)?;
    sqlite.execute(REMEMBER, [step.name, &step.checksum])?;
    match sqlite
        .query_row("pragma foreign_key_check", [], |row| row.get::<_, String>(0))
        .optional()?
    {
        Some(table) => Err(broken_reference(&table)),
        None => Ok(true),
    }
}

fn found<P: rusqlite::Params>(
    sqlite: &rusqlite::Connection,
    sql: &str,
    params: P,
) -> rusqlite::Result<bool> {
    sqlite.query_row(sql, params, |_| Ok(())).optional().map(|row| row.is_some())
}

fn broken_reference(table: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT),
        Some(format!("a row of {table} refers to a row that does not exist")),
    )
}
