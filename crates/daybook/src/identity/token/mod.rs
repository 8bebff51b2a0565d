//! Tokens: opaque ones, and signed ones (JWT).
//!
//! Not here: whether a token's session still lives (`identity/sessions.rs`).

mod claims;
pub mod jwt;
pub mod opaque;
