//! The history of an account: what happened to it, written by what happened.
//!
//! Table: `history_records`. Stream: `user:<id>`, with `history_created` and `history_deleted`.
//!
//! Invariants: a record is written in the transaction of what it tells of, so that neither is there
//! without the other; nobody writes one by hand, and one that is deleted leaves a record of that; its
//! details are those of [`Happened`], which has no place for a secret.
//!
//! Not here: what programs log (`logs`), what an operator reads (`identity::security_log`).

mod activity_type;
mod events;
mod filter;
mod happened;
mod list;
mod model;
mod routes;
pub mod select;
pub mod store;

pub use activity_type::ActivityType;
pub use happened::{By, Happened, Origin};
pub use list::all;
pub use model::Record;
pub use select::newest;
pub use store::{forget, record, record_export};

use crate::http::Routes;

/// The routes under `/api/profile-history/`.
pub fn routes() -> Routes {
    const ONE: &str = "/api/profile-history/{id}/";
    Routes::new("history")
        .get("/api/profile-history/", list::list_history, "What happened to my account.")
        .get(ONE, routes::find_history_record, "One record of it.")
        .delete(ONE, routes::delete_history_record, "Deletes a record, which leaves one of that.")
}
