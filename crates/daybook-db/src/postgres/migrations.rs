//! Migrations on PostgreSQL: a session's advisory lock on a connection of its own, each script in a transaction.
//!
//! Not here: which migrations are due (`migrate.rs`).

use std::time::{Duration, Instant};

use tokio_postgres::error::SqlState;

use super::{
    client::{Client, Failure},
    errors,
    server::Server,
};
use crate::{
    Engine, Error, Result,
    migrate::{self, Applied, Step},
};

/// "daybook" in ASCII. Advisory locks belong to one database of the server.
const LOCK: i64 = 0x0064_6179_626f_6f6b;
/// How long another process may take for its migrations, or an older release for its locks on a table.
const PATIENCE: Duration = Duration::from_secs(60);

const TABLE: &str = "create table if not exists schema_migrations (
    name text primary key, checksum text not null)";
const EXISTS: &str = "select to_regclass('schema_migrations') is not null";
const APPLIED: &str = "select name, checksum from schema_migrations order by name collate \"C\"";
const REMEMBER: &str = "insert into schema_migrations (name, checksum) values ($1, $2)";

/// The table that remembers, on a connection of its own.
pub(crate) struct Ledger(Client);

impl Ledger {
    pub(crate) fn open(server: &Server) -> Result<Self> {
        server.connect_unhurried().map(Self)
    }

    /// Waits for its turn. The lock ends with the connection.
    pub(crate) fn lock(&mut self) -> Result<()> {
        patiently(|| self.0.execute("select pg_advisory_lock($1)", &[&LOCK])).map_err(|error| {
            match sorted(&error) {
                Error::Busy => Error::Migration(
                    "another process has been migrating this database for a minute".into(),
                ),
                other => other,
            }
        })?;
        Ok(())
    }
}

impl migrate::Ledger for Ledger {
    const ENGINE: Engine = Engine::Postgres;

    fn applied(&mut self) -> Result<Vec<Applied>> {
        applied(&mut self.0).map_err(|error| sorted(&error))
    }

    fn apply(&mut self, step: &Step) -> Result<bool> {
        patiently(|| apply(&mut self.0, step)).map_err(|error| sorted(&error))?;
        Ok(true)
    }
}

fn sorted(failure: &Failure) -> Error {
    errors::sorted(failure, "")
}

/// Each try waits for locks as long as `lock_timeout` says, then lets others pass.
fn patiently<T>(mut f: impl FnMut() -> Result<T, Failure>) -> Result<T, Failure> {
    let begun = Instant::now();
    loop {
        match f() {
            Err(failure)
                if errors::code(&failure) == Some(&SqlState::LOCK_NOT_AVAILABLE)
                    && begun.elapsed() < PATIENCE => {}
            end => return end,
        }
    }
}

fn applied(client: &mut Client) -> Result<Vec<Applied>, Failure> {
    let exists = client.query(EXISTS, &[])?;
    if !exists.first().is_some_and(|row| row.try_get(0).unwrap_or(false)) {
        return Ok(Vec::new());
    }
    let rows = client.query(APPLIED, &[])?;
    rows.iter()
        .map(|row| Ok(Applied { name: row.try_get(0)?, checksum: row.try_get(1)? }))
        .collect::<Result<_, _>>()
        .map_err(Failure::Told)
}

/// A script that fails is rolled back, so that another try finds nothing of it.
fn apply(client: &mut Client, step: &Step) -> Result<(), Failure> {
    client.batch_execute("begin")?;
    let applied = script(client, step);
    if applied.is_err() {
        // When this fails too, the connection is lost, and the transaction with it.
        _ = client.batch_execute("rollback");
    }
    applied
}

fn script(client: &mut Client, step: &Step) -> Result<(), Failure> {
    client.batch_execute(TABLE)?;
    client.batch_execute(step.script)?;
    client.execute(REMEMBER, &[&step.name, &step.checksum])?;
    client.batch_execute("commit")
}
