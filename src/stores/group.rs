//! One group: its record (row 27, or row 26 for whoever may read no more) and its members (row 28), and what
//! changes them (rows 22, 23, 24 and 29).

mod losses;

use std::sync::Arc;

use bim_api::endpoints::paths::GroupPath;
use bim_api::endpoints::{GetGroup, SearchGroups, SearchMembers, UpdateGroup};
use bim_api::wire::Attributes;
use bim_api::wire::group::{Group as GroupDetails, GroupHit, GroupSearchQuery, Member, MemberSearchQuery};
use bim_api::{ApiError, Call, GroupId, IamId, MembershipId, Problem};
use leptos::prelude::*;
use reactive_stores::Store;

pub use losses::{GroupLosses, LostValue};

use super::{Catalogue, Groups, Journal, Latest, Remote, Session, Written};
use crate::api::Client;
use crate::routes::{Paging, UserKey};

/// One page of a group's members.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberPage {
    /// Which part of the list it is.
    pub paging: Paging,
    /// How many members there are.
    pub total: u64,
    /// The members of this page.
    pub hits: Vec<Member>,
}

/// What is known of the group on screen.
#[derive(Clone, Debug, Default, Store)]
pub struct GroupState {
    id: Option<GroupId>,
    record: Remote<Arc<GroupDetails>>,
    members: Remote<Arc<MemberPage>>,
}

/// Handle of the group on screen.
#[derive(Clone, Copy)]
pub struct Group {
    state: Store<GroupState>,
    client: Client,
    journal: Journal,
    session: Session,
    groups: Groups,
    catalogue: Catalogue,
    reading: Latest,
    reading_members: Latest,
}

impl Group {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client, session: Session, groups: Groups, catalogue: Catalogue) -> Self {
        let group = Self {
            state: Store::new(GroupState::default()),
            client,
            journal: Journal::expect(),
            session,
            groups,
            catalogue,
            reading: Latest::default(),
            reading_members: Latest::default(),
        };
        provide_context(group);
        group
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Turns to this group. What is known of another one is forgotten; the record is read anew.
    pub fn open(self, id: GroupId) {
        if self.state.id().get_untracked() != Some(id) {
            self.reading_members.stop();
            self.state.set(GroupState { id: Some(id), ..GroupState::default() });
        }
        self.get_group(id);
        let groups = self.groups;
        leptos::task::spawn_local(async move { groups.count_members(id).await });
    }

    /// The record.
    pub fn record(self) -> Signal<Remote<Arc<GroupDetails>>> {
        Signal::derive(move || self.state.record().get())
    }

    /// The page of members on screen.
    pub fn members(self) -> Signal<Remote<Arc<MemberPage>>> {
        Signal::derive(move || self.state.members().get())
    }

    /// Whether an error says that there is no such group.
    pub fn is_gone(error: &ApiError) -> bool {
        error.status() == Some(404)
    }

    /// Reads the record.
    pub fn get_group(self, id: GroupId) {
        self.state.record().update(Remote::begin);
        self.reading.run(async move {
            let outcome = self.read(id).await;
            self.state.record().update(|record| record.finish(outcome.map(Arc::new)));
        });
    }

    /// Reads the record on screen again and waits for it: what is about to be changed must be known as it is now.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; after 404 the page says that the group is gone.
    pub async fn reread(self, id: GroupId) -> Result<Arc<GroupDetails>, ApiError> {
        let outcome = self.read(id).await.map(Arc::new);
        if self.state.id().get_untracked() == Some(id) {
            self.state.record().update(|record| record.finish(outcome.clone()));
        }
        outcome
    }

    /// Reads any group (row 27, or 26 for whom that is closed).
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 404 where there is no such group.
    pub async fn read(self, id: GroupId) -> Result<GroupDetails, ApiError> {
        let group = self.read_record(id).await?;
        self.journal.meet_group(id, &group.name);
        Ok(group)
    }

    async fn read_record(self, id: GroupId) -> Result<GroupDetails, ApiError> {
        if self.session.may_untracked::<GetGroup>() {
            let path = GroupPath { group: id };
            let group = self.client.send(&Call::<GetGroup> { path, query: (), body: () }).await?;
            self.catalogue.note_group(&group);
            return Ok(group);
        }
        let query = GroupSearchQuery { ids: vec![id], ..GroupSearchQuery::default() };
        let found = self.client.send(&Call::<SearchGroups> { path: (), query, body: () }).await?;
        let hit = found.hits.into_iter().find(|hit| hit.id == Some(id));
        hit.map(|hit| in_part(id, hit)).ok_or_else(|| {
            let problem = Problem::new(404, "There is no such group.");
            ApiError::Refused { problem, retry_after: None, request_id: None }
        })
    }

