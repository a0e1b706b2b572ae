//! What a write changes, part by part: enough to say it, and to take it back.

use bim_api::wire::group::{Group as GroupDetails, GroupChange};
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::{GroupId, Permission};
use serde_json::Value;

use crate::routes::UserKey;
use crate::stores::Holder;

/// A group, as it was called when something was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupName {
    /// Its id.
    pub id: GroupId,
    /// Its name, where it was known.
    pub name: Option<String>,
}

/// A field, as text; nothing where it was empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name in the API.
    pub field: String,
    /// What was there.
    pub before: Option<String>,
    /// What is there since.
    pub after: Option<String>,
}

/// What was done that has no inverse in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Row 1.
    CreatedUser,
    /// Row 12.
    ClonedUser,
    /// Row 36.
    DeletedUser,
    /// Row 6.
    SetPassword,
    /// Row 13.
    RemovedEverywhere,
    /// Row 21.
    CreatedGroup,
    /// Row 29.
    DeletedGroup,
    /// Row 30.
    CreatedKey,
    /// Row 35.
    RevokedKey,
    /// Row 9.
    Synced,
    /// The extension that ends a sync.
    StoppedSync,
}

/// What a deed was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A person.
    User(UserKey),
    /// A group.
    Group(GroupName),
    /// Something that has a name and no page.
    Named(String),
}

/// What a write changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// Rows 4 and 5.
    Permissions {
        /// Whose.
        user: UserKey,
        /// Those the person holds since.
        added: Vec<Permission>,
        /// Those the person no longer holds.
        removed: Vec<Permission>,
    },
    /// Rows 10, 11 and 25.
    Attribute {
        /// Whose.
        holder: Holder,
        /// The group's name, where a group holds it and its name was known.
        group: Option<String>,
        /// The key.
        key: String,
        /// The values that came or went.
        values: Vec<String>,
        /// Whether they came.
        is_given: bool,
    },
    /// Rows 23 and 24.
    Membership {
        /// Whose.
        user: UserKey,
        /// Of which group.
        group: GroupName,
        /// Whether it began.
        is_joined: bool,
    },
    /// Row 7.
    Disabled {
        /// Whose account.
        user: UserKey,
        /// Whether it was disabled; it was enabled otherwise.
        is_disabled: bool,
    },
    /// Row 3.
    Profile {
        /// Whose.
        user: UserKey,
        /// What was changed.
        fields: Vec<FieldChange>,
    },
    /// Row 22.
    Group {
        /// Which.
        group: GroupName,
        /// What was changed.
        fields: Vec<FieldChange>,
    },
    /// What cannot be taken back.
    Deed(Deed, Subject),
}

impl Written {
    /// From one set of permissions to another.
    pub fn permissions(user: &UserKey, before: &[Permission], after: &[Permission]) -> Self {
        let without = |all: &[Permission], those: &[Permission]| -> Vec<Permission> {
            all.iter().filter(|one| !those.contains(one)).cloned().collect()
        };
        Self::Permissions {
            user: user.clone(),
            added: without(after, before),
            removed: without(before, after),
        }
    }

    /// From a profile as it was to what is sent of it. The SQL username is write-only and not told.
    pub fn profile(user: &UserKey, before: &Profile, sent: &ProfileUpdate) -> Self {
        let mut fields = Vec::new();
        for (field, was, is) in profile_texts(before, sent) {
            note(&mut fields, field, was.clone(), is.clone().map(|is| is.as_deref().map(str::to_owned)));
        }
        let is = sent.preferences.as_ref().map(|is| is.as_ref().map(Value::to_string));
        note(&mut fields, PREFERENCES, before.preferences.as_ref().map(Value::to_string), is);
        if let Some(sent) = &sent.external_user_ids {
            let (none, was) = (Default::default(), before.external_user_ids.as_ref());
            let (was, is) = (was.unwrap_or(&none), sent.as_ref().unwrap_or(&none));
            for (system, id) in was {
                note(&mut fields, &external(system), Some(text(id)), Some(is.get(system).map(text)));
            }
            for (system, id) in is.iter().filter(|(system, _)| !was.contains_key(*system)) {
                note(&mut fields, &external(system), None, Some(Some(text(id))));
            }
        }
        Self::Profile { user: user.clone(), fields }
    }

