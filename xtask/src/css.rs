//! Bundles style/main.css and style/inside.css, each with what it imports: the file that index.html links, and the one
//! that boot.js loads for whoever is signed in (docs/adr/0004-css-bundle.md).

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};

use crate::place;

pub(crate) fn bundle(minify: bool) -> Result<()> {
    for (entry, bundle) in place::style_bundles() {
        write(&entry, &bundle, minify)?;
    }
    Ok(())
}

fn write(entry: &Path, bundle: &Path, minify: bool) -> Result<()> {
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("style/: {error}"))?;
    if minify {
        sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("style/: {error}"))?;
    }
    let css = sheet
        .to_css(PrinterOptions { minify, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("style/: {error}"))?;
    std::fs::create_dir_all(bundle.parent().unwrap_or(bundle))
        .and_then(|()| std::fs::write(bundle, css.code))
        .with_context(|| format!("{} could not be written", bundle.display()))
}
