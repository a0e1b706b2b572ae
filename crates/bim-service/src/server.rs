//! The whole service as one router: the API, the app's files, and the path they live under.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Response, StatusCode, Uri, header};
use axum::middleware::from_fn;
use tower::ServiceExt;

use crate::http::app_files::AppFiles;
use crate::http::error::ServiceError;
use crate::http::observe::observe;
use crate::routes;
use crate::state::State;

/// The service, ready to be served.
pub(crate) fn router(state: &Arc<State>, app: Option<AppFiles>) -> Router {
    let (api, _) = routes::api(state);
    let inner = api.fallback(move |request: Request| outside(app.clone(), request));
    let base = state.settings.public_url.path().trim_end_matches('/').to_owned();
    let whole = if base.is_empty() { inner } else { under(base, inner) };
    whole.layer(from_fn(observe))
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
fn under(base: String, inner: Router) -> Router {
    let base: Arc<str> = base.into();
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
