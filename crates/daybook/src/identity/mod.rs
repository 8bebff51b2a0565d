//! Identity: who asks. Users, sessions, passwords and every credential that carries a session.

pub mod current;
pub mod secret;

pub use current::CurrentUser;
