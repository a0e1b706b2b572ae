//! Two people, line by line: what each has, whether that is the same, and the calls that would make one like the
//! other.

use std::collections::BTreeSet;

use bim_api::wire::user::UserGroup;
use bim_api::{GroupId, IamId, Permission};

use crate::components::{HeldValue, Source, Through, with_sources};
use crate::forms::Plan;
use crate::routes::UserKey;
use crate::stores::Change;
use crate::stores::{Held, WholePerson};
use crate::words;

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Profile(&'static str),
    Permission(Permission),
    Group(GroupId, String),
    Attribute(String, String),
}

impl Item {
    /// The heading it stands under.
    pub(super) fn section(&self) -> &'static str {
        match self {
            Self::Profile(_) => words::PROFILE,
            Self::Permission(_) => words::PERMISSIONS,
            Self::Group(..) => words::GROUPS,
            Self::Attribute(..) => words::ATTRIBUTES,
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Profile(label) => (*label).to_owned(),
            Self::Permission(permission) => permission.to_string(),
            Self::Group(_, name) => name.clone(),
            Self::Attribute(key, value) => [key, ": ", value].concat(),
        }
    }

    /// A profile is a person's own; the rest can be carried over.
    pub(super) fn can_be_applied(&self) -> bool {
        !matches!(self, Self::Profile(_))
    }
}

/// One line: what each side has, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Line {
    pub(super) item: Item,
    pub(super) left: Option<String>,
    pub(super) right: Option<String>,
}

impl Line {
    /// The same text for a profile; for the rest, whether both have it, from wherever.
    pub(super) fn is_same(&self) -> bool {
        match self.item {
            Item::Profile(_) => self.left == self.right,
            _ => self.left.is_some() == self.right.is_some(),
        }
    }
}

/// All lines; `name_of` tells what people call a provider.
pub(super) fn lines(
    left: &WholePerson,
    right: &WholePerson,
    name_of: impl Fn(&IamId) -> String,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for ((label, left), (_, right)) in profile(left, &name_of).into_iter().zip(profile(right, &name_of)) {
        lines.push(Line { item: Item::Profile(label), left, right });
    }
    let both = |of: fn(&WholePerson) -> &Vec<Permission>| of(left).iter().chain(of(right)).cloned();
    for permission in both(|person| &person.details.permissions).collect::<BTreeSet<_>>() {
        let has = |person: &WholePerson| {
            person.details.permissions.contains(&permission).then(|| words::HELD.to_owned())
        };
        let (left, right) = (has(left), has(right));
        lines.push(Line { item: Item::Permission(permission), left, right });
    }
    let names: BTreeSet<(String, GroupId)> =
        groups(left).chain(groups(right)).map(|group| (group.name.clone(), group.id)).collect();
    for (name, id) in names {
        let has = |person: &WholePerson| {
            groups(person).any(|group| group.id == id).then(|| words::MEMBER.to_owned())
        };
        let (left, right) = (has(left), has(right));
        lines.push(Line { item: Item::Group(id, name), left, right });
    }
    let (own, other) = (attributes(left), attributes(right));
    let pairs: BTreeSet<(String, String)> =
        own.iter().chain(&other).map(|(key, held)| (key.clone(), held.value.clone())).collect();
    for (key, value) in pairs {
        let has = |all: &[(String, HeldValue)]| {
            all.iter().find(|(of, held)| *of == key && held.value == value).map(|(_, held)| source(held))
        };
        let (left, right) = (has(&own), has(&other));
        lines.push(Line { item: Item::Attribute(key, value), left, right });
    }
    lines
}

