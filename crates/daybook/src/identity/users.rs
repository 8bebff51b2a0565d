//! The table `users`: who has an account.
//!
//! Invariants: a username is unique, case counts; each change of a credential (password, name,
//! address) draws a new stamp, which kills mailed links and the memory of Basic; an account with
//! `deleted_at` is found by nobody.
//! Not here: logins (`login`), the rows that features keep for a user.

use daybook_db::{FromRow, Row, Tx, params};

use super::{email, random, security_log};
use crate::{error::Result, time::Timestamp};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: i64,
    /// The login name.
    pub username: String,
    /// The mail address, or empty.
    pub email: String,
    /// The first name, or empty.
    pub first_name: String,
    /// The last name, or empty.
    pub last_name: String,
    /// The hash of the password.
    pub password: PasswordHash,
    /// Drawn anew with each change of a credential.
    pub stamp: i64,
    /// Whether it may log in.
    pub is_active: bool,
    /// Whether it waits for the link of its activation mail.
    pub awaits_activation: bool,
    /// Whether it may see and do what staff may.
    pub is_staff: bool,
    /// Whether it may make others staff.
    pub is_superuser: bool,
    /// When it was made.
    pub date_joined: Timestamp,
    /// When it last logged in.
    pub last_login: Option<Timestamp>,
    /// The IANA name of the zone that the user's days are in.
    pub timezone: String,
}

/// A stored hash; `Debug` prints `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl PasswordHash {
    /// The mark of an account without a password.
    #[must_use]
    pub fn none() -> Self {
        Self("!".to_owned())
    }

    /// Whether any password can match.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !self.0.is_empty() && !self.0.starts_with('!')
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl FromRow for User {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            username: row.get(1)?,
            email: row.get(2)?,
            first_name: row.get(3)?,
            last_name: row.get(4)?,
            password: PasswordHash(row.get(5)?),
            stamp: row.get(6)?,
            is_active: row.get(7)?,
            awaits_activation: row.get(8)?,
            is_staff: row.get(9)?,
            is_superuser: row.get(10)?,
            date_joined: Timestamp(row.get(11)?),
            last_login: row.get::<Option<i64>>(12)?.map(Timestamp),
            timezone: row.get(13)?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, username, email, first_name, last_name, password, stamp, is_active, \
             awaits_activation, is_staff, is_superuser, date_joined, last_login, timezone \
             from users where deleted_at is null ",
            $rest
        )
    };
}

const FIND: &str = select!("and id = $1");
const FIND_BY_NAME: &str = select!("and username = $1");
const FIND_BY_EMAIL: &str =
    select!("and email_folded = $1 and email_folded <> '' order by id limit 20");
const PAGE: &str = select!("and id < $1 order by id desc limit $2");
const COUNT: &str = "select count(*) from users where deleted_at is null";
const AT_PAGE: &str = select!("order by id desc limit $1 offset $2");

/// The account with this id.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Option<User>> {
    Ok(tx.opt(FIND, params![id])?)
}

/// The account with exactly this name.
pub fn find_by_name(tx: &mut Tx<'_>, username: &str) -> Result<Option<User>> {
    Ok(tx.opt(FIND_BY_NAME, params![username])?)
}

/// The accounts with this address, in any case; twenty at most.
pub fn find_by_email(tx: &mut Tx<'_>, address: &str) -> Result<Vec<User>> {
    let folded = email::fold(address);
    Ok(tx.all(FIND_BY_EMAIL, params![&folded])?)
}

/// Accounts before an id, newest first.
pub fn before(tx: &mut Tx<'_>, id: i64, limit: i64) -> Result<Vec<User>> {
    Ok(tx.all(PAGE, params![id, limit])?)
}

/// How many accounts there are.
pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.one(COUNT, params![])?)
}

/// Accounts after so many, newest first.
pub fn skip(tx: &mut Tx<'_>, offset: i64, limit: i64) -> Result<Vec<User>> {
    Ok(tx.all(AT_PAGE, params![limit, offset])?)
}

/// What a new account is made of.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The login name.
    pub username: String,
    /// The mail address, or empty.
    pub email: String,
    /// The first name, or empty.
    pub first_name: String,
    /// The last name, or empty.
    pub last_name: String,
    /// The hash of the password.
    pub password: PasswordHash,
    /// Whether it is staff.
    pub is_staff: bool,
    /// Whether it may make others staff.
    pub is_superuser: bool,
}

const INSERT: &str = "insert into users (username, email, email_folded, first_name, last_name, \
     password, stamp, is_staff, is_superuser, date_joined) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
     on conflict (username) do nothing returning id";

/// Makes an account; `None` when the name is taken.
pub fn insert(tx: &mut Tx<'_>, new: &NewUser, stamp: i64, now: Timestamp) -> Result<Option<i64>> {
    let folded = email::fold(&new.email);
    let made = tx.opt(
        INSERT,
        params![
            &new.username,
            &new.email,
            &folded,
            &new.first_name,
            &new.last_name,
            &new.password.0,
            stamp,
            new.is_staff,
            new.is_superuser,
            now.0
        ],
    )?;
    if let Some(id) = made {
        security_log::account(tx, id, "account made");
    }
    Ok(made)
}

/// A stamp for the next change; drawn before the transaction.
#[must_use]
pub fn new_stamp() -> i64 {
    random::positive()
}

const LOG_IN: &str = "update users set last_login = $3 \
     where id = $1 and stamp = $2 and is_active and deleted_at is null";
