//! A real mail server, in a process of its own: aiosmtpd, with the rules of `mail_server.py`.

use super::{Certificate, Mailbox, PYTHON_TOOL};
use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/harness/mail_server.py");

/// A running server. Dropping it ends it.
pub(crate) struct MailServer {
    /// What it was given.
    pub(crate) mails: Mailbox,
    mode: &'static str,
    port: u16,
    certificate: Certificate,
    process: Option<Child>,
}

impl MailServer {
    /// A server that speaks `starttls`, `tls` or `clear`.
    pub(crate) fn start(mode: &'static str) -> Self {
        let mut server = Self {
            mails: Mailbox::new(),
            mode,
            port: 0,
            certificate: Certificate::make(),
            process: None,
        };
        server.come_back();
        server
    }

    /// `EMAIL_URL` for it.
    pub(crate) fn url(&self) -> String {
        let port = self.port;
        let root = self.certificate.chain().display().to_string();
        match self.mode {
            "clear" => format!("smtp://localhost:{port}?sslmode=disable"),
            "tls" => {
                format!("smtps://daybook:sword%2Ffish%401@localhost:{port}?sslrootcert={root}")
            }
            _ => format!("smtp://daybook:sword%2Ffish%401@localhost:{port}?sslrootcert={root}"),
        }
    }

    /// From now on it keeps a mail and does not say so, or says so again.
    pub(crate) fn hold(&self, hold: bool) {
        let file = self.mails.path().join("hold");
        if hold { fs::write(file, "") } else { fs::remove_file(file) }.expect("a file");
    }

    /// Ends it.
    pub(crate) fn go_away(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        drop(process.stdin.take());
        process.wait().expect("its end");
    }

    /// Starts it again, where it was.
    pub(crate) fn come_back(&mut self) {
        let mut process = Command::new(PYTHON_TOOL)
            .args(["aiosmtpd==1.4.6", "python", PROGRAM])
            .arg(self.mails.path())
            .args([&self.port.to_string(), self.mode])
            .args([self.certificate.chain(), self.certificate.key()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a mail server");
        let mut said = String::new();
        let mut lines = BufReader::new(process.stdout.take().expect("its output"));
        lines.read_line(&mut said).expect("its first line");
        self.process = Some(process);
        self.port = said.trim().parse().expect("its port");
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.go_away();
    }
}
