//! Saving a database in a file, and bringing it back.
//!
//! Invariants: a backup is looked at before it gets its name; a restore looks before it touches anything, and removes
//! nothing.
//!
//! Not here: PostgreSQL, which has its own tools (`pg_dump`, `pg_restore`).

use std::path::{Path, PathBuf};

use crate::{Check, Error, Result, Tx, migrate::on_own_thread, sqlite};

/// Copies what is committed into the file `to`, beside whoever uses the database, and looks at the copy. Answers its size
/// in bytes. Blocks.
///
/// # Errors
/// When the copy cannot be made or is not sound; a file that was there before is still there.
pub fn backup(url: &str, to: &Path, checks: &[Check]) -> Result<u64> {
    let place = place(url)?;
    on_own_thread(|| {
        if to.is_dir() {
            return Err(Error::file(to, "is a folder"));
        }
        if same_file(&place, to) {
            return Err(Error::file(to, "is the database itself"));
        }
        let draft = sqlite::Draft::make(&place, to)?;
        draft.verify(checks)?;
        let bytes = draft.sync()?;
        draft.rename(to)?;
        Ok(bytes)
    })
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the database is now that was there before.
    pub replaced: Option<PathBuf>,
}

/// Puts a copy of the backup `from` in the place of the database, after `prepare` has changed it. Nobody may use the
/// database meanwhile. Blocks.
///
/// # Errors
/// When the backup cannot be read or is not sound, or when somebody uses the database: nothing was changed then.
pub fn restore(
    from: &Path,
    url: &str,
    checks: &[Check],
    prepare: impl Fn(&mut Tx<'_>) -> Result<()> + Sync,
) -> Result<Restored> {
    let place = place(url)?;
    on_own_thread(|| {
        if same_file(&place, from) {
            return Err(Error::file(from, "is the database itself"));
        }
        let draft = sqlite::Draft::make(from, &place)?;
        draft.verify(checks)?;
        draft.change(&prepare)?;
        draft.sync()?;
        Ok(Restored { replaced: sqlite::exchange(draft, &place)? })
    })
}

fn place(url: &str) -> Result<PathBuf> {
    let no_file = || Error::Open("PostgreSQL is saved with pg_dump, not as a file".into());
    sqlite::file(url).ok_or_else(no_file)?
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
