//! A change in words: what was done, to whom, and each part of it before and after.

use bim_api::GroupId;

use crate::routes::{Route, UserKey};
use crate::stores::{Deed, FieldChange, GroupName, Holder, Subject, Written};
use crate::words;

/// One part of a change: nothing before where it came, nothing after where it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPart {
    /// Which part; empty where the change has one alone.
    pub what: String,
    /// What was there.
    pub before: Option<String>,
    /// What is there since.
    pub after: Option<String>,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldChange {
    /// What was done.
    pub what: &'static str,
    /// To whom or what.
    pub whom: String,
    /// Their page, where they have one.
    pub page: Option<Route>,
    /// Part by part.
    pub parts: Vec<ToldPart>,
}

impl ToldChange {
    /// Says it.
    pub fn of(change: &Written) -> Self {
        match change {
            Written::Permissions { user, added, removed } => {
                let added = added.iter().map(|one| there(one.as_str(), true));
                let removed = removed.iter().map(|one| there(one.as_str(), false));
                Self::user(words::DID_PERMISSIONS, user, added.chain(removed).collect())
            }
            Written::Attribute { holder, group, key, values, is_given } => {
                let what = if *is_given { words::DID_GIVE } else { words::DID_TAKE };
                let pair = |value: &String| there(&[key, ": ", value].concat(), *is_given);
                let parts = values.iter().map(pair).collect();
                match holder {
                    Holder::User(user) => Self::user(what, user, parts),
                    Holder::Group { id, .. } => Self::group(what, *id, group.as_deref(), parts),
                }
            }
            Written::Membership { user, group, is_joined } => {
                let what = if *is_joined { words::DID_JOIN } else { words::DID_LEAVE };
                Self::user(what, user, vec![there(&group_name(group), *is_joined)])
            }
            Written::Disabled { user, is_disabled } => {
                let what = if *is_disabled { words::DID_DISABLE } else { words::DID_ENABLE };
                Self::user(what, user, Vec::new())
            }
            Written::Profile { user, fields } => {
                Self::user(words::DID_PROFILE, user, fields.iter().map(field).collect())
            }
            Written::Group { group, fields } => {
                let parts = fields.iter().map(field).collect();
                Self::group(words::DID_GROUP, group.id, group.name.as_deref(), parts)
            }
            Written::Deed(deed, subject) => Self::deed(*deed, subject),
        }
    }

    fn user(what: &'static str, user: &UserKey, parts: Vec<ToldPart>) -> Self {
        let page = Some(Route::user(&user.iamid, &user.userid));
        Self { what, whom: user.userid.to_string(), page, parts }
    }

    fn group(what: &'static str, id: GroupId, name: Option<&str>, parts: Vec<ToldPart>) -> Self {
        let whom = group_name(&GroupName { id, name: name.map(str::to_owned) });
        Self { what, whom, page: Some(Route::group(id)), parts }
    }

    fn deed(deed: Deed, subject: &Subject) -> Self {
        let what = match deed {
            Deed::CreatedUser => words::DID_CREATE_USER,
            Deed::ClonedUser => words::DID_CLONE_USER,
            Deed::DeletedUser => words::DID_DELETE_USER,
            Deed::SetPassword => words::DID_PASSWORD,
            Deed::RemovedEverywhere => words::DID_REMOVE_EVERYWHERE,
            Deed::CreatedGroup => words::DID_CREATE_GROUP,
            Deed::DeletedGroup => words::DID_DELETE_GROUP,
            Deed::CreatedKey => words::DID_CREATE_KEY,
            Deed::RevokedKey => words::DID_REVOKE_KEY,
            Deed::Synced => words::DID_SYNC,
            Deed::StoppedSync => words::DID_STOP_SYNC,
        };
        let is_gone = matches!(deed, Deed::DeletedUser | Deed::DeletedGroup);
        let mut told = match subject {
            Subject::User(user) => Self::user(what, user, Vec::new()),
            Subject::Group(group) => Self::group(what, group.id, group.name.as_deref(), Vec::new()),
            Subject::Named(name) => Self { what, whom: name.clone(), page: None, parts: Vec::new() },
        };
        told.page = told.page.filter(|_| !is_gone);
        told
    }

