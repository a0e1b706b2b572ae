//! The built app: files with compressed siblings, and one page for every address of the app.

use std::path::Path;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::credentials;
use crate::http::error::ServiceError;

/// A year: the name of a hashed file changes with its content.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Ask every time whether it changed.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// A folder with the built app, and its page in memory.
#[derive(Clone)]
pub(crate) struct AppFiles {
    files: ServeDir,
    page: std::sync::Arc<Page>,
}

/// index.html, with the base address it is served under.
struct Page {
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
}

impl AppFiles {
    /// Reads the page of the app in `folder`, to be served under `base` (which starts and ends with a slash).
    pub(crate) fn open(folder: &Path, base: &str) -> Result<Self, String> {
        let path = folder.join("index.html");
        let html = std::fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}. Is the app built?", path.display()))?;
        let marker = "<base href=\"/\"";
        if base != "/" && html.matches(marker).count() != 1 {
            return Err(format!("{} must hold {marker}> once, to be served under {base}", path.display()));
        }
        let html = html.replacen(marker, &format!("<base href=\"{base}\""), 1);
        let page = Page::new(html).map_err(|error| format!("cannot compress {}: {error}", path.display()))?;
        let files = ServeDir::new(folder)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        Ok(Self { files, page: std::sync::Arc::new(page) })
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
        let found = self.files.oneshot(request).await.unwrap_or_else(|never| match never {});
        if found.status() == StatusCode::NOT_FOUND
            || found.status().is_redirection() && found.status() != StatusCode::NOT_MODIFIED
        {
            // An address of the app, when a person goes there; a missing file stays missing.
            return if wants_page(&headers) { self.page.answer(&headers) } else { missing() };
        }
        let mut response = found.map(Body::new);
        let caching = if is_hashed(&path) { IMMUTABLE } else { REVALIDATE };
        response.headers_mut().insert(header::CACHE_CONTROL, caching);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
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

impl Page {
    fn new(html: String) -> std::io::Result<Self> {
        let mut brotli = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
        brotli::BrotliCompress(&mut html.as_bytes(), &mut brotli, &settings)?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut gzip, html.as_bytes())?;
        let etag = format!("\"{}\"", &credentials::hex(&credentials::hash(&html))[..32]);
        Ok(Self {
            gzip: gzip.finish()?.into(),
            brotli: brotli.into(),
            plain: html.into(),
            etag: HeaderValue::from_str(&etag).map_err(std::io::Error::other)?,
        })
    }

    fn answer(&self, headers: &HeaderMap) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        let answer = response.headers_mut();
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        answer.insert(header::CACHE_CONTROL, REVALIDATE);
        answer.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
        answer.insert(header::ETAG, self.etag.clone());
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == self.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let (body, encoding) = if accepts(headers, "br") {
            (&self.brotli, Some("br"))
        } else if accepts(headers, "gzip") {
            (&self.gzip, Some("gzip"))
        } else {
            (&self.plain, None)
        };
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        *response.body_mut() = Body::from(body.clone());
        response
    }
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .any(|offer| {
            let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
            name.trim().eq_ignore_ascii_case(encoding)
                && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
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
