//! The audit log: every write says who did what to whom, in the same transaction. Nothing changes it afterwards.
//!
//! No secret may stand in it: no password, key, token, link or hash. It keeps names beside ids, since people, groups
//! and keys may be gone when somebody reads it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::groups::GroupRow;
use super::session::params;
use super::tokens::Holder;
use super::users::UserRow;
use super::{DbError, Session};
use crate::fold::fold;

macro_rules! events {
    ($($name:ident)*) => {
        /// What happened, by the contract's names and others in their style.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Event { $($name),* }

        impl Event {
            /// Every name.
            pub(crate) const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

events! {
    ApiKeyCreated
    ApiKeyDeleted
    AttributeApplied
    AttributeRemoved
    DomainCreated
    DomainPermissionGranted
    DomainPermissionRevoked
    GroupCreated
    GroupDeleted
    GroupMemberAdded
    GroupMemberRemoved
    GroupUpdated
    ImpersonationStarted
    PasswordChanged
    PasswordReset
    PermissionsUpdated
    ProfileUpdated
    ProjectCreated
    ProjectMemberAdded
    ProjectMemberRemoved
    SignedIn
    SignedOut
    UserCloned
    UserCreated
    UserDeleted
    UserDisabled
    UserEnabled
    UserInvited
    UsersSynced
}

/// A person, as the log names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) iamid: String,
    pub(crate) userid: String,
}

impl Person {
    /// Everybody who is there.
    pub(crate) fn everybody(session: &Session<'_>) -> Result<Vec<Self>, DbError> {
        session.query("SELECT id, iamid, userid FROM users ORDER BY id", &[], |row| {
            Ok(Self { id: row.get(0)?, iamid: row.get(1)?, userid: row.get(2)? })
        })
    }
}

impl From<&Holder> for Person {
    fn from(holder: &Holder) -> Self {
        Self { id: holder.user, iamid: holder.iamid.clone(), userid: holder.userid.clone() }
    }
}

impl From<&UserRow> for Person {
    fn from(user: &UserRow) -> Self {
        Self { id: user.id, iamid: user.iamid.clone(), userid: user.userid.clone() }
    }
}

/// With what somebody acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Means {
    /// A password, in a sign-in.
    Password,
    /// A session's token.
    Session,
    /// An API key.
    Key,
    /// An invitation.
    Invitation,
    /// The service's own command line; nobody in particular.
    CommandLine,
}

impl Means {
    fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Session => "session",
            Self::Key => "key",
            Self::Invitation => "invitation",
            Self::CommandLine => "command-line",
        }
    }
}

/// What an event happened to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    pub(crate) kind: String,
    pub(crate) id: Option<i64>,
    pub(crate) iamid: Option<String>,
    pub(crate) name: Option<String>,
}

impl Target {
    /// A person.
    pub(crate) fn user(user: &UserRow) -> Self {
        Self::person(Person::from(user))
    }

    /// A person of whom no more is known.
    pub(crate) fn person(person: Person) -> Self {
        Self {
            kind: "user".to_owned(),
            id: Some(person.id),
            iamid: Some(person.iamid),
            name: Some(person.userid),
        }
    }

    /// A group.
    pub(crate) fn group(group: &GroupRow) -> Self {
        Self {
            kind: "group".to_owned(),
            id: Some(group.id),
            iamid: Some(group.iamid.clone()),
            name: Some(group.name.clone()),
        }
    }

    /// An identity provider, whose id is no number.
    pub(crate) fn iam(id: &str) -> Self {
        Self { kind: "iam".to_owned(), id: None, iamid: Some(id.to_owned()), name: Some(id.to_owned()) }
    }

    /// A project.
    pub(crate) fn project(id: i64, name: &str) -> Self {
        Self { kind: "project".to_owned(), id: Some(id), iamid: None, name: Some(name.to_owned()) }
    }

    /// A domain, whose id is no number.
    pub(crate) fn domain(name: &str) -> Self {
        Self { kind: "domain".to_owned(), id: None, iamid: None, name: Some(name.to_owned()) }
    }

    /// An API key, never the key itself.
    pub(crate) fn key(id: i64, name: Option<&str>) -> Self {
        Self { kind: "key".to_owned(), id: Some(id), iamid: None, name: name.map(str::to_owned) }
    }
}

