//! The configured identity providers (row 14). If the API tells them only to people who are signed in, the
//! sign-in page falls back to a field preset to `bim`.

use bim_api::endpoints::ListIams;
use bim_api::wire::iam::Iam;
use bim_api::{Call, IamId};
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Latest, Remote};
use crate::api::Client;
use crate::words;

/// What is known of the providers.
#[derive(Clone, Debug, Default, Store)]
pub struct IamsState {
    list: Remote<Vec<Iam>>,
}

/// Handle of the providers.
#[derive(Clone, Copy)]
pub struct Iams {
    state: Store<IamsState>,
    client: Client,
    latest: Latest,
}

impl Iams {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client) -> Self {
        let iams = Self { state: Store::new(IamsState::default()), client, latest: Latest::default() };
        provide_context(iams);
        iams
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Reads the list.
    pub fn list_iams(self) {
        self.state.list().update(Remote::begin);
        self.latest.run(async move {
            let call = Call::<ListIams> { path: (), query: (), body: () };
            let outcome = self.client.send(&call).await;
            self.state.list().update(|list| list.finish(outcome));
        });
    }

    /// The providers' ids, as far as they are known.
    pub fn ids(self) -> Vec<IamId> {
        let list = self.state.list().get_untracked().value.unwrap_or_default();
        list.into_iter().map(|iam| iam.id).collect()
    }

    /// Reads the list unless that was done already: other pages have read it, an address that was typed has not.
    pub fn look_up_names(self) {
        if self.state.list().with_untracked(|list| list.value.is_none() && !list.is_loading) {
            self.list_iams();
        }
    }

    /// The list.
    pub fn list(self) -> Signal<Remote<Vec<Iam>>> {
        Signal::derive(move || self.state.list().get())
    }

    /// The name people know a provider by; its id where that is all that is known. People outlive their provider: one
    /// that is configured no longer is told as such.
    pub fn display_name(self, id: &IamId) -> String {
        self.state.list().with(|list| {
            let Some(all) = &list.value else { return id.to_string() };
            match all.iter().find(|iam| iam.id == *id) {
                Some(iam) => Self::name_of(iam),
                None => [id.as_str(), " (", words::NO_LONGER_CONFIGURED, ")"].concat(),
            }
        })
    }

    /// Whether this provider is configured no longer, once that is known.
    pub fn is_gone(self, id: &IamId) -> bool {
        self.state
            .list()
            .with(|list| list.value.as_ref().is_some_and(|list| list.iter().all(|iam| iam.id != *id)))
    }

    /// The name people know this provider by; its id where it has no other.
    pub fn name_of(iam: &Iam) -> String {
        if iam.display_name.is_empty() { iam.id.to_string() } else { iam.display_name.clone() }
    }
}
