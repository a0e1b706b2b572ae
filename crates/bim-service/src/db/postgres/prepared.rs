//! The statements that a connection has prepared.

use std::collections::HashMap;

use tokio_postgres::Statement;

/// Statements that each connection keeps; searches with long lists are not among them.
const MOST: usize = 200;
const MOST_PLACEHOLDERS: usize = 24;

/// Prepared statements by their text.
#[derive(Default)]
pub(super) struct Prepared(HashMap<String, Statement>);

impl Prepared {
    /// A statement that was kept.
    pub(super) fn get(&self, sql: &str) -> Option<Statement> {
        self.0.get(sql).cloned()
    }

    /// Keeps a statement, unless it is one of many that are asked once.
    pub(super) fn keep(&mut self, sql: &str, statement: &Statement) {
        if statement.params().len() > MOST_PLACEHOLDERS {
            return;
        }
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.insert(sql.to_owned(), statement.clone());
    }
}
