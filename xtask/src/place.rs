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

/// The entries of `style/` and the bundles that are made of them. Not under [`target`], since index.html names fixed
/// paths.
pub(crate) fn style_bundles() -> [(PathBuf, PathBuf); 2] {
    let root = root();
    [("main.css", "style.css"), ("inside.css", "inside.css")]
        .map(|(entry, bundle)| (root.join("style").join(entry), root.join("target").join(bundle)))
}
