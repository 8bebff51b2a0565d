//! The folder that holds what one server keeps: the SQLite database and the secret key.
//!
//! It is 0700, its files 0600, and one `serve` at a time holds its lock; other commands work
//! beside it.

use crate::identity::secret::Secret;
use std::{
    fs::{DirBuilder, File, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// The folder; made when it is not there.
#[derive(Debug)]
pub struct DataFolder(PathBuf);

/// While this lives, no other `serve` or `migrate` takes the folder.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File);

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another server has it.
    #[error("{0} is in use by another `daybook serve`. Stop it, or choose another --data-dir.")]
    InUse(String),
    /// The file system says no.
    #[error("{file}: {source}")]
    Io {
        /// The file or folder.
        file: String,
        /// What the system said.
        source: io::Error,
    },
}

impl DataFolder {
    /// Makes the folder when it is not there, and closes it to other users.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let failed = |source| FolderError::Io { file: path.display().to_string(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(failed)?;
        let mode = path.metadata().map_err(failed)?.permissions().mode() & 0o777;
        if mode != 0o700 {
            std::fs::set_permissions(path, Permissions::from_mode(0o700)).map_err(failed)?;
        }
        Ok(Self(path.to_owned()))
    }

    /// Takes the folder for one server.
    pub fn lock(&self) -> Result<Lock, FolderError> {
        let path = self.0.join("daybook.lock");
        let failed = |source| FolderError::Io { file: path.display().to_string(), source };
        let file =
            private().create(true).write(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(std::fs::TryLockError::WouldBlock) => {
                Err(FolderError::InUse(self.0.display().to_string()))
            }
            Err(std::fs::TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// The key that this folder's server signs with; made at the first asking.
    pub fn secret_key(&self) -> Result<Secret, FolderError> {
        let path = self.0.join("secret.key");
        let failed = |source| FolderError::Io { file: path.display().to_string(), source };
        match private().create_new(true).write(true).open(&path) {
            Ok(mut file) => {
                let mut random = [0; 32];
                getrandom::fill(&mut random).map_err(|error| failed(io::Error::other(error)))?;
                let key: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
                file.write_all(key.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
                Ok(Secret::new(key))
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let mut key = String::new();
                File::open(&path)
                    .and_then(|mut file| file.read_to_string(&mut key))
                    .map_err(failed)?;
                if key.trim().len() < 32 {
                    return Err(failed(io::Error::other("is damaged; put the old key back")));
                }
                Ok(Secret::new(key.trim()))
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// Files that only this user reads.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept_private() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = DataFolder::open(&place.path().join("data")).expect("opens");
        let key = folder.secret_key().expect("makes a key");
        assert_eq!(folder.secret_key().expect("reads it").expose(), key.expose());
        let mode = |path: &Path| path.metadata().expect("is there").permissions().mode() & 0o777;
        assert_eq!(mode(&place.path().join("data")), 0o700);
        assert_eq!(mode(&place.path().join("data/secret.key")), 0o600);
    }

    #[test]
    fn a_second_lock_is_refused() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = DataFolder::open(place.path()).expect("opens");
        let held = folder.lock().expect("the first takes it");
        assert!(matches!(folder.lock(), Err(FolderError::InUse(_))));
        drop(held);
        folder.lock().expect("free again");
    }
}
