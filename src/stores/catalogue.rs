//! Which attributes are in use, and who holds them. No row lists them, so they are gathered page by page from people
//! (row 20) and groups (row 26), kept, and kept fresh by what is read and written later (rows 10, 11 and 13).

mod alike;
mod index;
mod tree;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use bim_api::endpoints::paths::{AttributeKeyPath, AttributePath};
use bim_api::endpoints::{RemoveAttribute, RemoveAttributeKey, SearchGroups, SearchUsers};
use bim_api::wire::Attributes;
use bim_api::wire::group::{Group, GroupSearchQuery, GroupSort};
use bim_api::wire::user::{UserDetails, UserHit};
use bim_api::wire::user_search::{AttributeFilter, UserSearch, UserSort};
use bim_api::{ApiError, Call, GroupId, IamId};
use leptos::prelude::*;
use reactive_stores::Store;

pub use alike::{differs_unseen, looks_alike};
pub use index::{Holders, HoldingGroup, HoldingPerson, Index, KeyCounts, KeyValue, Matches, Pair, Taking};
pub use tree::{Line, Lines, VALUES, Wanted, What};

use super::slices::in_slices;
use super::{Deed, Journal, Latest, Part, Subject, User, Users, Written};
use crate::api::Client;
use crate::routes::{AttributesView, UserKey};

/// People and groups in a page: small, since taking a page in holds up whatever is typed meanwhile.
const PAGE: u32 = 100;
/// How often what was gathered so far is shown, in milliseconds: drawing it costs more than a page.
const SHOW_EVERY: f64 = 300.0;

/// Where gathering stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gathering {
    /// Nothing was read yet.
    #[default]
    Nothing,
    /// Pages are being read.
    Running,
    /// All pages were read.
    Complete,
    /// Somebody stopped it.
    Stopped,
    /// A page could not be read.
    Failed(ApiError),
}

/// What is known of the catalogue beside its content.
#[derive(Clone, Debug, Default, Store)]
pub struct CatalogueState {
    gathering: Gathering,
    done: u64,
    total: u64,
    /// When all that is shown was read, in ISO 8601.
    read_at: Option<String>,
    /// Counts the changes of the content.
    version: u32,
}

/// Handle of the catalogue.
#[derive(Clone, Copy)]
pub struct Catalogue {
    state: Store<CatalogueState>,
    index: StoredValue<Rc<RefCell<Index>>, LocalStorage>,
    client: Client,
    journal: Journal,
    reading: Latest,
    shown_at: StoredValue<f64>,
}

impl Catalogue {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client) -> Self {
        let catalogue = Self {
            state: Store::new(CatalogueState::default()),
            index: StoredValue::new_local(Rc::default()),
            client,
            journal: Journal::expect(),
            reading: Latest::default(),
            shown_at: StoredValue::new(0.0),
        };
        provide_context(catalogue);
        catalogue
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Where gathering stands.
    pub fn gathering(self) -> Signal<Gathering> {
        Signal::derive(move || self.state.gathering().get())
    }

    /// How many people and groups were read, of how many.
    pub fn progress(self) -> (u64, u64) {
        (self.state.done().get(), self.state.total().get())
    }

    /// When what is shown was read.
    pub fn read_at(self) -> Option<String> {
        self.state.read_at().get()
    }

    /// Looks something up, and again whenever the content changes.
    pub fn with<T>(self, look: impl FnOnce(&Index) -> T) -> T {
        self.state.version().track();
        self.with_untracked(look)
    }

    /// Looks something up.
    pub fn with_untracked<T>(self, look: impl FnOnce(&Index) -> T) -> T {
        self.index.with_value(|index| look(&index.borrow()))
    }

    /// The lines to show.
    pub fn lines(self, view: &AttributesView, wanted: Wanted<'_>) -> Lines {
        self.with(|index| tree::lines(index, view, wanted))
    }

    /// Counts the changes of the content.
    pub fn version(self) -> Signal<u32> {
        Signal::derive(move || self.state.version().get())
    }

    /// Looks through everything for this text, a few at a time.
    pub async fn find(self, text: &str) -> Matches {
        let mut matches = Matches::of(text);
        in_slices(|| self.with_untracked(|index| matches.go_on(index))).await;
        matches
    }