/// What was there before, and what is there now; the fields that changed are enough.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    before: Option<Value>,
    after: Option<Value>,
}

impl Change {
    /// Nothing that could be told: a secret, or no content.
    pub(crate) fn untold() -> Self {
        Self::default()
    }

    /// Something new.
    pub(crate) fn new(after: Value) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// Something that is no more.
    pub(crate) fn gone(before: Value) -> Self {
        Self { before: Some(before), after: None }
    }

    /// Something else.
    pub(crate) fn of(before: Value, after: Value) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// Two objects, of which the fields that differ are told.
    pub(crate) fn between(mut before: Value, mut after: Value) -> Self {
        if let (Value::Object(old), Value::Object(new)) = (&mut before, &mut after) {
            old.retain(|key, value| match new.get(key) {
                Some(same) if same == value => {
                    new.remove(key);
                    false
                }
                _ => true,
            });
        }
        Self::of(before, after)
    }
}

/// Who writes, with what and when: everything of an event that is the same for the whole request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Author {
    pub(crate) person: Option<Person>,
    pub(crate) impersonator: Option<Person>,
    pub(crate) means: Means,
    pub(crate) key: Option<i64>,
    pub(crate) request: Option<String>,
    pub(crate) now: i64,
}

impl Author {
    /// The operator, at the command line.
    pub(crate) fn command_line(now: i64) -> Self {
        Self { person: None, impersonator: None, means: Means::CommandLine, key: None, request: None, now }
    }

    /// Adds an event to the log.
    pub(crate) fn record(
        &self,
        session: &Session<'_>,
        event: Event,
        targets: &[Target],
        change: Change,
    ) -> Result<(), DbError> {
        let id = next_id(session)?;
        let event = event.name();
        session.execute(
            "INSERT INTO audit (id, at, event, means, key_id, actor, impersonator, targets, before_json, after_json,
                 request_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            params![
                id,
                self.now,
                event,
                self.means.name(),
                self.key,
                self.person.as_ref().map(json).transpose()?,
                self.impersonator.as_ref().map(json).transpose()?,
                json(&targets)?,
                change.before.as_ref().map(Value::to_string),
                change.after.as_ref().map(Value::to_string),
                self.request.as_deref(),
            ],
        )?;
        let refer = |role: &str, name: &str, iamid: &str, reference: i64| {
            session.execute(
                "INSERT INTO audit_refs (role, name_folded, at, id, iamid, ref_id, event)
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
                params![role, fold(name), self.now, id, iamid, reference, event],
            )
        };
        for person in self.person.iter().chain(&self.impersonator) {
            refer("actor", &person.userid, &person.iamid, person.id)?;
        }
        for target in targets {
            let [name, iamid] = [&target.name, &target.iamid].map(|text| text.as_deref().unwrap_or_default());
            refer("target", name, iamid, target.id.unwrap_or_default())?;
            if let Some(id) = target.id {
                keep_name(session, id, name)?;
            }
        }
        Ok(())
    }
}

/// The number of the next event. Writers take turns, and no event goes.
fn next_id(session: &Session<'_>) -> Result<i64, DbError> {
    const FIRST: i64 = 1_000_000_001;
    let last = session.query_one("SELECT max(id) FROM audit", &[], |row| row.get::<Option<i64>>(0))?;
    Ok(last.flatten().map_or(FIRST, |last| last + 1))
}

/// Makes events findable by their target's id. Nearly always the name is there already, and nothing is written.
fn keep_name(session: &Session<'_>, target: i64, name: &str) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO audit_names (ref_id, name_folded) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        params![target, fold(name)],
    )?;
    Ok(())
}

/// The names that a target has had, folded, so many at most.
pub(super) fn names_of(session: &Session<'_>, target: i64, most: usize) -> Result<Vec<String>, DbError> {
    session.query(
        "SELECT name_folded FROM audit_names WHERE ref_id = $1 ORDER BY name_folded LIMIT $2",
        params![target, i64::try_from(most).unwrap_or(i64::MAX)],
        |row| row.get(0),
    )
}

fn json<T: Serialize>(value: &T) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::Engine(error.to_string()))
}
