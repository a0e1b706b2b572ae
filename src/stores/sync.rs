//! Syncs with a directory (row 9): what one would do, and carrying it out. Where the API has the extension `sync`, also
//! what changes for each person and how far a sync in the background came; elsewhere that is not known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bim_api::endpoints::paths::SyncPath;
use bim_api::endpoints::{CancelSync, GetSync, ListExtensions, ListUsers, PlanSync, SearchUsers, SyncLdap};
use bim_api::wire::iam::{SyncOutcome, SyncPlan, SyncRequest, SyncState};
use bim_api::wire::user_search::{UserSearch, UserSearchQuery};
use bim_api::{ApiError, Call, IamId, Permission, Username};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use reactive_stores::Store;

use super::{Deed, Journal, Latest, Remote, Subject, Written};
use crate::api::Client;

/// How often in a row a running sync may not answer before it is given up: the service starts again in less.
const PATIENCE: u32 = 30;

/// How often a sync in the background is asked how far it came, in milliseconds.
const ASK: u32 = 1_000;

/// What is known of the sync on screen.
#[derive(Clone, Debug, Default, Store)]
pub struct SyncView {
    plan: Remote<Arc<SyncOutcome>>,
    details: Option<Arc<SyncPlan>>,
    admins: BTreeSet<Username>,
    progress: Option<SyncState>,
    people: BTreeMap<IamId, u64>,
    last: BTreeMap<IamId, SyncState>,
    orphans: u64,
}

/// Handle of it.
#[derive(Clone, Copy)]
pub struct Sync {
    state: Store<SyncView>,
    client: Client,
    journal: Journal,
    latest: Latest,
}

impl Sync {
    /// Makes the store and provides it to the views below.
    pub fn provide(client: Client) {
        let (state, journal) = (Store::new(SyncView::default()), Journal::expect());
        provide_context(Self { state, client, journal, latest: Latest::default() });
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What a sync would do, as far as it was asked.
    pub fn plan(self) -> Signal<Remote<Arc<SyncOutcome>>> {
        Signal::derive(move || self.state.plan().get())
    }

    /// What changes for each person; none where the API does not tell.
    pub fn details(self) -> Signal<Option<Arc<SyncPlan>>> {
        Signal::derive(move || self.state.details().get())
    }

    /// Those of the people to be disabled who hold USER_ADMIN.
    pub fn admins(self) -> Signal<BTreeSet<Username>> {
        Signal::derive(move || self.state.admins().get())
    }

    /// How far the running sync came; none where the API does not tell.
    pub fn progress(self) -> Signal<Option<SyncState>> {
        Signal::derive(move || self.state.progress().get())
    }

    /// How many enabled people a provider has, once that is known.
    pub fn people(self, iamid: &IamId) -> Option<u64> {
        self.state.people().with(|people| people.get(iamid).copied())
    }

    /// How many enabled people belong to providers that are not configured any more, as far as that is known.
    pub fn orphans(self) -> u64 {
        self.state.orphans().get()
    }

    async fn count(self, query: UserSearchQuery) -> Option<u64> {
        let query = UserSearchQuery { size: Some(1), ..query };
        let call = Call::<ListUsers> { path: (), query, body: () };
        // What does not come stays unknown.
        self.client.send(&call).await.ok().map(|hits| hits.count.get())
    }

    /// The last sync of a provider, where the API tells.
    pub fn last(self, iamid: &IamId) -> Option<SyncState> {
        self.state.last().with(|last| last.get(iamid).cloned())
    }

    /// Why this provider cannot be asked, although it is listed; nothing where it can, or the API does not tell.
    pub fn unconfigured(self, iamid: &IamId) -> Signal<Option<String>> {
        let iamid = iamid.clone();
        let why = |state: SyncState| state.message.filter(|_| state.state == "unconfigured");
        Signal::derive(move || self.last(&iamid).and_then(why))
    }

    /// Another provider is on screen: what was asked of the one before is old.
    pub fn begin(self) {
        self.latest.stop();
        self.state.plan().set(Remote::default());
        self.forget();
    }

    fn forget(self) {
        self.state.details().set(None);
        self.state.admins().set(BTreeSet::new());
        self.state.progress().set(None);
    }

    async fn is_told(self) -> bool {
        let call = Call::<ListExtensions> { path: (), query: (), body: () };
        let known = self.client.send(&call).await;
        known.is_ok_and(|known| known.extensions.iter().any(|name| name == "sync"))
    }

    /// Reads how many people each provider has, and when its people were synced.
    pub fn look_up(self, iams: Vec<IamId>, syncs: bool) {
        self.latest.run(async move {
            for iamid in &iams {
                let query = UserSearchQuery { iamid: vec![iamid.clone()], ..UserSearchQuery::default() };
                if let Some(count) = self.count(query).await {
                    self.state.people().update(|people| {
                        people.insert(iamid.clone(), count);
                    });
                }
            }
            let known = UserSearchQuery { exclude_deleted_iams: Some(true), ..UserSearchQuery::default() };
            let everybody = self.count(UserSearchQuery::default()).await;
            if let (Some(everybody), Some(known)) = (everybody, self.count(known).await) {
                self.state.orphans().set(everybody.saturating_sub(known));
            }
            if !syncs || !self.is_told().await {
                return;
            }
            for iamid in iams.into_iter().filter(|iamid| !iamid.is_bim()) {
                if let Ok(state) = self.ask(&iamid).await {
                    self.state.last().update(|last| {
                        last.insert(iamid, state);
                    });
                }
            }
        });
    }

    async fn ask(self, iamid: &IamId) -> Result<SyncState, ApiError> {
        let call = Call::<GetSync> { path: SyncPath { iamid: iamid.clone() }, query: (), body: () };
        self.client.send(&call).await
    }

    /// Asks what a sync would do; nothing is changed.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn preview(self, iamid: IamId, request: SyncRequest) -> Result<(), ApiError> {
        self.begin();
        self.state.plan().update(Remote::begin);
        let path = SyncPath { iamid: iamid.clone() };
        let call = Call::<SyncLdap> {
            path: path.clone(),
            query: (),
            body: SyncRequest { dry_run: true, ..request },
        };
        // Nothing to note: the call is one that changes something by its kind alone.
        let outcome = self.client.write(&call).await.outcome;
        let failed = outcome.as_ref().err().cloned();
        let has_gone = outcome.as_ref().is_ok_and(|plan| !plan.disabled_users.is_empty());
        self.state.plan().update(|plan| plan.finish(outcome.map(Arc::new)));
        if let Some(error) = failed {
            return Err(error);
        }
        if has_gone {
            self.look_for_admins(iamid).await;
        }
        if self.is_told().await {
            let call = Call::<PlanSync> { path, query: (), body: call.body };
            // Without it the lists are whole, and say less.
            self.state.details().set(self.client.send(&call).await.ok().map(Arc::new));
        }
        Ok(())
    }

