//! The outbox: mails kept as files instead of sent, so that invitations work on a machine without a mail server.
//!
//! Whoever reads a mail can become the person it invites, so there is an outbox only where people reach the
//! service by a loopback address, and its files are for their owner's eyes alone.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use lettre::Message;
use mail_parser::MessageParser;

use super::MailError;
use crate::credentials;
use crate::settings::PublicUrl;

/// A folder of mails.
pub(crate) struct Outbox {
    folder: Arc<Path>,
}

/// A mail as the outbox shows it.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) to: String,
    pub(crate) subject: String,
    /// RFC 3339.
    pub(crate) date: String,
    pub(crate) text: String,
}

impl Outbox {
    /// An outbox in a folder, which is made for the first mail.
    ///
    /// # Errors
    /// Others than this machine's people reach the service.
    pub(super) fn open(folder: &Path, public_url: &PublicUrl) -> Result<Self, String> {
        if !public_url.is_loopback() {
            return Err(format!(
                "the outbox shows links that sign people in, so it works only on this machine, and people reach the \
                 service at {public_url}: set up a mail server"
            ));
        }
        Ok(Self { folder: folder.into() })
    }

    /// Where the files are.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) async fn put(&self, message: Message) -> Result<(), MailError> {
        let folder = Arc::clone(&self.folder);
        let kept = tokio::task::spawn_blocking(move || write(&folder, &message.formatted()));
        match kept.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MailError::Unreachable(error.to_string())),
            Err(error) => Err(MailError::Unreachable(error.to_string())),
        }
    }

    /// The newest mails, newest first, and how many there are in all.
    pub(crate) fn newest(&self, count: usize) -> io::Result<(usize, Vec<Kept>)> {
        let mut names = Vec::new();
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((0, Vec::new())),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "eml") {
                names.push(path);
            }
        }
        // Names begin with the time.
        names.sort_unstable_by(|one, other| other.cmp(one));
        let all = names.len();
        let mails = names.into_iter().take(count).map(|path| Ok(read(&std::fs::read(path)?)));
        Ok((all, mails.collect::<io::Result<_>>()?))
    }
}

/// A file that is whole or not there.
fn write(folder: &Path, mail: &[u8]) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let random = credentials::random_uuid().map_err(io::Error::other)?;
    let name: PathBuf = folder.join(format!("{now:020}-{}.eml", &random[..8]));
    let unfinished = name.with_extension("part");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&unfinished)?.write_all(mail)?;
    std::fs::rename(unfinished, name)
}

/// What cannot be read is shown as it is.
fn read(mail: &[u8]) -> Kept {
    let raw = || String::from_utf8_lossy(mail).into_owned();
    let Some(message) = MessageParser::default().parse(mail) else {
        return Kept { to: String::new(), subject: String::new(), date: String::new(), text: raw() };
    };
    let to = message.to().and_then(|to| to.first()).map(|to| match (to.name(), to.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => address.or(name).unwrap_or_default().to_owned(),
    });
    Kept {
        to: to.unwrap_or_default(),
        subject: message.subject().unwrap_or_default().to_owned(),
        date: message.date().map(|date| date.to_rfc3339()).unwrap_or_default(),
        text: message.body_text(0).map_or_else(raw, |text| text.into_owned()),
    }
}
