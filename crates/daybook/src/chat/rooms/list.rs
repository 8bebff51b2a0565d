//! The list of rooms: the public ones, and those that a user is in.
//!
//! Both are read in the order of their ids, as many as are wanted, and then merged: however many private rooms others
//! have, none of them is looked at. Not here: parts and pages (`listing`).

use super::{model::Room, store::columns};
use crate::{
    App, Result,
    http::{List, Paged, Query},
    identity::CurrentUser,
    listing::{self, From, Source},
};
use axum::extract::State;
use daybook_db::{Tx, params};

const OWN: &str = concat!(
    "select ",
    columns!(),
    " from rooms where id in \
     (select m.room_id from room_members m cross join rooms r \
      where m.user_id = $1 and m.room_id < $2 and r.id = m.room_id and r.deleted_at is null \
      order by m.room_id desc limit $3) \
     order by id desc limit $4 offset $5"
);
const PUBLIC: &str = concat!(
    "select ",
    columns!(),
    " from rooms where not private and deleted_at is null and id < $1 order by id desc limit $2"
);
const COUNT_OWN: &str = "select count(*) from room_members m cross join rooms r \
                         where m.user_id = $1 and r.id = m.room_id and r.deleted_at is null";
const COUNT_PRIVATE: &str = "select count(*) from room_members m cross join rooms r \
                             where m.user_id = $1 and r.id = m.room_id and r.deleted_at is null and r.private";
const COUNT_PUBLIC: &str =
    "select count(*) from rooms where not private and deleted_at is null and id > $1";

/// Every text of the list, and whether it reads the newest first by an index.
pub(in crate::chat) fn texts() -> [(&'static str, bool); 5] {
    [
        (OWN, false),
        (PUBLIC, true),
        (COUNT_OWN, false),
        (COUNT_PRIVATE, false),
        (COUNT_PUBLIC, false),
    ]
}

crate::input! {
    /// Which rooms are wanted.
    pub(super) struct RoomFilter {
        /// Those that I am in.
        mine: Option<bool>,
    }
}

/// The rooms that a user sees, or is in.
#[derive(Clone, Copy)]
struct Rooms {
    user: i64,
    mine: bool,
}

impl Source for Rooms {
    type Row = Room;
    type Shown = Room;
    type Place = i64;

    fn rows(&self, tx: &mut Tx<'_>, from: &From<i64>, limit: i64) -> Result<Vec<Room>> {
        let (before, offset) = match from {
            From::Start => (i64::MAX, 0),
            From::After(id) => (*id, 0),
            From::Skip(offset) => (i64::MAX, *offset),
        };
        if self.mine {
            let own = params![self.user, before, limit + offset, limit, offset];
            return Ok(tx.all(OWN, own)?);
        }
        let most = limit + offset;
        let mut rows: Vec<Room> = tx.all(OWN, params![self.user, before, most, most, 0])?;
        rows.extend(tx.all::<Room>(PUBLIC, params![before, most])?);
        rows.sort_by_key(|room| std::cmp::Reverse(room.id));
        rows.dedup_by_key(|room| room.id);
        let [offset, limit] = [offset, limit].map(|it| usize::try_from(it).unwrap_or(usize::MAX));
        Ok(rows.into_iter().skip(offset).take(limit).collect())
    }

    fn count(&self, tx: &mut Tx<'_>) -> Result<i64> {
        if self.mine {
            return Ok(tx.one(COUNT_OWN, params![self.user])?);
        }
        let private: i64 = tx.one(COUNT_PRIVATE, params![self.user])?;
        Ok(private + tx.one::<i64>(COUNT_PUBLIC, params![0])?)
    }

    fn place(&self, row: &Room) -> i64 {
        row.id
    }

    fn place_of(&self, id: i64) -> Option<i64> {
        Some(id)
    }

    fn id(row: &Room) -> i64 {
        row.id
    }

    fn shown(&self, row: Room) -> Room {
        row
    }
}

/// The newest rooms that a user is in.
///
/// # Errors
/// When the database fails.
pub fn own(tx: &mut Tx<'_>, user: i64, limit: i64) -> Result<Vec<Room>> {
    Ok(tx.all(OWN, params![user, i64::MAX, limit, limit, 0])?)
}

pub(super) async fn list_rooms(
    State(app): State<App>,
    user: CurrentUser,
    Query(filter): Query<RoomFilter>,
    paged: Paged,
) -> Result<List<Room>> {
    let rooms = Rooms { user: user.id, mine: filter.mine.unwrap_or_default() };
    listing::list(&app, &user, &paged, None, rooms).await
}
