//! Compresses what never changes under its name, once and as well as it goes, so that a server needs no work per
//! request. index.html and config.json are left alone: a server or an operator edits them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

const COMPRESSED: [&str; 4] = ["css", "js", "svg", "wasm"];

/// Writes `.br` and `.gz` beside each asset of a built app.
pub(crate) fn directory(app: &Path) -> Result<()> {
    for asset in assets(app)? {
        let content = fs::read(&asset).with_context(|| asset.display().to_string())?;
        for (suffix, compressed) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
            let path = PathBuf::from(format!("{}.{suffix}", asset.display()));
            fs::write(&path, compressed).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// Brotli at its highest quality.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn assets(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(assets(&path)?);
        } else if path.extension().is_some_and(|extension| COMPRESSED.iter().any(|known| extension == *known))
        {
            found.push(path);
        }
    }
    Ok(found)
}
