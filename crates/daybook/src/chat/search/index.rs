//! What is in the index, and how it gets there.
//!
//! A message that is said is pending, which costs next to nothing; an index takes many at once for the price of a few.
//! Whoever changes one takes it out of the index and makes it pending again. Pending comes first in a transaction, and
//! locks: so nobody puts the old words in meanwhile.
//!
//! Not here: how something is found (`chat::search::find`).

use super::{postgres, sqlite, tokens::Entry};
use crate::{App, Result};
use daybook_db::{Engine, Tx, params};
use std::time::Duration;

/// How often is looked whether enough messages are pending.
pub const EVERY: Duration = Duration::from_secs(2);
/// So many pending messages are too few to be worth it.
pub const FEW: i64 = 400;
/// The most messages that one transaction puts in.
const AT_ONCE: i64 = 200;

const PEND: &str = "insert into search_pending (message_id) values ($1) \
                    on conflict (message_id) do update set message_id = excluded.message_id";
const PEND_SINCE: &str = "insert into search_pending (message_id) \
                          select id from messages where room_id = $1 and seq > $2";
const SETTLE: &str = "delete from search_pending where message_id = $1";
const REMOVE: &str = "delete from search_messages where rowid = $1";
const IS_MORE: &str = "select message_id from search_pending where message_id > 0 order by message_id limit 1 offset $1";
const TAKE: &str = "delete from search_pending where message_id in \
                    (select message_id from search_pending where message_id > 0 order by message_id limit $1) returning message_id";
const READ: &str = "select m.content, r.id, r.private from messages m cross join rooms r \
                    where m.id = $1 and r.id = m.room_id and not m.deleted";
const SETTLE_ROOM: &str = "delete from search_pending where message_id in \
                           (select id from messages where room_id = $1 order by seq limit $2)";
const REMOVE_ROOM: &str = "delete from search_messages where rowid in \
                           (select id from messages where room_id = $1 order by seq limit $2)";

/// Keeps that messages were said in a room, those after a number.
pub(in crate::chat) fn add(tx: &mut Tx<'_>, room_id: i64, seq: i64) -> daybook_db::Result<()> {
    tx.run(PEND_SINCE, params![room_id, seq])?;
    Ok(())
}

/// Keeps that a message has other words.
pub(in crate::chat) fn change(tx: &mut Tx<'_>, id: i64) -> daybook_db::Result<()> {
    tx.run(PEND, params![id])?;
    tx.run(REMOVE, params![id])?;
    Ok(())
}

/// Keeps that a message has no words any more.
pub(in crate::chat) fn remove(tx: &mut Tx<'_>, id: i64) -> daybook_db::Result<()> {
    tx.run(SETTLE, params![id])?;
    tx.run(REMOVE, params![id])?;
    Ok(())
}

/// Forgets the first messages of a room, so many.
pub(in crate::chat) fn forget(tx: &mut Tx<'_>, room_id: i64, count: i64) -> daybook_db::Result<()> {
    tx.run(SETTLE_ROOM, params![room_id, count])?;
    tx.run(REMOVE_ROOM, params![room_id, count])?;
    Ok(())
}

/// Puts pending messages into the index, unless they are [`FEW`].
///
/// # Errors
/// When the database fails; what was put in stays.
pub async fn fill(app: &App) -> Result<()> {
    fill_until(app, FEW).await
}

/// Puts pending messages into the index until so few are left.
///
/// # Errors
/// When the database fails; what was put in stays.
pub async fn fill_until(app: &App, few: i64) -> Result<()> {
    while app.db.read(move |tx| tx.opt::<i64>(IS_MORE, params![few])).await?.is_some() {
        app.db.write(fill_some).await?;
    }
    Ok(())
}

fn fill_some(tx: &mut Tx<'_>) -> daybook_db::Result<()> {
    let (insert, document): (_, fn(&Entry) -> String) = match tx.engine() {
        Engine::Sqlite => (sqlite::INSERT, sqlite::document),
        Engine::Postgres => (postgres::INSERT, postgres::document),
    };
    let mut taken: Vec<i64> = tx.all(TAKE, params![AT_ONCE])?;
    taken.sort_unstable();
    for id in taken {
        if let Some(entry) = tx.opt::<Entry>(READ, params![id])? {
            tx.run(insert, params![id, &document(&entry)])?;
        }
    }
    Ok(())
}
