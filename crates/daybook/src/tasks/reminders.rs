//! Tells the owners of a task of it when the time has come, once each.
//!
//! Any number of nodes do this at once: the statement that takes a task whose notice is due makes that
//! it is due no more, and the transaction that takes it tells it. A node that dies between takes back
//! both.
//!
//! Not here: when a notice is due (`tasks::notice`), how a user is told (`notifications`).

use super::{
    model::Stored,
    store::{self, columns},
};
use crate::{
    App, Result,
    notifications::store::{News, tell},
    time::Timestamp,
};
use daybook_db::{Tx, params};
use std::time::Duration;

/// How late a notice may come.
pub const EVERY: Duration = Duration::from_secs(5);
/// Tasks that one transaction tells of; each may have fifty owners.
const AT_ONCE: i64 = 10;

const IS_DUE: &str = "select id from tasks where notify_at <= $1 limit 1";
const TAKE: &str = concat!(
    "update tasks set notify_at = null where notify_at <= $1 and id in \
     (select id from tasks where notify_at <= $1 order by notify_at limit $2) returning ",
    columns!()
);

/// Tells what is due now.
///
/// # Errors
/// When the database fails; what was told stays so.
pub async fn remind(app: &App) -> Result<()> {
    let (now, by_mail) = (app.clock.now(), app.mail.is_configured());
    // Most of the time there is nothing to do, and a read is in nobody's way.
    while app.db.read(move |tx| tx.opt::<i64>(IS_DUE, params![now.0])).await?.is_some() {
        app.db.write(move |tx| remind_of_some(tx, by_mail, now)).await?;
        app.mail.wake();
    }
    Ok(())
}

fn remind_of_some(tx: &mut Tx<'_>, by_mail: bool, now: Timestamp) -> Result<()> {
    let mut due: Vec<Stored> = tx.all(TAKE, params![now.0, AT_ONCE])?;
    due.sort_by_key(|task| task.id);
    for mut task in due {
        for (kind, instant) in task.due_notices(now) {
            let news = News { kind, task: task.id, title: &task.title, instant };
            for owner in task.owners.as_slice() {
                tell(tx, *owner, news, by_mail, now)?;
            }
            task.told.keep(kind, instant);
        }
        store::keep_told(tx, &task)?;
    }
    Ok(())
}
