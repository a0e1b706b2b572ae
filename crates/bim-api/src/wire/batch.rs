//! Several calls in one request: an extension of this service, under `/bim/ext/batch`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Method;

/// How many calls may travel together.
pub const MOST_CALLS: usize = 100;

/// One call of a batch.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BatchCall {
    /// Its method.
    pub method: Method,
    /// Its path and query, encoded as in a request of its own, beginning with `/bim/`.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^/bim/")))]
    pub target: String,
    /// Its JSON body, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

/// Several calls; none of them waits for another.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("maxItems" = MOST_CALLS)))]
#[serde(transparent)]
pub struct BatchCalls(pub Vec<BatchCall>);

/// What one call of a batch is answered with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BatchAnswer {
    /// Its HTTP status.
    pub status: u16,
    /// Its `Retry-After` in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Its `x-request-id`: each has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Its JSON body, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}
