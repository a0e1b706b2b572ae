//! The plan of a sync: from what a directory holds and what is stored, who comes, who is read again, who is disabled
//! and who is enabled, with what changes for each. Pure: no directory, no database, no clock.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bim_api::wire::Extra;
use serde_json::{Value, json};

use crate::db::authorizations::Attributes;
use crate::fold::fold;
use crate::ldap::{Directory, Mapping, Person};

/// A person of the provider, as stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) id: i64,
    pub(crate) userid: String,
    pub(crate) dn: Option<String>,
    pub(crate) disabled: bool,
    pub(crate) is_admin: bool,
    /// Every field of the profile that a directory can fill and that has a value.
    pub(crate) profile: BTreeMap<String, String>,
    pub(crate) attributes: Attributes,
    pub(crate) external_user_ids: Extra,
}

/// A group of the provider, as stored, with those members who are the provider's people.
#[derive(Clone, Debug, Default)]
pub(crate) struct KnownGroup {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Person and membership.
    pub(crate) members: Vec<(i64, i64)>,
}

/// One field that becomes another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldChange {
    pub(crate) field: String,
    pub(crate) before: Value,
    pub(crate) after: Value,
}

/// Somebody who is known and in the directory.
#[derive(Clone, Debug)]
pub(crate) struct Refresh {
    pub(crate) id: i64,
    pub(crate) person: Person,
    pub(crate) changes: Vec<FieldChange>,
    /// Whether the DN is another than before, or was not known.
    pub(crate) is_moved: bool,
}

/// Somebody who is known and is disabled or gone there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gone {
    pub(crate) id: i64,
    pub(crate) userid: String,
    pub(crate) dn: String,
    pub(crate) is_admin: bool,
}

/// An entry that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    pub(crate) dn: String,
    pub(crate) reason: &'static str,
}

/// What happens to groups. People are named by folded username: some have no id yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    pub(crate) create: Vec<String>,
    /// Group's name and person.
    pub(crate) join: Vec<(String, String)>,
    /// Group, membership and person.
    pub(crate) leave: Vec<(i64, i64, i64)>,
}

/// All that a sync would do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) total: usize,
    pub(crate) import: Vec<Person>,
    pub(crate) refresh: Vec<Refresh>,
    pub(crate) enable: Vec<Refresh>,
    pub(crate) disable: Vec<Gone>,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) groups: Groups,
    /// Enabled people of the provider before the sync.
    pub(crate) enabled_before: usize,
}

impl Plan {
    /// People whom it concerns.
    pub(crate) fn people(&self) -> usize {
        self.import.len() + self.refresh.len() + self.enable.len() + self.disable.len()
    }

    /// Whether more than `percent` of the enabled people would be disabled.
    pub(crate) fn disables_more_than(&self, percent: u8) -> bool {
        self.disable.len() * 100 > self.enabled_before * usize::from(percent)
    }
}

/// Computes the plan. `is_username` says what can be a username here.
pub(crate) fn plan(
    directory: Directory,
    known: Vec<Known>,
    known_groups: &[KnownGroup],
    mapping: &Mapping,
    is_username: impl Fn(&str) -> bool,
) -> Plan {
    let mut plan =
        Plan { enabled_before: known.iter().filter(|known| !known.disabled).count(), ..Plan::default() };
    let mut left: HashMap<String, Known> =
        known.into_iter().map(|known| (fold(&known.userid), known)).collect();
    let mut seen = BTreeSet::new();
    let mut ids = HashMap::new();
    for person in directory.people {
        let skip = |reason| Skipped { dn: person.dn.clone(), reason };
        if !is_username(&person.userid) {
            plan.skipped.push(skip("it has no value that can be a username"));
            continue;
        }
        let key = fold(&person.userid);
        if !seen.insert(key.clone()) {
            plan.skipped.push(skip("another entry has the same username"));
            continue;
        }
        if person.is_disabled {
            // Known people stay in `left`, where they are disabled as if gone.
            plan.skipped.push(skip("the directory says that the account is disabled"));
            continue;
        }
        plan.total += 1;
        match left.remove(&key) {
            None => plan.import.push(person),
            Some(known) => {
                ids.insert(key, known.id);
                let changes = changes(&known, &person, mapping);
                let is_moved = known.dn.as_ref() != Some(&person.dn);
                let refresh = Refresh { id: known.id, person, changes, is_moved };
                if known.disabled { plan.enable.push(refresh) } else { plan.refresh.push(refresh) }
            }
        }
    }
    let gone = left.into_values().filter(|known| !known.disabled).map(|known| Gone {
        id: known.id,
        userid: known.userid,
        dn: known.dn.unwrap_or_default(),
        is_admin: known.is_admin,
    });
    plan.disable.extend(gone);
    plan.disable.sort_by(|one, other| one.userid.cmp(&other.userid));
    if let Some(groups) = directory.groups {
        let new: BTreeSet<_> = plan.import.iter().map(|person| fold(&person.userid)).collect();
        let is_here = |key: &String| ids.contains_key(key) || new.contains(key);
        plan.groups = membership(groups, known_groups, &ids, is_here);
    }
    plan
}

