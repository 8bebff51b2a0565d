//! The table `sessions`: one row for each login, whatever carries it.
//!
//! Invariants: an ended session has no row, so that nothing that carries it opens anything; its
//! end is told to this node's caches and sockets before it is answered; a user has a hundred at
//! most, and the one unused for longest goes.
//! Not here: what a token says (`token`), who may end what (`routes`).

use std::sync::LazyLock;

use daybook_db::{FromRow, Result, Row, Tx, Value, params};

use super::Identity;
use crate::time::{DAY, Timestamp};

/// What a session is carried by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An opaque token.
    Token,
    /// A pair of JWTs that a client holds.
    Jwt,
    /// A pair of JWTs in cookies.
    Browser,
}

impl Kind {
    /// Its name in the table and on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Jwt => "jwt",
            Self::Browser => "browser",
        }
    }

    /// Microseconds that a session lives after its last use (a token) or rotation (the others).
    #[must_use]
    pub fn lifetime(self) -> i64 {
        match self {
            Self::Token => 90 * DAY,
            Self::Jwt | Self::Browser => super::REFRESH_LIFETIME * crate::time::SECOND,
        }
    }

    fn of(name: &str) -> Self {
        match name {
            "token" => Self::Token,
            "jwt" => Self::Jwt,
            _ => Self::Browser,
        }
    }
}

/// A session with what a request must know of its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// The session.
    pub id: i64,
    /// Whose.
    pub user: i64,
    /// What carries it.
    pub kind: Kind,
    /// How often its refresh token was rotated.
    pub generation: i64,
    /// When it was.
    pub rotated_at: Timestamp,
    /// When it was last used, give or take five minutes.
    pub last_seen: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// The user's name.
    pub username: String,
    /// Whether the user may log in.
    pub is_active: bool,
    /// Whether the user is staff.
    pub is_staff: bool,
    /// Whether the user is a superuser.
    pub is_superuser: bool,
}

impl FromRow for Live {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            user: row.get(1)?,
            kind: Kind::of(&row.get::<String>(2)?),
            generation: row.get(3)?,
            rotated_at: Timestamp(row.get(4)?),
            last_seen: Timestamp(row.get(5)?),
            expires_at: Timestamp(row.get(6)?),
            username: row.get(7)?,
            is_active: row.get(8)?,
            is_staff: row.get(9)?,
            is_superuser: row.get(10)?,
        })
    }
}

macro_rules! select_live {
    ($which:literal) => {
        concat!(
            "select s.id, s.user_id, s.kind, s.generation, s.rotated_at, s.last_seen, s.expires_at, \
             u.username, u.is_active, u.is_staff, u.is_superuser \
             from sessions s join users u on u.id = s.user_id where s.expires_at > $2 and ",
            $which
        )
    };
}

const FIND: &str = select_live!("s.id = $1");
const FIND_BY_TOKEN: &str = select_live!("s.token_hash = $1");

/// A living session.
pub fn find(tx: &mut Tx<'_>, id: i64, now: Timestamp) -> Result<Option<Live>> {
    tx.opt(FIND, params![id, now.0])
}

/// The living session that a token carries, by the token's hash.
pub fn find_by_token(tx: &mut Tx<'_>, hash: &str, now: Timestamp) -> Result<Option<Live>> {
    tx.opt(FIND_BY_TOKEN, params![hash, now.0])
}

/// How many sessions [`living`] asks for at a time; a shorter list repeats its last.
const ASKED: usize = 16;

static LIVING: LazyLock<String> = LazyLock::new(|| {
    let ids: Vec<_> = (2..ASKED + 2).map(|n| format!("${n}")).collect();
    format!(
        "select s.id from sessions s join users u on u.id = s.user_id \
         where s.expires_at > $1 and u.is_active and s.id in ({})",
        ids.join(", ")
    )
});

