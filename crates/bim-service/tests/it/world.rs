//! A service of its own for each test, with one person of each kind in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response as HttpResponse, header};
use bim_api::{ApiError, Call, Endpoint, Password, Permission, Response};
use bim_service::clock::Clock;
use bim_service::service::{NewPerson, Service};
use bim_service::settings::Settings;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::actors::Actor;
use crate::store::Store;

/// When every world begins: 2026-11-24T00:00:00Z.
pub(crate) const START: i64 = 1_795_478_400_000;

/// The password of everybody who has one.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A service, its clock and its database.
pub(crate) struct World {
    pub(crate) service: Service,
    pub(crate) store: Store,
    router: Router,
    hand: Arc<AtomicI64>,
    keys: Vec<(&'static str, String)>,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// Status and message of a refusal.
    pub(crate) fn problem(&self) -> (u16, String) {
        let json = self.json();
        assert_eq!(json["statusCode"], self.status, "the body tells the status: {json}");
        assert!(json["error"].is_string(), "{json}");
        (self.status, json["message"].as_str().expect("a message").to_owned())
    }

    /// The first field that a refusal names.
    pub(crate) fn field(&self) -> String {
        self.json()["validation"]["keys"][0].as_str().unwrap_or_default().to_owned()
    }
}

impl World {
    /// A world with an admin, an auditor and a member.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// A world whose operator decided otherwise.
    pub(crate) fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let store = Store::new();
        let hand = Arc::new(AtomicI64::new(START));
        let mut settings = Settings::new("https://bim.example.com/".parse().expect("a URL"));
        change(&mut settings);
        let service =
            Service::open(store.place(), settings, Clock::at(Arc::clone(&hand))).expect("a service");
        let router = service.router(None).expect("a router");
        let mut world = Self { service, store, router, hand, keys: Vec::new() };
        for (username, permissions) in [
            ("uma.admin@example.com", vec![Permission::USER_ADMIN]),
            ("audrey.auditor@example.com", vec![Permission::AUDIT]),
            ("max.member@example.com", vec![Permission::CREATE_PROJECT]),
        ] {
            world.person(username, permissions, None);
            world.keys.push((username, world.service.create_key(username, "test").expect("a key")));
        }
        world
    }

    /// The same database and people under a service that was started again, as its operator decides now.
    pub(crate) fn reopened(self, change: impl FnOnce(&mut Settings)) -> Self {
        let Self { service, store, router, hand, keys } = self;
        drop((service, router));
        let mut settings = Settings::new("https://bim.example.com/".parse().expect("a URL"));
        change(&mut settings);
        let service =
            Service::open(store.place(), settings, Clock::at(Arc::clone(&hand))).expect("a service");
        let router = service.router(None).expect("a router");
        Self { service, store, router, hand, keys }
    }

    /// Creates a person.
    pub(crate) fn person(&self, username: &str, permissions: Vec<Permission>, password: Option<&str>) {
        let person = NewPerson {
            username: username.to_owned(),
            permissions,
            password: password.map(Password::new),
            ..NewPerson::default()
        };
        self.service.create_person(&person).expect("a new person");
    }

    /// Moves the clock's hand.
    pub(crate) fn pass(&self, milliseconds: i64) {
        self.hand.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// The API key of one of the world's people.
    pub(crate) fn key_of(&self, username: &str) -> Option<&str> {
        self.keys.iter().find(|(known, _)| *known == username).map(|(_, key)| key.as_str())
    }

    /// Sends whatever the test made.
    pub(crate) async fn raw(&self, request: Request<Body>) -> Answer {
        self.raw_to(self.router.clone(), request).await
    }

    /// Sends it to another router of this world.
    pub(crate) async fn raw_to(&self, router: Router, mut request: Request<Body>) -> Answer {
        if request.extensions().get::<ConnectInfo<std::net::SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, 1], 4711))));
        }
        let response: HttpResponse<Body> = router.oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// Asks with a method, a target, and perhaps JSON.
    pub(crate) async fn ask<A: Actor>(
        &self,
        actor: &A,
        method: &str,
        target: &str,
        body: Option<&str>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(target);
        if let Some(secret) = actor.secret(self) {
            request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        self.raw(
            request.body(body.map_or(Body::empty(), |text| Body::from(text.to_owned()))).expect("a request"),
        )
        .await
    }

    /// Sends a call as it stands; the answer as it came.
    pub(crate) async fn answer<E: Endpoint, A: Actor>(&self, actor: &A, call: &Call<E>) -> Answer {
        let request = call.encode().expect("a path");
        let body = request.body.map(|bytes| String::from_utf8(bytes).expect("JSON"));
        self.ask(actor, request.method.as_str(), &request.target, body.as_deref()).await
    }

    /// Sends a call and reads its answer as the app does.
    pub(crate) async fn send<E: Endpoint, A: Actor>(
        &self,
        actor: &A,
        call: Call<E>,
    ) -> Result<E::Response, ApiError> {
        let Answer { status, headers, body } = self.answer(actor, &call).await;
        let retry_after = headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let request_id = headers.get("x-request-id").and_then(|value| Some(value.to_str().ok()?.to_owned()));
        Call::<E>::read(Response { status, body, retry_after, request_id })
    }
}
