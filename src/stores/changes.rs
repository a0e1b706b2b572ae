//! What can be done to a person or a group by one step of a job: how it is sent, and how to tell whether it was done
//! already, for a step whose answer was lost.

mod made;
mod send;

use bim_api::wire::profile::ProfileUpdate;
use bim_api::wire::user::NewUser;
use bim_api::{GroupId, KeyId, MembershipId, Permission};

use super::{HeldAttributes, Journal, KeyValue};
use crate::api::Client;
use crate::routes::UserKey;
use crate::words;

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Adds and takes permissions (row 5, after row 17; one that is taken alone is row 4). What it does not name stays.
    Permissions {
        /// Those that are added.
        give: Vec<Permission>,
        /// Those that are taken.
        take: Vec<Permission>,
    },
    /// Gives exactly these permissions (row 5): to somebody who was just created, to whom a service gives some by itself.
    Exactly(Vec<Permission>),
    /// Gives an attribute value (rows 10 and 25).
    Give(KeyValue),
    /// Takes an attribute value (row 11).
    Take(KeyValue),
    /// Gives the second value before the first one is taken.
    Rename(KeyValue, KeyValue),
    /// Adds the person to a group (row 24).
    Join(GroupId, String),
    /// Takes the person out of a group (row 23).
    Leave(GroupId, MembershipId, String),
    /// Disables the account (row 7).
    Disable,
    /// Enables the account (row 7).
    Enable,
    /// Deletes the account (row 36) or the group (row 29).
    Delete,
    /// Copies this person to a new account of this address (row 12). Whom it changes is the new account.
    CloneTo(UserKey, String),
    /// Revokes an API key of the person, who must be the signed-in one (row 35: whoever made it), and ends the sessions
    /// that it opened.
    Revoke(KeyId, String),
    /// Creates the person (row 1).
    Create(Box<NewUser>),
    /// Changes name or email (row 3); all else is sent as it is, since an API may replace what it is not sent.
    Profile(Box<ProfileUpdate>),
}

impl Change {
    /// What it does, in words.
    pub fn says(&self) -> String {
        let (what, name) = match self {
            Self::Permissions { give, take } => (words::STEP_PERMISSIONS, signed(give, take)),
            Self::Exactly(all) => {
                let names: Vec<_> = all.iter().map(Permission::as_str).collect();
                (
                    words::STEP_EXACTLY,
                    if names.is_empty() { words::NONE_HELD.to_owned() } else { names.join(", ") },
                )
            }
            Self::Give(pair) => (words::STEP_GIVE, named(pair)),
            Self::Take(pair) => (words::STEP_TAKE, named(pair)),
            Self::Rename(old, new) => (words::STEP_RENAME, [&named(old), " → ", &named(new)].concat()),
            Self::Join(_, name) => (words::STEP_JOIN, name.clone()),
            Self::Leave(_, _, name) => (words::STEP_LEAVE, name.clone()),
            Self::Disable => return words::DISABLE.to_owned(),
            Self::Enable => return words::ENABLE.to_owned(),
            Self::Delete => return words::DELETE.to_owned(),
            Self::CloneTo(_, address) => (words::CLONE_TO, address.clone()),
            Self::Revoke(_, name) => (words::REVOKE, name.clone()),
            Self::Create(_) => return words::CREATE.to_owned(),
            Self::Profile(update) => {
                let texts = [&update.name, &update.email].into_iter().flatten().flatten().cloned();
                (words::STEP_PROFILE, texts.collect::<Vec<_>>().join(", "))
            }
        };
        [what, " ", &name].concat()
    }
}

/// "+ AUDIT, − GOVERNANCE".
fn signed(give: &[Permission], take: &[Permission]) -> String {
    let plus = give.iter().map(|one| ["+ ", one.as_str()].concat());
    let minus = take.iter().map(|one| ["\u{2212} ", one.as_str()].concat());
    plus.chain(minus).collect::<Vec<_>>().join(", ")
}

/// "Land: JP".
fn named((key, value): &KeyValue) -> String {
    [key, ": ", value].concat()
}

/// What changes are made with.
#[derive(Clone, Copy)]
pub(super) struct Tools {
    pub(super) client: Client,
    pub(super) journal: Journal,
    pub(super) attributes: HeldAttributes,
}

/// What one step came to, where it did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was done.
    Done,
    /// Nothing was left to do.
    Unneeded,
    /// It was done, and this many sessions ended with it.
    Ended(u64),
    /// It was done, and the service handed a link out that lets the person set a first password: a secret.
    Invited(String),
}

/// Why a step does not fit whom it is about: jobs never mix them.
fn misplaced() -> bim_api::ApiError {
    bim_api::ApiError::NotSent(bim_api::BadPath { parameter: "userid" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_what_it_does() {
        let change =
            Change::Permissions { give: vec![Permission::AUDIT], take: vec![Permission::GOVERNANCE] };
        assert!(change.says().ends_with("+ AUDIT, \u{2212} GOVERNANCE"), "{}", change.says());
        let pair = |value: &str| ("Land".to_owned(), value.to_owned());
        assert!(Change::Rename(pair("JP"), pair("Japan")).says().ends_with("Land: JP → Land: Japan"));
    }
}