    /// Gathers everything. What is there stays on screen until all of it was read again.
    pub fn gather(self) {
        let fresh = Rc::new(RefCell::new(Index::default()));
        let is_first = self.with_untracked(|index| index.people() + index.groups() == 0);
        if is_first {
            self.index.set_value(Rc::clone(&fresh));
        }
        self.state.gathering().set(Gathering::Running);
        self.state.done().set(0);
        self.state.total().set(0);
        let begun = now();
        self.reading.run(async move {
            let outcome = self.read_all(&fresh).await;
            if outcome.is_ok() {
                self.index.set_value(fresh);
                self.state.read_at().set(Some(begun));
            }
            self.state.gathering().set(match outcome {
                Ok(()) => Gathering::Complete,
                Err(error) => Gathering::Failed(error),
            });
            self.changed();
        });
    }

    /// Gathers no further; what was read of a first gathering stays.
    pub fn stop(self) {
        self.reading.stop();
        self.state.gathering().set(Gathering::Stopped);
        self.changed();
    }

    async fn read_all(self, fresh: &RefCell<Index>) -> Result<(), ApiError> {
        // Groups first: they are few, and tell early whether there is anything to see. In the order of creation:
        // whoever comes meanwhile comes last, and moves nobody to another page.
        let mut groups = 0;
        loop {
            let query = GroupSearchQuery {
                size: Some(PAGE),
                offset: Some(groups),
                sort_field: Some(GroupSort::CreatedAt),
                ..GroupSearchQuery::default()
            };
            let page = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?;
            groups += u32::try_from(page.hits.len()).unwrap_or(PAGE);
            page.hits.iter().for_each(|hit| fresh.borrow_mut().note_group_hit(hit));
            self.advance(u64::from(groups), page.count.get());
            if page.hits.is_empty() || u64::from(groups) >= page.count.get() {
                break;
            }
        }
        let mut people = 0;
        loop {
            let page = UserSearch { offset: Some(people), ..everybody() };
            let (total, hits) = self.search(page).await?;
            people += u32::try_from(hits.len()).unwrap_or(PAGE);
            let mut index = fresh.borrow_mut();
            hits.iter().for_each(|hit| index.note_hit(hit));
            drop(index);
            self.advance(u64::from(groups + people), u64::from(groups) + total);
            if hits.is_empty() || u64::from(people) >= total {
                return Ok(());
            }
        }
    }

    async fn search(self, body: UserSearch) -> Result<(u64, Vec<UserHit>), ApiError> {
        let found = self.client.send(&Call::<SearchUsers> { path: (), query: (), body }).await?;
        Ok((found.count.get(), found.hits))
    }

    fn advance(self, done: u64, total: u64) {
        self.state.done().set(done);
        self.state.total().set(total);
        if js_sys::Date::now() - self.shown_at.get_value() >= SHOW_EVERY {
            self.changed();
        }
    }

    fn changed(self) {
        self.shown_at.set_value(js_sys::Date::now());
        self.state.version().update(|version| *version += 1);
    }

    /// Changes the content, if there is one to be kept fresh.
    fn note(self, change: impl FnOnce(&mut Index)) {
        if self.take_in(change) {
            self.changed();
        }
    }

    /// [`Self::note`], to be shown later.
    fn take_in(self, change: impl FnOnce(&mut Index)) -> bool {
        let is_kept = self.state.gathering().with_untracked(|gathering| *gathering != Gathering::Nothing);
        if is_kept {
            self.index.with_value(|index| change(&mut index.borrow_mut()));
        }
        is_kept
    }

    /// Takes in whatever is read and written of people elsewhere.
    pub fn follow(self, users: Users, user: User) {
        let (page, part) = (users.page(), user.part());
        Effect::new(move |_| {
            page.with(|page| {
                if let Some(page) = &page.value {
                    self.note_hits(&page.hits);
                }
            });
        });
        Effect::new(move |_| {
            part.with(|part| {
                if let Some(details) = part.value.as_ref().and_then(Part::details) {
                    self.note_details(details);
                }
            });
        });
    }

