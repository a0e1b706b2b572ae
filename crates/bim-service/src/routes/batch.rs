//! Several calls in one request. Each goes through the router again as if it had come by itself, with the credential and
//! the address of the request it came in: it is admitted, limited, counted, logged and audited on its own.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, Response, header};
use bim_api::Call;
use bim_api::endpoints::SendBatch;
use bim_api::wire::batch::{BatchCall, BatchCalls, MOST_CALLS};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::http::caller::Cx;
use crate::http::endpoint_router::Written;
use crate::http::error::ServiceError;

/// Makes the calls, all at once so that their writes share transactions, and answers when the last one has.
pub(crate) async fn send_batch(
    router: Router,
    cx: Cx,
    call: Call<SendBatch>,
) -> Result<Written<SendBatch>, ServiceError> {
    let BatchCalls(calls) = call.body;
    if calls.len() > MOST_CALLS {
        return Err(ServiceError::new(400, format!("A batch holds at most {MOST_CALLS} calls.")));
    }
    // What has no answer in the end, had none: a panic is caught further in.
    let mut answers = vec![None; calls.len()];
    // Whoever goes away takes the calls along, as with a request of their own.
    let mut under_way = JoinSet::new();
    for (at, call) in calls.into_iter().enumerate() {
        let (router, cx) = (router.clone(), cx.clone());
        under_way.spawn(async move { (at, told(answer(router, &cx, call).await).await) });
    }
    while let Some(ended) = under_way.join_next().await {
        if let Ok((at, answer)) = ended {
            answers[at] = answer;
        }
    }
    let lost = br#"{"status":500}"#;
    let told = answers.iter().map(|answer| answer.as_deref().unwrap_or(lost));
    Ok(Written::new([&b"["[..], &told.collect::<Vec<_>>().join(&b','), b"]"].concat()))
}

async fn answer(router: Router, cx: &Cx, call: BatchCall) -> Response<Body> {
    match request(cx, call) {
        Ok(request) => router.oneshot(request).await.unwrap_or_else(|never| match never {}),
        Err(refusal) => refusal.into(),
    }
}

fn request(cx: &Cx, call: BatchCall) -> Result<Request, ServiceError> {
    if !call.target.starts_with("/bim/") {
        return Err(ServiceError::bad("target", "A call of a batch begins with /bim/."));
    }
    let base = cx.state.settings.public_url.path().trim_end_matches('/');
    let mut request = Request::builder().method(call.method.as_str()).uri([base, &call.target].concat());
    if let Some(authorization) = &cx.authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    // It was found behind the proxies already.
    request = request.extension(ConnectInfo(SocketAddr::new(cx.address, 0)));
    let body = match call.body {
        Some(body) => {
            let kind = HeaderValue::from_static("application/json");
            request = request.header(header::CONTENT_TYPE, kind);
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    request.body(body).map_err(|_| ServiceError::bad("target", "The path cannot be read."))
}

/// An answer as an item of the list.
async fn told(response: Response<Body>) -> Option<Vec<u8>> {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.ok()?;
    let text = |name: &str| parts.headers.get(name)?.to_str().ok();
    let mut item = format!("{{\"status\":{}", parts.status.as_u16());
    if let Some(seconds) = text("retry-after") {
        item.extend([",\"retryAfter\":", seconds]);
    }
    if let Some(id) = text("x-request-id") {
        item.extend([",\"requestId\":\"", id, "\""]);
    }
    let mut item = item.into_bytes();
    if !body.is_empty() {
        item.extend(b",\"body\":");
        item.extend(&*body);
    }
    item.push(b'}');
    Some(item)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use bim_api::Method;

    use super::*;
    use crate::clock::Clock;
    use crate::db::{Database, Place};
    use crate::settings::Settings;
    use crate::state::State;

    async fn fail() -> &'static str {
        panic!("a bug")
    }

    async fn busy() -> Response<Body> {
        let mut answer = Response::new(Body::from("{}"));
        *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("7"));
        answer
    }

    #[tokio::test]
    async fn a_panic_is_the_failure_of_one_call_and_a_wait_is_told_with_its_call() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
        let settings = Settings::new("https://bim.example.com/".parse().expect("a URL"));
        let state = State::new(database, settings, Clock::default()).expect("a state");
        let address = [192, 0, 2, 1].into();
        let cx = Cx { state: Arc::new(state), address, request: None, authorization: None, caller: None };
        let router = Router::new()
            .route("/bim/good", get(async || "[1]"))
            .route("/bim/bad", get(fail))
            .route("/bim/busy", get(busy))
            .layer(from_fn(async |request: Request, next: axum::middleware::Next| {
                let from = request.extensions().get::<ConnectInfo<SocketAddr>>().expect("an address");
                assert_eq!(from.0.ip(), std::net::IpAddr::from([192, 0, 2, 1]));
                next.run(request).await
            }));
        let call = |target: &str| BatchCall { method: Method::Get, target: target.to_owned(), body: None };
        let calls = ["/bim/busy", "/bim/bad", "/bim/good"].map(call).to_vec();
        let call = Call::<SendBatch> { path: (), query: (), body: BatchCalls(calls) };
        let answer = send_batch(router, cx, call).await.expect("an answer");
        assert_eq!(
            answer.text(),
            r#"[{"status":429,"retryAfter":7,"body":{}},{"status":500},{"status":200,"body":[1]}]"#
        );
    }
}
