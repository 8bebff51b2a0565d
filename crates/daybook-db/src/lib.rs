//! One SQL text on two engines: SQLite with group commit, PostgreSQL on a pool of threads.
//!
//! A unit of work is a plain synchronous closure over a [`Tx`]. [`Db::read`] and [`Db::write`] hand it to a
//! database thread, where it runs from start to end whatever becomes of the client that asked:
//!
//! ```no_run
//! # use daybook_db::{Db, Result, params};
//! # async fn rename(db: &Db, id: i64, name: String) -> Result<Option<i64>> {
//! db.write(move |tx| {
//!     tx.opt("update notes set name = $2 where id = $1 returning id", params![id, &name])
//! })
//! .await
//! # }
//! ```
//!
//! Invariants:
//! - an answer is sent after COMMIT, or it is an error: there is no false yes;
//! - a statement that failed spoils its transaction, on both engines, so what passes on SQLite passes on PostgreSQL;
//! - no message of an [`Error`] holds a parameter or a row's data.
//!
//! Not here: tables, SQL of a feature, the clock.

mod backup;
mod counters;
mod db;
mod error;
mod inspect;
mod inspection;
mod job;
mod lane;
mod migrate;
mod options;
mod postgres;
mod row;
mod sqlite;
mod timeline;
mod tx;
mod value;
mod worker;

pub use backup::{Restored, backup, restore};
pub use counters::Statistics;
pub use db::Db;
pub use error::{Error, Result};
pub use inspect::inspect;
pub use inspection::{Check, Inspection};
pub use migrate::Migration;
pub use options::{Engine, Hooks, Options, Rewrite, Synchronous};
pub use row::{Column, FromRow, Row};
pub use tx::Tx;
pub use value::Value;

/// The target of the trace events that tell each text when it is first prepared on a connection: `sql` is the text, and
/// `engine` is `sqlite` or `postgres`.
pub const STATEMENTS: &str = "daybook_db::statements";
