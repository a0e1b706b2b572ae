//! Carries out a plan: batches, each of them whole or not at all, until the last one or until somebody stops it.
//! Nothing has to be undone or remembered when it is interrupted: the next sync plans what is left.

use std::collections::HashMap;
use std::sync::Arc;

use bim_api::Username;
use bim_api::wire::iam::{SyncOutcome, SyncedUser};
use serde_json::{Map, Value, json};

use super::plan::{Gone, Plan, Refresh};
use crate::credentials;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::groups::NewGroupRow;
use crate::db::sequences::{self, Sequence};
use crate::db::tokens::{self, TokenKind};
use crate::db::users::{NewUserRow, UserRow};
use crate::db::{DbError, Session, groups, syncs, user_search, users};
use crate::fold::fold;
use crate::ldap::{Mapping, Person};
use crate::state::State;

/// People of a batch: others' writes wait for one.
const PEOPLE: usize = 50;

/// Memberships of a batch.
const MEMBERSHIPS: usize = 200;

/// What is to be carried out, and on whose behalf.
pub(crate) struct Run {
    pub(crate) state: Arc<State>,
    pub(crate) iamid: String,
    pub(crate) author: Author,
    pub(crate) begun_at: i64,
    pub(crate) mapping: Mapping,
    pub(crate) permissions: Vec<String>,
    /// Whether the last user admin may be disabled.
    pub(crate) is_confirmed: bool,
}

/// Why it ended before its end.
pub(crate) enum Stop {
    Cancelled,
    Failed(DbError),
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        Self::Failed(error)
    }
}

enum Step {
    Import(Person),
    Refresh(Refresh),
    Enable(Refresh),
    Disable(Gone),
}

enum Done {
    Imported(SyncedUser),
    Refreshed(SyncedUser),
    Enabled(SyncedUser),
    Disabled(SyncedUser),
    /// It changed meanwhile: nothing was to be done.
    Nothing,
}

enum Move {
    Join { group: i64, person: i64 },
    Leave { group: i64, membership: i64, person: i64 },
}

impl Run {
    /// Carries it out; `outcome` tells what has been done, also where it ends early.
    pub(crate) async fn carry_out(
        self: &Arc<Self>,
        plan: Plan,
        outcome: &mut SyncOutcome,
    ) -> Result<(), Stop> {
        outcome.total_count = plan.total as u64;
        let mut ids: HashMap<String, i64> = plan
            .refresh
            .iter()
            .chain(&plan.enable)
            .map(|refresh| (fold(&refresh.person.userid), refresh.id))
            .collect();
        let total = i64::try_from(plan.people()).unwrap_or(i64::MAX);
        let steps = plan.import.into_iter().map(Step::Import);
        let steps = steps.chain(plan.refresh.into_iter().map(Step::Refresh));
        let steps = steps.chain(plan.enable.into_iter().map(Step::Enable));
        let mut steps = steps.chain(plan.disable.into_iter().map(Step::Disable));
        let mut done = 0;
        loop {
            let batch: Vec<_> = steps.by_ref().take(PEOPLE).collect();
            if batch.is_empty() {
                break;
            }
            done += i64::try_from(batch.len()).unwrap_or_default();
            let run = Arc::clone(self);
            let write = move |session: &Session<'_>| run.people(session, batch, (done, total));
            for (id, step) in self.state.database.write::<_, Stop>(write).await? {
                if let Done::Imported(person) = &step {
                    ids.insert(fold(person.user_id.as_str()), id);
                }
                note(outcome, step);
            }
        }
        self.groups(plan.groups, &ids, (done, total)).await
    }

    fn goes_on(&self, session: &Session<'_>, progress: (i64, i64)) -> Result<Author, Stop> {
        let now = self.state.clock.now();
        match syncs::beat(session, &self.iamid, self.begun_at, progress, now)? {
            true => Ok(Author { now, ..self.author.clone() }),
            false => Err(Stop::Cancelled),
        }
    }

    fn people(
        &self,
        session: &Session<'_>,
        batch: Vec<Step>,
        progress: (i64, i64),
    ) -> Result<Vec<(i64, Done)>, Stop> {
        let author = self.goes_on(session, progress)?;
        let mut done = Vec::with_capacity(batch.len());
        for step in batch {
            done.push(match step {
                Step::Import(person) => self.import(session, &author, person)?,
                Step::Refresh(refresh) => (refresh.id, self.refresh(session, &author, refresh, false)?),
                Step::Enable(refresh) => (refresh.id, self.refresh(session, &author, refresh, true)?),
                Step::Disable(gone) => (gone.id, self.disable(session, &author, gone)?),
            });
        }
        Ok(done)
    }

