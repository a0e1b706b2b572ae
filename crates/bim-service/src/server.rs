//! The whole service as one router: the API, the app's files, and the path they live under.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Response, StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

use crate::http::app_files::AppFiles;
use crate::http::cors;
use crate::http::error::ServiceError;
use crate::http::observe::observe;
use crate::http::outbox_page;
use crate::http::probes;
use crate::metrics::Metrics;
use crate::routes;
use crate::settings::Origin;
use crate::state::State;

/// The service, ready to be served.
pub(crate) fn router(state: &Arc<State>, app: Option<AppFiles>) -> Router {
    let base: Arc<str> = state.settings.public_url.path().trim_end_matches('/').into();
    // Pages of other origins read the batch, not what is within it.
    let of_batches = routes::of_batches(state).fallback(|request| outside(None, request));
    let of_batches = observed(under(&base, of_batches), Arc::clone(&state.metrics), &[]);
    let (api, _) = routes::api(state, of_batches);
    let inner =
        api.merge(outbox_page::routes(state)).fallback(move |request: Request| outside(app.clone(), request));
    let whole = under(&base, inner);
    // Outside of the log and the counters: a probe every second would drown the rest.
    let origins = &state.settings.allowed_origins;
    observed(whole, Arc::clone(&state.metrics), origins).merge(probes::health(state))
}

/// A panic is a failure of one request: it is logged and answered like any other, to pages of other origins as well.
fn observed(router: Router, metrics: Arc<Metrics>, origins: &[Origin]) -> Router {
    let router = router.layer(CatchPanicLayer::custom(panicked));
    let router = if origins.is_empty() { router } else { router.layer(cors::layer(origins)) };
    router.layer(from_fn_with_state(metrics, observe))
}

fn panicked(panic: Box<dyn Any + Send>) -> Response<Body> {
    let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    ServiceError::internal(format!("panic: {}", said.unwrap_or("without words"))).into()
}

/// What no endpoint answers.
async fn outside(app: Option<AppFiles>, request: Request) -> Response<Body> {
    let path = request.uri().path();
    let is_api = ["/bim", "/iam"]
        .iter()
        .any(|root| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    match app {
        Some(app) if !is_api => app.serve(request).await,
        _ => ServiceError::new(404, "There is nothing at this path.").into(),
    }
}

/// Serves `inner` under `base` alone, which has no slash at its end.
fn under(base: &Arc<str>, inner: Router) -> Router {
    if base.is_empty() {
        return inner;
    }
    let base = Arc::clone(base);
    Router::new().fallback(move |mut request: Request| {
        let (base, inner) = (Arc::clone(&base), inner.clone());
        async move {
            let whole = request.uri().path_and_query().map_or("/", |p| p.as_str());
            let rest = match whole.strip_prefix(&*base) {
                Some(rest) if rest.starts_with('/') => rest.parse::<Uri>(),
                Some(rest) if rest.is_empty() || rest.starts_with('?') => {
                    return moved(&format!("{base}/{rest}"));
                }
                _ => return ServiceError::new(404, format!("Everything is under {base}/ here.")).into(),
            };
            match rest {
                Ok(uri) => *request.uri_mut() = uri,
                Err(_) => return ServiceError::new(400, "The path cannot be read.").into(),
            }
            inner.oneshot(request).await.unwrap_or_else(|never| match never {})
        }
    })
}

fn moved(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_ends_one_request_and_tells_its_id() {
        async fn fail() -> &'static str {
            panic!("the secret cause")
        }
        let router = observed(Router::new().route("/", get(fail)), Arc::default(), &[]);
        for _ in 0..2 {
            let request = Request::get("/").body(Body::empty()).expect("a request");
            let response = router.clone().oneshot(request).await.expect("infallible");
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let id = response.headers()["x-request-id"].to_str().expect("text").to_owned();
            let body = response.into_body().collect().await.expect("a body").to_bytes();
            let body = String::from_utf8(body.to_vec()).expect("text");
            assert!(body.contains(&id) && !body.contains("secret"), "{body}");
        }
    }
}
