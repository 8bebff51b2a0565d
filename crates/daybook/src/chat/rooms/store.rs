//! Rooms in the database, and who is in them.
//!
//! A room that is to be changed is locked by the statement that reads it. Invariant: `members` and `member_count` of
//! a room tell what `room_members` holds.
//!
//! Not here: lists (`chat::rooms::list`), events (`chat::rooms::events`).

use super::{
    model::{MOST_MEMBERS, Room},
    name::RoomName,
};
use crate::time::Timestamp;
use daybook_db::{Result, Tx, params};

/// The columns of [`Room`], in its order.
macro_rules! columns {
    () => {
        "id, name, title, topic, private, direct, members, member_count, created_by, created_at"
    };
}
pub(super) use columns;

const FIND: &str =
    concat!("select ", columns!(), " from rooms where name = $1 and deleted_at is null");
const LOCK: &str = concat!(
    "update rooms set name = name where name = $1 and deleted_at is null returning ",
    columns!()
);
const INSERT: &str = "insert into rooms (name, title, topic, private, direct, members, member_count, created_by, created_at) \
                      values ($1, $2, $3, $4, $5, '[]', 0, $6, $7) on conflict (name) where deleted_at is null do nothing";
const UPDATE: &str = "update rooms set title = $2, topic = $3 where id = $1";
const DELETE: &str = "update rooms set deleted_at = $2 where id = $1";
const IS_MEMBER: &str = "select count(*) from room_members where user_id = $1 and room_id = $2";
const LAST_SEQ: &str = "select last_seq from rooms where id = $1";
const ENTER: &str = "insert into room_members (user_id, room_id, joined_at, read_seq) \
                     select $1, id, $3, last_seq from rooms where id = $2 on conflict (user_id, room_id) do nothing";
const LEAVE: &str = "delete from room_members where user_id = $1 and room_id = $2";
const MEMBERS: &str =
    "select user_id from room_members where room_id = $1 order by user_id limit $2";
const TELL_MEMBERS: &str =
    "update rooms set members = $2, member_count = member_count + $3 where id = $1";

/// A room that this user sees.
pub fn find(tx: &mut Tx<'_>, user_id: i64, name: &RoomName) -> Result<Option<Room>> {
    let room = tx.opt::<Room>(FIND, params![name.as_str()])?;
    seen(tx, user_id, room)
}

/// A room that this user sees, which nobody else changes until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, user_id: i64, name: &RoomName) -> Result<Option<Room>> {
    if tx.writes_alone() {
        return find(tx, user_id, name);
    }
    let room = tx.opt::<Room>(LOCK, params![name.as_str()])?;
    seen(tx, user_id, room)
}

fn seen(tx: &mut Tx<'_>, user_id: i64, room: Option<Room>) -> Result<Option<Room>> {
    match room {
        Some(room) if room.private && !is_member(tx, user_id, room.id)? => Ok(None),
        room => Ok(room),
    }
}

/// Whether a user is in a room.
pub fn is_member(tx: &mut Tx<'_>, user_id: i64, room_id: i64) -> Result<bool> {
    Ok(tx.one::<i64>(IS_MEMBER, params![user_id, room_id])? == 1)
}

/// The number of the last message of a room.
pub fn last_seq(tx: &mut Tx<'_>, room_id: i64) -> Result<i64> {
    tx.one(LAST_SEQ, params![room_id])
}

/// Stores a new room without members, whatever its id was; `None` when there is one of this name.
pub fn insert(tx: &mut Tx<'_>, new: Room) -> Result<Option<Room>> {
    let Room { name, title, topic, private, direct, created_by, created_at, .. } = &new;
    let values = params![name, title, topic, private, direct, created_by, created_at.0];
    let id = tx.insert(INSERT, values)?;
    Ok(id.map(|id| Room { id, members: Vec::new(), member_count: 0, ..new }))
}

/// Stores what a room that was locked has become, but for its members.
pub fn update(tx: &mut Tx<'_>, room: &Room) -> Result<()> {
    tx.run(UPDATE, params![room.id, &room.title, &room.topic])?;
    Ok(())
}

/// Hides a room that was locked from all.
pub fn delete(tx: &mut Tx<'_>, id: i64, now: Timestamp) -> Result<()> {
    tx.run(DELETE, params![id, now.0])?;
    Ok(())
}

/// Puts users into a room that was locked, and takes others out; tells those who are new and those who are gone.
pub fn change_members(
    tx: &mut Tx<'_>,
    room: &mut Room,
    enter: &[i64],
    leave: &[i64],
    now: Timestamp,
) -> Result<Changed> {
    let mut changed = Changed::default();
    for user in enter {
        if tx.run(ENTER, params![*user, room.id, now.0])? == 1 {
            changed.entered.push(*user);
        }
    }
    for user in leave {
        if tx.run(LEAVE, params![*user, room.id])? == 1 {
            changed.left.push(*user);
        }
    }
    let count = |users: &[i64]| i64::try_from(users.len()).unwrap_or(i64::MAX);
    let more = count(&changed.entered) - count(&changed.left);
    if !changed.is_empty() {
        let most = i64::try_from(MOST_MEMBERS).unwrap_or(i64::MAX);
        room.members = tx.all(MEMBERS, params![room.id, most])?;
        room.member_count += more;
        let members = serde_json::json!(room.members).to_string();
        tx.run(TELL_MEMBERS, params![room.id, &members, more])?;
    }
    Ok(changed)
}

/// Who came into a room, and who is not in it any more.
#[derive(Debug, Default)]
pub struct Changed {
    /// Those who are in it now.
    pub entered: Vec<i64>,
    /// Those who are not any more.
    pub left: Vec<i64>,
}

impl Changed {
    /// Whether nobody came or went.
    pub fn is_empty(&self) -> bool {
        self.entered.is_empty() && self.left.is_empty()
    }
}
