//! Why a request is refused, as the API says it.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use bim_api::Problem;

use crate::db::DbError;
use crate::password::HashError;

/// A refusal: what the caller is told, and what only the log is told.
#[derive(Debug)]
pub(crate) struct ServiceError {
    pub(crate) problem: Problem,
    pub(crate) retry_after: Option<u32>,
    pub(crate) cause: Option<String>,
}

impl ServiceError {
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { problem: Problem::new(status, message), retry_after: None, cause: None }
    }

    /// 401: no token, or not one that lives.
    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "Sign in: the token is missing, unknown or expired.")
    }

    /// 404 for this kind of thing.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, format!("There is no such {what}."))
    }

    /// 422: a value that is read but refused.
    pub(crate) fn refused(field: &str, message: impl Into<String>) -> Self {
        Problem::new(422, message).about(field).into()
    }

    /// 400: a value that cannot be meant.
    pub(crate) fn bad(field: &str, message: impl Into<String>) -> Self {
        Problem::new(400, message).about(field).into()
    }

    /// 409: a value that is taken.
    pub(crate) fn conflict(field: &str, message: impl Into<String>) -> Self {
        Problem::new(409, message).about(field).into()
    }

    /// 500: the caller is told the request's id, the log is told why.
    pub(crate) fn internal(cause: impl Into<String>) -> Self {
        Self { problem: Problem::new(500, ""), retry_after: None, cause: Some(cause.into()) }
    }
}

impl From<Problem> for ServiceError {
    fn from(problem: Problem) -> Self {
        Self { problem, retry_after: None, cause: None }
    }
}

impl From<DbError> for ServiceError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Nul => Self::new(400, "A text must not hold the character U+0000."),
            DbError::Duplicate | DbError::Engine(_) => Self::internal(format!("database: {error}")),
        }
    }
}

impl From<HashError> for ServiceError {
    fn from(error: HashError) -> Self {
        Self::internal(format!("password hash: {}", error.0))
    }
}

impl From<getrandom::Error> for ServiceError {
    fn from(error: getrandom::Error) -> Self {
        Self::internal(format!("random numbers: {error}"))
    }
}

/// The cause of a failure, on its way to the log.
#[derive(Clone, Debug)]
pub(crate) struct Cause(pub(crate) String);

impl From<ServiceError> for Response<Body> {
    fn from(error: ServiceError) -> Self {
        let ServiceError { problem, retry_after, cause } = error;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = json(status, &problem);
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(cause) = cause {
            response.extensions_mut().insert(Cause(cause));
        }
        response
    }
}

/// A JSON answer.
pub(crate) fn json<T: serde::Serialize>(status: StatusCode, value: &T) -> Response<Body> {
    match serde_json::to_vec(value) {
        Ok(body) => json_answer(status, body),
        Err(_) => json_answer(StatusCode::INTERNAL_SERVER_ERROR, b"{}".to_vec()),
    }
}

/// An answer whose JSON is written already.
pub(crate) fn json_answer(status: StatusCode, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer without a body.
pub(crate) fn empty_answer() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
