//! Search: the messages that hold some words, newest first, of the rooms that a user sees.
//!
//! Tables: `search_messages`, the index, which each engine has in its own way; `search_pending`, what is not in it yet.
//!
//! Invariants: a message is pending or in the index, never in both, and neither once it is deleted; what is found is
//! the same on both engines, and whether a message is in the index already or not. The newest messages are looked at
//! one by one, for a word that many hold is found among them; the index finds the rest.
//!
//! Not here: what a word is (`search`).

mod find;
pub mod index;
mod list;
mod postgres;
mod sqlite;
mod statements;
mod terms;
mod tokens;

pub(super) use statements::texts;

use crate::http::Routes;

/// The route of the search.
pub(super) fn routes() -> Routes {
    Routes::new("chat").get(
        "/api/chat/search/",
        list::search_messages,
        "The messages with these words in rooms that I see, newest first.",
    )
}
