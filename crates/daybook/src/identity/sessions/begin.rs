//! Sessions begin, are used, and are rotated.
//!
//! Not here: their end (`end`).

use daybook_db::{Tx, params};

use super::{
    Kind,
    end::{Why, ended},
    listed::Listed,
};
use crate::{
    error::Result,
    history::Origin,
    identity::{Identity, security_log},
    streams::{Stream, emit},
    time::Timestamp,
};

/// What a new session is made of.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Whose.
    pub user: i64,
    /// What will carry it.
    pub kind: Kind,
    /// The hash of its token.
    pub token_hash: Option<String>,
    /// The client.
    pub origin: Origin,
}

const MOST: i64 = 100;
const INSERT: &str = "insert into sessions (user_id, kind, token_hash, rotated_at, created_at, \
     last_seen, expires_at, address, agent) values ($1, $2, $3, $4, $4, $4, $5, $6, $7) returning id";
const SURPLUS: &str = "delete from sessions where id in (select id from sessions where user_id = $1 \
     order by last_seen desc, id desc limit 1000 offset $2) returning id, user_id";

/// Starts a session. The caller has locked the user's row.
pub fn start(
    tx: &mut Tx<'_>,
    identity: &Identity,
    new: &NewSession,
    now: Timestamp,
) -> Result<i64> {
    let expires_at = now.0 + new.kind.lifetime();
    let id: i64 = tx.one(
        INSERT,
        params![
            new.user,
            new.kind.name(),
            new.token_hash.as_deref(),
            now.0,
            expires_at,
            &new.origin.address,
            &new.origin.agent
        ],
    )?;
    security_log::session(tx, new.user, id, "session began");
    let surplus = tx.all(SURPLUS, params![new.user, MOST])?;
    ended(tx, identity, surplus, Why::Crowded, now)?;
    let begun = Listed {
        id,
        kind: new.kind.name().to_owned(),
        created_at: now,
        last_seen: now,
        expires_at: Timestamp(expires_at),
        address: new.origin.address.clone(),
        agent: new.origin.agent.clone(),
        current: false,
    };
    emit(tx, Stream::User(new.user), "session_started", &begun)?;
    Ok(id)
}

const SEEN: &str = "update sessions set last_seen = $2, \
     expires_at = case when kind = 'token' then $3 else expires_at end where id = $1";
const SLIDE: &str = "update sessions set rotated_at = $2, expires_at = $3, last_seen = $2 \
     where id = $1 and generation = $4";
const ROTATE: &str = "update sessions set generation = generation + 1, rotated_at = $3, \
     last_seen = $3, expires_at = $4 where id = $1 and generation = $2";

/// Notes a use.
pub fn seen(tx: &mut Tx<'_>, id: i64, now: Timestamp) -> Result<()> {
    let expires_at = now.0 + Kind::Token.lifetime();
    tx.run(SEEN, params![id, now.0, expires_at])?;
    Ok(())
}

/// Lets a browser's session live on from now, its refresh token not rotated but dated anew.
pub fn slide(tx: &mut Tx<'_>, id: i64, generation: i64, now: Timestamp) -> Result<bool> {
    let expires_at = now.0 + Kind::Browser.lifetime();
    Ok(tx.run(SLIDE, params![id, now.0, expires_at, generation])? == 1)
}

/// Replaces the refresh token of this generation; `false` when it was replaced already.
pub fn rotate(tx: &mut Tx<'_>, id: i64, generation: i64, now: Timestamp) -> Result<bool> {
    let expires_at = now.0 + Kind::Jwt.lifetime();
    Ok(tx.run(ROTATE, params![id, generation, now.0, expires_at])? == 1)
}
