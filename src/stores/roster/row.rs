//! A person, and a person as the cells of a line.

use bim_api::wire::user::UserHit;
use bim_api::wire::{Attributes, Timestamp};
use bim_api::{GroupId, MembershipId, Permission};

use super::Field;
use super::memberships::Memberships;
use crate::csv::join;
use crate::routes::UserKey;
use crate::stores::Held;

/// What the format has of a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    pub(super) key: UserKey,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) is_disabled: Option<bool>,
    pub(super) last_login: Option<Timestamp>,
    pub(super) created: Option<Timestamp>,
    pub(super) permissions: Vec<Permission>,
    pub(super) here: Attributes,
    pub(super) elsewhere: Attributes,
    pub(super) groups: Vec<(GroupId, MembershipId)>,
}

impl From<&UserHit> for Person {
    fn from(hit: &UserHit) -> Self {
        let held = Held::from(hit);
        Self {
            key: UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() },
            name: hit.profile.name.clone(),
            email: hit.profile.email.clone(),
            is_disabled: hit.disabled,
            last_login: hit.last_login.clone(),
            created: hit.created_at.clone(),
            permissions: hit.permissions.clone().unwrap_or_default(),
            here: held.here,
            elsewhere: held.provider,
            groups: Vec::new(),
        }
    }
}

/// How a file says that an account is disabled, or is not.
pub(super) fn status(is_disabled: bool) -> &'static str {
    if is_disabled { "disabled" } else { "enabled" }
}

/// The cells of these fields.
pub(super) fn cells(fields: &[Field], person: &Person, groups: &Memberships) -> Vec<String> {
    fields.iter().map(|field| cell(*field, person, groups)).collect()
}

fn cell(field: Field, person: &Person, known: &Memberships) -> String {
    let time = |time: &Option<Timestamp>| time.as_ref().map(|time| time.0.clone()).unwrap_or_default();
    match field {
        Field::Provider => person.key.iamid.0.clone(),
        Field::Username => person.key.userid.0.clone(),
        Field::FullName => person.name.clone().unwrap_or_default(),
        Field::Email => person.email.clone().unwrap_or_default(),
        Field::Status => person.is_disabled.map(status).unwrap_or_default().to_owned(),
        Field::LastSignIn => time(&person.last_login),
        Field::Created => time(&person.created),
        Field::Permissions => {
            let names: Vec<[&str; 1]> = person.permissions.iter().map(|one| [one.as_str()]).collect();
            join(names.iter().map(|name| &name[..]))
        }
        Field::Groups => {
            let named = person.groups.iter().filter_map(|(group, _)| known.group(*group));
            let mut names: Vec<[&str; 1]> =
                named.filter(|(iamid, _)| iamid.is_bim()).map(|(_, name)| [name.as_str()]).collect();
            names.sort_unstable();
            join(names.iter().map(|name| &name[..]))
        }
        Field::GroupsElsewhere => {
            let named = person.groups.iter().filter_map(|(group, _)| known.group(*group));
            let elsewhere = named.filter(|(iamid, _)| !iamid.is_bim());
            let mut pairs: Vec<[&str; 2]> =
                elsewhere.map(|(iamid, name)| [iamid.as_str(), name.as_str()]).collect();
            pairs.sort_unstable();
            join(pairs.iter().map(|pair| &pair[..]))
        }
        Field::Attributes => attributes(&person.here),
        Field::AttributesElsewhere => attributes(&person.elsewhere),
    }
}

fn attributes(all: &Attributes) -> String {
    let of = |(key, values): (&'_ String, &'_ Vec<String>)| -> Vec<[String; 2]> {
        values.iter().map(|value| [key.clone(), value.clone()]).collect()
    };
    let pairs: Vec<[String; 2]> = all.iter().flat_map(of).collect();
    let pairs: Vec<[&str; 2]> = pairs.iter().map(|[key, value]| [key.as_str(), value.as_str()]).collect();
    join(pairs.iter().map(|pair| &pair[..]))
}
