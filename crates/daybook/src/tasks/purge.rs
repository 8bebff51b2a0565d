//! What was deleted more than 7 days ago goes for good, a few rows at a time.
//!
//! Not here: the deletion itself (`tasks::routes`), deleted accounts (`tasks::forget`).

use super::{model::Stored, store};
use crate::{App, Result, time::Timestamp};
use daybook_db::{Tx, params};

/// Tasks that one transaction removes.
const AT_ONCE: i64 = 100;

const EXPIRED: &str = concat!(
    "select ",
    store::columns!(),
    " from tasks where deleted_at < $1 order by deleted_at limit $2"
);

/// Removes what cannot be restored any more.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    while app.db.write(move |tx| purge_some(tx, now)).await? > 0 {}
    Ok(())
}

fn purge_some(tx: &mut Tx<'_>, now: Timestamp) -> daybook_db::Result<usize> {
    let expired: Vec<Stored> = tx.all(EXPIRED, params![now.0 - store::RESTORABLE, AT_ONCE])?;
    for task in &expired {
        store::remove(tx, task)?;
    }
    Ok(expired.len())
}
