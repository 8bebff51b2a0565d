//! Rooms: where messages are exchanged, and who is in them.
//!
//! A public room is seen by all, and entered by who wants to; a private one by those whom its maker names. `members`
//! names the first of them by their ids; of a private room those are all. A direct room is the private room of two:
//! nobody enters, leaves or changes it.
//!
//! Not here: what is said in them (`chat::messages`).

mod change;
mod ending;
mod events;
mod list;
mod members;
pub mod model;
pub mod name;
mod routes;
pub mod store;

pub(super) use ending::forget;
pub use ending::purge;
pub use list::own;
pub(super) use list::texts;
pub(super) use members::enter;
pub(super) use routes::make;

use crate::http::Routes;

/// The routes under `/api/chat/rooms/`.
pub(super) fn routes() -> Routes {
    const ALL: &str = "/api/chat/rooms/";
    const ONE: &str = "/api/chat/rooms/{name}/";
    Routes::new("chat")
        .get(ALL, list::list_rooms, "The rooms that I may enter, newest first.")
        .post(ALL, routes::create_room, "Makes a room, or finds the direct one with somebody.")
        .get(ONE, routes::find_room, "A room.")
        .patch(ONE, change::update_room, "Changes a room that I made; its name stays.")
        .delete(ONE, routes::delete_room, "Deletes a room that I made, with all that was said.")
        .post("/api/chat/rooms/{name}/join/", members::join_room, "Enters a public room.")
        .post("/api/chat/rooms/{name}/leave/", members::leave_room, "Leaves a room.")
}