fn changes(known: &Known, person: &Person, mapping: &Mapping) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut compare = |field: String, before: Value, after: Value| {
        if before != after {
            changes.push(FieldChange { field, before, after });
        }
    };
    for field in mapping.profile.keys() {
        // A person is never without a name: without one in the directory it stays.
        if field == "name" && !person.profile.contains_key(field) {
            continue;
        }
        compare(field.clone(), json!(known.profile.get(field)), json!(person.profile.get(field)));
    }
    let keys: BTreeSet<_> = known.attributes.keys().chain(person.attributes.keys()).collect();
    for key in keys {
        let sorted = |values: Option<&Vec<String>>| {
            let mut values = values.cloned();
            values.iter_mut().for_each(|values| values.sort());
            json!(values)
        };
        compare(
            format!("iamAuthorizations.{key}"),
            sorted(known.attributes.get(key)),
            sorted(person.attributes.get(key)),
        );
    }
    for key in mapping.external_user_ids.keys() {
        let before = known.external_user_ids.get(key).cloned().unwrap_or(Value::Null);
        compare(format!("externalUserIds.{key}"), before, json!(person.external_user_ids.get(key)));
    }
    changes
}

fn membership(
    wanted: BTreeMap<String, BTreeSet<String>>,
    known: &[KnownGroup],
    ids: &HashMap<String, i64>,
    is_here: impl Fn(&String) -> bool,
) -> Groups {
    let mut groups = Groups::default();
    let by_name: HashMap<String, &KnownGroup> =
        known.iter().map(|group| (fold(&group.name), group)).collect();
    let mut seen = BTreeSet::new();
    // Whom the directory does not show keeps their memberships: they are disabled, and may come back.
    let present: BTreeSet<i64> = ids.values().copied().collect();
    for (name, members) in wanted {
        let known = by_name.get(&fold(&name));
        let now: BTreeSet<i64> =
            known.map(|group| group.members.iter().map(|(person, _)| *person).collect()).unwrap_or_default();
        if known.is_none() {
            groups.create.push(name.clone());
        }
        let comes = |key: &&String| is_here(key) && ids.get(*key).is_none_or(|id| !now.contains(id));
        groups.join.extend(members.iter().filter(comes).map(|key| (name.clone(), key.clone())));
        let wanted: BTreeSet<i64> = members.iter().filter_map(|key| ids.get(key).copied()).collect();
        if let Some(group) = known {
            seen.insert(group.id);
            leave(&mut groups, group, |person| present.contains(&person) && !wanted.contains(&person));
        }
    }
    // A group that is gone keeps what it holds, and loses its people.
    for group in known.iter().filter(|group| !seen.contains(&group.id)) {
        leave(&mut groups, group, |person| present.contains(&person));
    }
    groups
}

