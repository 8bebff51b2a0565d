//! The schema, step by step; the same names in both dialects.
//!
//! Forward only: expand first, contract a release later, so that the release before runs beside
//! the new one.

use daybook_db::Migration;

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// Every migration, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),*];
    };
}

migrations![
    "0001_identity",
    "0002_streams",
    "0003_activities",
    "0004_idempotency_keys",
    "0005_sent_mails",
    "0006_events",
    "0007_logs",
    "0008_tasks",
    "0009_profiles",
    "0010_rooms",
    "0011_messages",
    "0012_mentions",
    "0013_search",
    "0014_uploads",
    "0015_read_mentions",
];
