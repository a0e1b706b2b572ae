//! What a call can come back with other than its answer.

use serde::{Deserialize, Serialize};

/// The error body of the API: `{"statusCode": 404, "error": "Not Found", "message": "..."}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The HTTP status.
    #[serde(rename = "statusCode")]
    pub status: u16,
    /// The status in words.
    pub error: String,
    /// What is wrong, for a person.
    #[serde(default)]
    pub message: String,
    /// Which fields are concerned, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<Validation>,
}

/// The fields a [`Problem`] is about, by their names on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Validation {
    /// Names of body fields, query or path parameters.
    #[serde(default)]
    pub keys: Vec<String>,
}

impl Problem {
    /// A problem with the status' own words.
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, error: reason(status).to_owned(), message: message.into(), validation: None }
    }

    /// The same problem, about this field.
    #[must_use]
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.validation.get_or_insert_default().keys.push(field.into());
        self
    }

    /// The first field concerned.
    pub fn field(&self) -> Option<&str> {
        self.validation.as_ref()?.keys.first().map(String::as_str)
    }
}

/// The words of RFC 9110 for the statuses the API uses.
pub fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Error",
    }
}

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The request or the answer was lost on the way; whether the call ran is not known.
    Transport {
        /// What the platform said of it.
        message: String,
    },
    /// The API refused the call and said why.
    Refused {
        /// The API's own words.
        problem: Problem,
        /// Seconds to wait before another try, from `Retry-After`.
        retry_after: Option<u32>,
        /// The `x-request-id` of the answer, for the operator's logs.
        request_id: Option<String>,
    },
    /// An answer that is not the API's: a proxy's page, nothing, or half a JSON.
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// The body as it came.
        bytes: Vec<u8>,
        /// The `x-request-id` of the answer.
        request_id: Option<String>,
    },
    /// The call was not sent: one of its path segments is empty, `.` or `..`.
    NotSent(crate::BadPath),
    /// The call was not sent: nothing may be changed now.
    ReadOnly,
}

impl ApiError {
    /// The HTTP status, where an answer came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { problem, .. } => Some(problem.status),
            Self::Unreadable { status, .. } => Some(*status),
            Self::Transport { .. } | Self::NotSent(_) | Self::ReadOnly => None,
        }
    }

    /// The `x-request-id` of the answer, where one came with it.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused { request_id, .. } | Self::Unreadable { request_id, .. } => request_id.as_deref(),
            Self::Transport { .. } | Self::NotSent(_) | Self::ReadOnly => None,
        }
    }

    /// Whether the answer proves that the credential was refused before anything ran: the API's own 401.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Refused { problem, .. } if problem.status == 401)
    }

    /// Whether it is unknown if the call ran.
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Unreadable { status, .. } => *status < 400 || *status >= 500,
            Self::Refused { problem, .. } => problem.status >= 500,
            Self::NotSent(_) | Self::ReadOnly => false,
        }
    }
}
