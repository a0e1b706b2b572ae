//! `cargo xtask dist`: the app as plain files, ready for any web server.

use anyhow::Result;

use crate::{app, size};

pub(crate) fn dist(debug: bool) -> Result<()> {
    let app = app::build(debug)?;
    if !debug {
        size::check(&app)?;
    }
    println!("{}", app.display());
    Ok(())
}
