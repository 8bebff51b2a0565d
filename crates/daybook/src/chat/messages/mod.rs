//! Messages: what is said in rooms, answered with emojis, changed and taken back.
//!
//! Invariants: `seq` is dense in its room and in the order of `id`; a message is stored before anybody sees it; one that
//! is deleted keeps its place and loses its words; a `client_id` says the same thing once.
//!
//! Not here: the rooms (`chat::rooms`).

pub(super) mod content;
mod ending;
mod events;
pub(super) mod list;
mod mentions;
pub mod model;
pub(super) mod pace;
mod reactions;
pub(super) mod read;
mod routes;
pub(super) mod say;
mod store;

pub(super) use ending::{forget, remove_some};
pub use events::shown_to;
pub use list::newest;
pub use pace::Pace;
pub(super) use routes::shown;
pub(super) use store::texts;

use crate::http::Routes;

/// The routes under `/api/chat/rooms/<name>/messages/`.
pub(super) fn routes() -> Routes {
    const ALL: &str = "/api/chat/rooms/{name}/messages/";
    const ONE: &str = "/api/chat/rooms/{name}/messages/{id}/";
    const REACTION: &str = "/api/chat/rooms/{name}/messages/{id}/reactions/{emoji}/";
    Routes::new("chat")
        .get(ALL, list::list_messages, "The newest messages, or those beside one; oldest first.")
        .post(ALL, routes::create_message, "Says something; in a public room that enters it.")
        .get(ONE, routes::find_message, "A message.")
        .patch(ONE, routes::update_message, "Changes what I said.")
        .delete(ONE, routes::delete_message, "Takes back what I said; its place stays.")
        .put(REACTION, reactions::put_reaction, "Answers a message with an emoji.")
        .delete(REACTION, reactions::delete_reaction, "Takes my emoji back.")
        .and(read::routes())
}
