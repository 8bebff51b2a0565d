//! The ways out: the console, and a folder with one file for each mail.
//!
//! Invariant: a file appears under its name when it is complete, and a mail that is sent again
//! takes the same name. Mails hold links that stand for passwords: nobody else reads folder or files.
//! Not here: the outbox, and when to try again.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use lettre::Message;

/// Where mails go.
#[derive(Clone, Debug)]
pub enum Transport {
    /// Standard output.
    Console,
    /// A folder.
    Folder(PathBuf),
}

/// Why mails cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// `EMAIL_URL` names no way out.
    #[error("EMAIL_URL: say `console:` or `file:///folder`")]
    Unknown,
    /// The folder cannot be made.
    #[error("EMAIL_URL: {0}")]
    Folder(#[from] io::Error),
    /// `EMAIL_FROM` is no address.
    #[error("EMAIL_FROM: is no mail address")]
    Sender,
}

impl Transport {
    /// Reads `EMAIL_URL`.
    ///
    /// # Errors
    /// When it names no way out, or a folder that cannot be made.
    pub fn open(url: &str) -> Result<Self, TransportError> {
        if url == "console:" {
            return Ok(Self::Console);
        }
        let folder = url.strip_prefix("file://").filter(|path| path.starts_with('/'));
        let folder = PathBuf::from(folder.ok_or(TransportError::Unknown)?);
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        Ok(Self::Folder(folder))
    }

    /// Sends a mail, on a thread that may wait.
    ///
    /// # Errors
    /// When it did not get out.
    pub(super) fn send(&self, name: &str, message: &Message) -> io::Result<()> {
        let text = message.formatted();
        match self {
            Self::Console => {
                let mut out = io::stdout().lock();
                out.write_all(&text)?;
                out.write_all(b"\n")?;
                out.flush()
            }
            Self::Folder(folder) => write_whole(&folder.join(format!("{name}.eml")), &text),
        }
    }
}

fn write_whole(path: &Path, text: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("part");
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_urls() {
        assert!(matches!(Transport::open("console:"), Ok(Transport::Console)));
        let folder = tempfile::tempdir().unwrap();
        let url = format!("file://{}/mails", folder.path().display());
        assert!(matches!(Transport::open(&url), Ok(Transport::Folder(path)) if path.is_dir()));
        for url in ["", "file:", "file://relative", "smtp:", "ftp://x"] {
            assert!(Transport::open(url).is_err(), "{url}");
        }
    }
}
