//! Identity: who asks. Users, sessions, passwords and every credential that carries a session.
//!
//! Tables: `users`, `sessions`, `attempts`.
//! Invariants: a password and a token are stored as hashes alone; what a token says is checked
//! before the database is asked; secrets are types that do not print themselves; an ended session
//! opens nothing on this node once its end was answered, and on others after a second.
//! Not here: what a person may do with an object (each feature's own rule), mails (`mail`).

pub mod account;
pub mod authenticate;
pub(crate) mod basic;
mod cache;
pub mod client;
pub mod cookies;
pub mod csrf;
pub mod current;
pub mod deletion;
pub mod device;
pub mod email;
pub mod fields;
pub mod housekeeping;
pub mod keys;
pub mod login;
pub mod mail_link;
pub mod mail_token;
pub mod password;
pub mod random;
pub mod refresh;
mod refusals;
mod routes;
pub mod secret;
pub mod security_log;
pub mod sessions;
pub mod sign_up;
pub mod throttle;
pub mod token;
pub mod username;
pub mod users;

use std::{io, ops::Deref, sync::Arc};

use daybook_db::Tx;

pub use current::{CurrentUser, Staff};
pub use routes::routes;

use crate::{config::Config, streams, time::Timestamp};
use keys::Keys;
use password::PasswordPool;
use token::jwt::{Grant, Kind, issue};

/// Seconds that an access JWT lives.
pub const ACCESS_LIFETIME: i64 = 30 * 60;
/// Seconds that a refresh JWT lives, and a session without a rotation.
pub const REFRESH_LIFETIME: i64 = 7 * 24 * 3_600;

/// What this node keeps to know who asks; clones share it.
#[derive(Clone, Debug)]
pub struct Identity(Arc<Parts>);

/// What the handle leads to.
#[derive(Debug)]
pub struct Parts {
    /// The keys of all tokens.
    pub keys: Keys,
    /// Where passwords are hashed.
    pub passwords: PasswordPool,
    /// Origins whose pages may send cookies, beside the one that was asked.
    pub trusted_origins: Vec<String>,
    sessions: cache::SessionCache,
    basic: basic::Memory,
}

impl Deref for Identity {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Identity {
    /// Prepares what the configuration asks for. `SECRET_KEY` is there: a server makes one.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(config: &Config, secret: &secret::Secret) -> io::Result<Self> {
        let trusted = config.csrf_trusted_origins.iter().chain(&config.public_url);
        Ok(Self(Arc::new(Parts {
            keys: Keys::new(secret),
            passwords: PasswordPool::start()?,
            trusted_origins: trusted.map(|origin| csrf::normal_origin(origin)).collect(),
            sessions: cache::SessionCache::default(),
            basic: basic::Memory::default(),
        })))
    }

    /// Once the transaction is committed, a session that it changed is read anew.
    fn reread_after_commit(&self, tx: &mut Tx<'_>, session: i64) {
        let identity = self.clone();
        tx.after_commit(move || identity.sessions.forget(&[session]));
    }

    /// Once the transaction is committed, sessions that it ended open nothing on this node, and
    /// their sockets are closed.
    fn end_after_commit(&self, tx: &mut Tx<'_>, sessions: Vec<i64>) {
        if !sessions.is_empty() {
            let (identity, ended) = (self.clone(), sessions.clone());
            tx.after_commit(move || identity.sessions.forget(&ended));
            // After the cache: a socket that opens in between is refused by what it reads.
            streams::end_sessions_after_commit(tx, sessions);
        }
    }

    /// Once the transaction is committed, what is known of a user is read anew.
    pub fn forget_user_after_commit(&self, tx: &mut Tx<'_>, user: i64) {
        let identity = self.clone();
        tx.after_commit(move || identity.sessions.forget_user(user));
    }
}

/// An access JWT and the refresh JWT that buys the next one.
#[derive(Clone)]
pub struct Pair {
    /// Opens requests for half an hour.
    pub access: String,
    /// Buys a new pair for a week.
    pub refresh: String,
}

impl Pair {
    /// The pair of a session's generation: the same arguments make the same texts.
    #[must_use]
    pub fn issue(keys: &Keys, user: i64, session: i64, generation: i64, at: Timestamp) -> Self {
        let grant = |lifetime| Grant { user, session, generation, at: at.0, lifetime };
        Self {
            access: issue(keys, Kind::Access, &grant(ACCESS_LIFETIME)),
            refresh: issue(keys, Kind::Refresh, &grant(REFRESH_LIFETIME)),
        }
    }
}

impl std::fmt::Debug for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pair(***)")
    }
}
