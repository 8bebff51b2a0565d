//! The end of an account: hidden and logged out at once, then emptied in small steps.
//!
//! Invariants: the first step is one transaction, after which nobody finds the account and its
//! name is free; each further step is a short one; a server that stops in between goes on later.
//! Not here: what a feature keeps for a user (it adds itself to [`STEPS`]).

use daybook_db::Tx;

use super::{
    client::Client,
    login,
    secret::Secret,
    sessions::{self, Why},
    users,
};
use crate::{
    activities,
    app::App,
    chat,
    error::{Error, Result},
    history, logs, notifications, profiles, streams, tasks,
    time::Timestamp,
};

/// Removes some of what a feature keeps for a user; answers how many rows, 0 when all are gone.
pub type Step = fn(&mut Tx<'_>, i64, Timestamp) -> Result<u64>;

/// What is removed before the account's own row, in this order.
pub const STEPS: &[Step] = &[
    |tx, user, _| Ok(activities::store::forget(tx, user)?),
    |tx, user, _| Ok(logs::store::forget(tx, user)?),
    tasks::forget::forget,
    chat::forget,
    |tx, user, now| Ok(profiles::forget(tx, user, now)?),
    |tx, user, _| Ok(history::forget(tx, user)?),
    |tx, user, _| Ok(notifications::store::forget(tx, user)?),
    |tx, user, _| Ok(streams::forget(tx, streams::Stream::User(user))?),
];

/// Deletes an account.
///
/// # Errors
/// When the database fails; what is left is removed later.
pub async fn delete(app: &App, user: i64) -> Result<()> {
    let (identity, stamp, now) = (app.identity.clone(), users::new_stamp(), app.clock.now());
    app.db
        .write(move |tx| -> Result<()> {
            users::hide(tx, user, stamp, now)?;
            sessions::end_others(tx, &identity, user, None, Why::AccountDeleted, now)?;
            Ok(())
        })
        .await?;
    empty(app, user).await
}

/// Deletes the account of somebody who knows its password; `false` for others.
///
/// # Errors
/// 404 when it is being deleted already; 429 when there were too many guesses, 503 when too many wait.
pub async fn confirmed(app: &App, client: &Client, user: i64, password: &Secret) -> Result<bool> {
    let found = app.db.read(move |tx| users::find(tx, user)).await?;
    let account = found.ok_or_else(Error::not_found)?;
    let right = login::confirm(app, client, &account, password).await?;
    if right {
        delete(app, user).await?;
    }
    Ok(right)
}

/// Goes on with deletions that a stop has interrupted.
///
/// # Errors
/// When the database fails.
pub async fn resume(app: &App) -> Result<()> {
    for user in app.db.read(users::hidden).await? {
        empty(app, user).await?;
    }
    Ok(())
}

async fn empty(app: &App, user: i64) -> Result<()> {
    let now = app.clock.now();
    for step in STEPS {
        while app.db.write(move |tx| step(tx, user, now)).await? > 0 {}
    }
    app.db.write(move |tx| users::remove(tx, user)).await
}