/// Those of these sessions that are alive, and whose users may log in.
pub fn living(tx: &mut Tx<'_>, sessions: &[i64], now: Timestamp) -> Result<Vec<i64>> {
    let mut living = Vec::with_capacity(sessions.len());
    for chunk in sessions.chunks(ASKED) {
        let mut asked = vec![Value::Int(now.0)];
        asked.extend(chunk.iter().map(|id| Value::Int(*id)));
        asked.resize(ASKED + 1, Value::Int(chunk[chunk.len() - 1]));
        living.extend(tx.all::<i64>(&LIVING, &asked)?);
    }
    Ok(living)
}

/// What a new session is made of.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Whose.
    pub user: i64,
    /// What will carry it.
    pub kind: Kind,
    /// The hash of its token.
    pub token_hash: Option<String>,
    /// The client's address.
    pub address: String,
    /// What the client calls itself.
    pub agent: String,
}

const MOST: i64 = 100;
const INSERT: &str = "insert into sessions (user_id, kind, token_hash, rotated_at, created_at, \
     last_seen, expires_at, address, agent) values ($1, $2, $3, $4, $4, $4, $5, $6, $7) returning id";
const SURPLUS: &str = "delete from sessions where id in (select id from sessions where user_id = $1 \
     order by last_seen desc, id desc limit 1000 offset $2) returning id";

/// Starts a session. The caller has locked the user's row.
pub fn start(
    tx: &mut Tx<'_>,
    identity: &Identity,
    new: &NewSession,
    now: Timestamp,
) -> Result<i64> {
    let expires_at = now.0 + new.kind.lifetime();
    let id = tx.one(
        INSERT,
        params![
            new.user,
            new.kind.name(),
            new.token_hash.as_deref(),
            now.0,
            expires_at,
            &new.address,
            &new.agent
        ],
    )?;
    let surplus = tx.all(SURPLUS, params![new.user, MOST])?;
    identity.end_after_commit(tx, surplus);
    Ok(id)
}

const END: &str = "delete from sessions where id = $1 and user_id = $2 returning id";
const END_OTHERS: &str = "delete from sessions where user_id = $1 and id <> $2 returning id";

/// Ends a session of a user; `false` when there is none.
pub fn end(tx: &mut Tx<'_>, identity: &Identity, user: i64, id: i64) -> Result<bool> {
    let ended: Vec<i64> = tx.all(END, params![id, user])?;
    let found = !ended.is_empty();
    identity.end_after_commit(tx, ended);
    Ok(found)
}

/// Ends every session of a user, save the one that is kept.
pub fn end_others(
    tx: &mut Tx<'_>,
    identity: &Identity,
    user: i64,
    kept: Option<i64>,
) -> Result<()> {
    let ended = tx.all(END_OTHERS, params![user, kept.unwrap_or_default()])?;
    identity.end_after_commit(tx, ended);
    Ok(())
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
    tx.run(SEEN, params![id, now.0, expires_at]).map(drop)
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

const PRUNE: &str = "delete from sessions where id in \
     (select id from sessions where expires_at <= $1 order by expires_at limit 500) returning id";

/// Removes sessions that ended by themselves, five hundred at most; answers how many.
pub fn prune(tx: &mut Tx<'_>, identity: &Identity, now: Timestamp) -> Result<u64> {
    let ended: Vec<i64> = tx.all(PRUNE, params![now.0])?;
    let count = ended.len() as u64;
    identity.end_after_commit(tx, ended);
    Ok(count)
}

/// A session as its user sees it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The session.
    pub id: i64,
    /// What carries it.
    pub kind: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, give or take five minutes.
    pub last_seen: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// From which address it began.
    pub address: String,
    /// What the client called itself.
    pub agent: String,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            created_at: Timestamp(row.get(2)?),
            last_seen: Timestamp(row.get(3)?),
            expires_at: Timestamp(row.get(4)?),
            address: row.get(5)?,
            agent: row.get(6)?,
        })
    }
}

const LIST: &str = "select id, kind, created_at, last_seen, expires_at, address, agent \
     from sessions where user_id = $1 and expires_at > $2 order by id desc";

/// The living sessions of a user, newest first.
pub fn list(tx: &mut Tx<'_>, user: i64, now: Timestamp) -> Result<Vec<Listed>> {
    tx.all(LIST, params![user, now.0])
}
