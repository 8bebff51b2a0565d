//! The suite of the database crate: every test of behaviour runs on SQLite and on PostgreSQL.
//!
//! Not here: features and their tables.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod faults;
mod group;
mod harness;
mod migrations;
mod queue;
mod silence;
mod sqlite_file;
mod transactions;
mod values;