    /// From a group as it was to what is sent of it.
    pub fn group(before: &GroupDetails, sent: &GroupChange) -> Self {
        let mut fields = Vec::new();
        note(&mut fields, NAME, Some(before.name.clone()), sent.name.clone().map(Some));
        note(&mut fields, EMAIL, before.email.clone(), sent.email.clone());
        note(&mut fields, DESCRIPTION, before.description.clone(), sent.description.clone());
        Self::Group { group: GroupName { id: before.id, name: Some(before.name.clone()) }, fields }
    }

    /// Whether the contract has a call that takes it back.
    pub fn has_inverse(&self) -> bool {
        match self {
            Self::Profile { fields, .. } | Self::Group { fields, .. } => !fields.is_empty(),
            Self::Deed(..) => false,
            _ => true,
        }
    }
}

/// Names of fields that profiles and groups have.
pub(super) const NAME: &str = "name";
pub(super) const EMAIL: &str = "email";
pub(super) const DESCRIPTION: &str = "description";
pub(super) const PREFERENCES: &str = "preferences";

/// What stands before a system's name where the field is the person's id there.
const EXTERNAL: &str = "externalUserIds.";

/// The field of the id in this system.
pub(super) fn external(system: &str) -> String {
    [EXTERNAL, system].concat()
}

/// The system whose id this field is.
pub(super) fn system_of(field: &str) -> Option<&str> {
    field.strip_prefix(EXTERNAL)
}

/// A text stays as it is, anything else is written as JSON.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

type Text<'a> = (&'static str, &'a Option<String>, &'a Option<Option<String>>);

/// The text fields, as they were and as they are sent.
fn profile_texts<'a>(before: &'a Profile, sent: &'a ProfileUpdate) -> [Text<'a>; 7] {
    [
        (NAME, &before.name, &sent.name),
        (EMAIL, &before.email, &sent.email),
        ("phone", &before.phone, &sent.phone),
        ("organization", &before.organization, &sent.organization),
        ("position", &before.position, &sent.position),
        ("location", &before.location, &sent.location),
        ("about", &before.about, &sent.about),
    ]
}

/// The field as it stands in a profile.
pub(super) fn profile_text(profile: &Profile, field: &str) -> Option<String> {
    if let Some(system) = system_of(field) {
        return profile.external_user_ids.as_ref()?.get(system).map(text);
    }
    if field == PREFERENCES {
        return profile.preferences.as_ref().map(Value::to_string);
    }
    let sent = ProfileUpdate::default();
    profile_texts(profile, &sent).into_iter().find(|(name, ..)| *name == field)?.1.clone()
}

/// Notes a field that is sent and differs; an empty one is as good as none.
fn note(fields: &mut Vec<FieldChange>, field: &str, before: Option<String>, sent: Option<Option<String>>) {
    let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
    let Some(after) = sent else { return };
    let (before, after) = (filled(before), filled(after));
    if before != after {
        fields.push(FieldChange { field: field.to_owned(), before, after });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn user() -> UserKey {
        UserKey { iamid: "bim".into(), userid: "ada".into() }
    }

    #[test]
    fn permissions_are_told_by_what_came_and_what_went() {
        let change = Written::permissions(
            &user(),
            &[Permission::AUDIT, Permission::USER_ADMIN],
            &[Permission::USER_ADMIN, Permission::GOVERNANCE],
        );
        assert_eq!(
            change,
            Written::Permissions {
                user: user(),
                added: vec![Permission::GOVERNANCE],
                removed: vec![Permission::AUDIT]
            }
        );
    }

    #[test]
    fn a_profile_is_told_by_the_fields_that_differ() {
        let before: Profile = serde_json::from_value(json!({
            "id": 7, "name": "Ada", "phone": "1", "preferences": { "mail": true },
            "externalUserIds": { "hdfsUser": "ada", "gone": "x", "object": { "id": 1 } },
        }))
        .expect("a profile");
        let mut sent = ProfileUpdate::from(&before);
        sent.phone = Some(None);
        sent.about = Some(Some(String::new()));
        sent.preferences = Some(Some(json!({ "mail": false })));
        sent.external_user_ids =
            Some(json!({ "hdfsUser": "ada", "new": "n", "object": { "id": 1 } }).as_object().cloned());
        let Written::Profile { fields, .. } = Written::profile(&user(), &before, &sent) else {
            panic!("profile")
        };
        let told: Vec<_> = fields
            .iter()
            .map(|one| (one.field.as_str(), one.before.as_deref(), one.after.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("phone", Some("1"), None),
                ("preferences", Some(r#"{"mail":true}"#), Some(r#"{"mail":false}"#)),
                ("externalUserIds.gone", Some("x"), None),
                ("externalUserIds.new", None, Some("n")),
            ]
        );
    }
}
