//! Passwords: how they are kept, checked, and which ones are refused.
//!
//! Invariants: new hashes are Argon2id; no hash is computed on an async thread or outside of the pool.
//! Not here: who logs in, and how often one may try (`identity/throttle.rs`).

mod common;
mod django;
mod hash;
mod phc;
mod pool;
mod rules;

pub use hash::{Verdict, hash, verify};
pub use pool::PasswordPool;
pub use rules::{Person, problems};
