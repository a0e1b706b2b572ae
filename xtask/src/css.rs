//! Bundles style/main.css and what it imports into the one file that index.html links
//! (docs/adr/0004-css-bundle.md).

use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};

use crate::place;

pub(crate) fn bundle(minify: bool) -> Result<()> {
    let entry = place::root().join("style/main.css");
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(&entry)
        .map_err(|error| anyhow!("style/: {error}"))?;
    if minify {
        sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("style/: {error}"))?;
    }
    let css = sheet
        .to_css(PrinterOptions { minify, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("style/: {error}"))?;
    let bundle = place::style_bundle();
    std::fs::create_dir_all(bundle.parent().unwrap_or(&bundle))
        .and_then(|()| std::fs::write(&bundle, css.code))
        .with_context(|| format!("{} could not be written", bundle.display()))
}
