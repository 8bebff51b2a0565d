//! What was deleted more than 7 days ago goes for good, a few rows at a time.
//!
//! Not here: the deletion itself (`activities::routes`).

use super::store;
use crate::{App, Result};

/// Removes what cannot be restored any more.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    while app.db.write(move |tx| store::purge(tx, now)).await? > 0 {}
    Ok(())
}
