//! Taking a change back: what is there now decides, part by part, what is put back to what it was. Pure; whoever asks
//! reads first.

use bim_api::wire::Attributes;
use bim_api::wire::group::{Group as GroupDetails, GroupChange};
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::wire::user::UserGroup;
use bim_api::{GroupId, MembershipId, Permission};
use serde_json::Value;

use super::written::{DESCRIPTION, EMAIL, FieldChange, NAME, PREFERENCES, profile_text, system_of};
use crate::routes::UserKey;
use crate::stores::Holder;

/// Whether a part can be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is as the change left it: it will be.
    Ready,
    /// It is as it was before the change already.
    AlreadySo,
    /// Somebody changed it since, to this: it stays.
    ChangedSince(Option<String>),
}

/// One part of what is taken back. A part that is there or not has its name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which: a permission, a value, a field.
    pub what: String,
    /// What the change left; nothing where it took it away.
    pub from: Option<String>,
    /// What was there before; nothing where nothing was.
    pub to: Option<String>,
    /// Whether it can be put back.
    pub standing: Standing,
}

/// The call that takes a change back.
#[derive(Clone, Debug, PartialEq)]
pub enum Inverse {
    /// Row 5: all the person is to hold, in place of what is held.
    SetPermissions(UserKey, Vec<Permission>, Vec<Permission>),
    /// Row 10 or 25, once a value.
    Give(Holder, String, Vec<String>),
    /// Row 11, once a value.
    Take(Holder, String, Vec<String>),
    /// Row 24.
    Join(UserKey, GroupId),
    /// Row 23.
    Leave(UserKey, GroupId, MembershipId),
    /// Row 7.
    Disable(UserKey, bool),
    /// Row 3, upon the profile as it was read.
    Profile(UserKey, Box<Profile>, Box<ProfileUpdate>),
    /// Row 22, upon the group as it was read.
    Group(Box<GroupDetails>, GroupChange),
}

/// What taking a change back comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Part by part.
    pub parts: Vec<Part>,
    /// The call, where anything is left to do.
    pub inverse: Option<Inverse>,
}

/// A part that is there or is not.
fn whole(what: &str, was_added: bool, is_there: bool) -> Part {
    let (there, standing) =
        (Some(what.to_owned()), if was_added == is_there { Standing::Ready } else { Standing::AlreadySo });
    let (from, to) = if was_added { (there, None) } else { (None, there) };
    Part { what: what.to_owned(), from, to, standing }
}

fn is_ready(parts: &[Part]) -> bool {
    parts.iter().any(|part| part.standing == Standing::Ready)
}

/// Rows 4 and 5.
pub(super) fn of_permissions(
    user: &UserKey,
    (added, removed): (&[Permission], &[Permission]),
    now: &[Permission],
) -> Plan {
    let part = |was_added| move |one: &Permission| whole(one.as_str(), was_added, now.contains(one));
    let parts: Vec<Part> = added.iter().map(part(true)).chain(removed.iter().map(part(false))).collect();
    let mut back: Vec<Permission> = now.iter().filter(|one| !added.contains(one)).cloned().collect();
    back.extend(removed.iter().filter(|one| !now.contains(one)).cloned());
    let inverse = is_ready(&parts).then(|| Inverse::SetPermissions(user.clone(), now.to_vec(), back));
    Plan { parts, inverse }
}

/// Rows 10, 11 and 25; `now` is what the holder has of its own.
pub(super) fn of_attribute(
    holder: &Holder,
    (key, values): (&str, &[String]),
    is_given: bool,
    now: &Attributes,
) -> Plan {
    let is_held = |value: &String| now.get(key).is_some_and(|held| held.contains(value));
    let parts: Vec<Part> = values.iter().map(|value| whole(value, is_given, is_held(value))).collect();
    let left: Vec<String> = values.iter().filter(|value| is_held(value) == is_given).cloned().collect();
    let inverse = (!left.is_empty()).then(|| {
        let (holder, key) = (holder.clone(), key.to_owned());
        if is_given { Inverse::Take(holder, key, left) } else { Inverse::Give(holder, key, left) }
    });
    Plan { parts, inverse }
}

/// Rows 23 and 24; `now` is what the person is a member of.
pub(super) fn of_membership(
    user: &UserKey,
    (group, name): (GroupId, &str),
    is_joined: bool,
    now: &[UserGroup],
) -> Plan {
    let membership = now.iter().find(|one| one.id == group).map(|one| one.group_user);
    let inverse = match (is_joined, membership) {
        (true, Some(membership)) => Some(Inverse::Leave(user.clone(), group, membership)),
        (false, None) => Some(Inverse::Join(user.clone(), group)),
        _ => None,
    };
    Plan { parts: vec![whole(name, is_joined, membership.is_some())], inverse }
}

