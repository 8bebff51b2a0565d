//! Finding: the newest messages are looked at, then the index and what is pending are asked for older ones.
//!
//! Not here: HTTP (`chat::search::list`), the statements (`chat::search::statements`).

use super::{
    postgres, sqlite,
    statements::{BATCH, BETWEEN, DELETED, FLOOR, PENDING, PRIVATE, THESE},
    terms::Terms,
    tokens::{OF_PUBLIC, Where},
};
use crate::{
    Result,
    chat::{
        messages::model::Stored,
        rooms::{self, name::RoomName},
    },
};
use daybook_db::{Engine, FromRow, Row, Tx, Value, params};

/// So many of the newest messages are looked at, in whatever rooms they are.
const NEWEST: i64 = 1_000;
/// So many pending messages are looked at. There are more of them only while a new index is filled.
const PENDING_AT_MOST: i64 = 10_000;
/// So many private rooms of a user are looked through, the newest of them; by its name each is.
const ROOMS: i64 = 2_000;

/// What is wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) user: i64,
    pub(super) terms: Terms,
    /// The name of the only room that is meant.
    pub(super) room: Option<String>,
    pub(super) before: i64,
    pub(super) limit: usize,
}

/// A message, and where it was said.
pub(super) struct Found {
    pub(super) message: Stored,
    pub(super) room_id: i64,
    pub(super) room: String,
}

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        Ok(Self { message: Stored::from_row(row)?, room_id: row.get(11)?, room: row.get(12)? })
    }
}

/// At most so many messages, newest first.
pub(super) fn find(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<Found>> {
    let room = match &wanted.room {
        None => None,
        Some(name) => match find_room(tx, wanted.user, name)? {
            Some(id) => Some(id),
            None => return Ok(Vec::new()),
        },
    };
    let is_meant = |it: &Found| {
        room.is_none_or(|id| id == it.room_id) && wanted.terms.are_in(it.message.content())
    };
    let floor: Option<i64> = tx.opt(FLOOR, params![wanted.before, NEWEST - 1])?;
    let newest = params![wanted.user, floor.unwrap_or(i64::MIN), wanted.before];
    let mut found: Vec<Found> = tx.all(BETWEEN, newest)?;
    found.retain(is_meant);
    let missing = wanted.limit.saturating_sub(found.len());
    if let Some(floor) = floor
        && missing > 0
    {
        let mut pending: Vec<Found> =
            tx.all(PENDING, params![wanted.user, floor, PENDING_AT_MOST])?;
        pending.retain(is_meant);
        found.append(&mut pending);
        found.append(&mut indexed(tx, wanted, room, floor, missing)?);
        found.sort_by_key(|it| std::cmp::Reverse(it.message.id()));
    }
    found.truncate(wanted.limit);
    Ok(found)
}

fn find_room(tx: &mut Tx<'_>, user: i64, name: &str) -> Result<Option<i64>> {
    let Some(name) = RoomName::of(name) else { return Ok(None) };
    Ok(rooms::store::find(tx, user, &name)?.map(|room| room.id))
}

/// What the index finds before an id.
fn indexed(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    room: Option<i64>,
    mut before: i64,
    missing: usize,
) -> Result<Vec<Found>> {
    let (find, query): (_, fn(&Terms, &Where) -> String) = match tx.engine() {
        Engine::Sqlite => (sqlite::FIND, sqlite::query),
        Engine::Postgres => (postgres::FIND, postgres::query),
    };
    let place = place(tx, wanted.user, room)?;
    let query = query(&wanted.terms, &place);
    let mut found = Vec::new();
    loop {
        let limit = missing - found.len();
        let rows = i64::try_from(limit).unwrap_or(i64::MAX);
        let ids: Vec<i64> = tx.all(find, params![&query, before, rows])?;
        for ids in ids.chunks(BATCH) {
            let places = (0..BATCH).map(|place| ids.get(place).copied().unwrap_or_default());
            let values: Vec<_> = [wanted.user].into_iter().chain(places).map(Value::from).collect();
            found.extend(tx.all::<Found>(THESE, &values)?);
        }
        // The tokens tell who sees what; should a message be left out all the same, another takes its place.
        match ids.last() {
            Some(last) if ids.len() == limit && found.len() < missing => before = *last,
            _ => break,
        }
    }
    Ok(found)
}

/// The tokens of the rooms that a user sees, or of the one that is meant and that they see.
fn place(tx: &mut Tx<'_>, user: i64, room: Option<i64>) -> Result<Where> {
    let tokens = |ids: Vec<i64>| ids.into_iter().map(|id| format!("@{id}")).collect::<Vec<_>>();
    if let Some(id) = room {
        return Ok(Where { in_any: tokens(vec![id]), in_none: Vec::new() });
    }
    let mut in_any = tokens(tx.all(PRIVATE, params![user, ROOMS])?);
    in_any.push(OF_PUBLIC.to_owned());
    Ok(Where { in_any, in_none: tokens(tx.all(DELETED, params![ROOMS])?) })
}
