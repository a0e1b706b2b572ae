//! Where things are: the repository and what is built in it.

use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Where Cargo builds.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => root().join(directory),
        None => root().join("target"),
    }
}

/// Tools that the build needs and the machine lacks.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The built app: the release for people to serve, the debug build for `dev`.
pub(crate) fn app(debug: bool) -> PathBuf {
    if debug { target().join("app") } else { root().join("dist") }
}

/// The bundle of `style/` that index.html links. Not under [`target`], since index.html names a fixed path.
pub(crate) fn style_bundle() -> PathBuf {
    root().join("target/style.css")
}
