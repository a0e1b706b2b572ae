//! Asks a server, as curl does.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// "2" or "1.1".
    pub(crate) version: String,
    head: String,
    pub(crate) body: String,
    /// The body's bytes, as they came.
    pub(crate) length: u64,
}

impl Answer {
    /// A header's value; empty where it is not there. More than one is a mistake.
    pub(crate) fn header(&self, name: &str) -> Result<&str> {
        let mut found = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut found = found.by_ref().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = found.next().map(|(_, value)| value.trim()).unwrap_or_default();
        ensure!(found.next().is_none(), "{name} is there twice: {}", self.head);
        Ok(value)
    }

    /// Whether it is the console's page.
    pub(crate) fn is_page(&self) -> bool {
        self.body.contains("name=\"bim-app\"")
    }
}

/// What a browser accepts where a person goes.
pub(crate) const VISIT: &str = "accept: text/html,application/xhtml+xml,*/*;q=0.8";

/// Asks for an address with these headers.
pub(crate) fn ask(url: &str, headers: &[&str]) -> Result<Answer> {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--show-error", "--insecure", "--http2", "--max-time", "10"]);
    curl.args(["--dump-header", "-", "--output", "-", "--path-as-is"]);
    for header in headers {
        curl.args(["--header", header]);
    }
    let output = curl
        .args(["--write-out", "\n%{http_version} %{size_header} %{size_download}", url])
        .output()
        .context("curl")?;
    ensure!(output.status.success(), "{url}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let (text, told) = text.rsplit_once('\n').context("nothing")?;
    let told: Vec<_> = told.split(' ').collect();
    let [version, head, length] = told[..] else { bail!("curl told {told:?}") };
    let (head, body) = text.split_at(head.parse()?);
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    let (version, head, body) = (version.to_owned(), head.to_owned(), body.to_owned());
    Ok(Answer { status, version, head, body, length: length.parse()? })
}
