//! What is selected in the lists of people and of groups, across pages, searches and sortings. It holds exactly what it
//! names: "all that match" is read page by page (rows 15, 20 and 26), so that nothing is meant that was never seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use bim_api::wire::group::GroupHit;
use bim_api::wire::key::ApiKeyInfo;
use bim_api::wire::user::UserHit;
use bim_api::{ApiError, GroupId, IamId, KeyId, ProfileId};
use futures_util::future::join_all;
use leptos::prelude::*;

use super::{GroupPage, Groups, Latest, User, UserPage, Users};
use crate::routes::{GroupsView, ListView, UsersView};

/// How many are read at once.
const PAGE: u32 = 1000;
/// How many names of a pasted list are looked up at once.
const ABREAST: usize = 8;

/// What is kept of one that is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The full name, where there is one.
    pub name: Option<String>,
    /// The email address, where there is one.
    pub email: Option<String>,
    /// A person's profile, by which many are read at once.
    pub profile: Option<ProfileId>,
}

/// A line of a list that can be selected.
pub trait Selectable: 'static {
    /// What tells one from another.
    type Key: Ord + Clone + Send + Sync + 'static;
    /// A page of the list.
    type Page: Send + Sync + 'static;

    /// Which one it is; nothing where the reader is not told.
    fn key(&self) -> Option<Self::Key>;
    /// What is kept of it.
    fn selected(&self) -> Selected;
    /// The lines of a page.
    fn on(page: &Self::Page) -> &[Self]
    where
        Self: Sized;
}

impl Selectable for UserHit {
    type Key = (IamId, String);
    type Page = UserPage;

    fn key(&self) -> Option<Self::Key> {
        Some((self.iamid.clone(), self.userid.0.clone()))
    }

    fn selected(&self) -> Selected {
        Selected {
            name: self.profile.name.clone(),
            email: self.profile.email.clone(),
            profile: Some(self.profile.id),
        }
    }

    fn on(page: &UserPage) -> &[Self] {
        &page.hits
    }
}

impl Selectable for GroupHit {
    type Key = GroupId;
    type Page = GroupPage;

    fn key(&self) -> Option<GroupId> {
        self.id
    }

    fn selected(&self) -> Selected {
        Selected { name: Some(self.name.clone()), email: self.email.clone().flatten(), profile: None }
    }

    fn on(page: &GroupPage) -> &[Self] {
        &page.hits
    }
}

impl Selectable for ApiKeyInfo {
    type Key = KeyId;
    type Page = Vec<Self>;

    fn key(&self) -> Option<KeyId> {
        Some(self.keyid)
    }

    fn selected(&self) -> Selected {
        Selected { name: self.name.clone(), email: None, profile: None }
    }

    fn on(page: &Vec<Self>) -> &[Self] {
        page
    }
}

/// All that is selected.
pub type Chosen<T> = BTreeMap<<T as Selectable>::Key, Selected>;

/// Reading many, while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How many were read.
    pub done: u64,
    /// How many there are.
    pub total: u64,
}

/// Handle of what is selected in one list.
pub struct Selection<T: Selectable> {
    // Shared: thousands are not copied for each who looks.
    chosen: RwSignal<Arc<Chosen<T>>>,
    reading: RwSignal<Option<Reading>>,
    error: RwSignal<Option<ApiError>>,
    latest: Latest,
}

impl<T: Selectable> Clone for Selection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Selectable> Copy for Selection<T> {}

impl<T: Selectable> Selection<T> {
    /// Makes the store and provides it to the views below.
    pub fn provide() -> Self {
        let selection = Self {
            chosen: RwSignal::new(Arc::default()),
            reading: RwSignal::new(None),
            error: RwSignal::new(None),
            latest: Latest::default(),
        };
        provide_context(selection);
        selection
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// All that is selected.
    pub fn chosen(self) -> Signal<Arc<Chosen<T>>> {
        self.chosen.into()
    }

    /// How far reading is, while it goes on.
    pub fn reading(self) -> Signal<Option<Reading>> {
        self.reading.into()
    }

    /// Why reading ended early.
    pub fn error(self) -> Signal<Option<ApiError>> {
        self.error.into()
    }

    /// Whether one is selected now; who wants to know of changes looks at [`Self::chosen`].
    pub fn holds(self, hit: &T) -> bool {
        self.chosen.with_untracked(|chosen| {
            !chosen.is_empty() && hit.key().is_some_and(|key| chosen.contains_key(&key))
        })
    }

    /// Selects these, or no longer.
    pub fn set<'a>(self, hits: impl IntoIterator<Item = &'a T>, is_on: bool) {
        self.change(|chosen| {
            for (key, hit) in hits.into_iter().filter_map(|hit| Some((hit.key()?, hit))) {
                if is_on {
                    chosen.insert(key, hit.selected());
                } else {
                    chosen.remove(&key);
                }
            }
        });
    }

