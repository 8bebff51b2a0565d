//! A copy of a database file: one snapshot of what is committed, in one private file, beside whoever writes.
//!
//! It is made under the name `FILE.partial`, looked at, and takes its own name only when it is good. The copy holds no
//! WAL. Nobody waits for it; the source's WAL cannot start anew while it is made, so it grows by what is written meanwhile.
//!
//! Invariant: what has the name FILE is a whole and sound database on the disk, or what was there before.
//!
//! Not here: what a database must hold to be sound (`look.rs`, and its owner).

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::backup::Backup;

use super::{errors, look::look, open::Connection, session::Session};
use crate::{
    Error, Result, Tx,
    inspection::{Check, summary, terms},
};

/// All pages in one step: more than one would see more than one state of the database.
const ALL: i32 = i32::MAX;
/// Between two attempts to begin, while somebody recovers the WAL.
const PAUSE: Duration = Duration::from_millis(10);

/// A copy that has not taken its name yet. Dropping it removes it.
pub(crate) struct Draft {
    partial: PathBuf,
    /// Held for the lock: two copies must not write one file.
    file: File,
}

impl Draft {
    /// Copies the database in `from` beside `to`.
    pub(crate) fn make(from: &Path, to: &Path) -> Result<Self> {
        if !from.exists() {
            return Err(Error::file(from, "there is no database"));
        }
        let draft = Self::begin(with_suffix(to, ".partial"))?;
        let failed = |error: rusqlite::Error| Error::file(from, errors::text(&error));
        let source = Connection::look(from)?;
        draft.fill(&source.sqlite).map_err(failed)?;
        fold(&draft.partial)?;
        Ok(draft)
    }

    fn begin(partial: PathBuf) -> Result<Self> {
        let failed = |error: std::io::Error| Error::file(&partial, error);
        // What a run that was killed has left goes; what another one is writing stays.
        if let Ok(left) = File::open(&partial) {
            lock(&left).map_err(failed)?;
            fs::remove_file(&partial).map_err(failed)?;
        }
        let mut private = OpenOptions::new();
        private.read(true).write(true).create_new(true).mode(0o600);
        let file = private.open(&partial).map_err(failed)?;
        lock(&file).map_err(failed)?;
        Ok(Self { partial, file })
    }

    fn fill(&self, source: &rusqlite::Connection) -> rusqlite::Result<()> {
        let mut target = rusqlite::Connection::open(&self.partial)?;
        // A copy that is interrupted is no copy: nothing of it has to survive.
        target.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
        target.pragma_update(None, "synchronous", "off")?;
        Backup::new(source, &mut target)?.run_to_completion(ALL, PAUSE, None)
    }

    /// Changes something in the copy.
    pub(crate) fn change(&self, f: &dyn Fn(&mut Tx<'_>) -> Result<()>) -> Result<()> {
        let connection = Connection::look(&self.partial)?;
        let mut session = Session::new(&connection);
        let mut tx = Tx::new(&mut session, terms());
        tx.run("begin immediate", &[])?;
        f(&mut tx)?;
        tx.run("commit", &[])?;
        Ok(())
    }

    /// Refuses a copy that is not sound.
    pub(crate) fn verify(&self, checks: &[Check]) -> Result<()> {
        match summary(&look(&self.partial, checks)?) {
            findings if findings.is_empty() => Ok(()),
            findings => Err(Error::Damaged(findings.join("; ").into())),
        }
    }

    /// Puts the copy on the disk, whatever becomes of the machine. Answers its size in bytes.
    pub(crate) fn sync(&self) -> Result<u64> {
        let size = || {
            self.file.sync_all()?;
            Ok(self.file.metadata()?.len())
        };
        size().map_err(|error: std::io::Error| Error::file(&self.partial, error))
    }

    /// Gives the copy its name. What had it before is gone.
    pub(crate) fn rename(self, to: &Path) -> Result<()> {
        fs::rename(&self.partial, to)
            .and_then(|()| sync_folder(to))
            .map_err(|error| Error::file(to, error))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After the rename there is nothing of that name.
        _ = fs::remove_file(&self.partial);
    }
}

fn lock(file: &File) -> std::io::Result<()> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(std::io::Error::other("another copy is being made")),
        Err(TryLockError::Error(error)) => Err(error),
        Ok(()) => Ok(()),
    }
}

/// Moves the WAL into the file and does away with it, which wants the file for itself.
pub(super) fn fold(path: &Path) -> Result<()> {
    let connection = Connection::look(path)?;
    let folded = connection
        .sqlite
        .pragma_update_and_check(None, "journal_mode", "delete", |row| row.get::<_, String>(0))
        .map_err(|error| errors::of_run(&error, "pragma journal_mode"))?;
    if folded == "delete" { Ok(()) } else { Err(Error::Busy) }
}

/// The same path with more at the end of its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Makes a change of names in the folder of `path` last.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
