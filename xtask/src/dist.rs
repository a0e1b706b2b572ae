//! `cargo xtask dist`: the release app as plain files, ready for any web server.

use anyhow::Result;

use crate::{app, size};

pub(crate) fn dist() -> Result<()> {
    let app = app::build(false)?;
    size::check(&app)?;
    println!("{}", app.display());
    Ok(())
}
