//! The statements of the search, but for those of the index itself.
//!
//! Whoever may not see a room finds nothing of it: each statement that reads messages says so itself.
//! Not here: what differs between the engines (`chat::search::sqlite`, `chat::search::postgres`).

use super::{postgres, sqlite};
use daybook_db::Engine;

/// How many messages are read by their ids at once.
pub(super) const BATCH: usize = 32;

/// Messages in rooms that the user `$1` sees.
macro_rules! seen {
    ($from:literal, $which:literal) => {
        concat!(
            "select m.id, m.seq, u.username, m.user_id, m.content, m.timestamp, m.edited_at, m.deleted, m.reply_to, \
             m.client_id, m.mentions, m.room_id, r.name from ",
            $from,
            "messages m cross join rooms r left join users u on u.id = m.user_id and u.deleted_at is null \
             where r.id = m.room_id and r.deleted_at is null and not m.deleted and (not r.private or exists \
             (select 1 from room_members k where k.user_id = $1 and k.room_id = r.id)) and ",
            $which
        )
    };
}

/// The id of the message that stands so many places after the newest one before an id.
pub(super) const FLOOR: &str =
    "select id from messages where id < $1 order by id desc limit 1 offset $2";
/// The messages between two ids.
pub(super) const BETWEEN: &str = seen!("", "m.id >= $2 and m.id < $3 order by m.id desc");
/// The newest of those that are not in the index yet.
pub(super) const PENDING: &str = seen!(
    "search_pending p cross join ",
    "m.id = p.message_id and p.message_id < $2 order by p.message_id desc limit $3"
);
/// The messages with these ids.
pub(super) const THESE: &str = seen!(
    "",
    "m.id in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
     $24, $25, $26, $27, $28, $29, $30, $31, $32, $33) order by m.id desc"
);

/// The private rooms that a user is in.
pub(super) const PRIVATE: &str = "select r.id from room_members m cross join rooms r where m.user_id = $1 \
                                  and r.id = m.room_id and r.private and r.deleted_at is null \
                                  order by m.room_id desc limit $2";
/// Public rooms that are deleted and not yet gone.
pub(super) const DELETED: &str = "select id from rooms where deleted_at is not null and not private and last_seq > 0 \
                                  order by deleted_at desc limit $1";

/// Every text that finds something on an engine, and whether it reads the newest first by an index.
pub(in crate::chat) fn texts(engine: Engine) -> [(&'static str, bool); 7] {
    let find = match engine {
        Engine::Sqlite => (sqlite::FIND, true),
        Engine::Postgres => (postgres::FIND, false),
    };
    [
        find,
        (FLOOR, true),
        (BETWEEN, true),
        (PENDING, true),
        (THESE, false),
        (PRIVATE, true),
        (DELETED, true),
    ]
}
