//! A real mail server for tests (aiosmtpd), which tells what it took.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use bim_api::Password;
use bim_service::settings::{MailSettings, MailWay, Protection, SmtpSettings};
use serde_json::Value;

use crate::world::World;

/// With what the servers that ask for it are signed in to.
pub(crate) const LOGIN: (&str, &str) = ("bim", "a mail password");

/// A running mail server.
pub(crate) struct Sink {
    child: Child,
    /// Reads what it says as it says it, so that it never waits for a reader.
    mails: Option<JoinHandle<Vec<Value>>>,
    /// How to reach it.
    pub(crate) settings: SmtpSettings,
    _certificate: tempfile::TempDir,
}

/// A Python that has aiosmtpd. Outside of `cargo xtask test`, which installs it, it may be missing.
fn python() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("BIM_TEST_PYTHON") {
        return Some(named.into());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let installed = root.join("target/tools/python/aiosmtpd/bin/python");
    installed.exists().then_some(installed)
}

impl Sink {
    /// Starts a server; none, and says so, where there is no aiosmtpd.
    pub(crate) fn start(protection: Protection, with_login: bool) -> Option<Self> {
        let Some(python) = python() else {
            eprintln!(
                "SKIPPED: this needs aiosmtpd; `cargo xtask test native` installs it and sets BIM_TEST_PYTHON"
            );
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        std::fs::write(&certificate, made.cert.pem()).expect("a certificate");
        std::fs::write(&key, made.signing_key.serialize_pem()).expect("a key");
        let mut command = Command::new(python);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/smtp_sink.py"));
        command.arg("--protection").arg(match protection {
            Protection::None => "none",
            Protection::Starttls => "starttls",
            Protection::Tls => "tls",
        });
        command.arg("--certificate").arg(&certificate).arg("--key").arg(&key);
        if with_login {
            command.args(["--login", &format!("{}:{}", LOGIN.0, LOGIN.1)]);
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port = lines.next().expect("a port").expect("text").parse().expect("a number");
        let mails = std::thread::spawn(move || {
            lines.map(|line| serde_json::from_str(&line.expect("text")).expect("JSON")).collect()
        });
        let settings = SmtpSettings {
            host: "localhost".to_owned(),
            port: Some(port),
            protection,
            login: with_login.then(|| (LOGIN.0.to_owned(), Password::new(LOGIN.1))),
            authorities: Some(certificate),
            timeout: Duration::from_secs(10),
        };
        Some(Self { child, mails: Some(mails), settings, _certificate: folder })
    }

    /// A world that mails through it.
    pub(crate) fn world(&self) -> World {
        mailing(self.settings.clone())
    }

    /// What it took, until now and to its end.
    pub(crate) fn stop(mut self) -> Vec<Value> {
        drop(self.child.stdin.take());
        self.mails.take().expect("stopped once").join().expect("what it took")
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A world that mails through this server.
pub(crate) fn mailing(smtp: SmtpSettings) -> World {
    let from = "BIM <bim@example.com>".to_owned();
    World::with(|settings| settings.mail = Some(MailSettings { from, way: MailWay::Smtp(smtp) }))
}

/// The link of a mail's text.
pub(crate) fn link_in(text: &str) -> &str {
    text.lines().find(|line| line.starts_with("https://bim.example.com/login?token=")).expect("a link")
}