    fn note_details(self, details: &UserDetails) {
        let key = UserKey { iamid: details.iamid.clone(), userid: details.userid.clone() };
        let name = details.profile.name.as_deref().unwrap_or_default();
        let none = Attributes::new();
        let here = details.bim_authorizations.as_ref().unwrap_or(&none);
        let provided = details.iam_authorizations.as_ref().unwrap_or(&none);
        self.note(|index| index.note_person(&key, name, details.disabled, here, provided));
    }

    /// Somebody read these people.
    fn note_hits(self, hits: &[UserHit]) {
        self.note(|index| note_hits(index, hits));
    }

    /// Somebody read or changed this group.
    pub(super) fn note_group(self, group: &Group) {
        let held = group.authorizations.clone().unwrap_or_default();
        self.note(|index| index.note_group(group.id, &group.iamid, &group.name, &held));
    }

    /// This group is gone.
    pub(super) fn forget_group(self, group: GroupId) {
        self.note(|index| index.forget_group(group));
    }

    /// Reads everybody who holds a value again: what is about to be taken must be known as it is now. For a key
    /// everything is read, since the API searches for keys with a value alone.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn reread_holders(self, key: &str, value: Option<&str>) -> Result<(), ApiError> {
        let Some(value) = value else {
            let fresh = Rc::new(RefCell::new(Index::default()));
            self.advance(0, 0);
            self.read_all(&fresh).await?;
            self.index.set_value(fresh);
            self.changed();
            return Ok(());
        };
        self.reread_people(key, value).await?;
        self.reread_groups().await
    }

    async fn reread_people(self, key: &str, value: &str) -> Result<(), ApiError> {
        let mut seen = BTreeSet::new();
        let mut offset = 0;
        loop {
            let filter = AttributeFilter { key: key.to_owned(), value: value.to_owned() };
            let page = UserSearch { offset: Some(offset), user_attributes: vec![filter], ..everybody() };
            let (total, hits) = self.search(page).await?;
            offset += u32::try_from(hits.len()).unwrap_or(PAGE);
            seen.extend(
                hits.iter().map(|hit| UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() }),
            );
            self.take_in(|index| note_hits(index, &hits));
            if hits.is_empty() || u64::from(offset) >= total {
                break;
            }
        }
        self.note(|index| index.keep_holders(key, value, &seen));
        Ok(())
    }

    async fn reread_groups(self) -> Result<(), ApiError> {
        let query = GroupSearchQuery { size: Some(PAGE), ..GroupSearchQuery::default() };
        let mut offset = 0;
        loop {
            let query = GroupSearchQuery { offset: Some(offset), ..query.clone() };
            let page = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?;
            offset += u32::try_from(page.hits.len()).unwrap_or(PAGE);
            self.take_in(|index| page.hits.iter().for_each(|hit| index.note_group_hit(hit)));
            if page.hits.is_empty() || u64::from(offset) >= page.count.get() {
                self.changed();
                return Ok(());
            }
        }
    }

    /// Takes a value from everybody and every group (row 13).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_attribute(self, key: &str, value: &str) -> Result<(), ApiError> {
        let path = AttributePath { iamid: IamId::bim(), key: key.to_owned(), value: value.to_owned() };
        let change = removed_everywhere([key, ": ", value].concat());
        self.journal.write(&Call::<RemoveAttribute> { path, query: (), body: () }, change).await
    }

    /// Takes a key with all its values from everybody and every group (row 13 without a value).
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_attribute_key(self, key: &str) -> Result<(), ApiError> {
        let path = AttributeKeyPath { iamid: IamId::bim(), key: key.to_owned() };
        let change = removed_everywhere(key.to_owned());
        self.journal.write(&Call::<RemoveAttributeKey> { path, query: (), body: () }, change).await
    }
}

/// Whoever may not see attributes is told none, which is not the same as none being held.
fn note_hits(index: &mut Index, hits: &[UserHit]) {
    hits.iter().filter(|hit| hit.authorizations.is_some()).for_each(|hit| index.note_hit(hit));
}

fn removed_everywhere(what: String) -> Written {
    Written::Deed(Deed::RemovedEverywhere, Subject::Named(what))
}

/// A page of everybody, disabled people too.
fn everybody() -> UserSearch {
    UserSearch {
        size: Some(PAGE),
        include_disabled: Some(true),
        sort_field: Some(UserSort::CreatedAt),
        ..UserSearch::default()
    }
}

fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