/// Row 7.
pub(super) fn of_disabled(user: &UserKey, is_disabled: bool, (what, now): (&str, bool)) -> Plan {
    let inverse = (now == is_disabled).then(|| Inverse::Disable(user.clone(), !is_disabled));
    Plan { parts: vec![whole(what, is_disabled, now)], inverse }
}

fn field_part(change: &FieldChange, now: Option<String>) -> Part {
    let now = now.filter(|now| !now.is_empty());
    let standing = if now == change.after {
        Standing::Ready
    } else if now == change.before {
        Standing::AlreadySo
    } else {
        Standing::ChangedSince(now)
    };
    Part { what: change.field.clone(), from: change.after.clone(), to: change.before.clone(), standing }
}

/// Row 3.
pub(super) fn of_profile(user: &UserKey, fields: &[FieldChange], now: &Profile) -> Plan {
    let parts: Vec<Part> =
        fields.iter().map(|change| field_part(change, profile_text(now, &change.field))).collect();
    let inverse = is_ready(&parts).then(|| {
        let mut update = ProfileUpdate::from(now);
        (update.iamid, update.userid) = (Some(user.iamid.clone()), Some(user.userid.clone()));
        for part in parts.iter().filter(|part| part.standing == Standing::Ready) {
            put_back(&mut update, &part.what, part.to.clone());
        }
        Inverse::Profile(user.clone(), Box::new(now.clone()), Box::new(update))
    });
    Plan { parts, inverse }
}

fn put_back(update: &mut ProfileUpdate, field: &str, text: Option<String>) {
    if let Some(system) = system_of(field) {
        let ids = update.external_user_ids.get_or_insert_default().get_or_insert_default();
        match text {
            Some(id) => ids.insert(system.to_owned(), Value::String(id)),
            None => ids.remove(system),
        };
        return;
    }
    let place = match field {
        NAME => &mut update.name,
        EMAIL => &mut update.email,
        "phone" => &mut update.phone,
        "organization" => &mut update.organization,
        "position" => &mut update.position,
        "location" => &mut update.location,
        "about" => &mut update.about,
        PREFERENCES => {
            update.preferences = Some(text.and_then(|text| serde_json::from_str(&text).ok()));
            return;
        }
        _ => return,
    };
    *place = Some(text);
}