    /// All parts in one line.
    pub fn summary(&self) -> String {
        let part = |part: &ToldPart| {
            let ToldPart { what, before, after } = part;
            match (what.as_str(), before, after) {
                ("", None, Some(after)) => ["+ ", after].concat(),
                ("", Some(before), None) => ["\u{2212} ", before].concat(),
                (what, before, after) => {
                    let or_none =
                        |text: &Option<String>| text.clone().unwrap_or_else(|| "\u{2013}".to_owned());
                    [what, ": ", &or_none(before), " \u{2192} ", &or_none(after)].concat()
                }
            }
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join(", ")
    }

    /// All it says, to be searched.
    pub fn text(&self) -> String {
        [self.what, " ", &self.whom, " ", &self.summary()].concat()
    }
}

/// What a group is called.
fn group_name(group: &GroupName) -> String {
    group.name.clone().unwrap_or_else(|| [words::GROUP, " ", &group.id.to_string()].concat())
}

/// A part that came or went as a whole.
fn there(name: &str, is_there: bool) -> ToldPart {
    let name = Some(name.to_owned());
    let (before, after) = if is_there { (None, name) } else { (name, None) };
    ToldPart { what: String::new(), before, after }
}

fn field(change: &FieldChange) -> ToldPart {
    let FieldChange { field, before, after } = change;
    ToldPart { what: field_label(field), before: before.clone(), after: after.clone() }
}

/// What people call a field of a profile or a group.
pub fn field_label(field: &str) -> String {
    let label = match field {
        "name" => words::NAME,
        "email" => words::EMAIL,
        "phone" => words::PHONE,
        "organization" => words::ORGANIZATION,
        "position" => words::POSITION,
        "location" => words::LOCATION,
        "about" => words::ABOUT,
        "description" => words::DESCRIPTION,
        "preferences" => words::PREFERENCES_FIELD,
        other => other.strip_prefix("externalUserIds.").unwrap_or(other),
    };
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use bim_api::Permission;

    use super::*;

    fn user() -> UserKey {
        UserKey { iamid: "bim".into(), userid: "ada".into() }
    }

    #[test]
    fn what_came_and_went_stands_in_one_line() {
        let told =
            ToldChange::of(&Written::permissions(&user(), &[Permission::AUDIT], &[Permission::GOVERNANCE]));
        assert_eq!(told.summary(), "+ GOVERNANCE, \u{2212} AUDIT");
        assert_eq!(told.whom, "ada");
        assert_eq!(told.text(), "Permissions changed ada + GOVERNANCE, \u{2212} AUDIT");
    }

    #[test]
    fn fields_stand_with_what_they_were() {
        let fields = vec![
            FieldChange { field: "phone".to_owned(), before: None, after: Some("1".to_owned()) },
            FieldChange {
                field: "externalUserIds.hdfsUser".to_owned(),
                before: Some("a".to_owned()),
                after: None,
            },
        ];
        let told = ToldChange::of(&Written::Profile { user: user(), fields });
        assert_eq!(told.summary(), "Phone: \u{2013} \u{2192} 1, hdfsUser: a \u{2192} \u{2013}");
    }

    #[test]
    fn who_is_gone_has_no_page() {
        let told = ToldChange::of(&Written::Deed(Deed::DeletedUser, Subject::User(user())));
        assert_eq!((told.what, told.page), (words::DID_DELETE_USER, None));
        let group = GroupName { id: GroupId(7), name: None };
        let told = ToldChange::of(&Written::Membership { user: user(), group, is_joined: true });
        assert_eq!(told.summary(), "+ Group 7");
    }
}
