//! What a person likes the console to remember: kept in this browser, apart for each person.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Session;

/// One thing that is kept.
pub(super) struct Kept<T: 'static> {
    value: RwSignal<T>,
    place: StoredValue<String>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T: Default + Serialize + DeserializeOwned + Send + Sync> Kept<T> {
    /// Reads what the signed-in person keeps under this name.
    pub(super) fn read(session: Session, name: &str) -> Self {
        let person = untrack(|| session.person());
        let who = person.map(|p| [p.iamid.as_str(), "/", p.userid.as_str()].concat()).unwrap_or_default();
        let place = [name, " ", &who].concat();
        let kept = storage().and_then(|storage| storage.get_item(&place).ok().flatten());
        // What an older console wrote, or somebody else's hand, is no reason to fail.
        let value = kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default();
        Self { value: RwSignal::new(value), place: StoredValue::new(place) }
    }

    /// It, as it changes.
    pub(super) fn value(self) -> Signal<T> {
        self.value.into()
    }

    /// Changes it, and keeps it.
    pub(super) fn change(self, change: impl FnOnce(&mut T)) {
        self.value.update(change);
        let text = self.value.with_untracked(|value| serde_json::to_string(value).unwrap_or_default());
        // Where storage is refused, it lasts until the page is left.
        let _ = storage().map(|storage| self.place.with_value(|place| storage.set_item(place, &text)));
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
