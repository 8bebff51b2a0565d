//! Prepared statements of one connection, kept by text.
//!
//! Not here: what happens when one has outlived its plan (`connection.rs`).

use std::collections::HashMap;

use tokio_postgres::Statement;

use super::client::{Client, Failure};

use crate::STATEMENTS;

/// Beyond this the texts are not a fixed set, and the cache starts anew.
const KEPT: usize = 1024;

#[derive(Default)]
pub(super) struct Statements(HashMap<Box<str>, Statement>);

impl Statements {
    /// The statement for this text; it is prepared when it is met for the first time.
    pub(super) fn get(&mut self, client: &mut Client, sql: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.0.get(sql) {
            return Ok(statement.clone());
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let statement = client.prepare(sql)?;
        tracing::trace!(target: STATEMENTS, engine = "postgres", sql);
        self.0.insert(sql.into(), statement.clone());
        Ok(statement)
    }

    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