    /// Changes name, email or description (row 22), which were like `before`.
    ///
    /// # Errors
    /// Everything of [`ApiError`]; 409 for a name that is taken.
    pub async fn update_group(
        self,
        before: &GroupDetails,
        call: &Call<UpdateGroup>,
    ) -> Result<Arc<GroupDetails>, ApiError> {
        let change = Written::group(before, &call.body);
        let outcome = self.journal.write(call, change).await.map(|record| Arc::new(record.group));
        if let Ok(record) = &outcome {
            self.catalogue.note_group(record);
            self.adopt(call.path.group, |known| *known = Arc::clone(record));
            self.groups.refresh();
        }
        self.settled(call.path.group, outcome)
    }

    /// Deletes the group (row 29). It is no longer read: the page is about to be left.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn delete_group(self, group: GroupId) -> Result<(), ApiError> {
        self.journal.delete_group(group).await?;
        self.catalogue.forget_group(group);
        Ok(())
    }

    /// Reads this part of the members.
    pub fn search_members(self, group: GroupId, paging: Paging) {
        self.state.members().update(Remote::begin);
        self.reading_members.run(async move {
            let outcome = self.read_members(group, paging).await;
            if let Ok(page) = &outcome {
                self.groups.note_member_count(group, page.total);
            }
            self.state.members().update(|members| members.finish(outcome.map(Arc::new)));
        });
    }

    /// Reads the members on screen again.
    pub fn refresh_members(self) {
        let shown = self.state.members().with_untracked(|page| page.value.as_ref().map(|page| page.paging));
        if let (Some(group), Some(paging)) = (self.state.id().get_untracked(), shown) {
            self.search_members(group, paging);
        }
    }

    async fn read_members(self, group: GroupId, paging: Paging) -> Result<MemberPage, ApiError> {
        let query = MemberSearchQuery {
            offset: Some(paging.offset()),
            size: Some(paging.size()),
            ..MemberSearchQuery::default()
        };
        let call = Call::<SearchMembers> { path: GroupPath { group }, query, body: () };
        let found = self.client.send(&call).await?;
        Ok(MemberPage { paging, total: found.count.get(), hits: found.hits })
    }

    /// Takes a person out (row 23); the members are read again, also after a failure: the membership may be gone
    /// already.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn remove_member(
        self,
        group: GroupId,
        membership: MembershipId,
        user: UserKey,
    ) -> Result<(), ApiError> {
        let outcome = self.journal.remove_member(&user, group, membership).await;
        self.refresh_members();
        outcome
    }

    /// Takes what a change of attributes answered.
    pub fn adopt_attributes(self, group: GroupId, attributes: Attributes) {
        let catalogue = self.catalogue;
        self.adopt(group, |known| {
            Arc::make_mut(known).authorizations = Some(attributes);
            catalogue.note_group(known);
        });
    }

    fn adopt(self, group: GroupId, change: impl FnOnce(&mut Arc<GroupDetails>)) {
        if self.state.id().get_untracked() == Some(group) {
            self.state.record().update(|record| {
                if let Some(known) = &mut record.value {
                    change(known);
                }
            });
        }
    }

    /// After a 404 the record is read again: the group may be gone.
    fn settled<T>(self, group: GroupId, outcome: Result<T, ApiError>) -> Result<T, ApiError> {
        if outcome.as_ref().is_err_and(Self::is_gone) {
            self.get_group(group);
        }
        outcome
    }
}

/// What row 26 tells of a group, as the record it is part of.
fn in_part(id: GroupId, hit: GroupHit) -> GroupDetails {
    GroupDetails {
        id,
        iamid: hit.iamid.unwrap_or_else(IamId::bim),
        name: hit.name,
        gid: hit.gid.flatten(),
        email: hit.email.flatten(),
        authorizations: hit.authorizations.flatten(),
        description: hit.description.flatten(),
        created_at: hit.created_at,
        updated_at: hit.updated_at,
    }
}
