//! One log line and one count per request. The line has the id that the answer carries, and never a query, a
//! header or a body.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Request, State as Given};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::middleware::Next;
use bim_api::Problem;

use crate::http::error::{Cause, json};
use crate::http::security_headers;
use crate::metrics::Metrics;

/// Who asked, on the way to the log.
#[derive(Clone, Debug)]
pub(crate) struct Asker {
    /// Whom the credential stands for.
    pub(crate) user: String,
    /// Who acts as that person.
    pub(crate) impersonator: Option<String>,
}

/// Which endpoint answered, on the way to its counter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnsweredBy(pub(crate) &'static str);

/// The id of a request, on the way to whoever writes it down.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) Arc<str>);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// An id that no other request of this process has, and hardly one of another.
fn next_id() -> Arc<str> {
    static SEED: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let seed = *SEED.get_or_init(|| {
        let mut bytes = [0; 8];
        // Without random numbers the ids repeat after a restart, which only logs would notice.
        let _ = getrandom::fill(&mut bytes);
        u64::from_ne_bytes(bytes)
    });
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}", seed.wrapping_add(number).wrapping_mul(0x9e37_79b9_7f4a_7c15)).into()
}

/// Runs a request between its id and its log line.
pub(crate) async fn observe(
    Given(metrics): Given<Arc<Metrics>>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let start = Instant::now();
    let id = next_id();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    request.extensions_mut().insert(RequestId(Arc::clone(&id)));
    let mut response = next.run(request).await;
    let cause = response.extensions_mut().remove::<Cause>();
    if let Some(Cause(cause)) = &cause {
        tracing::error!(target: "bim_service::request", id = &*id, cause, "failed");
        let message = format!("Something went wrong here. The log knows it as request {id}.");
        let problem = Problem::new(response.status().as_u16(), message);
        *response.body_mut() = json(response.status(), &problem).into_body();
    }
    let status = response.status();
    security_headers::add_to(response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let asker = response.extensions().get::<Asker>();
    let user = asker.map_or("-", |asker| asker.user.as_str());
    let impersonator = asker.and_then(|asker| asker.impersonator.as_deref());
    let took = start.elapsed();
    let endpoint = response.extensions().get::<AnsweredBy>().map(|by| by.0);
    metrics.answered(endpoint, status.as_u16(), took);
    let ms = took.as_secs_f64() * 1e3;
    if !status.is_server_error() {
        tracing::info!(target: "bim_service::request", id = &*id, %method, path, status = status.as_u16(), ms, user, impersonator);
    } else {
        tracing::error!(target: "bim_service::request", id = &*id, %method, path, status = status.as_u16(), ms, user, impersonator);
    }
    response
}
