//! Action logs: what programs and people did, and how far it is.
//!
//! Tables: `action_logs`, `log_metadata`. Stream: `user:<id>`, with `log_created`, `logs_created`
//! (a bulk, by the range of its ids) and `log_updated`.
//!
//! Invariants: a log is its user's alone, and staff may read it; its metadata is the JSON text that
//! came; `log_metadata` holds the first [`SEARCHABLE`](scalars::SEARCHABLE) scalars at its top, and nothing else.
//!
//! Not here: the page that stands at `/logs` too (`pages::logs`), the history of an account
//! (`identity`), the server's own log.

mod access;
mod events;
mod export;
mod file;
pub mod filter;
mod list;
pub mod metadata;
pub mod model;
pub mod order;
mod routes;
pub mod scalars;
pub mod select;
pub mod status;
pub mod store;

pub use export::all;

use crate::{http::Routes, pages};

/// The routes under `/logs/`.
pub fn routes() -> Routes {
    Routes::new("logs")
        .challenge("Token")
        .get("/logs/", pages::show_logs, "The newest of my action logs, as a page.")
        .post("/logs/", routes::create_logs, "Logs an action, or up to 1,000 at once.")
        .get("/logs/{id}/", list::list_logs, "The action logs of a user, newest first.")
        .patch("/logs/{id}/status/", routes::update_log_status, "Says how far an action is.")
        .get("/logs/{id}/export/", export::export_logs, "All action logs of a user as a file.")
}
