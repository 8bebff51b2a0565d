//! A certificate for this machine, signed by itself.

use rcgen::generate_simple_self_signed;
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// The files, as long as this lives.
pub(crate) struct Certificate(TempDir);

impl Certificate {
    pub(crate) fn make() -> Self {
        let files = Self(TempDir::new().expect("a folder"));
        let made = generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        fs::write(files.chain(), made.cert.pem()).expect("its file");
        fs::write(files.key(), made.signing_key.serialize_pem()).expect("its file");
        files
    }

    /// What to show, and what to trust.
    pub(crate) fn chain(&self) -> PathBuf {
        self.0.path().join("cert.pem")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.0.path().join("key.pem")
    }
}
