//! The built app: files with compressed siblings, and one page for every address of the app.

use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use tower::ServiceExt;
use tower_http::services::ServeDir;

#[cfg(feature = "embed")]
use crate::http::app_inside;
use crate::http::app_page::{Page, REVALIDATE};
use crate::http::error::ServiceError;

/// A year: the name of a hashed file changes with its content.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The built app, and its page in memory.
#[derive(Clone)]
pub(crate) struct AppFiles {
    files: Files,
    page: Arc<Page>,
    config: Option<Bytes>,
}

#[derive(Clone)]
enum Files {
    Folder(ServeDir),
    #[cfg(feature = "embed")]
    Inside,
}

impl AppFiles {
    /// The app in `folder`, or else the one inside the program, if there is one; to be served under `base` (which
    /// starts and ends with a slash), with `config` in the place of its config.json.
    pub(crate) fn open(
        folder: Option<&Path>,
        base: &str,
        config: Option<&Path>,
    ) -> Result<Option<Self>, String> {
        let (html, files) = match folder {
            Some(folder) => {
                let path = folder.join("index.html");
                let html = std::fs::read_to_string(&path)
                    .map_err(|error| format!("cannot read {}: {error}. Is the app built?", path.display()))?;
                let files = ServeDir::new(folder)
                    .append_index_html_on_directories(false)
                    .precompressed_br()
                    .precompressed_gzip();
                (html, Files::Folder(files))
            }
            #[cfg(feature = "embed")]
            None => (app_inside::page()?, Files::Inside),
            #[cfg(not(feature = "embed"))]
            None => return Ok(None),
        };
        let page = Arc::new(Page::new(&html, base)?);
        let read = |path: &Path| {
            let text = std::fs::read(path);
            text.map(Bytes::from).map_err(|error| format!("cannot read {}: {error}", path.display()))
        };
        Ok(Some(Self { files, page, config: config.map(read).transpose()? }))
    }

    /// Answers a request outside the API.
    pub(crate) async fn serve(self, request: Request) -> Response<Body> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return ServiceError::new(405, "Only GET works here.").into();
        }
        let path = request.uri().path().to_owned();
        let headers = request.headers().clone();
        if matches!(path.as_str(), "/" | "/index.html") {
            return self.page.answer(&headers);
        }
        if let ("/config.json", Some(config)) = (path.as_str(), self.config) {
            return configuration(config);
        }
        let found = match self.files {
            Files::Folder(files) => {
                files.oneshot(request).await.unwrap_or_else(|never| match never {}).map(Body::new)
            }
            #[cfg(feature = "embed")]
            Files::Inside => app_inside::answer(&path, &headers),
        };
        if found.status() == StatusCode::NOT_FOUND
            || found.status().is_redirection() && found.status() != StatusCode::NOT_MODIFIED
        {
            // An address of the app, when a person goes there; a missing file stays missing.
            return if wants_page(&headers) { self.page.answer(&headers) } else { missing() };
        }
        let mut response = found;
        let caching = if is_hashed(&path) { IMMUTABLE } else { REVALIDATE };
        response.headers_mut().insert(header::CACHE_CONTROL, caching);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
}

fn configuration(text: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, REVALIDATE);
    response
}

fn missing() -> Response<Body> {
    ServiceError::not_found("file").into()
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Whether a file's name holds a hash of its content: sixteen hexadecimal digits after a dash.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        digits >= 16 && part.as_bytes().get(digits).is_none_or(|next| matches!(next, b'.' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn hashed_names_are_told_from_others() {
        assert!(is_hashed("/bim-admin-0123456789abcdef.js"));
        assert!(is_hashed("/bim-admin-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("/style-0123456789abcdef.css"));
        assert!(!is_hashed("/config.json"));
        assert!(!is_hashed("/boot-0123456789abcdeg.js"));
        assert!(!is_hashed("/0123456789abcdef-cafe.js"));
    }
}
