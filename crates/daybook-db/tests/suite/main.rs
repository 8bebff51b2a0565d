//! The suite of the database crate: every test of behaviour runs on SQLite and on PostgreSQL.
//!
//! Not here: features and their tables.

mod harness;
mod transactions;
