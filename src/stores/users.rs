//! The list of people (rows 15 and 20), and creating one (row 1). Filters that the API does not have stand in `scan`.

mod early;
mod scan;

pub use scan::Scan;

use std::sync::Arc;

use bim_api::endpoints::{CreateUser, ListUsers, SearchUsers};
use bim_api::wire::user::{CreatedUser, UserHit};
use bim_api::{ApiError, Call, IamId};
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Deed, Journal, Latest, Remote, Session, Subject, Written};
use crate::api::Client;
use crate::routes::{UserKey, UsersView};
use early::Early;
pub(super) use early::is_fresh;
use scan::Found;

/// One page of people, and the list it is a page of.
#[derive(Clone, Debug, PartialEq)]
pub struct UserPage {
    /// The list's state when it was read.
    pub view: UsersView,
    /// How many people match.
    pub total: u64,
    /// The people of this page.
    pub hits: Vec<UserHit>,
}

/// What is known of the list. The page is shared: whoever reads it would copy fifty people otherwise.
#[derive(Clone, Debug, Default, Store)]
pub struct UsersState {
    page: Remote<Arc<UserPage>>,
    scan: Option<Scan>,
}

/// Handle of the list.
#[derive(Clone, Copy)]
pub struct Users {
    state: Store<UsersState>,
    client: Client,
    journal: Journal,
    session: Session,
    reading: Latest,
    scanning: Latest,
    found: StoredValue<Found>,
    /// The list that is on its way.
    awaited: StoredValue<Option<UsersView>>,
    /// The list that was asked for before its page was there, and when, in milliseconds since 1970.
    begun: StoredValue<Option<(UsersView, f64)>>,
    early: Early,
}

impl Users {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let users = Self {
            state: Store::new(UsersState::default()),
            client,
            journal: Journal::expect(),
            session,
            reading: Latest::default(),
            scanning: Latest::default(),
            found: StoredValue::new(Found::default()),
            awaited: StoredValue::new(None),
            begun: StoredValue::new(None),
            early: Early::default(),
        };
        provide_context(users);
        users
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The page on screen.
    pub fn page(self) -> Signal<Remote<Arc<UserPage>>> {
        Signal::derive(move || self.state.page().get())
    }

    /// Reads this list: through row 20 for whom it is open, otherwise through row 15. The request before it is
    /// given up.
    pub fn search_users(self, view: UsersView) {
        self.awaited.set_value(None);
        if self.is_scan(&view) {
            return self.show_found(view);
        }
        self.end_scan();
        self.state.page().update(Remote::begin);
        self.awaited.set_value(Some(view.clone()));
        self.reading.run(async move {
            let outcome = match self.early.take(&view).await {
                Some(page) => Ok(page),
                None => self.read(view).await,
            };
            self.awaited.set_value(None);
            self.state.page().update(|page| page.finish(outcome.map(Arc::new)));
        });
    }

    /// [`Self::search_users`], before the page of this list is there to [`Self::open`] it.
    pub fn begin(self, view: UsersView) {
        self.begun.set_value(Some((view.clone(), js_sys::Date::now())));
        self.search_users(view);
    }

    /// [`Self::search_users`], unless this very list is on its way, or was there before its page.
    pub fn open(self, view: UsersView) {
        let begun = self.begun.try_update_value(Option::take).flatten();
        if begun.is_some_and(|(begun, since)| begun == view && is_fresh(since)) {
            return;
        }
        if self.awaited.with_value(|awaited| awaited.as_ref() != Some(&view)) {
            self.search_users(view);
        }
    }

    /// Reads a page that is likely to be asked for next.
    pub fn expect_page(self, view: &UsersView) {
        let view = view.asked();
        if !self.is_scan(&view) {
            self.early.read(self, view);
        }
    }

    /// How many people the list on screen has, as far as that is known.
    pub fn total(self) -> Signal<Option<u64>> {
        Signal::derive(move || {
            let found = self.state.scan().with(|scan| scan.as_ref().map(|scan| scan.found));
            found.or_else(|| self.state.page().with(|page| page.value.as_ref().map(|page| page.total)))
        })
    }

    /// What only row 20 tells is looked at in nobody else's name.
    fn is_scan(self, view: &UsersView) -> bool {
        view.is_scan() && self.session.may_untracked::<SearchUsers>()
    }

    /// Reads the list on screen again, or the one that is to take its place.
    pub fn refresh(self) {
        let shown =
            || self.state.page().with_untracked(|page| page.value.as_ref().map(|page| page.view.clone()));
        if let Some(view) = self.awaited.get_value().or_else(shown) {
            self.search_users(view);
        }
    }

    /// Reads one page of a list, wherever it is shown.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn read(self, view: UsersView) -> Result<UserPage, ApiError> {
        if self.is_scan(&view) {
            return self.read_found(view).await;
        }
        let hits = if self.session.may_untracked::<SearchUsers>() {
            self.client.send(&search(&view)).await?
        } else {
            self.client.send(&list(&view)).await?
        };
        Ok(UserPage { view, total: hits.count.get(), hits: hits.hits })
    }

    /// This list stands at the address that is open: it is what a reload begins with.
    pub fn keep_ahead(self, view: &UsersView) {
        if self.session.may_untracked::<SearchUsers>() {
            self.client.keep_ahead(&search(view));
        } else {
            self.client.keep_ahead(&list(view));
        }
    }

    /// Creates a person; the list is read again.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for a username that is taken.
    pub async fn create_user(self, call: &Call<CreateUser>) -> Result<CreatedUser, ApiError> {
        let key = UserKey { iamid: IamId::bim(), userid: call.body.userid.clone() };
        let change = Written::Deed(Deed::CreatedUser, Subject::User(key));
        let created = self.journal.write(call, change).await?;
        self.refresh();
        Ok(created)
    }
}

fn search(view: &UsersView) -> Call<SearchUsers> {
    Call { path: (), query: (), body: view.to_search() }
}

fn list(view: &UsersView) -> Call<ListUsers> {
    Call { path: (), query: view.to_list_query(), body: () }
}
