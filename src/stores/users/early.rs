//! A page that is read before it is asked for: whoever points at a link to it is about to.

use bim_api::ApiError;
use futures_channel::oneshot::{Receiver, channel};
use leptos::prelude::{LocalStorage, SetValue, StoredValue, UpdateValue, WithValue};
use leptos::task::spawn_local;

use super::{UserPage, Users};
use crate::routes::UsersView;

/// How old an answer may be when it is asked for, in milliseconds.
const FRESH: f64 = 5_000.0;

/// The page that was read early, if there is one. It is given out once.
#[derive(Clone, Copy)]
pub(super) struct Early(StoredValue<Option<Page>, LocalStorage>);

struct Page {
    view: UsersView,
    since: f64,
    answer: Receiver<Result<UserPage, ApiError>>,
}

impl Page {
    fn is(&self, view: &UsersView) -> bool {
        self.view == *view && is_fresh(self.since)
    }
}

/// Whether what was asked for then need not be asked for again.
pub(in crate::stores) fn is_fresh(since: f64) -> bool {
    js_sys::Date::now() - since < FRESH
}

impl Default for Early {
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl Early {
    /// Reads this page, unless that was done just now.
    pub(super) fn read(self, users: Users, view: UsersView) {
        if self.0.with_value(|page| page.as_ref().is_some_and(|page| page.is(&view))) {
            return;
        }
        let (answered, answer) = channel();
        let page = Page { view: view.clone(), since: js_sys::Date::now(), answer };
        self.0.set_value(Some(page));
        spawn_local(async move {
            // Nobody may have come for it.
            let _ = answered.send(users.read(view).await);
        });
    }

    /// Takes the page out, where it is this one and was read without an error. Any other is forgotten.
    pub(super) async fn take(self, view: &UsersView) -> Option<UserPage> {
        let page = self.0.try_update_value(Option::take)??;
        if page.is(view) { page.answer.await.ok()?.ok() } else { None }
    }
}
