//! Profiles in the database: find, lock, change.
//!
//! Not here: events (`profiles::events`), pictures (`profiles::avatar`).

use super::{avatar, model::Profile};
use crate::{http::Slice, time::Timestamp};
use daybook_db::{Result, Tx, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select u.id, u.username, u.email, coalesce(p.name, ''), coalesce(p.surname, ''), p.age, \
             coalesce(p.phone_number, ''), coalesce(p.profession, ''), coalesce(p.about_me, ''), a.name, \
             u.timezone, coalesce(p.updated_at, u.date_joined) \
             from users u left join profiles p on p.user_id = u.id left join avatars a on a.user_id = u.id \
             where u.deleted_at is null ",
            $rest
        )
    };
}

const FIND: &str = select!("and u.id = $1");
const BEFORE: &str = select!("and u.id < $1 order by u.id desc limit $2");
const PAGE: &str = select!("order by u.id desc limit $1 offset $2");
/// Of two changes at once the second waits here; who is being deleted gets no row.
const LOCK: &str = "insert into profiles (user_id, updated_at) \
                    select id, date_joined from users where id = $1 and deleted_at is null \
                    on conflict (user_id) do update set updated_at = profiles.updated_at";
const UPDATE: &str = "update profiles set name = $2, surname = $3, age = $4, phone_number = $5, \
                      profession = $6, about_me = $7, updated_at = $8 where user_id = $1";
const TOUCH: &str = "update profiles set updated_at = $2 where user_id = $1";
const SET_TIMEZONE: &str = "update users set timezone = $2 where id = $1 and timezone <> $2";
const FORGET: &str = "delete from profiles where user_id = $1";

/// A user's profile.
pub fn find(tx: &mut Tx<'_>, user: i64) -> Result<Option<Profile>> {
    tx.opt(FIND, params![user])
}

/// A user's profile, which nobody else changes until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, user: i64) -> Result<Option<Profile>> {
    tx.run(LOCK, params![user])?;
    find(tx, user)
}

/// At most `limit` profiles, newest accounts first.
pub fn rows(tx: &mut Tx<'_>, slice: Slice, limit: i64) -> Result<Vec<Profile>> {
    match slice {
        Slice::Before(id) => tx.all(BEFORE, params![id, limit]),
        Slice::Page { offset } => tx.all(PAGE, params![limit, offset]),
    }
}

/// Stores what a profile that was locked has become.
pub fn update(tx: &mut Tx<'_>, profile: &Profile) -> Result<()> {
    let values = params![
        profile.id,
        &profile.name,
        &profile.surname,
        profile.age,
        &profile.phone_number,
        &profile.profession,
        &profile.about_me,
        profile.updated_at.0,
    ];
    tx.run(UPDATE, values)?;
    tx.run(SET_TIMEZONE, params![profile.id, &profile.timezone])?;
    Ok(())
}

/// Dates a profile anew that was locked.
pub fn touch(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<()> {
    tx.run(TOUCH, params![user, now.0])?;
    Ok(())
}

/// Removes a user's profile and picture; tells how many rows, 0 when it is gone.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<u64> {
    avatar::remove(tx, user, now)?;
    tx.run(FORGET, params![user])
}
