//! Which history of the database this is: random at its creation, joined with PostgreSQL's timeline.
//!
//! On SQLite it cannot change while a server runs, for `restore` wants it stopped; on PostgreSQL a
//! standby may be promoted at any time, so it is looked at again after a second.
//! Not here: what another epoch does to clients (`daybook-live`).

use std::sync::Arc;
use std::time::{Duration, Instant};

use daybook_db::{Engine, Result, Tx, params};
use parking_lot::Mutex;

const FIND: &str = "select value from meta where key = $1";
const KEY: &str = "epoch";
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// The epoch as it was last seen.
#[derive(Default)]
pub(super) struct Epoch(Mutex<Option<(Instant, Arc<str>)>>);

impl Epoch {
    pub(super) fn read(&self, tx: &mut Tx<'_>) -> Result<Arc<str>> {
        let known = self.0.lock().clone();
        if let Some((since, epoch)) = known
            && (tx.engine() == Engine::Sqlite || since.elapsed() < TRUSTED_FOR)
        {
            return Ok(epoch);
        }
        let now = Instant::now();
        let created: String = tx.one(FIND, params![KEY])?;
        let epoch: Arc<str> = match tx.timeline()? {
            None => created.into(),
            Some(timeline) => format!("{created}-{timeline}").into(),
        };
        *self.0.lock() = Some((now, Arc::clone(&epoch)));
        Ok(epoch)
    }
}
