//! PostgreSQL's timeline, which changes when a standby is promoted or an older backup is continued.
//!
//! Not here: what follows from that.

use crate::{Engine, Result, Tx};

const KNOWS: &str =
    "select count(*) from pg_proc where proname in ('pg_walfile_name', 'pg_current_wal_lsn')";
/// The first eight hexadecimal digits of a WAL file's name are the timeline.
const WAL_FILE: &str = "select pg_walfile_name(pg_current_wal_lsn())";

impl Tx<'_> {
    /// PostgreSQL's timeline, as [`Db::timeline`](crate::Db::timeline) tells it.
    pub fn timeline(&mut self) -> Result<Option<i64>> {
        if self.engine() == Engine::Sqlite || self.one::<i64>(KNOWS, &[])? < 2 {
            return Ok(None);
        }
        let name: String = self.one(WAL_FILE, &[])?;
        Ok(name.get(..8).and_then(|digits| i64::from_str_radix(digits, 16).ok()))
    }
}
