//! The list of groups (row 26) with how many members each has (row 28), and creating one (row 21).

use std::collections::BTreeMap;
use std::sync::Arc;

use bim_api::endpoints::paths::GroupPath;
use bim_api::endpoints::{CreateGroup, SearchGroups, SearchMembers};
use bim_api::wire::group::{GroupHit, GroupRecord, GroupSearchQuery, MemberSearchQuery};
use bim_api::{ApiError, Call, GroupId};
use leptos::prelude::*;
use reactive_stores::Store;

use super::lanes::in_lanes;
use super::{Catalogue, Deed, Journal, Latest, Remote, Subject, Written};
use crate::api::Client;
use crate::routes::GroupsView;

/// How many groups are counted at once.
const LANES: usize = 4;
/// How many groups are looked through for a name: the row finds it as a part of others, too.
const NAMED: u32 = 500;

/// One page of groups, and the list it is a page of.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPage {
    /// The list's state when it was read.
    pub view: GroupsView,
    /// How many groups match.
    pub total: u64,
    /// The groups of this page.
    pub hits: Vec<GroupHit>,
}

/// What is known of the list.
#[derive(Clone, Debug, Default, Store)]
pub struct GroupsState {
    page: Remote<Arc<GroupPage>>,
    /// No row tells it with the list: each group is asked, and what was told last is kept.
    member_counts: BTreeMap<GroupId, u64>,
}

/// Handle of the list.
#[derive(Clone, Copy)]
pub struct Groups {
    state: Store<GroupsState>,
    client: Client,
    journal: Journal,
    catalogue: Catalogue,
    latest: Latest,
    /// The list that is on its way.
    awaited: StoredValue<Option<GroupsView>>,
}

impl Groups {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, catalogue: Catalogue) -> Self {
        let state = Store::new(GroupsState::default());
        let (journal, latest) = (Journal::expect(), Latest::default());
        let awaited = StoredValue::new(None);
        let groups = Self { state, client, journal, catalogue, latest, awaited };
        provide_context(groups);
        groups
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The page on screen.
    pub fn page(self) -> Signal<Remote<Arc<GroupPage>>> {
        Signal::derive(move || self.state.page().get())
    }

    /// How many members a group has, as far as that is known.
    pub fn member_count(self, group: GroupId) -> Option<u64> {
        self.state.member_counts().with(|counts| counts.get(&group).copied())
    }

    /// Somebody was told how many members a group has.
    pub(super) fn note_member_count(self, group: GroupId, count: u64) {
        let is_known = self.state.member_counts().with_untracked(|counts| counts.get(&group) == Some(&count));
        if !is_known {
            self.state.member_counts().update(|counts| {
                counts.insert(group, count);
            });
        }
    }

    /// Reads this list, then counts its groups' members. The request before it is given up.
    pub fn search_groups(self, view: GroupsView) {
        self.state.page().update(Remote::begin);
        self.awaited.set_value(Some(view.clone()));
        self.latest.run(async move {
            let outcome = self.read(view).await;
            self.awaited.set_value(None);
            let ids: Vec<GroupId> = match &outcome {
                Ok(page) => page.hits.iter().filter_map(|hit| hit.id).collect(),
                Err(_) => Vec::new(),
            };
            self.state.page().update(|page| page.finish(outcome.map(Arc::new)));
            in_lanes(ids, LANES, |id| self.count_members(id)).await;
        });
    }

    /// Reads the list on screen again, or the one that is to take its place.
    pub fn refresh(self) {
        let shown =
            || self.state.page().with_untracked(|page| page.value.as_ref().map(|page| page.view.clone()));
        if let Some(view) = self.awaited.get_value().or_else(shown) {
            self.search_groups(view);
        }
    }

    pub(super) async fn read(self, view: GroupsView) -> Result<GroupPage, ApiError> {
        let call = Call::<SearchGroups> { path: (), query: view.to_search(), body: () };
        let hits = self.client.send(&call).await?;
        for hit in &hits.hits {
            if let Some(id) = hit.id {
                self.journal.meet_group(id, &hit.name);
            }
        }
        Ok(GroupPage { view, total: hits.count.get(), hits: hits.hits })
    }

    /// The groups of exactly this name: each provider may have one.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn named(self, name: &str) -> Result<Vec<GroupId>, ApiError> {
        let query = GroupSearchQuery {
            name: Some(name.to_owned()),
            size: Some(NAMED),
            ..GroupSearchQuery::default()
        };
        let found = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?;
        Ok(found.hits.into_iter().filter(|hit| hit.name == name).filter_map(|hit| hit.id).collect())
    }

    pub(super) async fn count_members(self, group: GroupId) {
        let query = MemberSearchQuery { size: Some(1), ..MemberSearchQuery::default() };
        let call = Call::<SearchMembers> { path: GroupPath { group }, query, body: () };
        // A count that does not come stays unknown; the list is whole without it.
        if let Ok(members) = self.client.send(&call).await {
            self.note_member_count(group, members.count.get());
        }
    }

    /// Creates a group; the list is read again.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for a name that is taken.
    pub async fn create_group(self, call: &Call<CreateGroup>) -> Result<GroupRecord, ApiError> {
        let change = Written::Deed(Deed::CreatedGroup, Subject::Named(call.body.name.clone()));
        let created = self.journal.write(call, change).await?;
        self.catalogue.note_group(&created.group);
        self.refresh();
        Ok(created)
    }
}
