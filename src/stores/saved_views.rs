//! Lists that a person comes back to, by name: kept in this browser, apart for each person. What a list is stands in
//! its address, so that a saved view can also be shared as a link.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Session;
use super::kept::Kept;
use crate::routes::{ListView, UsersView};

/// How many are kept.
const MOST: usize = 50;

/// A list by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What the person calls it.
    pub name: String,
    /// The query of its address.
    pub query: String,
}

impl SavedView {
    /// The list.
    pub fn view(&self) -> UsersView {
        UsersView::parse(&self.query)
    }
}

/// Handle of the saved views.
#[derive(Clone, Copy)]
pub struct SavedViews(Kept<Vec<SavedView>>);

impl SavedViews {
    /// Reads what the signed-in person kept, and provides the store to the views below.
    pub fn provide(session: Session) -> Self {
        let saved = Self(Kept::read(session, "views"));
        provide_context(saved);
        saved
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// All of them, in the order of saving.
    pub fn all(self) -> Signal<Vec<SavedView>> {
        self.0.value()
    }

    /// Keeps a list under a name; another one of this name gives way. Its place in the list is not kept.
    pub fn save(self, name: &str, view: &UsersView) {
        let query = view.changed(|_| ()).to_query();
        self.0.change(|views| {
            views.retain(|other| other.name != name);
            views.push(SavedView { name: name.to_owned(), query });
            let over = views.len().saturating_sub(MOST);
            views.drain(..over);
        });
    }

    /// Keeps it no longer.
    pub fn remove(self, name: &str) {
        self.0.change(|views| views.retain(|other| other.name != name));
    }
}
