//! Objects that no row names: not yet, or not any more.
//!
//! Table: `loose_objects`. A row is due when its object may be removed; who names an object takes its row away.
//!
//! Not here: the objects (`uploads::bucket`).

use super::SKEW;
use crate::{Error, Result, time::Timestamp};
use daybook_db::{Tx, params};

const EXPECT: &str = "insert into loose_objects (name, due) values ($1, $2)";
const BIND: &str = "delete from loose_objects where name = $1 and due > $2";
const RELEASE: &str =
    "insert into loose_objects (name, due) values ($1, $2) on conflict (name) do nothing";
const DUE: &str = "select name from loose_objects where due <= $1 order by due limit $2";
const FORGET: &str = "delete from loose_objects where name = $1";

/// Objects that will be put there, and removed then unless somebody binds them.
pub(super) fn expect(tx: &mut Tx<'_>, keys: &[String], due: Timestamp) -> daybook_db::Result<()> {
    keys.iter().try_for_each(|key| tx.run(EXPECT, params![key, due.0]).map(drop))
}

/// Names objects that were put there, in the transaction that writes the row.
///
/// # Errors
/// 503 when it took so long that they may be removed already.
pub fn bind(tx: &mut Tx<'_>, keys: &[String], now: Timestamp) -> Result<()> {
    for key in keys {
        if tx.run(BIND, params![key, now.0 + SKEW])? == 0 {
            return Err(Error::busy());
        }
    }
    Ok(())
}

/// Objects that were named until this transaction.
///
/// # Errors
/// When the database fails.
pub fn release(tx: &mut Tx<'_>, keys: &[String], now: Timestamp) -> daybook_db::Result<()> {
    keys.iter().try_for_each(|key| tx.run(RELEASE, params![key, now.0]).map(drop))
}

/// Objects that may be removed.
pub(super) fn due(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> daybook_db::Result<Vec<String>> {
    tx.all(DUE, params![now.0, limit])
}

/// Objects that were removed.
pub(super) fn forget(tx: &mut Tx<'_>, keys: &[String]) -> daybook_db::Result<()> {
    keys.iter().try_for_each(|key| tx.run(FORGET, params![key]).map(drop))
}