const REHASH: &str = "update users set password = $2 where id = $1";
const SET_PASSWORD: &str =
    "update users set password = $3, stamp = $4 where id = $1 and stamp = $2";
const SET_USERNAME: &str =
    "update users set username = $3, stamp = $4 where id = $1 and stamp = $2";
const SET_EMAIL: &str =
    "update users set email = $2, email_folded = $3, stamp = $4 where id = $1 and email <> $2";
const ACTIVATE: &str = "update users set is_active = true, awaits_activation = false \
     where id = $1 and awaits_activation";
const SET_FLAGS: &str = "update users set is_staff = $2, is_superuser = $3 where id = $1";

/// Notes a login and locks the account's row: whoever changes the password at the same time goes
/// before or after. `false` when the credentials that were checked are no longer those.
pub fn log_in(tx: &mut Tx<'_>, id: i64, stamp: i64, now: Timestamp) -> Result<bool> {
    Ok(tx.run(LOG_IN, params![id, stamp, now.0])? == 1)
}

/// Keeps the same password in a newer hash.
pub fn rehash(tx: &mut Tx<'_>, id: i64, hash: &PasswordHash) -> Result<()> {
    tx.run(REHASH, params![id, &hash.0])?;
    Ok(())
}

/// Keeps a new password; `false` when the account is no longer as it was found.
pub fn set_password(tx: &mut Tx<'_>, user: &User, hash: &PasswordHash, stamp: i64) -> Result<bool> {
    let changed = tx.run(SET_PASSWORD, params![user.id, user.stamp, &hash.0, stamp])? == 1;
    if changed {
        security_log::account(tx, user.id, "password changed");
    }
    Ok(changed)
}

/// Changes the name; `false` when the account is no longer as it was found, a conflict when the
/// name is taken.
pub fn set_username(
    tx: &mut Tx<'_>,
    user: &User,
    username: &str,
    stamp: i64,
) -> daybook_db::Result<bool> {
    let changed = tx.run(SET_USERNAME, params![user.id, user.stamp, username, stamp])? == 1;
    if changed {
        security_log::account(tx, user.id, "username changed");
    }
    Ok(changed)
}

/// Changes the address; `false` when it is that already.
pub fn set_email(tx: &mut Tx<'_>, id: i64, address: &str, stamp: i64) -> Result<bool> {
    let folded = email::fold(address);
    let changed = tx.run(SET_EMAIL, params![id, address, &folded, stamp])? == 1;
    if changed {
        security_log::account(tx, id, "mail address changed");
    }
    Ok(changed)
}

/// Switches an account on that waits for it; `false` when it does not.
pub fn activate(tx: &mut Tx<'_>, id: i64) -> Result<bool> {
    let activated = tx.run(ACTIVATE, params![id])? == 1;
    if activated {
        security_log::account(tx, id, "account activated");
    }
    Ok(activated)
}

/// Says what an account may do.
pub fn set_flags(tx: &mut Tx<'_>, id: i64, is_staff: bool, is_superuser: bool) -> Result<()> {
    tx.run(SET_FLAGS, params![id, is_staff, is_superuser])?;
    security_log::account(tx, id, "rights set");
    Ok(())
}

const TIMEZONE: &str = "select timezone from users where id = $1";

/// The IANA name of the zone that a user's days are in.
pub fn timezone(tx: &mut Tx<'_>, id: i64) -> Result<String> {
    Ok(tx.one(TIMEZONE, params![id])?)
}

const IS_ACTIVE: &str =
    "select count(*) from users where id = $1 and is_active and deleted_at is null";
const NAMED: &str = "select id, username from users where deleted_at is null and is_active \
     and lower(username) >= $1 and lower(username) < $2 order by lower(username), id limit $3";
/// What comes after every name that begins alike.
const LAST: char = char::MAX;

/// Whether somebody with this id may log in.
pub fn is_active(tx: &mut Tx<'_>, id: i64) -> Result<bool> {
    Ok(tx.one::<i64>(IS_ACTIVE, params![id])? == 1)
}

/// Id and name of those whose name begins so, in any case of a to z; those who may log in.
pub fn named(tx: &mut Tx<'_>, start: &str, limit: i64) -> Result<Vec<(i64, String)>> {
    // Without a locale, `lower` knows a to z on both engines.
    let start = start.to_ascii_lowercase();
    let end = format!("{start}{LAST}");
    Ok(tx.all(NAMED, params![&start, &end, limit])?)
}

const HIDE: &str = "update users set username = $2, email = '', email_folded = '', first_name = '', \
     last_name = '', password = '!', stamp = $3, is_active = false, awaits_activation = false, \
     is_staff = false, is_superuser = false, deleted_at = $4 where id = $1";
const HIDDEN: &str =
    "select id from users where deleted_at is not null order by deleted_at limit 100";
const REMOVE: &str = "delete from users where id = $1 and deleted_at is not null";

/// Hides an account that is being deleted, and frees its name. No username holds a `!`.
pub fn hide(tx: &mut Tx<'_>, id: i64, stamp: i64, now: Timestamp) -> Result<()> {
    let name = format!("!deleted-{id}");
    tx.run(HIDE, params![id, &name, stamp, now.0])?;
    security_log::account(tx, id, "account deleted");
    Ok(())
}

/// Accounts that were hidden and still have a row.
pub fn hidden(tx: &mut Tx<'_>) -> Result<Vec<i64>> {
    Ok(tx.all(HIDDEN, params![])?)
}

/// Removes the row of a hidden account; what is left in other tables follows or forgets its user.
pub fn remove(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    tx.run(REMOVE, params![id])?;
    Ok(())
}
