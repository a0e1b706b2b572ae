//! The built app inside the program: one file to install (feature `embed`, which `cargo xtask dist` switches on).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::credentials;
use crate::http::app_page::accepts;

#[derive(RustEmbed)]
#[folder = "$BIM_EMBED_APP"]
struct App;

/// The text of index.html.
pub(crate) fn page() -> Result<String, String> {
    let page = App::get("index.html").ok_or("the app inside this program has no index.html")?;
    String::from_utf8(page.data.into_owned()).map_err(|_| "index.html is no text".to_owned())
}

/// The file at this path, compressed as the caller accepts it; 404 where there is none.
pub(crate) fn answer(path: &str, headers: &HeaderMap) -> Response<Body> {
    let name = path.trim_start_matches('/');
    let mut response = Response::new(Body::empty());
    // What is compressed is for its plain name alone.
    let Some(plain) = App::get(name).filter(|_| !name.ends_with(".br") && !name.ends_with(".gz")) else {
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let kind = plain.metadata.mimetype().to_owned();
    let offered = [("br", ".br"), ("gzip", ".gz")].into_iter().find_map(|(encoding, end)| {
        let file = accepts(headers, encoding).then(|| App::get(&[name, end].concat())).flatten()?;
        Some((file, Some(encoding)))
    });
    let (file, encoding) = offered.unwrap_or((plain, None));
    let answer = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        answer.insert(header::CONTENT_TYPE, kind);
    }
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    let etag = etag(&file);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| Some(known) == etag.as_ref()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    if let Some(etag) = etag {
        answer.insert(header::ETAG, etag);
    }
    *response.body_mut() = Body::from(file.data.into_owned());
    response
}

fn etag(file: &EmbeddedFile) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{}\"", &credentials::hex(&file.metadata.sha256_hash())[..32])).ok()
}
