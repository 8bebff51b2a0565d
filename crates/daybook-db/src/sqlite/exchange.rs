//! Putting another database in the place of the one that is there, which is kept.
//!
//! Invariant: at each moment, a power cut included, the place holds the whole old database or the whole new one, and the
//! old one is never removed: it stays as `FILE.replaced-N`.
//!
//! A database that is too damaged to be made one file is kept with its WAL (`FILE.replaced-N-wal`), and the place may hold
//! it without that for a moment: there is nothing whole to lose.
//!
//! Not here: whether a server runs (the lock of the data folder).

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::copy::{Draft, fold, sync_folder, with_suffix};
use crate::{Error, Result};

/// Answers where the old database is now, if there was one.
pub(crate) fn exchange(draft: Draft, place: &Path) -> Result<Option<PathBuf>> {
    let wal = with_suffix(place, "-wal");
    let old = (place.exists() || wal.exists()).then(|| free_name(place));
    if let Some(old) = &old {
        if place.exists() {
            make_one_file(place)?;
        }
        let kept = || {
            for (file, name) in [(place, old.clone()), (&*wal, with_suffix(old, "-wal"))] {
                if file.exists() {
                    keep(file, &name)?;
                }
            }
            sync_folder(place)
        };
        kept().map_err(|error| Error::file(old, error))?;
    }
    // A WAL that belongs to another database would be taken for the new one's.
    for companion in [wal, with_suffix(place, "-shm")] {
        match fs::remove_file(&companion) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::file(&companion, error));
            }
            _ => {}
        }
    }
    draft.rename(place)?;
    Ok(old)
}

/// Refuses when somebody uses the database. One that is damaged stays as it is.
fn make_one_file(place: &Path) -> Result<()> {
    match fold(place) {
        Err(Error::Busy) => Err(Error::file(place, "another process uses it; stop that first")),
        Err(error) => {
            tracing::warn!(%error, "the old database is kept with its WAL");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// A second name for a file; a second file where the file system has no such thing.
fn keep(file: &Path, name: &Path) -> io::Result<()> {
    if fs::hard_link(file, name).is_ok() {
        return Ok(());
    }
    fs::copy(file, name)?;
    fs::File::open(name)?.sync_all()
}

fn free_name(place: &Path) -> PathBuf {
    let taken = |name: &PathBuf| name.exists() || with_suffix(name, "-wal").exists();
    let names = (1..).map(|number: u32| with_suffix(place, &format!(".replaced-{number}")));
    names.into_iter().find(|name| !taken(name)).unwrap_or_else(|| with_suffix(place, ".replaced"))
}
