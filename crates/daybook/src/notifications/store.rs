//! Notifications in the database, with what is told of them.
//!
//! Not here: HTTP (`notifications::routes`), what is told of messages (`notifications::mentions`).

use super::{Kind, Notification};
use crate::{
    App, Result,
    http::Choice,
    identity::users,
    listing::From,
    mail,
    statement::Statement,
    streams::{Stream, emit},
    time::{DAY, Timestamp},
};
use daybook_db::{Tx, params};
use serde_json::json;

/// How long a notification is kept, in microseconds.
pub const KEPT_FOR: i64 = 90 * DAY;

macro_rules! columns {
    () => {
        "id, kind, task_id, room, message_id, title, instant, created_at, read_at"
    };
}

const INSERT: &str = "insert into notifications (user_id, kind, task_id, title, instant, created_at) \
                      values ($1, $2, $3, $4, $5, $6) on conflict (task_id, user_id, kind, instant) do nothing";
const FIND: &str =
    concat!("select ", columns!(), " from notifications where id = $1 and user_id = $2");
const ROWS: &str = concat!("select ", columns!(), " from notifications where user_id = $?");
const COUNT: &str = "select count(*) from notifications where user_id = $?";
const UNREAD: &str = " and read_at is null";
const BEFORE: &str = " and id < $?";
const LIMIT: &str = " order by id desc limit $?";
const SKIP: &str = " order by id desc limit $? offset $?";
const MARK: &str = concat!(
    "update notifications set read_at = $3 where id = $1 and user_id = $2 returning ",
    columns!()
);
const READ: &str = concat!(
    "update notifications set read_at = $2 where read_at is null and id in \
     (select id from notifications where user_id = $1 and read_at is null order by id desc limit $3) returning ",
    columns!()
);
const READ_MENTIONS: &str = concat!(
    "update notifications set read_at = $4 where read_at is null and id in \
     (select id from notifications where user_id = $1 and room_id = $2 and read_at is null \
     and message_id <= (select id from messages where room_id = $2 and seq = $3) order by message_id limit $5) returning ",
    columns!()
);
const PRUNE: &str = "delete from notifications where id in \
                     (select id from notifications where created_at < $1 order by created_at limit $2) \
                     returning id, user_id";
const FORGET: &str = "delete from notifications where id in \
                      (select id from notifications where user_id = $1 limit $2)";
/// The most rows that one statement changes.
pub(super) const AT_ONCE: i64 = 500;

/// What is to be told of a task.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// Why.
    pub kind: Kind,
    /// The id of the task.
    pub task: i64,
    /// Its title.
    pub title: &'a str,
    /// For when the reminder was set, or when the task is due.
    pub instant: Timestamp,
}

/// Tells a user of a task, unless it was told already; by mail too, if that is wanted and the user
/// has an address.
///
/// # Errors
/// When the database fails.
pub fn tell(
    tx: &mut Tx<'_>,
    user: i64,
    News { kind, task, title, instant }: News<'_>,
    by_mail: bool,
    now: Timestamp,
) -> Result<()> {
    let values = params![user, kind.word(), task, title, instant.0, now.0];
    let Some(id) = tx.insert(INSERT, values)? else { return Ok(()) };
    let title = title.to_owned();
    let told = Notification {
        id,
        kind,
        task: Some(task),
        room: None,
        message: None,
        title,
        instant,
        created_at: now,
        read: false,
    };
    emit(tx, Stream::User(user), "notification_created", &told)?;
    if !by_mail {
        return Ok(());
    }
    match users::find(tx, user)? {
        Some(reader) if reader.is_active => mail::tell_of_task(tx, &reader, &told, now),
        _ => Ok(()),
    }
}

/// A notification of this user.
pub(super) fn find(
    tx: &mut Tx<'_>,
    user: i64,
    id: i64,
) -> daybook_db::Result<Option<Notification>> {
    tx.opt(FIND, params![id, user])
}

/// At most `limit` notifications of a user, newest first.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    user: i64,
    unread: bool,
    from: &From<i64>,
    limit: i64,
) -> daybook_db::Result<Vec<Notification>> {
    let of_user = filtered(ROWS, user, unread);
    let part = match from {
        From::Start => of_user.and(LIMIT, [limit.into()]),
        From::After(id) => of_user.and(BEFORE, [id.into()]).and(LIMIT, [limit.into()]),
        From::Skip(offset) => of_user.and(SKIP, [limit.into(), offset.into()]),
    };
    part.all(tx)
}

/// How many notifications a user has.
pub(super) fn count(tx: &mut Tx<'_>, user: i64, unread: bool) -> daybook_db::Result<i64> {
    filtered(COUNT, user, unread).one(tx)
}

fn filtered(fragment: &'static str, user: i64, unread: bool) -> Statement<'static> {
    let statement = Statement::new(fragment, [user.into()]);
    if unread { statement.and(UNREAD, []) } else { statement }
}

/// Says when a notification was read, if it was, and tells it.
pub(super) fn mark(
    tx: &mut Tx<'_>,
    user: i64,
    id: i64,
    read_at: Option<Timestamp>,
) -> Result<Option<Notification>> {
    let read_at = read_at.map(|Timestamp(time)| time);
    let marked = tx.opt::<Notification>(MARK, params![id, user, read_at])?;
    if let Some(marked) = &marked {
        emit(tx, Stream::User(user), "notification_updated", marked)?;
    }
    Ok(marked)
}

/// Says that some notifications of a user were read, and tells each; answers how many.
pub(super) fn mark_some(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<i64> {
    let marked = tx.all(READ, params![user, now.0, AT_ONCE])?;
    tell_marked(tx, user, marked)
}

/// Says that some mentions in a room were read, up to the message with this `seq`, and tells each; answers how many.
pub(super) fn mark_mentions(
    tx: &mut Tx<'_>,
    user: i64,
    room_id: i64,
    seq: i64,
    now: Timestamp,
) -> Result<i64> {
    let marked = tx.all(READ_MENTIONS, params![user, room_id, seq, now.0, AT_ONCE])?;
    tell_marked(tx, user, marked)
}

fn tell_marked(tx: &mut Tx<'_>, user: i64, mut marked: Vec<Notification>) -> Result<i64> {
    marked.sort_by_key(|it| it.id);
    for it in &marked {
        emit(tx, Stream::User(user), "notification_updated", it)?;
    }
    Ok(i64::try_from(marked.len()).unwrap_or(AT_ONCE))
}

/// Removes what is older than [`KEPT_FOR`].
///
/// # Errors
/// When the database fails.
pub async fn prune(app: &App) -> Result<()> {
    let now = app.clock.now();
    while app.db.write(move |tx| prune_some(tx, now)).await? > 0 {}
    Ok(())
}

fn prune_some(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let mut gone: Vec<(i64, i64)> = tx.all(PRUNE, params![now.0 - KEPT_FOR, AT_ONCE])?;
    gone.sort_unstable();
    for (id, user) in &gone {
        emit(tx, Stream::User(*user), "notification_deleted", &json!({ "id": id }))?;
    }
    Ok(gone.len())
}

/// Removes some of what a user was told; tells how many, 0 when all are gone.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, user: i64) -> daybook_db::Result<u64> {
    tx.run(FORGET, params![user, AT_ONCE])
}