    async fn look_for_admins(self, iamid: IamId) {
        let body = UserSearch {
            iamid: vec![iamid],
            permission: Some(Permission::USER_ADMIN),
            size: Some(1_000),
            ..UserSearch::default()
        };
        let call = Call::<SearchUsers> { path: (), query: (), body };
        if let Ok(hits) = self.client.send(&call).await {
            self.state.admins().set(hits.hits.into_iter().map(|hit| hit.userid).collect());
        }
    }

    /// Carries a sync out, and waits for its end where the API tells of it.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn sync_ldap(self, iamid: IamId, request: SyncRequest) -> Result<SyncOutcome, ApiError> {
        self.state.progress().set(None);
        let path = SyncPath { iamid: iamid.clone() };
        let call = Call::<SyncLdap> { path, query: (), body: SyncRequest { dry_run: false, ..request } };
        let written = Written::Deed(Deed::Synced, Subject::Named(iamid.to_string()));
        let outcome = self.journal.write(&call, written).await?;
        if outcome.running_in_background != Some(true) || !self.is_told().await {
            return Ok(outcome);
        }
        let state = self.follow(&iamid).await?;
        Ok(state.outcome.unwrap_or(SyncOutcome { running_in_background: None, ..outcome }))
    }

    /// Shows how far a sync is until it has ended.
    async fn follow(self, iamid: &IamId) -> Result<SyncState, ApiError> {
        let mut silent = 0;
        loop {
            match self.ask(iamid).await {
                Ok(state) => {
                    silent = 0;
                    self.state.last().update(|last| {
                        last.insert(iamid.clone(), state.clone());
                    });
                    let is_running = state.state == "running";
                    self.state.progress().set(Some(state.clone()));
                    if !is_running {
                        return Ok(state);
                    }
                }
                // It goes on although nobody tells.
                Err(ApiError::Transport { .. } | ApiError::Unreadable { .. }) if silent < PATIENCE => {
                    silent += 1
                }
                Err(error) => return Err(error),
            }
            TimeoutFuture::new(ASK).await;
        }
    }

    /// Looks how the last sync of a provider went, where the API tells, and follows it while it runs.
    pub fn look_back(self, iamid: IamId) {
        self.latest.run(async move {
            if self.is_told().await {
                // The page is whole without it.
                let _ = self.follow(&iamid).await;
            }
        });
    }

    /// Stops the running sync after its batch.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub async fn cancel_sync(self, iamid: IamId) -> Result<(), ApiError> {
        let written = Written::Deed(Deed::StoppedSync, Subject::Named(iamid.to_string()));
        let call = Call::<CancelSync> { path: SyncPath { iamid }, query: (), body: () };
        self.journal.write(&call, written).await
    }
}