    fn import(&self, session: &Session<'_>, author: &Author, person: Person) -> Result<(i64, Done), DbError> {
        if let Some(known) = users::by_username(session, &self.iamid, &person.userid)? {
            return Ok((known.id, Done::Nothing));
        }
        let field = |name: &str| person.profile.get(name).cloned();
        let row = NewUserRow {
            iamid: self.iamid.clone(),
            userid: person.userid.clone(),
            global_id: credentials::random_uuid().map_err(|error| DbError::Engine(error.to_string()))?,
            name: field("name").unwrap_or_else(|| person.userid.clone()),
            email: field("email"),
            permissions: self.permissions.clone(),
            iam_authorizations: person.attributes.clone(),
            phone: field("phone"),
            about: field("about"),
            location: field("location"),
            organization: field("organization"),
            position: field("position"),
            external_user_ids: externals(&person),
            last_external_refresh: Some(author.now),
            created_at: author.now,
            ..NewUserRow::default()
        };
        let id = users::insert(session, &row)?;
        syncs::set_entry(session, id, &person.dn)?;
        let whom = Target::person(crate::db::audit::Person { id, iamid: row.iamid, userid: row.userid });
        let told = json!({
            "name": row.name, "email": row.email, "permissions": row.permissions,
            "iamAuthorizations": row.iam_authorizations,
        });
        author.record(session, Event::UserCreated, &[whom], Change::new(told))?;
        Ok((id, Done::Imported(synced(person.userid, person.dn))))
    }

    fn refresh(
        &self,
        session: &Session<'_>,
        author: &Author,
        refresh: Refresh,
        is_back: bool,
    ) -> Result<Done, DbError> {
        let Refresh { id, person, changes, is_moved } = refresh;
        let now = author.now;
        let Some(user) = users::by_id(session, id)? else { return Ok(Done::Nothing) };
        syncs::note_refresh(session, id, now)?;
        if is_moved {
            syncs::set_entry(session, id, &person.dn)?;
        }
        if !changes.is_empty() {
            let mut profile = user.profile.clone();
            let set = |slot: &mut Option<String>, name: &str| {
                if self.mapping.profile.contains_key(name) {
                    *slot = person.profile.get(name).cloned();
                }
            };
            if let Some(name) = person.profile.get("name") {
                profile.name.clone_from(name);
            }
            set(&mut profile.email, "email");
            set(&mut profile.phone, "phone");
            set(&mut profile.about, "about");
            set(&mut profile.location, "location");
            set(&mut profile.organization, "organization");
            set(&mut profile.position, "position");
            for key in self.mapping.external_user_ids.keys() {
                profile.external_user_ids.remove(key);
            }
            profile.external_user_ids.extend(externals(&person));
            users::set_profile(session, id, &user.userid, &user.profile, &profile, now)?;
            if user.iam_authorizations.as_ref() != Some(&person.attributes) {
                syncs::set_attributes(session, id, &person.attributes, now)?;
            }
            let (mut before, mut after) = (Map::new(), Map::new());
            for change in changes {
                before.insert(change.field.clone(), change.before);
                after.insert(change.field, change.after);
            }
            let change = Change::of(Value::Object(before), Value::Object(after));
            author.record(session, Event::ProfileUpdated, &[Target::user(&user)], change)?;
        }
        let whom = synced(user.userid.clone(), person.dn);
        if !is_back {
            return Ok(Done::Refreshed(whom));
        }
        self.switch(session, author, &user, false)?;
        Ok(Done::Enabled(whom))
    }

    fn disable(&self, session: &Session<'_>, author: &Author, gone: Gone) -> Result<Done, DbError> {
        let Some(user) = users::by_id(session, gone.id)?.filter(|user| !user.disabled) else {
            return Ok(Done::Nothing);
        };
        let is_admin = user.permissions.iter().any(|held| held == "USER_ADMIN");
        if is_admin && !self.is_confirmed && users::is_last_admin(session, user.id)? {
            tracing::warn!(user = user.id, "a sync left the last user admin enabled");
            return Ok(Done::Nothing);
        }
        tokens::delete_of_user(session, user.id, TokenKind::Session, None)?;
        tokens::delete_of_user(session, user.id, TokenKind::Invitation, None)?;
        self.switch(session, author, &user, true)?;
        Ok(Done::Disabled(synced(user.userid, gone.dn)))
    }

