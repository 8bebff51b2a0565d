//! The mails of an application, as files in a folder.

use super::{TestApp, within};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Where its links lead.
const SITE: &str = "https://day.example";

/// Every mail that was sent.
pub(crate) struct Mailbox(TempDir);

impl Mailbox {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    /// An application that writes mails, and where they arrive.
    pub(crate) async fn start() -> (TestApp, Self) {
        let mails = Self::new();
        let url = format!("file://{}", mails.path().display());
        let app = TestApp::with(&[("EMAIL_URL", &url), ("PUBLIC_URL", SITE)]).await;
        (app, mails)
    }

    /// Where its files are.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The text of the mail with this number, once it is there.
    pub(crate) async fn mail(&self, number: usize) -> String {
        self.file("eml", number).await
    }

    /// The text of the file of a kind with this number, once it is there.
    pub(crate) async fn file(&self, kind: &str, number: usize) -> String {
        let waited = async {
            let mut looks = tokio::time::interval(std::time::Duration::from_millis(10));
            loop {
                looks.tick().await;
                if let Some(file) = self.files(kind).get(number) {
                    return fs::read_to_string(file).expect("the mail");
                }
            }
        };
        within("a mail", waited).await
    }

    /// How many mails there are.
    pub(crate) fn count(&self) -> usize {
        self.files("eml").len()
    }

    fn files(&self, kind: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(self.path()).expect("the folder");
        let mut files: Vec<_> = files.map(|file| file.expect("a file of it").path()).collect();
        files.retain(|path| path.extension().is_some_and(|it| it == kind));
        files.sort();
        files
    }

    /// The path of the link in the mail with this number.
    pub(crate) async fn link(&self, number: usize) -> String {
        let mail = self.mail(number).await;
        let link = mail.lines().find_map(|line| line.trim().strip_prefix(SITE));
        link.unwrap_or_else(|| panic!("no link: {mail}")).to_owned()
    }
}
