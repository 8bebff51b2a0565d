//! A user's picture, in two sizes.
//!
//! Table: `avatars`; the bytes are in it, or in a bucket (`uploads`). It is decoded and written anew by workers of its own before the transaction
//! begins, so that a database thread never waits for it.
//!
//! Invariants: what is served was encoded here, from pixels alone, so it holds no metadata and nothing
//! that hid behind the picture; its name is drawn anew with each picture, and whoever has it may see it.
//!
//! Not here: who may change a profile (`profiles::routes`).

mod field;
mod pixels;
mod prepare;
mod received;
mod routes;
pub(super) mod store;

pub(super) use field::NO_FILE;
pub use field::Picture;
pub use prepare::{Avatar, prepare, read, too_large};
pub use received::Received;
pub(super) use routes::find_avatar;
pub use store::{Kept, keep, of, remove};