    fn switch(
        &self,
        session: &Session<'_>,
        author: &Author,
        user: &UserRow,
        disabled: bool,
    ) -> Result<(), DbError> {
        users::set_disabled(session, user.id, disabled, author.now)?;
        let event = if disabled { Event::UserDisabled } else { Event::UserEnabled };
        let change = Change::of(json!({ "disabled": user.disabled }), json!({ "disabled": disabled }));
        author.record(session, event, &[Target::user(user)], change)
    }

    async fn groups(
        self: &Arc<Self>,
        plan: super::plan::Groups,
        people: &HashMap<String, i64>,
        progress: (i64, i64),
    ) -> Result<(), Stop> {
        let run = Arc::clone(self);
        let create = plan.create;
        let write = move |session: &Session<'_>| run.create_groups(session, create, progress);
        let by_name = self.state.database.write::<_, Stop>(write).await?;
        let joins = plan.join.iter().filter_map(|(group, person)| {
            Some(Move::Join { group: *by_name.get(&fold(group))?, person: *people.get(person)? })
        });
        let leaves = plan.leave.into_iter().map(|(group, membership, person)| Move::Leave {
            group,
            membership,
            person,
        });
        let mut moves = joins.chain(leaves);
        loop {
            let batch: Vec<_> = moves.by_ref().take(MEMBERSHIPS).collect();
            if batch.is_empty() {
                return Ok(());
            }
            let run = Arc::clone(self);
            let write = move |session: &Session<'_>| run.moves(session, batch, progress);
            self.state.database.write::<_, Stop>(write).await?;
        }
    }

    /// Creates those that are missing; the ids of all, by folded name.
    fn create_groups(
        &self,
        session: &Session<'_>,
        create: Vec<String>,
        progress: (i64, i64),
    ) -> Result<HashMap<String, i64>, Stop> {
        let author = self.goes_on(session, progress)?;
        let known = syncs::groups(session, &self.iamid)?;
        let mut by_name: HashMap<_, _> = known.into_iter().map(|(id, name)| (fold(&name), id)).collect();
        for name in create {
            if by_name.contains_key(&fold(&name)) {
                continue;
            }
            let row = NewGroupRow {
                iamid: self.iamid.clone(),
                name: name.clone(),
                created_at: author.now,
                ..NewGroupRow::default()
            };
            let id = groups::insert(session, &row)?;
            let target = self.group(id, &name);
            author.record(session, Event::GroupCreated, &[target], Change::new(json!({ "name": name })))?;
            by_name.insert(fold(&name), id);
        }
        Ok(by_name)
    }

    fn group(&self, id: i64, name: &str) -> Target {
        Target {
            kind: "group".to_owned(),
            id: Some(id),
            iamid: Some(self.iamid.clone()),
            name: Some(name.to_owned()),
        }
    }

    fn moves(&self, session: &Session<'_>, batch: Vec<Move>, progress: (i64, i64)) -> Result<(), Stop> {
        let author = self.goes_on(session, progress)?;
        for step in batch {
            let (group, person) = match step {
                Move::Join { group, person } | Move::Leave { group, person, .. } => (group, person),
            };
            let (Some(group), Some(user)) = (groups::by_id(session, group)?, users::by_id(session, person)?)
            else {
                continue;
            };
            let targets = [Target::user(&user), Target::group(&group)];
            match step {
                Move::Join { .. } => {
                    let id = sequences::next(session, Sequence::Membership)?;
                    groups::insert_member_as(session, id, group.id, user.id, author.now)?;
                    let change = Change::new(json!({ "groupUser": id }));
                    author.record(session, Event::GroupMemberAdded, &targets, change)?;
                }
                Move::Leave { membership, .. } => {
                    crate::db::group_members::end(session, membership)?;
                    let change = Change::gone(json!({ "groupUser": membership }));
                    author.record(session, Event::GroupMemberRemoved, &targets, change)?;
                }
            }
        }
        user_search::bump_generation(session);
        Ok(())
    }
}

fn externals(person: &Person) -> Map<String, Value> {
    person.external_user_ids.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect()
}

pub(crate) fn synced(userid: String, dn: String) -> SyncedUser {
    SyncedUser { user_id: Username(userid), dn }
}

fn note(outcome: &mut SyncOutcome, done: Done) {
    let (list, person) = match done {
        Done::Imported(person) => (&mut outcome.imported_users, person),
        Done::Refreshed(person) => (&mut outcome.refreshed_users, person),
        Done::Enabled(person) => (&mut outcome.enabled_users, person),
        Done::Disabled(person) => (&mut outcome.disabled_users, person),
        Done::Nothing => return,
    };
    list.push(person);
    outcome.count += 1;
}
