//! What the log holds of security: who, by id, and what was done or refused.
//!
//! Invariants: ids alone, never names, addresses or secrets, and nothing that a stranger wrote; what a
//! transaction does is told once, after its commit. The target is the same for all, so that an
//! operator can choose these lines.
//! Not here: requests and their numbers (`http::shield`), the list that people see of their sessions.

use daybook_db::Tx;

/// The target of these lines, for `DAYBOOK_LOG`.
const TARGET: &str = "daybook::security";

/// Once the transaction is committed: something was done to an account, or with it.
pub(super) fn account(tx: &mut Tx<'_>, user: i64, what: &'static str) {
    tx.after_commit(move || tracing::info!(target: TARGET, user, "{what}"));
}

/// Once the transaction is committed: something was done to a session.
pub(super) fn session(tx: &mut Tx<'_>, user: i64, session: i64, what: &'static str) {
    tx.after_commit(move || tracing::info!(target: TARGET, user, session, "{what}"));
}

/// Somebody was refused; `user` is whose account it was about, when that is known.
pub fn refused(user: Option<i64>, what: &'static str) {
    tracing::info!(target: TARGET, user, "{what}");
}

/// The same, where ordinary clients are refused every day: a token that has expired.
pub(super) fn refused_as_usual(what: &'static str) {
    tracing::debug!(target: TARGET, "{what}");
}
