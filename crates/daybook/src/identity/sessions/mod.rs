//! The table `sessions`: one row for each login, whatever carries it.
//!
//! Invariants: an ended session has no row, so that nothing that carries it opens anything; its
//! end is told to this node's caches and sockets before it is answered; a user has a hundred at
//! most, and the one unused for longest goes.
//! Stream: `user:<id>`, with `session_started` and `session_ended`.
//! Not here: what a token says (`token`), who may end what (`routes`).

mod begin;
mod end;
mod listed;

use std::sync::LazyLock;

use daybook_db::{FromRow, Row, Tx, Value, params};

pub use begin::{NewSession, rotate, seen, slide, start};
pub use end::{Why, end, end_others, prune};
pub use listed::{Listed, list};

use crate::{
    error::Result,
    time::{DAY, Timestamp},
};

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
            Self::Jwt | Self::Browser => crate::identity::REFRESH_LIFETIME * crate::time::SECOND,
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
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
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
    Ok(tx.opt(FIND, params![id, now.0])?)
}

/// The living session that a token carries, by the token's hash.
pub fn find_by_token(tx: &mut Tx<'_>, hash: &str, now: Timestamp) -> Result<Option<Live>> {
    Ok(tx.opt(FIND_BY_TOKEN, params![hash, now.0])?)
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
