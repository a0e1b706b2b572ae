//! Mounts a handler by the endpoint its argument names: method, path and access rule come from the declaration.

use std::future::Future;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode, header};
use axum::routing::{MethodFilter, on};
use bim_api::{Call, Declaration, Endpoint, Method, Problem};
use http_body_util::LengthLimitError;

use crate::http::caller::{Cx, admit};
use crate::http::client_address::client_address;
use crate::http::error::{ServiceError, empty_answer, json_answer};
use crate::http::observe::{AnsweredBy, Asker, RequestId};
use crate::state::State;

/// The largest body that is read.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// The answer of `E`, as JSON. Nothing at all where the contract documents none.
pub(crate) struct Written<E> {
    json: Option<Vec<u8>>,
    of: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Written<E> {
    /// JSON that reads as `E::Response`.
    pub(crate) fn new(json: Vec<u8>) -> Self {
        Self { json: Some(json), of: PhantomData }
    }

    fn of(response: &E::Response) -> Result<Self, ServiceError> {
        if std::any::TypeId::of::<E::Response>() == std::any::TypeId::of::<()>() {
            return Ok(Self { json: None, of: PhantomData });
        }
        serde_json::to_vec(response).map(Self::new).map_err(|error| ServiceError::internal(error.to_string()))
    }

    /// As it is written.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(self.json.as_deref().unwrap_or_default()).unwrap_or_default()
    }

    fn into_response(self) -> Response<Body> {
        match self.json {
            Some(json) => json_answer(StatusCode::OK, json),
            None => empty_answer(),
        }
    }
}

/// Endpoints being mounted; without a state, their names alone are collected.
pub(crate) struct Endpoints {
    state: Option<Arc<State>>,
    router: Router,
    is_batch: bool,
    mounted: Vec<&'static str>,
}

impl Endpoints {
    pub(crate) fn new(state: Option<Arc<State>>) -> Self {
        Self { state, router: Router::new(), is_batch: false, mounted: Vec::new() }
    }

    /// For the calls of batches: those that may not travel together are refused.
    pub(crate) fn of_batches(state: Arc<State>) -> Self {
        Self { is_batch: true, ..Self::new(Some(state)) }
    }

    /// Mounts `handler` for the endpoint `E`.
    pub(crate) fn endpoint<E, H, F>(self, handler: H) -> Self
    where
        E: Endpoint,
        E::Path: Send,
        E::Query: Send,
        E::Body: Send,
        E::Response: Send,
        H: Fn(Cx, Call<E>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<E::Response, ServiceError>> + Send,
    {
        self.written(move |cx, call| {
            let answer = handler(cx, call);
            async move { Written::of(&answer.await?) }
        })
    }

    /// Mounts a `handler` that writes the answer of `E` itself, since making the typed one first would cost more
    /// than the work.
    pub(crate) fn written<E, H, F>(mut self, handler: H) -> Self
    where
        E: Endpoint,
        E::Path: Send,
        E::Query: Send,
        E::Body: Send,
        H: Fn(Cx, Call<E>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Written<E>, ServiceError>> + Send,
    {
        self.mounted.push(E::NAME);
        let Some(state) = &self.state else { return self };
        let filter = match E::METHOD {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
            Method::Delete => MethodFilter::DELETE,
        };
        let state = Arc::clone(state);
        if self.is_batch && !E::TOGETHER {
            self.router = self.router.route(&positional(E::PATH), on(filter, alone));
            return self;
        }
        let route = on(filter, move |request: Request| {
            let (state, handler) = (Arc::clone(&state), handler.clone());
            async move {
                let mut asker = None;
                let answer = answer::<E, H, F>(state, handler, request, &mut asker).await;
                let mut response = answer.unwrap_or_else(Response::from);
                debug_assert!(
                    is_declared::<E>(response.status()),
                    "{} answers {}",
                    E::NAME,
                    response.status()
                );
                response.extensions_mut().insert(AnsweredBy(E::NAME));
                if let Some(asker) = asker {
                    response.extensions_mut().insert(asker);
                }
                response
            }
        });
        self.router = self.router.route(&positional(E::PATH), route);
        self
    }

    /// The router, and the names of what it mounts.
    pub(crate) fn finish(self) -> (Router, Vec<&'static str>) {
        let refuse = |status: u16, message: &'static str| async move {
            Response::<Body>::from(ServiceError::new(status, message))
        };
        let router = self
            .router
            .method_not_allowed_fallback(move || refuse(405, "This path does not answer to that method."));
        (router, self.mounted)
    }
}

async fn alone() -> Response<Body> {
    ServiceError::new(400, "This call does not travel in a batch: send it by itself.").into()
}

/// Whether the endpoint's declaration, and so every document made of it, tells of this status. Asked by every test.
fn is_declared<E: Endpoint>(status: StatusCode) -> bool {
    status.is_success()
        || status.is_server_error()
        || Declaration::of::<E>("").refusals().contains(&status.as_u16())
}

/// The path with its placeholders numbered: rows spell the same segment differently, the router must not.
fn positional(path: &str) -> String {
    let mut number = 0;
    path.split('/')
        .map(|segment| {
            if !segment.starts_with('{') {
                return segment.to_owned();
            }
            number += 1;
            format!("{{p{number}}}")
        })
        .collect::<Vec<_>>()
        .join("/")
}

async fn answer<E, H, F>(
    state: Arc<State>,
    handler: H,
    request: Request,
    asker: &mut Option<Asker>,
) -> Result<Response<Body>, ServiceError>
where
    E: Endpoint,
    H: Fn(Cx, Call<E>) -> F,
    F: Future<Output = Result<Written<E>, ServiceError>>,
{
    let (mut parts, body) = request.into_parts();
    let path = path_values(&mut parts).await?;
    let caller = admit::<E>(&state, &parts.headers, &path).await?;
    *asker = caller.as_ref().map(|caller| Asker {
        user: caller.holder.to_string(),
        impersonator: caller.impersonator.as_ref().map(ToString::to_string),
    });
    let body = read_body(&parts, body).await?;
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let call = Call::<E>::decode(&path, parts.uri.query().unwrap_or_default(), content_type, &body)?;
    drop(body);
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |c| c.0.ip());
    let address = client_address(&state.settings, peer, &parts.headers);
    let request = parts.extensions.get::<RequestId>().map(|id| Arc::clone(&id.0));
    let authorization = parts.headers.remove(header::AUTHORIZATION);
    Ok(handler(Cx { state, address, request, authorization, caller }, call).await?.into_response())
}

async fn path_values(parts: &mut Parts) -> Result<Vec<String>, ServiceError> {
    let values = RawPathParams::from_request_parts(parts, &())
        .await
        .map_err(|_| ServiceError::new(400, "The path is not UTF-8."))?;
    Ok(values.iter().map(|(_, value)| value.to_owned()).collect())
}

async fn read_body(parts: &Parts, body: Body) -> Result<axum::body::Bytes, ServiceError> {
    let too_large = || ServiceError::from(Problem::new(413, "The body is larger than 1 MB."));
    let length = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY) {
        return Err(too_large());
    }
    axum::body::to_bytes(body, MAX_BODY).await.map_err(|error| {
        if error.into_inner().is::<LengthLimitError>() {
            too_large()
        } else {
            ServiceError::new(400, "The body ended too early.")
        }
    })
}
