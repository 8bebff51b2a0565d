//! What is true of every database of Daybook, whatever happened to it.
//!
//! `check` looks for it, a backup gets its name and a restore takes its place only when it holds.
//! The engine's own checks come before these.
//!
//! Not here: what follows from a finding; a damaged database is restored.

use crate::{MIGRATIONS, streams};
use daybook_db::{Check, Engine, Result, Tx, params};

const SQLITE_HAS: &str =
    "select count(*) from sqlite_schema where type = 'table' and name = 'schema_migrations'";
const POSTGRES_HAS: &str =
    "select cast(to_regclass('schema_migrations') is not null as integer)::bigint";
const APPLIED: &str = "select name from schema_migrations order by name";

/// All that `daybook check` looks for beside the engine's own checks.
pub const CHECKS: &[Check] = &[("schema", find_strange_schema), ("streams", find_broken_streams)];

/// Why this is no database that this build can use.
fn find_strange_schema(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let applied = applied(tx)?;
    if applied.is_empty() {
        return Ok(vec!["this is no database of Daybook".to_owned()]);
    }
    let known = |name: &String| MIGRATIONS.iter().any(|migration| migration.name == name);
    let newer = |name| format!("it was made by a newer Daybook: {name} is not known here");
    Ok(applied.into_iter().filter(|name| !known(name)).map(newer).collect())
}

/// The streams that break the promise of every cursor; none in a database that has no streams yet.
fn find_broken_streams(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let has_streams = applied(tx)?.iter().any(|name| name == "0002_streams");
    if has_streams { streams::find_broken(tx) } else { Ok(Vec::new()) }
}

fn applied(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let has = match tx.engine() {
        Engine::Sqlite => SQLITE_HAS,
        Engine::Postgres => POSTGRES_HAS,
    };
    if tx.one::<i64>(has, params![])? == 0 { Ok(Vec::new()) } else { tx.all(APPLIED, params![]) }
}
