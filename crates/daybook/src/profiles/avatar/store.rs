//! Pictures in the database, or named by it.
//!
//! Invariant: a row without bytes names two objects that are bound, and one with bytes none (`uploads`).

use super::{Avatar, pixels::SIDES};
use crate::{Result, time::Timestamp, uploads};
use bytes::Bytes;
use daybook_db::{Tx, params};

const KEEP: &str = "insert into avatars (user_id, name, large, small) values ($1, $2, $3, $4) \
                    on conflict (user_id) do update set name = excluded.name, \
                    large = excluded.large, small = excluded.small";
const REMOVE: &str = "delete from avatars where user_id = $1";
const LARGE: &str = "select name, large from avatars where name = $1";
const SMALL: &str = "select name, small from avatars where name = $1";
const OF: &str = "select name, large from avatars where user_id = $1";
const OUTSIDE: &str = "select name from avatars where user_id = $1 and large is null";

/// Where the bytes of a picture are.
#[derive(Debug)]
pub enum Kept {
    /// In its row.
    Here(Bytes),
    /// In the object of this name.
    Outside(String),
}

/// Where the picture with this name is served.
pub(in crate::profiles) fn address(name: &str) -> String {
    format!("/api/avatars/{name}.webp")
}

/// The names of a picture's objects, large and small.
pub(super) fn keys(name: &str) -> [String; 2] {
    SIDES.map(|side| format!("avatars/{name}-{side}.webp"))
}

/// Keeps a picture instead of the one that was there; tells its address.
///
/// # Errors
/// When the database fails, or its objects came too long ago.
pub fn keep(tx: &mut Tx<'_>, user: i64, avatar: &Avatar, now: Timestamp) -> Result<String> {
    release(tx, user, now)?;
    let Avatar { name, inside } = avatar;
    if inside.is_none() {
        uploads::bind(tx, &keys(name), now)?;
    }
    let [large, small] = [0, 1].map(|size| inside.as_ref().map(|sizes| &sizes[size]));
    tx.run(KEEP, params![user, name, large, small])?;
    Ok(address(name))
}

/// Removes a user's picture.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> daybook_db::Result<()> {
    release(tx, user, now)?;
    tx.run(REMOVE, params![user])?;
    Ok(())
}

/// Gives the objects of a user's picture away, if it has any.
fn release(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> daybook_db::Result<()> {
    match tx.opt::<String>(OUTSIDE, params![user])? {
        Some(name) => uploads::release(tx, &keys(&name), now),
        None => Ok(()),
    }
}

/// A user's picture.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx<'_>, user: i64) -> daybook_db::Result<Option<Kept>> {
    Ok(tx.opt(OF, params![user])?.map(|row| kept(row, 0)))
}

/// The picture with this name.
pub(super) fn find(tx: &mut Tx<'_>, name: &str, small: bool) -> daybook_db::Result<Option<Kept>> {
    let row = tx.opt(if small { SMALL } else { LARGE }, params![name])?;
    Ok(row.map(|row| kept(row, usize::from(small))))
}

fn kept((name, bytes): (String, Option<Vec<u8>>), size: usize) -> Kept {
    match bytes {
        Some(bytes) => Kept::Here(bytes.into()),
        None => Kept::Outside(keys(&name)[size].clone()),
    }
}
