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
const BEGIN: &str = "insert into meta (key, value) values ($1, $2) \
     on conflict (key) do update set value = excluded.value";
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

/// The name of a history that begins; made before the transaction that writes it.
#[derive(Clone, Debug)]
pub struct NewEpoch(String);

impl NewEpoch {
    /// A name that no history had before.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(format!("{:010x}", getrandom::u64()? & 0xff_ffff_ffff)))
    }
}

/// Begins another history: every cursor of the one before is answered with a reset.
///
/// # Errors
/// When the database fails.
pub fn begin_epoch(tx: &mut Tx<'_>, epoch: &NewEpoch) -> Result<()> {
    tx.run(BEGIN, params![KEY, &epoch.0]).map(|_| ())
}
