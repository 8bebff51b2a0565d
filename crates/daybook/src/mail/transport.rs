//! The ways out: a mail server, the console, and a folder with one file for each mail.
//!
//! Invariant: a file appears under its name when it is complete, and a mail that is sent again
//! takes the same name. Mails hold links that stand for passwords: nobody else reads folder or files.
//! Not here: the outbox, and when to try again.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use lettre::Message;
use tokio::task::spawn_blocking;

use super::{failure::Failure, smtp::Smtp};

/// Where mails go.
#[derive(Clone, Debug)]
pub(super) enum Transport {
    /// Standard output.
    Console,
    /// A folder.
    Folder(PathBuf),
    /// A mail server.
    Smtp(Box<Smtp>),
}

/// Why mails cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// `EMAIL_URL` names no way out.
    #[error("EMAIL_URL: say `smtp://…`, `smtps://…`, `console:` or `file:///folder`")]
    Unknown,
    /// The mail server cannot be spoken to as `EMAIL_URL` says.
    #[error("EMAIL_URL: {0}")]
    Server(String),
    /// The folder cannot be made.
    #[error("EMAIL_URL: {0}")]
    Folder(#[from] io::Error),
    /// `EMAIL_FROM` is no address.
    #[error("EMAIL_FROM: is no mail address")]
    Sender,
}

impl Transport {
    /// Reads `EMAIL_URL`. A mail server is greeted as the host `hello`.
    ///
    /// # Errors
    /// When it names no way out, or one that cannot be used.
    pub(super) fn open(url: &str, hello: &str) -> Result<Self, TransportError> {
        if url == "console:" {
            return Ok(Self::Console);
        }
        if url.starts_with("smtp://") || url.starts_with("smtps://") {
            let smtp = Smtp::open(url, hello).map_err(TransportError::Server)?;
            return Ok(Self::Smtp(Box::new(smtp)));
        }
        let folder = url.strip_prefix("file://").filter(|path| path.starts_with('/'));
        let folder = PathBuf::from(folder.ok_or(TransportError::Unknown)?);
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        Ok(Self::Folder(folder))
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// When it did not get out.
    pub(super) async fn send(&self, name: &str, message: Message) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.send(message).await,
            Self::Console => aside(move || print(&message.formatted())).await,
            Self::Folder(folder) => {
                let path = folder.join(format!("{name}.eml"));
                aside(move || write_whole(&path, &message.formatted())).await
            }
        }
    }
}

/// On a thread that may wait.
async fn aside(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), Failure> {
    Ok(spawn_blocking(work).await.map_err(io::Error::other)??)
}

fn print(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.write_all(b"\n")?;
    out.flush()
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
        let open = |url: &str| Transport::open(url, "day.example");
        assert!(matches!(open("console:"), Ok(Transport::Console)));
        assert!(matches!(open("smtp://mail.example"), Ok(Transport::Smtp(_))));
        let folder = tempfile::tempdir().unwrap();
        let url = format!("file://{}/mails", folder.path().display());
        assert!(matches!(open(&url), Ok(Transport::Folder(path)) if path.is_dir()));
        for url in ["", "file:", "file://relative", "smtp:", "ftp://x"] {
            assert!(open(url).is_err(), "{url}");
        }
    }
}
