//! The people who are selected in the list, across its pages, its searches and its sortings. It holds exactly whom it
//! names: "all that match" is read page by page (rows 15 and 20), so that nobody is meant who was never seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use bim_api::wire::user::UserHit;
use bim_api::{ApiError, IamId};
use futures_util::future::join_all;
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Latest, User, Users};
use crate::routes::{UserKey, UsersView};

/// How many people are read at once.
const PAGE: u32 = 1000;
/// How many names of a pasted list are looked up at once.
const ABREAST: usize = 8;

/// What is kept of somebody selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The full name, where there is one.
    pub name: Option<String>,
    /// The email address, where there is one.
    pub email: Option<String>,
}

impl From<&UserHit> for Selected {
    fn from(hit: &UserHit) -> Self {
        Self { name: hit.profile.name.clone(), email: hit.profile.email.clone() }
    }
}

/// Everybody selected, by account.
pub type Chosen = BTreeMap<(IamId, String), Selected>;

/// Reading many, while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many were read.
    pub done: u64,
    /// How many there are.
    pub total: u64,
}

/// What is selected.
#[derive(Clone, Debug, Default, Store)]
pub struct SelectionState {
    // Shared: thousands are not copied for each who looks.
    chosen: Arc<Chosen>,
    reading: Option<Reading>,
    error: Option<ApiError>,
}

/// Handle of the selection.
#[derive(Clone, Copy)]
pub struct Selection {
    state: Store<SelectionState>,
    users: Users,
    user: User,
    latest: Latest,
}

/// The account of a hit, as the selection knows it.
fn account(hit: &UserHit) -> (IamId, String) {
    (hit.iamid.clone(), hit.userid.0.clone())
}

impl Selection {
    /// Makes the store and provides it to the views below.
    pub fn provide(users: Users, user: User) -> Self {
        let selection =
            Self { state: Store::new(SelectionState::default()), users, user, latest: Latest::default() };
        provide_context(selection);
        selection
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Everybody selected.
    pub fn chosen(self) -> Signal<Arc<Chosen>> {
        Signal::derive(move || self.state.chosen().get())
    }

    /// How far reading is, while it goes on.
    pub fn reading(self) -> Signal<Option<Reading>> {
        Signal::derive(move || self.state.reading().get())
    }

    /// Why reading ended early.
    pub fn error(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.state.error().get())
    }

    /// Whether somebody is selected now; who wants to know of changes looks at [`Self::chosen`].
    pub fn holds(self, hit: &UserHit) -> bool {
        self.state.chosen().with_untracked(|chosen| !chosen.is_empty() && chosen.contains_key(&account(hit)))
    }

    /// Selects these people, or no longer.
    pub fn set<'a>(self, hits: impl IntoIterator<Item = &'a UserHit>, is_on: bool) {
        self.change(|chosen| {
            for hit in hits {
                if is_on {
                    chosen.insert(account(hit), Selected::from(hit));
                } else {
                    chosen.remove(&account(hit));
                }
            }
        });
    }

    /// Selects nobody any more, and gives up what is being read.
    pub fn clear(self) {
        self.stop();
        self.state.set(SelectionState::default());
    }

    /// Gives up what is being read; what was read stays selected.
    pub fn stop(self) {
        self.latest.stop();
        self.state.reading().set(None);
    }

    /// Selects everybody whom this list has, page by page.
    pub fn select_all(self, view: &UsersView, total: u64) {
        let view = view.changed(|view| view.size = PAGE);
        self.begin(total);
        self.latest.run(async move {
            let mut view = view;
            let mut done = 0;
            let outcome = loop {
                let page = match self.users.read(view.clone()).await {
                    Ok(page) => page,
                    Err(error) => break Err(error),
                };
                done += page.hits.len() as u64;
                self.set(&page.hits, true);
                self.state.reading().set(Some(Reading { done, total: page.total }));
                // A list that shrinks meanwhile ends with an empty page.
                if done >= page.total || page.hits.is_empty() {
                    break Ok(());
                }
                view.page = view.page() + 1;
            };
            self.finish(outcome.err());
        });
    }

    /// Selects the accounts of these names or addresses and tells which were not found, or why looking ended early.
    /// An address that several have selects them all.
    pub fn select_named(self, names: Vec<String>, told: impl Fn(Result<Vec<String>, ApiError>) + 'static) {
        let total = names.len() as u64;
        self.begin(total);
        self.latest.run(async move {
            let outcome = self.look_up(&names).await;
            self.finish(None);
            told(outcome);
        });
    }

    async fn look_up(self, names: &[String]) -> Result<Vec<String>, ApiError> {
        let mut missing = Vec::new();
        let total = names.len() as u64;
        for (round, some) in names.chunks(ABREAST).enumerate() {
            let found = join_all(some.iter().map(|name| self.user.find_account(name))).await;
            for (name, found) in some.iter().zip(found) {
                match found? {
                    hits if hits.is_empty() => missing.push(name.clone()),
                    hits => self.set(&hits, true),
                }
            }
            let done = (round * ABREAST + some.len()) as u64;
            self.state.reading().set(Some(Reading { done, total }));
        }
        Ok(missing)
    }

    fn begin(self, total: u64) {
        self.state.error().set(None);
        self.state.reading().set(Some(Reading { done: 0, total }));
    }

    fn finish(self, error: Option<ApiError>) {
        self.state.reading().set(None);
        self.state.error().set(error);
    }

    fn change(self, change: impl FnOnce(&mut Chosen)) {
        self.state.chosen().update(|chosen| change(Arc::make_mut(chosen)));
    }

    /// The usernames or the addresses of all who are selected, one in a line; who has none is left out.
    pub fn listed(self, of: fn(&UserKey, &Selected) -> Option<String>) -> String {
        self.state.chosen().with_untracked(|chosen| {
            let lines = chosen.iter().filter_map(|((iamid, userid), selected)| {
                of(&UserKey { iamid: iamid.clone(), userid: userid.as_str().into() }, selected)
            });
            lines.collect::<Vec<_>>().join("\n")
        })
    }
}