fn leave(groups: &mut Groups, group: &KnownGroup, goes: impl Fn(i64) -> bool) {
    let going = group.members.iter().filter(|(person, _)| goes(*person));
    groups.leave.extend(going.map(|(person, membership)| (group.id, *membership, *person)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(userid: &str) -> Person {
        let name = ("name".to_owned(), userid.to_uppercase());
        Person {
            userid: userid.to_owned(),
            dn: format!("uid={userid},dc=e"),
            profile: BTreeMap::from([name]),
            ..Person::default()
        }
    }

    fn known(id: i64, userid: &str) -> Known {
        let Person { userid, dn, profile, .. } = person(userid);
        Known { id, userid, dn: Some(dn), profile, ..Known::default() }
    }

    fn mapping() -> Mapping {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
        };
        Mapping {
            profile: map(&[("name", "cn"), ("phone", "tel")]),
            group_name: "cn".to_owned(),
            authorizations: map(&[("Office", "l")]),
            external_user_ids: map(&[("snowflakeUser", "sf")]),
        }
    }

    fn planned(people: Vec<Person>, stored: Vec<Known>) -> Plan {
        let directory = Directory { people, groups: None };
        plan(directory, stored, &[], &mapping(), |name| !name.is_empty())
    }

    fn names(people: &[Refresh]) -> Vec<&str> {
        people.iter().map(|refresh| refresh.person.userid.as_str()).collect()
    }

    #[test]
    fn people_come_stay_go_and_come_back() {
        let back = Known { disabled: true, ..known(3, "back") };
        let away = Known { disabled: true, ..known(4, "away") };
        let admin = Known { is_admin: true, ..known(2, "gone") };
        let plan = planned(
            vec![person("new"), person("STAYS"), person("back")],
            vec![known(1, "stays"), admin, back, away],
        );
        assert_eq!(plan.total, 3);
        assert_eq!(plan.import, [person("new")]);
        assert_eq!(names(&plan.refresh), ["STAYS"]);
        assert_eq!(names(&plan.enable), ["back"]);
        let gone = Gone { id: 2, userid: "gone".into(), dn: "uid=gone,dc=e".into(), is_admin: true };
        assert_eq!(plan.disable, [gone]);
        assert_eq!(plan.enabled_before, 2);
        assert!(plan.disables_more_than(49) && !plan.disables_more_than(50));
    }

    #[test]
    fn disabled_there_is_disabled_here_and_never_comes() {
        let there = |userid| Person { is_disabled: true, ..person(userid) };
        let plan = planned(vec![there("known"), there("new")], vec![known(1, "known")]);
        assert!(plan.import.is_empty() && plan.refresh.is_empty() && plan.total == 0);
        assert_eq!(plan.disable.len(), 1);
        assert_eq!(plan.skipped.len(), 2);
    }

    #[test]
    fn entries_without_a_username_or_with_one_twice_are_left_out() {
        let twice = Person { dn: "uid=other,dc=e".into(), ..person("ANN") };
        let plan = planned(vec![person("ann"), twice, person("")], Vec::new());
        assert_eq!(plan.import, [person("ann")]);
        let skipped: Vec<_> = plan.skipped.iter().map(|skipped| skipped.dn.as_str()).collect();
        assert_eq!(skipped, ["uid=other,dc=e", "uid=,dc=e"]);
    }

    #[test]
    fn changes_name_the_field_and_both_values() {
        let mut there = person("ann");
        there.profile.insert("name".into(), "Ann".into());
        there.attributes.insert("Office".into(), vec!["Bonn".into(), "Rome".into()]);
        there.external_user_ids.insert("snowflakeUser".into(), "ANN".into());
        let mut here = known(1, "ann");
        here.profile.insert("phone".into(), "1".into());
        here.profile.insert("about".into(), "kept: not mapped".into());
        here.attributes.insert("Office".into(), vec!["Rome".into(), "Bonn".into()]);
        here.attributes.insert("Old".into(), vec!["x".into()]);
        here.external_user_ids.insert("databricksUser".into(), json!("kept"));
        let plan = planned(vec![there], vec![here]);
        let change =
            |field: &str, before: Value, after: Value| FieldChange { field: field.into(), before, after };
        assert_eq!(
            plan.refresh[0].changes,
            [
                change("name", json!("ANN"), json!("Ann")),
                change("phone", json!("1"), Value::Null),
                change("iamAuthorizations.Old", json!(["x"]), Value::Null),
                change("externalUserIds.snowflakeUser", Value::Null, json!("ANN")),
            ]
        );
    }

    #[test]
    fn an_entry_without_a_name_takes_nobody_s_name_away() {
        let nameless = Person { profile: BTreeMap::new(), ..person("ann") };
        assert!(planned(vec![nameless], vec![known(1, "ann")]).refresh[0].changes.is_empty());
    }

    #[test]
    fn groups_follow_the_directory_for_its_people_alone() {
        let groups = BTreeMap::from([
            ("Staff".to_owned(), BTreeSet::from(["ann".to_owned(), "new".to_owned(), "other".to_owned()])),
            ("Fresh".to_owned(), BTreeSet::from(["bob".to_owned()])),
        ]);
        let people = vec![person("ann"), person("bob"), person("new")];
        let gone = known(9, "gone");
        let stored = [
            KnownGroup { id: 50, name: "STAFF".into(), members: vec![(2, 72), (9, 79)] },
            KnownGroup { id: 51, name: "Closed".into(), members: vec![(1, 81)] },
        ];
        let directory = Directory { people, groups: Some(groups) };
        let plan =
            plan(directory, vec![known(1, "ann"), known(2, "bob"), gone], &stored, &mapping(), |_| true);
        let pair = |group: &str, person: &str| (group.to_owned(), person.to_owned());
        assert_eq!(plan.groups.create, ["Fresh"]);
        assert_eq!(plan.groups.join, [pair("Fresh", "bob"), pair("Staff", "ann"), pair("Staff", "new")]);
        assert_eq!(plan.groups.leave, [(50, 72, 2), (51, 81, 1)]);
    }
}
