//! Pictures in the database.

use super::Avatar;
use daybook_db::{Result, Tx, params};

const KEEP: &str = "insert into avatars (user_id, name, large, small) values ($1, $2, $3, $4) \
                    on conflict (user_id) do update set name = excluded.name, \
                    large = excluded.large, small = excluded.small";
const REMOVE: &str = "delete from avatars where user_id = $1";
const LARGE: &str = "select large from avatars where name = $1";
const OF: &str = "select large from avatars where user_id = $1";
const SMALL: &str = "select small from avatars where name = $1";

/// Where the picture with this name is served.
pub(in crate::profiles) fn address(name: &str) -> String {
    format!("/api/avatars/{name}.webp")
}

/// Keeps a picture instead of the one that was there; tells its address.
pub fn keep(tx: &mut Tx<'_>, user: i64, avatar: &Avatar) -> Result<String> {
    let Avatar { name, sizes: [large, small] } = avatar;
    tx.run(KEEP, params![user, name, large, small])?;
    Ok(address(name))
}

/// Removes a user's picture.
pub fn remove(tx: &mut Tx<'_>, user: i64) -> Result<()> {
    tx.run(REMOVE, params![user])?;
    Ok(())
}

/// The bytes of a user's picture.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx<'_>, user: i64) -> Result<Option<Vec<u8>>> {
    tx.opt(OF, params![user])
}

/// The bytes of a picture.
pub(super) fn find(tx: &mut Tx<'_>, name: &str, small: bool) -> Result<Option<Vec<u8>>> {
    tx.opt(if small { SMALL } else { LARGE }, params![name])
}
