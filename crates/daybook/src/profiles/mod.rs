//! Profiles: what users show of themselves. Everybody has exactly one.
//!
//! Tables: `profiles`, `avatars`; the time zone, the address and the name are columns of `users`.
//! Stream: `user:<id>`, with `profile_updated`.
//!
//! Invariants: a profile's id is its user's; who has no row shows nothing yet, so nobody is without a
//! profile, whoever made the account; a change and the history record of it are one transaction.
//!
//! Not here: who may log in (`identity`), what happened (`history`).

pub mod avatar;
mod change;
mod events;
pub mod fields;
pub mod model;
mod routes;
pub mod store;

pub use change::amend;
pub use events::changed;
pub use store::forget;

use crate::http::Routes;

/// The routes under `/api/profiles/`.
pub fn routes() -> Routes {
    const ALL: &str = "/api/profiles/";
    const ONE: &str = "/api/profiles/{id}/";
    const MINE: &str = "/api/profiles/me/";
    Routes::new("profiles")
        .get(ALL, routes::list_profiles, "Every profile, for staff; one's own, for others.")
        .post(ALL, routes::create_profile, "Refused: everybody has a profile.")
        .get(ONE, routes::find_profile, "A profile: one's own, for staff any.")
        .put(ONE, routes::replace_profile, "Changes what is sent of a profile.")
        .patch(ONE, routes::update_profile, "Changes what is sent of a profile.")
        .delete(ONE, routes::delete_profile, "Empties a profile.")
        .get("/api/avatars/{name}", avatar::find_avatar, "A user's picture, as WebP.")
        .get(MINE, routes::find_my_profile, "One's own profile.")
        .put(MINE, routes::replace_my_profile, "Changes what is sent of one's own profile.")
        .patch(MINE, routes::update_my_profile, "Changes what is sent of one's own profile.")
        .delete(MINE, routes::delete_my_profile, "Empties one's own profile.")
}
