//! Migrations: which are missing, and whether the database and the program fit together.
//!
//! Invariants: forward only, in the order of the list; what was applied must not have changed since; a database that
//! knows a later migration was made by a newer Daybook and is left alone.
//!
//! Not here: the lock and the transactions (`sqlite/migrations.rs`, `postgres/migrations.rs`).

use std::{fmt::Write as _, sync::Arc, thread};

use sha2::{Digest as _, Sha256};

use crate::{Engine, Error, Result, postgres, sqlite};

/// One step of the schema, in the dialect of each engine. A script may hold several statements, but no COMMIT.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Number and noun: `0001_identity`.
    pub name: &'static str,
    /// The script for SQLite.
    pub sqlite: &'static str,
    /// The script for PostgreSQL.
    pub postgres: &'static str,
}

impl Migration {
    fn script(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// Which database the migrations go to.
pub(crate) enum Target {
    Sqlite(sqlite::Settings),
    Postgres(Arc<postgres::Server>),
}

/// A migration that the database remembers.
pub(crate) struct Applied {
    pub(crate) name: String,
    pub(crate) checksum: String,
}

/// A migration that is due, ready for one engine.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) script: &'static str,
    pub(crate) checksum: String,
}

/// What the engines do differently.
pub(crate) trait Ledger {
    const ENGINE: Engine;

    /// What the database remembers, sorted by name.
    fn applied(&mut self) -> Result<Vec<Applied>>;

    /// Applies the script and remembers it, in one transaction. False when another process was first.
    fn apply(&mut self, step: &Step) -> Result<bool>;
}

/// Applies what is missing and answers the names of those that this call applied.
pub(crate) fn run(target: &Target, migrations: &'static [Migration]) -> Result<Vec<&'static str>> {
    on_own_thread(|| match target {
        Target::Sqlite(settings) => apply(&mut sqlite::Ledger::open(settings)?, migrations),
        Target::Postgres(server) => {
            let mut ledger = postgres::Ledger::open(server)?;
            ledger.lock()?;
            apply(&mut ledger, migrations)
        }
    })
}

/// The names of those that are missing.
pub(crate) fn pending(
    target: &Target,
    migrations: &'static [Migration],
) -> Result<Vec<&'static str>> {
    on_own_thread(|| {
        let steps = match target {
            Target::Sqlite(settings) => plan(&mut sqlite::Ledger::open(settings)?, migrations),
            Target::Postgres(server) => plan(&mut postgres::Ledger::open(server)?, migrations),
        }?;
        Ok(steps.iter().map(|step| step.name).collect())
    })
}

/// The caller may stand on an async runtime, where the PostgreSQL client must not block.
pub(crate) fn on_own_thread<T: Send>(f: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    thread::scope(|scope| scope.spawn(f).join()).unwrap_or(Err(Error::Panicked))
}

fn apply<L: Ledger>(ledger: &mut L, migrations: &'static [Migration]) -> Result<Vec<&'static str>> {
    let mut names = Vec::new();
    for step in plan(ledger, migrations)? {
        let name = step.name;
        let mine = ledger.apply(&step).map_err(|error| {
            Error::Migration(format!("migration {name} failed: {error}").into())
        })?;
        if mine {
            names.push(name);
        }
    }
    Ok(names)
}

fn plan<L: Ledger>(ledger: &mut L, migrations: &'static [Migration]) -> Result<Vec<Step>> {
    steps(L::ENGINE, migrations, &ledger.applied()?)
}

/// Compares the two lists.
fn steps(
    engine: Engine,
    migrations: &'static [Migration],
    applied: &[Applied],
) -> Result<Vec<Step>> {
    let refuse = |text: String| Err(Error::Migration(text.into()));
    if let Some(unknown) = applied.iter().find(|a| !migrations.iter().any(|m| m.name == a.name)) {
        let name = &unknown.name;
        return refuse(format!(
            "the database was made by a newer Daybook: it knows the migration {name}"
        ));
    }
    let mut due: Vec<Step> = Vec::new();
    for migration in migrations {
        let name = migration.name;
        let checksum = checksum(migration.script(engine));
        match (applied.iter().find(|a| a.name == name), due.first()) {
            (Some(known), _) if known.checksum != checksum => {
                return refuse(format!("migration {name} was changed after it was applied"));
            }
            (Some(_), Some(missing)) => {
                let missing = missing.name;
                return refuse(format!(
                    "migration {missing} is missing, but the later {name} was applied"
                ));
            }
            (Some(_), None) => {}
            (None, _) => due.push(Step { name, script: migration.script(engine), checksum }),
        }
    }
    Ok(due)
}

fn checksum(script: &str) -> String {
    Sha256::digest(script).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