/// Row 22.
pub(super) fn of_group(fields: &[FieldChange], now: &GroupDetails) -> Plan {
    let text = |field: &str| match field {
        NAME => Some(now.name.clone()),
        EMAIL => now.email.clone(),
        DESCRIPTION => now.description.clone(),
        _ => None,
    };
    let parts: Vec<Part> = fields.iter().map(|change| field_part(change, text(&change.field))).collect();
    let inverse = is_ready(&parts).then(|| {
        let mut back = GroupChange::default();
        for part in parts.iter().filter(|part| part.standing == Standing::Ready) {
            match part.what.as_str() {
                NAME => back.name = part.to.clone(),
                EMAIL => back.email = Some(part.to.clone()),
                DESCRIPTION => back.description = Some(part.to.clone()),
                _ => {}
            }
        }
        Inverse::Group(Box::new(now.clone()), back)
    });
    Plan { parts, inverse }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::stores::journal::Written;

    fn user() -> UserKey {
        UserKey { iamid: "bim".into(), userid: "ada".into() }
    }

    /// Every set of these.
    fn subsets<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
        (0..1_usize << all.len())
            .map(|bits| {
                let chosen = all.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
                chosen.map(|(_, one)| one.clone()).collect()
            })
            .collect()
    }

    fn sorted(mut permissions: Vec<Permission>) -> Vec<String> {
        permissions.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        permissions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn undone_permissions_are_those_of_before_and_what_others_gave_meanwhile_stays() {
        let all = [Permission::AUDIT, Permission::USER_ADMIN, Permission::GOVERNANCE];
        let other = Permission::CREATE_FILTER;
        for before in subsets(&all) {
            for after in subsets(&all) {
                let Written::Permissions { added, removed, .. } =
                    Written::permissions(&user(), &before, &after)
                else {
                    panic!("permissions")
                };
                let mut now = after.clone();
                now.push(other.clone());
                let plan = of_permissions(&user(), (&added, &removed), &now);
                let mut expected = before.clone();
                expected.push(other.clone());
                match plan.inverse {
                    Some(Inverse::SetPermissions(_, from, to)) => {
                        assert_eq!(sorted(from), sorted(now));
                        assert_eq!(sorted(to), sorted(expected));
                    }
                    None => assert_eq!(sorted(before.clone()), sorted(after.clone())),
                    other => panic!("{other:?}"),
                }
                // As it was already: nothing is left to do.
                assert_eq!(of_permissions(&user(), (&added, &removed), &before).inverse, None);
            }
        }
    }

    #[test]
    fn values_come_and_go_one_by_one() {
        let holder = Holder::User(user());
        let values = ["JP".to_owned(), "US".to_owned()];
        let now = Attributes::from([("Land".to_owned(), vec!["JP".to_owned(), "DE".to_owned()])]);
        let plan = of_attribute(&holder, ("Land", &values), true, &now);
        let taken = Inverse::Take(holder.clone(), "Land".to_owned(), vec!["JP".to_owned()]);
        assert_eq!(plan.inverse, Some(taken));
        assert_eq!(
            plan.parts.iter().map(|part| &part.standing).collect::<Vec<_>>(),
            [&Standing::Ready, &Standing::AlreadySo]
        );
        let plan = of_attribute(&holder, ("Land", &values), false, &now);
        assert_eq!(plan.inverse, Some(Inverse::Give(holder, "Land".to_owned(), vec!["US".to_owned()])));
    }

    #[test]
    fn a_membership_and_an_account_go_back_and_forth() {
        let group = UserGroup {
            id: GroupId(1),
            name: "Asia".to_owned(),
            iamid: "bim".into(),
            group_user: MembershipId(30),
        };
        let (there, gone) = (vec![group], Vec::new());
        let plan = |is_joined, now: &[UserGroup]| {
            of_membership(&user(), (GroupId(1), "Asia"), is_joined, now).inverse
        };
        assert_eq!(plan(true, &there), Some(Inverse::Leave(user(), GroupId(1), MembershipId(30))));
        assert_eq!(plan(true, &gone), None);
        assert_eq!(plan(false, &gone), Some(Inverse::Join(user(), GroupId(1))));
        assert_eq!(plan(false, &there), None);
        assert_eq!(of_disabled(&user(), true, ("d", true)).inverse, Some(Inverse::Disable(user(), false)));
        assert_eq!(of_disabled(&user(), true, ("d", false)).inverse, None);
    }

    fn profile(phone: Option<&str>, about: Option<&str>, hdfs: Option<&str>) -> Profile {
        let ids = hdfs.map(|id| json!({ "hdfsUser": id, "object": { "id": 1 } }));
        serde_json::from_value(json!({ "id": 7, "phone": phone, "about": about, "externalUserIds": ids }))
            .expect("a profile")
    }

    #[test]
    fn a_profile_goes_back_field_by_field_and_what_others_changed_stays() {
        let texts = [None, Some("a"), Some("b")];
        for before in texts {
            for after in texts {
                let was = profile(before, Some("same"), before);
                let mut sent = ProfileUpdate::from(&was);
                sent.phone = Some(after.map(str::to_owned));
                let now = profile(after, Some("theirs"), after);
                sent.external_user_ids = Some(now.external_user_ids.clone());
                let Written::Profile { fields, .. } = Written::profile(&user(), &was, &sent) else {
                    panic!("profile")
                };
                let Some(Inverse::Profile(_, _, back)) = of_profile(&user(), &fields, &now).inverse else {
                    assert_eq!(before, after);
                    continue;
                };
                assert_eq!(back.phone, Some(before.map(str::to_owned)));
                assert_eq!(back.about, Some(Some("theirs".to_owned())));
                let ids = back.external_user_ids.flatten().unwrap_or_default();
                assert_eq!(ids.get("hdfsUser").and_then(Value::as_str), before);
            }
        }
        let change = FieldChange { field: "phone".to_owned(), before: None, after: Some("1".to_owned()) };
        let plan = of_profile(&user(), &[change], &profile(Some("2"), None, None));
        assert_eq!(plan.inverse, None);
        assert_eq!(plan.parts[0].standing, Standing::ChangedSince(Some("2".to_owned())));
    }

    #[test]
    fn a_group_gets_back_only_what_still_stands() {
        let now: GroupDetails =
            serde_json::from_value(json!({ "id": 1, "iamid": "bim", "name": "New", "email": "x@y.z" }))
                .expect("a group");
        let field = |field: &str, before: Option<&str>, after: Option<&str>| FieldChange {
            field: field.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let plan =
            of_group(&[field(NAME, Some("Old"), Some("New")), field(EMAIL, None, Some("a@b.c"))], &now);
        let back = GroupChange { name: Some("Old".to_owned()), ..GroupChange::default() };
        assert_eq!(plan.inverse, Some(Inverse::Group(Box::new(now), back)));
        assert_eq!(plan.parts[1].standing, Standing::ChangedSince(Some("x@y.z".to_owned())));
    }
}
