//! A statement that is put together at run time.

use super::Param;
use super::dialect::Dialect;

/// How the matches are found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Walk,
    Gather,
}

/// SQL and the values of its placeholders.
pub(super) struct Statement {
    pub(super) dialect: Dialect,
    pub(super) sql: String,
    pub(super) params: Vec<Param<'static>>,
}

impl Statement {
    pub(super) fn new(dialect: Dialect, sql: String) -> Self {
        Self { dialect, sql, params: Vec::new() }
    }

    pub(super) fn bind(&mut self, value: impl Into<Param<'static>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    pub(super) fn bind_all<T: Clone + Into<Param<'static>>>(&mut self, values: &[T]) -> String {
        values.iter().map(|value| self.bind(value.clone())).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// `condition` selects `user_id`s from `table`; walking tests each person, gathering takes the set.
    pub(super) fn and_in(&mut self, way: Way, table: &str, condition: &str) {
        self.and(&match way {
            Way::Walk => {
                self.dialect.exists(&format!("SELECT 1 FROM {table} WHERE {condition} AND user_id = u.id"))
            }
            Way::Gather => format!("u.id IN (SELECT user_id FROM {table} WHERE {condition})"),
        });
    }
}
