//! Which build is installed at the console's own address, by the file `version.json` beside index.html.

use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::{RequestCache, window};

/// What the file says that matters to a tab.
#[derive(Deserialize)]
struct Version {
    build: String,
}

/// The build of the code that runs here; nothing where nobody wrote it into the page.
pub fn own_build() -> Option<String> {
    let tag = window()?.document()?.query_selector("meta[name='bim-app'][data-build]").ok()??;
    tag.get_attribute("data-build")
}

/// The build that a reload would load; nothing where that cannot be told.
pub async fn installed_build() -> Option<String> {
    let answer = Request::get("version.json").cache(RequestCache::NoStore).send().await.ok()?;
    serde_json::from_slice::<Version>(&answer.binary().await.ok()?).ok().map(|version| version.build)
}