    /// Selects nothing any more, and gives up what is being read.
    pub fn clear(self) {
        self.stop();
        self.chosen.set(Arc::default());
        self.error.set(None);
    }

    /// Gives up what is being read; what was read stays selected.
    pub fn stop(self) {
        self.latest.stop();
        self.reading.set(None);
    }

    /// Selects all that a list has; `read` brings a page of it, counted from 1, with how many there are.
    fn select_pages(
        self,
        total: u64,
        read: impl AsyncFn(u32) -> Result<(u64, Arc<T::Page>), ApiError> + 'static,
    ) {
        self.begin(total);
        self.latest.run(async move {
            let (mut number, mut done) = (1, 0);
            let outcome = loop {
                let (total, page) = match read(number).await {
                    Ok(page) => page,
                    Err(error) => break Err(error),
                };
                let hits = T::on(&page);
                done += hits.len() as u64;
                self.set(hits, true);
                self.reading.set(Some(Reading { done, total }));
                // A list that shrinks meanwhile ends with an empty page.
                if done >= total || hits.is_empty() {
                    break Ok(());
                }
                number += 1;
            };
            self.finish(outcome.err());
        });
    }

    fn begin(self, total: u64) {
        self.error.set(None);
        self.reading.set(Some(Reading { done: 0, total }));
    }

    fn finish(self, error: Option<ApiError>) {
        self.reading.set(None);
        self.error.set(error);
    }

    fn change(self, change: impl FnOnce(&mut Chosen<T>)) {
        self.chosen.update(|chosen| change(Arc::make_mut(chosen)));
    }

    /// What is asked for of each that is selected, one in a line; what has none is left out.
    pub fn listed(self, of: fn(&T::Key, &Selected) -> Option<String>) -> String {
        self.chosen.with_untracked(|chosen| {
            chosen.iter().filter_map(|(key, selected)| of(key, selected)).collect::<Vec<_>>().join("\n")
        })
    }
}

impl Selection<GroupHit> {
    /// Selects all groups that this list has, page by page.
    pub fn select_all(self, groups: Groups, view: &GroupsView, total: u64) {
        let view = view.changed(|view| view.size = PAGE);
        self.select_pages(total, async move |number| {
            let page = groups.read(view.at(number)).await?;
            Ok((page.total, Arc::new(page)))
        });
    }
}

impl Selection<UserHit> {
    /// Selects everybody whom this list has, page by page.
    pub fn select_all(self, users: Users, view: &UsersView, total: u64) {
        let view = view.changed(|view| view.size = PAGE);
        self.select_pages(total, async move |number| {
            let page = users.read(view.at(number)).await?;
            Ok((page.total, Arc::new(page)))
        });
    }

    /// Selects the accounts of these names or addresses and tells which were not found, or why looking ended early.
    /// An address that several have selects them all.
    pub fn select_named(
        self,
        user: User,
        names: Vec<String>,
        told: impl Fn(Result<Vec<String>, ApiError>) + 'static,
    ) {
        let total = names.len() as u64;
        self.begin(total);
        self.latest.run(async move {
            let outcome = self.look_up(user, &names).await;
            self.finish(None);
            told(outcome);
        });
    }

    async fn look_up(self, user: User, names: &[String]) -> Result<Vec<String>, ApiError> {
        let mut missing = Vec::new();
        let total = names.len() as u64;
        for (round, some) in names.chunks(ABREAST).enumerate() {
            let found = join_all(some.iter().map(|name| user.find_account(name))).await;
            for (name, found) in some.iter().zip(found) {
                match found? {
                    hits if hits.is_empty() => missing.push(name.clone()),
                    hits => self.set(&hits, true),
                }
            }
            let done = (round * ABREAST + some.len()) as u64;
            self.reading.set(Some(Reading { done, total }));
        }
        Ok(missing)
    }
}
