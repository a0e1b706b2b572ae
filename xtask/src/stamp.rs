//! What a built app says of itself: the hashes of what index.html and boot.js load, so that a browser refuses what a cache
//! or a half copied update mixed in, and `version.json`, by which open tabs notice that a newer build was installed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// The tag that tells boot.js where the code is.
const APP: &str = "<meta name=\"bim-app\" ";

/// What that tag names and boot.js loads, and the name that it has in an uncut build.
const PARTS: [(&str, Option<&str>); 3] = [("js", None), ("wasm", None), ("style", Some("inside.css"))];

/// Writes both into `app`.
pub(crate) fn stamp(app: &Path) -> Result<()> {
    let page = app.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let (html, build) =
        stamped(&html, |name| fs::read(app.join(name)).with_context(|| format!("index.html loads {name}")))?;
    fs::write(&page, html).with_context(|| page.display().to_string())?;
    let version = serde_json::json!({ "version": env!("CARGO_PKG_VERSION"), "build": build });
    fs::write(app.join("version.json"), format!("{version}\n")).context("version.json")
}

/// The page with hashes and its build, and that build: a hash of all that the page names by hash.
fn stamped(html: &str, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<(String, String)> {
    let mut page = String::new();
    for line in html.split_inclusive('\n') {
        if line.contains(APP) {
            page.push_str(&with_parts(line, &read)?);
            continue;
        }
        match loaded(line) {
            Some(name) => page.push_str(&with_integrity(line, &integrity(&read(name)?))?),
            None => page.push_str(line),
        }
    }
    if page.matches(APP).count() != 1 {
        bail!("index.html must hold {APP} once");
    }
    let build: String = Sha256::digest(&page)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((page.replacen(APP, &format!("{APP}data-build=\"{build}\" "), 1), build))
}

/// The file that a line of the page loads. Trunk writes a tag per line.
fn loaded(line: &str) -> Option<&str> {
    // Not what is preloaded for `fetch`: browsers take no hash there. The request that takes it has one.
    let loads = ["rel=\"stylesheet\"", "as=\"script\"", "<script "];
    if !loads.iter().any(|mark| line.contains(mark)) {
        return None;
    }
    between(line, "href=\"./", "\"").or_else(|| between(line, "src=\"./", "\""))
}

/// The tag for boot.js with the hashes of what it names.
fn with_parts(line: &str, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<String> {
    let mut hashes = String::new();
    for (part, uncut) in PARTS {
        let name = between(line, &format!("data-{part}=\"./"), "\"").or(uncut);
        let name = name.with_context(|| format!("index.html names no {part}"))?;
        hashes.push_str(&format!("data-{part}-hash=\"{}\" ", integrity(&read(name)?)));
    }
    Ok(line.replacen(APP, &[APP, &hashes].concat(), 1))
}

fn with_integrity(line: &str, integrity: &str) -> Result<String> {
    let mark = if line.contains("<script ") { "<script " } else { "<link " };
    if line.matches(mark).count() != 1 {
        bail!("index.html must have one tag in a line: {line}");
    }
    Ok(line.replacen(mark, &format!("{mark}integrity=\"{integrity}\" "), 1))
}

/// As browsers compare it with what arrives.
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<base href=\"/\">\n\
        <link rel=\"icon\" href=\"data:,\">\n\
        <link rel=\"stylesheet\" href=\"./style-1.css\"/>\n\
        <link rel=\"preload\" href=\"./app-1.js\" as=\"script\">\n\
        <script type=\"module\" src=\"./boot-1.js\"></script>\n\
        <meta name=\"bim-app\" data-js=\"./app-1.js\" data-wasm=\"./app-1_bg.wasm\">\n";

    fn read(name: &str) -> Result<Vec<u8>> {
        Ok(name.as_bytes().to_vec())
    }

    #[test]
    fn what_the_page_loads_has_its_hash() {
        let (page, build) = stamped(PAGE, read).expect("a page");
        assert_eq!(page.matches(" integrity=\"sha256-").count(), 3, "{page}");
        for (part, name) in [("js", "app-1.js"), ("wasm", "app-1_bg.wasm"), ("style", "inside.css")] {
            let told = format!("data-{part}-hash=\"{}\"", integrity(name.as_bytes()));
            assert!(page.contains(&told), "{page}");
        }
        assert!(page.contains(&format!("data-build=\"{build}\"")), "{page}");
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn another_content_is_another_build() {
        let (_, build) = stamped(PAGE, read).expect("a page");
        assert_eq!(stamped(PAGE, read).expect("a page").1, build);
        let (_, other) = stamped(PAGE, |name| Ok([name, "!"].concat().into_bytes())).expect("a page");
        assert_ne!(other, build);
        assert!(stamped("<html>", read).is_err());
    }
}
