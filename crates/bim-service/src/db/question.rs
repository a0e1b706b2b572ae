//! A question that one statement answers. It needs no transaction: a statement sees one moment by itself.

use std::borrow::Cow;

use super::{DbError, Param, Row, Session};

/// A statement that finds one thing or none, and how its row is read.
pub(crate) struct Question<'a, T> {
    pub(super) sql: Cow<'static, str>,
    pub(super) params: Vec<Param<'a>>,
    pub(super) read: fn(&Row<'_>) -> Result<T, DbError>,
}

impl<T> Question<'_, T> {
    /// The answer, within a transaction.
    pub(crate) fn within(&self, session: &Session<'_>) -> Result<Option<T>, DbError> {
        session.query_one(&self.sql, &self.params, self.read)
    }
}
