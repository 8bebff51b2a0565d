//! All that is a user's, as one ZIP that is written while it is sent.
//!
//! Invariants: it is read in parts, each its own short read, and never held as a whole; a reader who
//! is slow is waited for; no secret is in it. The features read their own rows; here is only what they
//! are packed into.
//!
//! Not here: files of one feature (`activities::export`, `logs::export`), what is written down of it
//! (`history`).

mod archive;
mod entries;
mod packing;
mod routes;

use crate::http::Routes;

/// The route of the ZIP.
pub fn routes() -> Routes {
    Routes::new("account").get(
        "/api/account/export/",
        routes::export_account,
        "All that is mine, as a ZIP.",
    )
}
