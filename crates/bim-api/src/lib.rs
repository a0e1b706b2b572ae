//! The BIM REST API as types: every endpoint declared once, with what travels in its path, query and body,
//! who may call it, and the contract row it stands for.
//!
//! This crate owns the wire format and nothing else: it does no I/O, knows no database and no browser, and
//! compiles for wasm32 and native alike. The app sends [`Call`]s, the service receives the same [`Call`]s.

pub mod access;
pub mod declaration;
pub mod endpoint;
pub mod endpoints;
pub mod ids;
pub mod introspect;
pub mod permission;
pub mod problem;
#[cfg(feature = "schema")]
pub mod schema;
pub mod secret;
pub mod wire;

pub use access::Access;
pub use declaration::Declaration;
pub use endpoint::{BadPath, Call, Endpoint, Method, PathParams, Request, Response};
pub use ids::{GroupId, IamId, KeyId, MembershipId, ProfileId, ProjectId, UserId, UserRef, Username};
pub use permission::Permission;
pub use problem::{ApiError, Problem, Validation};
pub use secret::{ApiKey, Password, Token};
