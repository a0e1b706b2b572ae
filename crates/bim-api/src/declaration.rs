//! An endpoint as data: for documents, tests and the service's list of what it mounts.

use std::collections::BTreeSet;

use crate::endpoint::is_unit;
use crate::introspect::fields_of;
use crate::{Access, Endpoint, Method, PathParams};

/// What is declared of one endpoint.
pub struct Declaration {
    /// [`Endpoint::NAME`].
    pub name: &'static str,
    /// What it does, for people.
    pub summary: &'static str,
    /// [`Endpoint::ROWS`].
    pub rows: &'static [u8],
    /// [`Endpoint::METHOD`].
    pub method: Method,
    /// [`Endpoint::PATH`].
    pub path: &'static str,
    /// [`PathParams::NAMES`].
    pub path_parameters: &'static [&'static str],
    /// The query's field names.
    pub query_fields: fn() -> &'static [&'static str],
    /// The body's field names; empty for a bare array.
    pub body_fields: fn() -> &'static [&'static str],
    /// [`Endpoint::ACCESS`].
    pub access: Access,
    /// [`Endpoint::FORM`].
    pub is_form: bool,
    /// [`Endpoint::TOGETHER`].
    pub is_together: bool,
    /// Whether it reads a body.
    pub has_body: fn() -> bool,
    /// [`Endpoint::REFUSES`].
    pub refuses: &'static [u16],
    /// What travels, as schemas.
    #[cfg(feature = "schema")]
    pub schemas: fn(&mut crate::schema::Schemas) -> crate::schema::CallSchemas,
}

impl Declaration {
    /// The declaration of `E`.
    pub const fn of<E: Endpoint>(summary: &'static str) -> Self {
        Self {
            name: E::NAME,
            summary,
            rows: E::ROWS,
            method: E::METHOD,
            path: E::PATH,
            path_parameters: E::Path::NAMES,
            query_fields: fields_of::<E::Query>,
            body_fields: fields_of::<E::Body>,
            access: E::ACCESS,
            is_form: E::FORM,
            is_together: E::TOGETHER,
            has_body: || !is_unit::<E::Body>(),
            refuses: E::REFUSES,
            #[cfg(feature = "schema")]
            schemas: crate::schema::Schemas::of::<E>,
        }
    }

    /// Every status with which a call may be refused, other than by a failure of the service: what the shape of
    /// the endpoint implies, and what it declares beside that.
    pub fn refusals(&self) -> BTreeSet<u16> {
        // A body that is too large, or ends early, is refused even where none is asked for.
        let mut statuses = BTreeSet::from([400, 413]);
        if self.access != Access::Anyone {
            statuses.insert(401);
        }
        if !matches!(self.access, Access::Anyone | Access::SignedIn) {
            statuses.insert(403);
        }
        if !self.path_parameters.is_empty() {
            statuses.insert(404);
        }
        if (self.has_body)() && !self.is_form {
            statuses.insert(415);
        }
        statuses.extend(self.refuses);
        statuses
    }
}
