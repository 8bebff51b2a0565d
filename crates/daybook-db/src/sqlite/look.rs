//! What SQLite can say about a file: its own check of pages and indexes, and references that lead nowhere.
//!
//! All of it is one read transaction: a snapshot, beside whoever writes.
//!
//! Not here: what the owner of the database knows (`inspect.rs`).

use std::path::Path;

use super::{open::Connection, session::Session};
use crate::{
    Error, Result, Tx,
    inspection::{Check, Inspection, ask, terms},
};

/// SQLite lists at most a hundred faults, unless it is told otherwise.
const INTEGRITY: &str = "pragma integrity_check";
const REFERENCES: &str = "select \"table\", count(*) from pragma_foreign_key_check group by 1";

/// Looks at a file that is there.
pub(crate) fn look(path: &Path, checks: &[Check]) -> Result<Vec<Inspection>> {
    if !path.exists() {
        return Err(Error::file(path, "there is no database"));
    }
    let connection = Connection::look(path)?;
    let mut session = Session::new(&connection);
    let mut tx = Tx::new(&mut session, terms());
    match findings(&mut tx, checks) {
        Err(Error::Damaged(why)) => {
            Ok(vec![Inspection { rule: "integrity", findings: vec![why.into()] }])
        }
        other => other,
    }
}

fn findings(tx: &mut Tx<'_>, checks: &[Check]) -> Result<Vec<Inspection>> {
    tx.run("begin", &[])?;
    let mut inspections = vec![
        Inspection { rule: "integrity", findings: integrity(tx)? },
        Inspection { rule: "references", findings: references(tx)? },
    ];
    if inspections.iter().all(|inspection| inspection.findings.is_empty()) {
        inspections.extend(ask(tx, checks)?);
    }
    tx.run("commit", &[])?;
    Ok(inspections)
}

fn integrity(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let mut told: Vec<String> = tx.all(INTEGRITY, &[])?;
    told.retain(|line| line != "ok");
    Ok(told)
}

fn references(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let broken: Vec<(String, i64)> = tx.all(REFERENCES, &[])?;
    let line = |(table, rows)| format!("{rows} rows of {table} refer to rows that do not exist");
    Ok(broken.into_iter().map(line).collect())
}
