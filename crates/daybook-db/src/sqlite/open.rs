//! Opening a connection: the file's mode, the library's version, and the settings that make it safe.
//!
//! Not here: which thread owns the connection.

use std::{
    fs, io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{OpenFlags, config::DbConfig, hooks::Wal};

use super::{deadline::Deadline, errors, length::Length, patience::Patience};
use crate::{Error, Result, Synchronous};

/// The first version without the bug that could corrupt a WAL while two connections write and checkpoint.
const OLDEST_GOOD_LIBRARY: i32 = 3_051_003;
/// How long a job waits at least for another process that writes; longer when whoever asks waits longer.
const BUSY: Duration = Duration::from_secs(5);
/// How long a migration waits for another process that migrates.
const BUSY_MIGRATION: Duration = Duration::from_secs(60);
/// Bytes of a page of a new file; one that is there keeps its own. Each page that a commit changes is written whole, into
/// the WAL and later into the file, and an entry of an index is some thirty bytes of one.
const PAGE_BYTES: i64 = 2048;
/// The WAL is cut back to this many bytes when it starts anew: more than it usually has, so that it need not grow again.
const WAL_BYTES: i64 = 24 << 20;
/// How often a running statement looks at its deadline, in steps of SQLite's machine.
const STEPS: i32 = 4096;

/// What each connection to the file needs to know.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) path: PathBuf,
    pub(crate) synchronous: Synchronous,
    pub(crate) wait: Duration,
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Read,
    Write,
    Migrate,
}

/// An open connection and the deadline that interrupts it.
pub(super) struct Connection {
    pub(super) sqlite: rusqlite::Connection,
    pub(super) deadline: Deadline,
    pub(super) wal: Length,
    pub(super) patience: Patience,
}

impl Connection {
    pub(super) fn open(settings: &Settings, role: Role) -> Result<Self> {
        check_library()?;
        keep_private(&settings.path).map_err(|error| cannot_open(settings, &error.to_string()))?;
        let refused = |error: rusqlite::Error| cannot_open(settings, &errors::text(&error));
        let mut sqlite = connect(&settings.path).map_err(refused)?;
        let patience = Patience::new(match role {
            Role::Migrate => BUSY_MIGRATION,
            Role::Read | Role::Write => BUSY.max(settings.wait),
        });
        sqlite.busy_handler(Some(patience.handler())).map_err(refused)?;
        configure(&sqlite, settings, role, &patience).map_err(refused)?;
        let deadline = Deadline::default();
        let watch = deadline.clone();
        sqlite.progress_handler(STEPS, Some(move || watch.passed())).map_err(refused)?;
        let wal = Length::default();
        if role == Role::Write {
            let length = wal.clone();
            let page: u32 =
                sqlite.pragma_query_value(None, "page_size", |row| row.get(0)).map_err(refused)?;
            let report = move |_: &mut Wal, pages: i32| {
                length.report(u64::from(pages.unsigned_abs()) * u64::from(page));
                Ok(())
            };
            // In place of SQLite's own rule for checkpoints, which is a hook as well.
            sqlite.wal_hook(Some(report)).map_err(refused)?;
        }
        Ok(Self { sqlite, deadline, wal, patience })
    }
}

impl Connection {
    /// Opens a file that is there, whatever is in it, and changes nothing of it.
    pub(super) fn look(path: &Path) -> Result<Self> {
        check_library()?;
        let sqlite = connect(path)
            .and_then(|sqlite| {
                sqlite.busy_timeout(BUSY)?;
                sqlite.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
                sqlite.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
                Ok(sqlite)
            })
            .map_err(|error| Error::file(path, errors::text(&error)))?;
        let (deadline, wal) = (Deadline::default(), Length::default());
        Ok(Self { sqlite, deadline, wal, patience: Patience::new(BUSY) })
    }
}

fn check_library() -> Result<()> {
    if rusqlite::version_number() >= OLDEST_GOOD_LIBRARY {
        return Ok(());
    }
    let version = rusqlite::version();
    Err(Error::Open(format!("SQLite {version} is too old, 3.51.3 is the oldest good one").into()))
}

fn cannot_open(settings: &Settings, why: &str) -> Error {
    Error::Open(format!("{}: {why}", settings.path.display()).into())
}

/// Makes the file for its owner alone; SQLite gives its companions (`-wal`, `-shm`) the same mode.
fn keep_private(path: &PathBuf) -> io::Result<()> {
    let file =
        fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o077 != 0 {
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn connect(path: &Path) -> rusqlite::Result<rusqlite::Connection> {
    // One thread owns a connection, so SQLite needs no mutex of its own.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    rusqlite::Connection::open_with_flags(path, flags)
}

fn configure(
    sqlite: &rusqlite::Connection,
    settings: &Settings,
    role: Role,
    patience: &Patience,
) -> rusqlite::Result<()> {
    sqlite.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    sqlite.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // "x" is a column, never a text: as PostgreSQL reads it.
    sqlite.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    sqlite.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    sqlite.pragma_update(None, "page_size", PAGE_BYTES)?;
    patience
        .until_free(|| sqlite.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())))?;
    sqlite.pragma_update(
        None,
        "synchronous",
        match settings.synchronous {
            Synchronous::Full => "full",
            Synchronous::Normal => "normal",
        },
    )?;
    sqlite.pragma_update(None, "mmap_size", 0)?;
    sqlite.pragma_update(None, "journal_size_limit", WAL_BYTES)?;
    sqlite.pragma_update(None, "temp_store", "memory")?;
    // As PostgreSQL compares.
    sqlite.pragma_update(None, "case_sensitive_like", true)?;
    // A table that is built anew would cascade while it is dropped; a migration is checked at its end instead.
    sqlite.pragma_update(None, "foreign_keys", role != Role::Migrate)?;
    sqlite.pragma_update(None, "query_only", role == Role::Read)
}
