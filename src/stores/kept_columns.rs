//! The columns of the list of people that somebody chose last, in their order.

use leptos::prelude::*;

use super::Session;
use super::kept::Kept;
use crate::routes::Column;

/// Handle of the columns.
#[derive(Clone, Copy)]
pub struct KeptColumns(Kept<Vec<Column>>);

impl KeptColumns {
    /// Reads what the signed-in person chose, and provides it to the views below.
    pub fn provide(session: Session) -> Self {
        let columns = Self(Kept::read(session, "columns"));
        provide_context(columns);
        columns
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The columns; empty for the default ones.
    pub fn all(self) -> Signal<Vec<Column>> {
        self.0.value()
    }

    /// Keeps a choice.
    pub fn set(self, columns: Vec<Column>) {
        self.0.change(|kept| *kept = columns);
    }
}
