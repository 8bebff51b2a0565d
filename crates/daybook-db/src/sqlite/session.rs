//! A connection at work: the statements of domain code, and the BEGIN and COMMIT around them.
//!
//! Not here: which jobs share a transaction (`group.rs`).

use std::time::{Duration, Instant};

use super::{
    deadline::Deadline, errors, open::Connection, patience::Patience, statements::Statements,
};
use crate::{Engine, Result, Row, Value, tx};

pub(super) struct Session<'c> {
    sqlite: &'c rusqlite::Connection,
    deadline: Deadline,
    patience: Patience,
    statements: Statements<'c>,
    broken: bool,
}

impl<'c> Session<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            sqlite: &connection.sqlite,
            deadline: connection.deadline.clone(),
            patience: connection.patience.clone(),
            statements: Statements::new(&connection.sqlite),
            broken: false,
        }
    }

    /// BEGIN, COMMIT and their kin, which no deadline interrupts.
    pub(super) fn control(&mut self, sql: &str) -> Result<()> {
        self.deadline.clear();
        self.step(sql, &[], &mut |_| Ok(())).map(|_| ())
    }

    /// Moves the WAL and waits for other connections so long and no longer; true when none was in the way.
    pub(super) fn done_within(&mut self, checkpoint: &str, patience: Duration) -> Result<bool> {
        let usual = self.patience.replace(patience);
        self.deadline.clear();
        let mut busy = false;
        let end = self.step(checkpoint, &[], &mut |row| {
            busy = row.get(0)?;
            Ok(())
        });
        self.patience.replace(usual);
        end.map(|_| !busy)
    }

    /// False once SQLite has rolled the whole transaction back by itself.
    pub(super) fn in_transaction(&self) -> bool {
        !self.sqlite.is_autocommit()
    }

    /// Rows that were changed since the connection was opened, whatever became of the changes.
    pub(super) fn changes(&self) -> u64 {
        self.sqlite.total_changes()
    }

    /// True after an error that makes the connection one to open anew.
    pub(super) fn broken(&self) -> bool {
        self.broken
    }

    fn step(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<u64> {
        let prepared = self.statements.bound(sql, params)?;
        let mut rows = prepared.statement.raw_query();
        let mut seen = 0;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    seen += 1;
                    each(&Row::sqlite(row))?;
                }
                Ok(None) => break,
                Err(error) => {
                    self.broken |= errors::breaks(&error);
                    return Err(errors::of_run(&error, sql));
                }
            }
        }
        drop(rows);
        Ok(if prepared.statement.readonly() { seen } else { self.sqlite.changes() })
    }
}

impl tx::Session for Session<'_> {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn set_deadline(&mut self, at: Instant) {
        self.deadline.set(at);
    }

    fn run(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        self.step(sql, params, &mut |_| Ok(()))
    }

    fn insert(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Option<i64>> {
        let inserted = self.step(sql, params, &mut |_| Ok(()))?;
        Ok((inserted > 0).then(|| self.sqlite.last_insert_rowid()))
    }

    fn query(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.step(sql, params, each).map(|_| ())
    }
}
