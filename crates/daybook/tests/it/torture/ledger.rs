//! What the server said yes to, written down beside it; at the end each line must be in the database.
//!
//! Not here: who writes (`load`).

use crate::harness::{Database, Engine};
use daybook::checks::CHECKS;
use daybook_db::{Db, Options, params};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

/// Id and name of each activity that was acknowledged.
pub(super) type Lines = BTreeMap<i64, String>;

/// Shared by all who write.
#[derive(Clone, Default)]
pub(super) struct Ledger(Arc<Mutex<Lines>>);

impl Ledger {
    pub(super) fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().expect("the ledger")
    }

    /// Fails the test when the database is not sound, or does not hold all that was acknowledged.
    pub(super) async fn assert_stored_in(&self, url: &str) {
        let lines = self.lines().clone();
        let lost = lost(&lines, url).await;
        assert!(lost.is_empty(), "{} acknowledged writes are lost: {lost:?}", lost.len());
    }
}

/// The lines that the database does not hold; fails the test when it is not sound.
pub(super) async fn lost(lines: &Lines, url: &str) -> Vec<(i64, String)> {
    for inspection in daybook_db::inspect(url, CHECKS).expect("a look at the database") {
        assert!(inspection.findings.is_empty(), "{inspection:?}");
    }
    let stored = stored(url).await;
    let is_lost = |(id, name): &(&i64, &String)| stored.get(*id) != Some(*name);
    lines.iter().filter(is_lost).map(|(id, name)| (*id, name.clone())).collect()
}

/// Every activity of a database.
pub(super) async fn stored(url: &str) -> Lines {
    let db = Db::open(url, Options { connections: 1, ..Options::default() });
    let db = db.expect("the database opens");
    let rows: daybook_db::Result<Vec<(i64, String)>> =
        db.read(|tx| tx.all("select id, activity_name from activities", params![])).await;
    db.close();
    rows.expect("the activities").into_iter().collect()
}

/// True on the engine that has a file, for tests of what befalls files.
pub(super) fn on_sqlite() -> bool {
    Engine::of_the_tests() == Engine::Sqlite
}

/// A database of its own.
pub(super) fn database() -> Arc<Database> {
    crate::process::new_database()
}
