//! The way in: routing by endpoint, who asks, errors, logs, headers, and the app's files.
//!
//! Knows the contract's declarations and no table: what a request does is up to `routes/`.

pub(crate) mod app_files;
#[cfg(feature = "embed")]
pub(crate) mod app_inside;
pub(crate) mod app_page;
pub(crate) mod caller;
pub(crate) mod client_address;
pub(crate) mod cors;
pub(crate) mod endpoint_router;
pub(crate) mod error;
pub(crate) mod impersonator;
pub(crate) mod observe;
pub(crate) mod origin;
pub(crate) mod outbox_page;
pub(crate) mod probes;
pub(crate) mod security_headers;
