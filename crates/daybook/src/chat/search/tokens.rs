//! What an index holds of a message, and in which rooms is looked: the same for both engines.
//!
//! Not here: how an engine writes it (`chat::search::sqlite`, `chat::search::postgres`).

use super::terms::words_of;
use daybook_db::{FromRow, Row};

/// The token of a message in a public room.
pub(super) const OF_PUBLIC: &str = "@all";

/// What the index holds of a message.
pub(super) struct Entry {
    pub(super) room_id: i64,
    pub(super) is_public: bool,
    pub(super) words: Vec<String>,
}

impl FromRow for Entry {
    fn from_row(row: &Row<'_>) -> daybook_db::Result<Self> {
        let content: String = row.get(0)?;
        let is_private: bool = row.get(2)?;
        Ok(Self { room_id: row.get(1)?, is_public: !is_private, words: words_of(&content) })
    }
}

/// In which rooms is looked, as tokens of the index.
#[derive(Debug)]
pub(super) struct Where {
    /// A message has one of these.
    pub(super) in_any: Vec<String>,
    /// And none of these.
    pub(super) in_none: Vec<String>,
}
