//! Sessions as their user sees them.

use daybook_db::{FromRow, Row, Tx, params};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{error::Result, time::Timestamp};

/// A login, as its user sees it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Session")]
pub struct Listed {
    /// The session.
    pub id: i64,
    /// What carries it: `token`, `jwt` or `browser`.
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
    /// Whether this request came with it.
    pub current: bool,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            created_at: Timestamp(row.get(2)?),
            last_seen: Timestamp(row.get(3)?),
            expires_at: Timestamp(row.get(4)?),
            address: row.get(5)?,
            agent: row.get(6)?,
            current: false,
        })
    }
}

const LIST: &str = "select id, kind, created_at, last_seen, expires_at, address, agent \
     from sessions where user_id = $1 and expires_at > $2 order by id desc";

/// The living sessions of a user, newest first; `current` is the one that asks.
pub fn list(
    tx: &mut Tx<'_>,
    user: i64,
    current: Option<i64>,
    now: Timestamp,
) -> Result<Vec<Listed>> {
    let mut listed: Vec<Listed> = tx.all(LIST, params![user, now.0])?;
    for session in &mut listed {
        session.current = current == Some(session.id);
    }
    Ok(listed)
}
