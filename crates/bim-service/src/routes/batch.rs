//! Several calls in one request. Each goes through the router again as if it had come by itself, with the credential and
//! the address of the request it came in: it is admitted, limited, counted, logged and audited on its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, Response, header};
use bim_api::endpoints::SendBatch;
use bim_api::wire::batch::{BatchCall, BatchCalls, MOST_CALLS};
use bim_api::{Call, Method};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::http::caller::Cx;
use crate::http::endpoint_router::Written;
use crate::http::error::ServiceError;

/// Batches that are answered at a time; others wait for their turn.
pub(crate) const AT_ONCE: usize = 4;

/// Reads of a batch that are under way at a time: as many as a job puts into one, so that those of a job never wait. What
/// they bring beyond [`MOST_ANSWERED`] is as much again at the most.
const READS_AT_ONCE: usize = 32;

/// When the answers of a batch weigh so much, it reads no more. What it writes is done and told whatever it weighs.
const MOST_ANSWERED: usize = 8 * 1024 * 1024;

/// Makes the calls, the writes all at once so that they share transactions, and answers when the last one has.
pub(crate) async fn send_batch(
    router: Router,
    cx: Cx,
    call: Call<SendBatch>,
) -> Result<Written<SendBatch>, ServiceError> {
    let BatchCalls(calls) = call.body;
    if calls.len() > MOST_CALLS {
        return Err(ServiceError::new(400, format!("A batch holds at most {MOST_CALLS} calls.")));
    }
    let turn = cx.state.batches.acquire().await;
    let _turn = turn.map_err(|closed| ServiceError::internal(closed.to_string()))?;
    let room = Arc::new(Room { reads: Semaphore::new(READS_AT_ONCE), answered: AtomicUsize::new(0) });
    let mut answers = Answers::of(calls.len());
    // Whoever goes away takes the calls along, as with a request of their own.
    let mut under_way = JoinSet::new();
    for (at, call) in calls.into_iter().enumerate() {
        let (router, cx, room) = (router.clone(), cx.clone(), Arc::clone(&room));
        under_way.spawn(async move { (at, told(router, &cx, call, &room).await) });
    }
    while let Some(ended) = under_way.join_next().await {
        if let Ok((at, Some(item))) = ended {
            answers.add(at, item);
        }
    }
    Ok(Written::new(answers.finish()))
}

/// What the calls of one batch share.
struct Room {
    reads: Semaphore,
    /// The bytes of all answers until now.
    answered: AtomicUsize,
}

/// An answer as an item of the list, all but its end.
struct Item {
    head: String,
    body: Bytes,
}

/// The list of answers. Each is written, and dropped, as soon as all before it are.
struct Answers {
    list: Vec<u8>,
    /// Those that wait for one before them.
    early: Vec<Option<Item>>,
    /// How many are written.
    written: usize,
}

impl Answers {
    fn of(count: usize) -> Self {
        Self { list: vec![b'['], early: (0..count).map(|_| None).collect(), written: 0 }
    }

    fn add(&mut self, at: usize, item: Item) {
        self.early[at] = Some(item);
        while let Some(item) = self.early.get_mut(self.written).and_then(Option::take) {
            self.write(&item);
        }
    }

    fn write(&mut self, Item { head, body }: &Item) {
        if self.written > 0 {
            self.list.push(b',');
        }
        self.list.extend(head.as_bytes());
        if !body.is_empty() {
            self.list.extend(b",\"body\":");
            self.list.extend(&**body);
        }
        self.list.push(b'}');
        self.written += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        while self.written < self.early.len() {
            // What has no answer in the end, had none: a panic is caught further in.
            let lost = || Item { head: "{\"status\":500".to_owned(), body: Bytes::new() };
            let item = self.early[self.written].take().unwrap_or_else(lost);
            self.write(&item);
        }
        self.list.push(b']');
        self.list
    }
}

/// Makes a call when there is room for it.
async fn told(router: Router, cx: &Cx, call: BatchCall, room: &Room) -> Option<Item> {
    let is_read = call.method == Method::Get;
    let _turn = if is_read { Some(room.reads.acquire().await.ok()?) } else { None };
    let response = match is_read && room.answered.load(Ordering::Relaxed) >= MOST_ANSWERED {
        true => is_full().into(),
        false => answer(router, cx, call).await,
    };
    let item = item(response).await?;
    room.answered.fetch_add(item.body.len(), Ordering::Relaxed);
    Some(item)
}

