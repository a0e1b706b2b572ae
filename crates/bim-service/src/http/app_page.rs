//! The app's page: index.html, written for the path it is served under, compressed once.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::credentials;

/// Ask every time whether it changed.
pub(crate) const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
/// What index.html must hold once; nothing else knows the path.
const BASE: &str = "<base href=\"/\"";

/// index.html, with the base address it is served under.
pub(crate) struct Page {
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
}

impl Page {
    /// The page of this text, to be served under `base` (which starts and ends with a slash).
    pub(crate) fn new(html: &str, base: &str) -> Result<Self, String> {
        if base != "/" && html.matches(BASE).count() != 1 {
            return Err(format!("index.html must hold {BASE}> once, to be served under {base}"));
        }
        let html = html.replacen(BASE, &format!("<base href=\"{base}\""), 1);
        Self::compressed(html).map_err(|error| format!("cannot compress index.html: {error}"))
    }

    fn compressed(html: String) -> std::io::Result<Self> {
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

    /// The answer to whoever accepts this.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response<Body> {
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

/// Whether an answer may be in this encoding.
pub(crate) fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
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