fn profile(person: &WholePerson, name_of: impl Fn(&IamId) -> String) -> [(&'static str, Option<String>); 8] {
    let profile = &person.details.profile;
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let status = if person.details.disabled { words::DISABLED } else { words::ENABLED };
    [
        (words::PROVIDER, Some(name_of(&person.key.iamid))),
        (words::STATUS, Some(status.to_owned())),
        (words::EMAIL, filled(&profile.email)),
        (words::PHONE, filled(&profile.phone)),
        (words::ORGANIZATION, filled(&profile.organization)),
        (words::POSITION, filled(&profile.position)),
        (words::LOCATION, filled(&profile.location)),
        (words::ABOUT, filled(&profile.about)),
    ]
}

fn groups(person: &WholePerson) -> impl Iterator<Item = &UserGroup> {
    person.groups.iter().flatten()
}

fn attributes(person: &WholePerson) -> Vec<(String, HeldValue)> {
    let through: Vec<Through> = person.group_hits.iter().filter_map(Through::of).collect();
    let all = with_sources(&Held::from(&person.details), &through);
    all.into_iter()
        .flat_map(|(key, values)| values.into_iter().map(move |held| (key.clone(), held)))
        .collect()
}

fn source(held: &HeldValue) -> String {
    let names: Vec<String> = held
        .sources
        .iter()
        .map(|source| match source {
            Source::Here => words::FROM_BIM.to_owned(),
            Source::Provider => words::FROM_THE_PROVIDER.to_owned(),
            Source::Group { name, .. } => [words::GROUP_NAMED, " ", name].concat(),
        })
        .collect();
    names.join(", ")
}

/// The calls that make `target` like `model` in these respects. What cannot be done from here is named.
pub(super) fn plan(items: &[Item], model: &WholePerson, target: &WholePerson) -> Plan {
    let (mut steps, mut left_out) = (Vec::new(), Vec::new());
    let (mut give, mut take) = (Vec::new(), Vec::new());
    let held = attributes(target);
    let given = attributes(model);
    for item in items {
        match item {
            Item::Profile(_) => {}
            Item::Permission(permission) => {
                if model.details.permissions.contains(permission) {
                    give.push(permission.clone());
                } else {
                    take.push(permission.clone());
                }
            }
            Item::Group(id, name) => {
                let of = |person| groups(person).find(|group: &&UserGroup| group.id == *id);
                match (of(model), of(target)) {
                    (Some(group), _) if !group.iamid.is_bim() => left_out.push(name.clone()),
                    (None, Some(group)) if !group.iamid.is_bim() => left_out.push(name.clone()),
                    (Some(_), _) => steps.push(Change::Join(*id, name.clone())),
                    (None, Some(group)) => steps.push(Change::Leave(*id, group.group_user, name.clone())),
                    (None, None) => {}
                }
            }
            Item::Attribute(key, value) => {
                let of = |all: &[(String, HeldValue)]| {
                    all.iter()
                        .find(|(name, held)| name == key && held.value == *value)
                        .map(|(_, held)| held.clone())
                };
                match (of(&given), of(&held)) {
                    (Some(_), _) => steps.push(Change::Give((key.clone(), value.clone()))),
                    (None, Some(held)) if held.sources.contains(&Source::Here) => {
                        steps.push(Change::Take((key.clone(), value.clone())));
                    }
                    _ => left_out.push(item.name()),
                }
            }
        }
    }
    if !give.is_empty() || !take.is_empty() {
        steps.insert(0, Change::Permissions { give, take });
    }
    let target: UserKey = target.key.clone();
    Plan { target, steps, left_out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bim_api::MembershipId;
    use bim_api::wire::user::UserDetails;
    use serde_json::json;

    fn person(
        userid: &str,
        permissions: &[&str],
        here: &[&str],
        groups: &[(i64, &str, &str)],
    ) -> WholePerson {
        let details: UserDetails = serde_json::from_value(json!({
            "iamid": "bim", "userid": userid, "permissions": permissions,
            "profile": { "id": 1, "email": userid }, "bimAuthorizations": { "Land": here },
        }))
        .expect("a record");
        let groups = groups.iter().map(|(id, name, iamid)| UserGroup {
            id: GroupId(*id),
            name: (*name).to_owned(),
            iamid: (*iamid).into(),
            group_user: MembershipId(id * 10),
        });
        let key = UserKey { iamid: "bim".into(), userid: userid.into() };
        WholePerson { key, details, groups: Some(groups.collect()), group_hits: Vec::new() }
    }

    #[test]
    fn what_differs_is_found_in_every_section() {
        let left = person("a", &["AUDIT"], &["JP"], &[(1, "Asia", "bim")]);
        let right = person("b", &["AUDIT", "GOVERNANCE"], &["JP", "US"], &[]);
        let lines = lines(&left, &right, IamId::to_string);
        let different: Vec<_> =
            lines.iter().filter(|line| !line.is_same()).map(|line| line.item.name()).collect();
        assert_eq!(different, [words::EMAIL, "GOVERNANCE", "Asia", "Land: US"]);
    }

    #[test]
    fn a_plan_holds_one_call_for_all_permissions_and_names_what_cannot_be_done() {
        let model = person("a", &["AUDIT"], &["JP"], &[(1, "Asia", "bim")]);
        let target = person("b", &["GOVERNANCE"], &["US"], &[(2, "Directory", "okta"), (3, "Old", "bim")]);
        let items: Vec<_> = lines(&model, &target, IamId::to_string)
            .into_iter()
            .filter(|line| !line.is_same())
            .map(|line| line.item)
            .collect();
        let plan = plan(&items, &model, &target);
        assert_eq!(plan.target, target.key);
        assert_eq!(
            plan.steps,
            [
                Change::Permissions { give: vec![Permission::AUDIT], take: vec![Permission::GOVERNANCE] },
                Change::Join(GroupId(1), "Asia".to_owned()),
                Change::Leave(GroupId(3), MembershipId(30), "Old".to_owned()),
                Change::Give(("Land".to_owned(), "JP".to_owned())),
                Change::Take(("Land".to_owned(), "US".to_owned())),
            ]
        );
        assert_eq!(plan.left_out, ["Directory"]);
    }
}
