//! Activities: what I spent my time on, and the one timer that runs.
//!
//! Tables: `activities`, `activity_tags`. Stream: `user:<id>`, with `activity_created`,
//! `activity_updated` and `activity_deleted`.
//!
//! Invariants: a user has one running timer at most; an activity is its user's alone; one that is
//! deleted can be restored for 7 days, and is then purged.
//!
//! Not here: the live socket that shows these events (`streams`).

pub mod export;
pub mod filter;
pub mod model;
pub mod select;
pub mod store;
pub mod summary;
pub mod tags;
pub mod times;
