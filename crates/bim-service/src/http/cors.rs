//! Which pages of other origins may call: those that the operator named, letter by letter, and no other. Credentials
//! stand in the Authorization header, so no cookie is ever allowed for.

use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use tower_http::cors::CorsLayer;

use crate::settings::Origin;

/// What a browser may remember of it.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// Answers preflights, and shows these origins what the console reads of an answer's headers.
pub(crate) fn layer(origins: &[Origin]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(origins.iter().map(Origin::header).collect::<Vec<_>>())
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([header::DATE, header::RETRY_AFTER, HeaderName::from_static("x-request-id")])
        .max_age(REMEMBERED)
}
