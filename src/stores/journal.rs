//! The writes of this session, each with what it changed and what came of it: every one passes through here. It lasts as
//! long as the person is signed in in this tab, also while they act as somebody else, and is kept nowhere.

mod inverse;
mod undo;
mod writes;
mod written;

use std::collections::HashMap;
use std::sync::Arc;

use bim_api::secret::without_secrets;
use bim_api::{ApiError, Call, Endpoint, GroupId, IamId, Request, Username};
use leptos::prelude::*;

use super::Session;
use crate::api::{Client, Told};
use crate::routes::UserKey;
pub use inverse::{Inverse, Part, Plan, Standing};
pub use undo::Undo;
pub use written::{Deed, FieldChange, GroupName, Subject, Written};

/// How many writes are kept; the oldest go first.
const KEPT: usize = 20_000;

/// What came of a write.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteOutcome {
    /// It is on its way.
    UnderWay,
    /// The API did it, with this HTTP status.
    Done(u16),
    /// It was refused, or its answer was lost.
    Failed(ApiError),
}

/// One write.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// Counts up within the session.
    pub id: u32,
    /// When it was sent, in milliseconds since 1970.
    pub at: f64,
    /// As whom.
    pub actor: Arc<UserKey>,
    /// Who acted as them.
    pub impersonator: Option<Arc<UserKey>>,
    /// What it changes.
    pub change: Written,
    /// The endpoint's name.
    pub endpoint: &'static str,
    /// What was sent, with placeholders for secrets; nothing where it could not be.
    pub request: Option<Request>,
    /// What came of it.
    pub outcome: WriteOutcome,
    /// The `x-request-id` of the answer.
    pub request_id: Option<String>,
    /// Whether it was taken back.
    pub is_undone: bool,
}

impl Entry {
    /// Whether it was done and can be taken back.
    pub fn can_be_undone(&self) -> bool {
        matches!(self.outcome, WriteOutcome::Done(_)) && !self.is_undone && self.change.has_inverse()
    }
}

/// What lasts beyond the stores of one person.
#[derive(Clone)]
struct Lasting {
    entries: ArcRwSignal<Vec<Arc<Entry>>>,
    begun: ArcRwSignal<u32>,
}

/// Handle of the journal.
#[derive(Clone, Copy)]
pub struct Journal {
    client: Client,
    session: Session,
    entries: RwSignal<Vec<Arc<Entry>>>,
    begun: RwSignal<u32>,
    /// Whoever wrote last: many entries are of one person.
    people: StoredValue<[Option<Arc<UserKey>>; 2]>,
    groups: StoredValue<HashMap<GroupId, String>>,
}

impl Journal {
    /// Makes the store, or goes on with the person's own, and provides it to the views below.
    pub fn provide(client: Client, session: Session) -> Self {
        let Lasting { entries, begun } =
            session.lasting(|| Lasting { entries: ArcRwSignal::new(Vec::new()), begun: ArcRwSignal::new(0) });
        let groups = StoredValue::new(HashMap::new());
        let people = StoredValue::default();
        let journal = Self { client, session, entries: entries.into(), begun: begun.into(), people, groups };
        provide_context(journal);
        journal
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Sends a write and notes it.
    ///
    /// # Errors
    /// Everything of [`ApiError`].
    pub(super) async fn write<E: Endpoint>(
        self,
        call: &Call<E>,
        change: Written,
    ) -> Result<E::Response, ApiError> {
        let id = self.begin(E::NAME, call.encode().ok(), change);
        let Told { outcome, status, request_id } = self.client.write(call).await;
        let came = match &outcome {
            Ok(_) => WriteOutcome::Done(status.unwrap_or_default()),
            Err(error) => WriteOutcome::Failed(error.clone()),
        };
        self.finish(id, came, request_id);
        outcome
    }

    fn begin(self, endpoint: &'static str, request: Option<Request>, change: Written) -> Option<u32> {
        let actor = untrack(|| self.session.person())?;
        let by = self.session.acting().get_untracked().map(|acting| acting.by);
        let key = |iamid: &IamId, userid: &Username| UserKey { iamid: iamid.clone(), userid: userid.clone() };
        let actor = self.shared(0, key(&actor.iamid, &actor.userid));
        let impersonator = by.map(|by| self.shared(1, key(&by.iamid, &by.userid)));
        self.begun.update(|begun| *begun += 1);
        let id = self.begun.get_untracked();
        let entry = Entry {
            id,
            at: js_sys::Date::now(),
            actor,
            impersonator,
            change,
            endpoint,
            request: request.map(|request| Request {
                body: request.body.as_deref().and_then(without_secrets),
                ..request
            }),
            outcome: WriteOutcome::UnderWay,
            request_id: None,
            is_undone: false,
        };
        self.entries.update(|entries| {
            if entries.len() >= KEPT {
                entries.drain(..KEPT / 10);
            }
            entries.push(Arc::new(entry));
        });
        Some(id)
    }

    /// A person, shared with the latest entry where it is the same one.
    fn shared(self, place: usize, person: UserKey) -> Arc<UserKey> {
        let person = Arc::new(person);
        let share = |people: &mut [Option<Arc<UserKey>>; 2]| {
            let latest = people[place].get_or_insert_with(|| Arc::clone(&person));
            if *latest != person {
                *latest = Arc::clone(&person);
            }
            Arc::clone(latest)
        };
        self.people.try_update_value(share).unwrap_or(person)
    }

    fn finish(self, id: Option<u32>, outcome: WriteOutcome, request_id: Option<String>) {
        self.alter(id, |entry| (entry.outcome, entry.request_id) = (outcome, request_id));
    }

    /// Notes that a write was taken back.
    pub fn note_undone(self, id: u32) {
        self.alter(Some(id), |entry| entry.is_undone = true);
    }

    fn alter(self, id: Option<u32>, change: impl FnOnce(&mut Entry)) {
        // The store may be gone with its person; the entry, with those that came before.
        let _ = self.entries.try_update(|entries| {
            let place = id.and_then(|id| entries.binary_search_by_key(&id, |entry| entry.id).ok());
            if let Some(entry) = place.and_then(|place| entries.get_mut(place)) {
                change(Arc::make_mut(entry));
            }
        });
    }

    /// The writes, the earliest first.
    pub fn entries(self) -> Signal<Vec<Arc<Entry>>> {
        self.entries.into()
    }

    /// The request of a write as a command for a shell, with placeholders for secrets.
    pub fn command(self, entry: &Entry) -> Option<String> {
        entry.request.as_ref().map(|request| self.client.command(request, "<token>"))
    }

    /// Takes a group's name in, for when something is done to it.
    pub(super) fn meet_group(self, id: GroupId, name: &str) {
        // The store may be gone with its person.
        let _ = self.groups.try_update_value(|groups| groups.insert(id, name.to_owned()));
    }

    /// What is known of a group's name.
    pub(super) fn group(self, id: GroupId) -> GroupName {
        GroupName { id, name: self.groups.try_with_value(|groups| groups.get(&id).cloned()).flatten() }
    }
}
