//! Daybook: one small server for what a team does.
//!
//! `router` lists what is served, `app` holds what every part of it needs, and each feature is a
//! folder of its own. Domain code is synchronous over a transaction; what it changes is stored
//! first, and then seen live.
//!
//! Not here: the two database engines (`daybook-db`), live delivery (`daybook-live`), the built
//! web app (`daybook-web`).

pub mod activities;
pub mod app;
pub mod chat;
pub mod checks;
pub mod cli;
pub mod config;
pub mod data_folder;
pub mod error;
pub mod history;
pub mod http;
pub mod ics;
pub mod identity;
pub mod jobs;
pub mod listing;
pub mod logs;
pub mod mail;
pub mod metrics;
mod migrations;
pub mod moment;
pub mod notifications;
pub mod ops;
pub mod pages;
pub mod parsers;
pub mod profiles;
pub mod router;
pub mod search;
pub mod statement;
pub mod streams;
pub mod table;
pub mod takeout;
pub mod tasks;
pub mod time;
pub mod uploads;
pub mod workers;

pub use app::App;
pub use config::Config;
pub use error::{Error, Result};
pub use migrations::MIGRATIONS;