/// What whoever sends batches takes as a wish to wait, and to send less at a time.
fn is_full() -> ServiceError {
    let message =
        "The answers of this batch are too large together: ask for this one again, with fewer others.";
    ServiceError { retry_after: Some(1), ..ServiceError::new(503, message) }
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

async fn item(response: Response<Body>) -> Option<Item> {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.ok()?;
    let text = |name: &str| parts.headers.get(name)?.to_str().ok();
    let mut head = format!("{{\"status\":{}", parts.status.as_u16());
    if let Some(seconds) = text("retry-after") {
        head.extend([",\"retryAfter\":", seconds]);
    }
    if let Some(id) = text("x-request-id") {
        head.extend([",\"requestId\":\"", id, "\""]);
    }
    Some(Item { head, body })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::{get, put};
    use serde_json::Value;
    use tempfile::TempDir;

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

    fn cx() -> (TempDir, Cx) {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::open(Place::Folder(folder.path().to_owned())).expect("a database");
        let settings = Settings::new("https://bim.example.com/".parse().expect("a URL"));
        let state = State::new(database, settings, Clock::default()).expect("a state");
        let address = [192, 0, 2, 1].into();
        let cx = Cx { state: Arc::new(state), address, request: None, authorization: None, caller: None };
        (folder, cx)
    }

    fn batch(calls: &[(Method, &str)]) -> Call<SendBatch> {
        let call =
            |&(method, target): &(_, &str)| BatchCall { method, target: target.to_owned(), body: None };
        Call { path: (), query: (), body: BatchCalls(calls.iter().map(call).collect()) }
    }

    #[tokio::test]
    async fn a_panic_is_the_failure_of_one_call_and_a_wait_is_told_with_its_call() {
        let (_folder, cx) = cx();
        let router = Router::new()
            .route("/bim/good", get(async || "[1]"))
            .route("/bim/bad", get(fail))
            .route("/bim/busy", get(busy))
            .layer(from_fn(async |request: Request, next: axum::middleware::Next| {
                let from = request.extensions().get::<ConnectInfo<SocketAddr>>().expect("an address");
                assert_eq!(from.0.ip(), std::net::IpAddr::from([192, 0, 2, 1]));
                next.run(request).await
            }));
        let calls = ["/bim/busy", "/bim/bad", "/bim/good"].map(|target| (Method::Get, target));
        let answer = send_batch(router, cx, batch(&calls)).await.expect("an answer");
        assert_eq!(
            answer.text(),
            r#"[{"status":429,"retryAfter":7,"body":{}},{"status":500},{"status":200,"body":[1]}]"#
        );
    }

    #[tokio::test]
    async fn what_is_too_large_together_is_read_later_and_written_all_the_same() {
        const LARGE: usize = 1024 * 1024;
        let (_folder, cx) = cx();
        let read = Arc::new(AtomicUsize::new(0));
        let large = async |read: Arc<AtomicUsize>| {
            read.fetch_add(1, Ordering::Relaxed);
            format!("\"{}\"", "x".repeat(LARGE - 2))
        };
        let of_reads = Arc::clone(&read);
        let router = Router::new()
            .route("/bim/read", get(move || large(Arc::clone(&of_reads))))
            .route("/bim/write", put(async || "[]"));
        let calls: Vec<_> = (0..MOST_CALLS)
            .map(|at| if at % 4 == 3 { (Method::Put, "/bim/write") } else { (Method::Get, "/bim/read") })
            .collect();
        let answer = send_batch(router, cx, batch(&calls)).await.expect("an answer");
        let answers: Vec<Value> = serde_json::from_str(answer.text()).expect("JSON");
        assert_eq!(answers.len(), calls.len());
        let (mut told, mut refused) = (0, 0);
        for ((method, _), answer) in calls.iter().zip(&answers) {
            match (method, answer["status"].as_u64()) {
                (Method::Put, status) => {
                    assert_eq!((status, &answer["body"]), (Some(200), &serde_json::json!([])))
                }
                (_, Some(200)) => told += 1,
                (_, status) => {
                    assert_eq!((status, answer["retryAfter"].as_u64()), (Some(503), Some(1)));
                    assert_eq!(answer["body"]["statusCode"], 503);
                    refused += 1;
                }
            }
        }
        let most = MOST_ANSWERED / LARGE;
        assert!((most..most + READS_AT_ONCE).contains(&told), "{told} are told");
        assert_eq!((told, refused), (read.load(Ordering::Relaxed), 75 - told), "the others are not run");
    }

    #[tokio::test]
    async fn few_batches_are_answered_at_a_time() {
        let (_folder, cx) = cx();
        let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let highest = Arc::clone(&most);
        let call = async move |under_way: Arc<AtomicUsize>, most: Arc<AtomicUsize>| {
            most.fetch_max(under_way.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            under_way.fetch_sub(1, Ordering::Relaxed);
            "[]"
        };
        let router =
            Router::new().route("/bim/slow", put(move || call(Arc::clone(&under_way), Arc::clone(&most))));
        let mut batches = JoinSet::new();
        for _ in 0..3 * AT_ONCE {
            let (router, cx) = (router.clone(), cx.clone());
            batches.spawn(async move {
                let answer = send_batch(router, cx, batch(&[(Method::Put, "/bim/slow")])).await;
                answer.expect("an answer").text().to_owned()
            });
        }
        for answer in batches.join_all().await {
            assert_eq!(answer, r#"[{"status":200,"body":[]}]"#);
        }
        assert_eq!(highest.load(Ordering::Relaxed), AT_ONCE);
    }
}
