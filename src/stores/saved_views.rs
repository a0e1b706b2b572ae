//! Lists that a person comes back to, by name: kept in this browser, apart for each person. What a list is stands in
//! its address, so that a saved view can also be shared as a link.

use leptos::prelude::*;
use reactive_stores::Store;
use serde::{Deserialize, Serialize};

use super::Session;
use crate::routes::UsersView;

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

/// What is kept.
#[derive(Clone, Debug, Default, Store)]
pub struct SavedViewsState {
    views: Vec<SavedView>,
}

/// Handle of the saved views.
#[derive(Clone, Copy)]
pub struct SavedViews {
    state: Store<SavedViewsState>,
    key: StoredValue<String>,
}

impl SavedViews {
    /// Reads what the signed-in person kept, and provides the store to the views below.
    pub fn provide(session: Session) -> Self {
        let person = untrack(|| session.person());
        let who = person.map(|p| [p.iamid.as_str(), "/", p.userid.as_str()].concat()).unwrap_or_default();
        let key = ["views ", &who].concat();
        let kept = storage().and_then(|storage| storage.get_item(&key).ok().flatten());
        // What an older console wrote, or somebody else's hand, is no reason to fail.
        let views = kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default();
        let saved = Self { state: Store::new(SavedViewsState { views }), key: StoredValue::new(key) };
        provide_context(saved);
        saved
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// All of them, in the order of saving.
    pub fn all(self) -> Signal<Vec<SavedView>> {
        Signal::derive(move || self.state.views().get())
    }

    /// Keeps a list under a name; another one of this name gives way. Its place in the list is not kept.
    pub fn save(self, name: &str, view: &UsersView) {
        let query = view.changed(|_| ()).to_query();
        self.change(|views| {
            views.retain(|other| other.name != name);
            views.push(SavedView { name: name.to_owned(), query });
            let over = views.len().saturating_sub(MOST);
            views.drain(..over);
        });
    }

    /// Keeps it no longer.
    pub fn remove(self, name: &str) {
        self.change(|views| views.retain(|other| other.name != name));
    }

    fn change(self, change: impl FnOnce(&mut Vec<SavedView>)) {
        self.state.views().update(change);
        let text =
            self.state.views().with_untracked(|views| serde_json::to_string(views).unwrap_or_default());
        // Where storage is refused, they last until the page is left.
        let _ = storage().map(|storage| self.key.with_value(|key| storage.set_item(key, &text)));
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
