//! What watches the service asks: whether it lives, whether it can work, what it counted. Not of the API: no
//! credential, no log line, always at the root.

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::state::State;

/// `/healthz`: the process lives. `/readyz`: its database answers, at the schema that this program knows.
pub(crate) fn health(state: &Arc<State>) -> Router {
    let state = Arc::clone(state);
    Router::new().route("/healthz", get(async || "ok\n")).route(
        "/readyz",
        get(async move || match state.database.check() {
            Ok(()) => (StatusCode::OK, "ready\n"),
            Err(error) => {
                // Why is for the log: whoever asks may be anybody.
                tracing::error!(%error, "not ready");
                (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
            }
        }),
    )
}

/// The same, and `/metrics`: for a listener that only the operator reaches.
pub(crate) fn metrics(state: &Arc<State>) -> Router {
    const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";
    let of_metrics = Arc::clone(state);
    health(state).route(
        "/metrics",
        get(async move || {
            let text = of_metrics.metrics.text(of_metrics.database.load());
            ([(header::CONTENT_TYPE, KIND)], text).into_response()
        }),
    )
}
