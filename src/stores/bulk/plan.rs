//! What an action does to one of many: what it holds before and after, that nothing is to be done, or why it is left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use bim_api::wire::Attributes;
use bim_api::wire::group::GroupHit;
use bim_api::wire::user::UserHit;
use bim_api::{GroupId, IamId, MembershipId, Permission};

use super::copies::Copies;
use super::lines::{Line, Verdict};
use crate::routes::UserKey;
use crate::stores::{Change, Holder, KeyValue};
use crate::words;

/// What is done to each of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// These permissions are added.
    AddPermissions(Vec<Permission>),
    /// These permissions are taken.
    RemovePermissions(Vec<Permission>),
    /// This attribute value is given.
    AddAttribute(KeyValue),
    /// This attribute value is taken.
    RemoveAttribute(KeyValue),
    /// They join this group.
    Join(GroupId, String),
    /// They leave this group.
    Leave(GroupId, String),
    /// Their accounts are disabled.
    Disable,
    /// Their accounts are enabled.
    Enable,
    /// They are deleted.
    Delete,
    /// They are copied to new accounts of these addresses.
    CloneTo(Arc<Copies>),
}

impl Action {
    /// Whether somebody loses something: the number is asked for.
    pub fn is_dangerous(&self) -> bool {
        match self {
            Self::Disable | Self::Delete => true,
            Self::RemovePermissions(_) | Self::RemoveAttribute(_) | Self::Leave(..) => true,
            Self::AddPermissions(_) | Self::AddAttribute(_) | Self::Join(..) => false,
            Self::Enable | Self::CloneTo(_) => false,
        }
    }

    /// What it does, in words.
    pub fn says(&self) -> String {
        let names = |all: &[Permission]| all.iter().map(Permission::as_str).collect::<Vec<_>>().join(", ");
        let pair = |(key, value): &KeyValue| [key, ": ", value].concat();
        let (what, name) = match self {
            Self::AddPermissions(all) => (words::BULK_ADD_PERMISSIONS, names(all)),
            Self::RemovePermissions(all) => (words::BULK_REMOVE_PERMISSIONS, names(all)),
            Self::AddAttribute(one) => (words::STEP_GIVE, pair(one)),
            Self::RemoveAttribute(one) => (words::STEP_TAKE, pair(one)),
            Self::Join(_, name) => (words::STEP_JOIN, name.clone()),
            Self::Leave(_, name) => (words::STEP_LEAVE, name.clone()),
            Self::Disable => return words::DISABLE.to_owned(),
            Self::Enable => return words::ENABLE.to_owned(),
            Self::Delete => return words::DELETE.to_owned(),
            Self::CloneTo(_) => return words::BULK_CLONE_SAYS.to_owned(),
        };
        [what, " ", &name].concat()
    }
}

/// What must be known beside a person to judge.
#[derive(Clone, Debug, Default)]
pub(super) struct Knowledge {
    /// The signed-in person.
    pub(super) own: Option<UserKey>,
    /// Who belongs to the group that the action is about.
    pub(super) members: BTreeMap<UserKey, MembershipId>,
}

/// Judges a person.
pub(super) fn judge_user(hit: &UserHit, action: &Action, known: &Knowledge) -> Line {
    let key = UserKey { iamid: hit.iamid.clone(), userid: hit.userid.clone() };
    let held = hit.permissions.as_deref().unwrap_or_default();
    let here = hit.bim_authorizations.as_ref();
    let weight = (values(here), held.contains(&Permission::USER_ADMIN));
    let verdict = protected(&key, action, known).map_or_else(
        || match action {
            Action::AddPermissions(all) => {
                let give: Vec<_> = all.iter().filter(|one| !held.contains(one)).cloned().collect();
                permissions(held, give, Vec::new())
            }
            Action::RemovePermissions(all) => {
                let take: Vec<_> = all.iter().filter(|one| held.contains(one)).cloned().collect();
                permissions(held, Vec::new(), take)
            }
            Action::AddAttribute(pair) => attribute(here, pair, true),
            Action::RemoveAttribute(pair) => attribute(here, pair, false),
            Action::Join(group, name) => match known.members.get(&key) {
                Some(_) => Verdict::Unneeded,
                None => changes(words::NOT_A_MEMBER, words::MEMBER, Change::Join(*group, name.clone())),
            },
            Action::Leave(group, name) => match known.members.get(&key) {
                Some(&membership) => {
                    let change = Change::Leave(*group, membership, name.clone());
                    changes(words::MEMBER, words::NOT_A_MEMBER, change)
                }
                None => Verdict::Unneeded,
            },
            Action::Disable if hit.disabled == Some(true) => Verdict::Unneeded,
            Action::Enable if hit.disabled == Some(false) => Verdict::Unneeded,
            Action::Disable => changes(words::ENABLED, words::DISABLED, Change::Disable),
            Action::Enable => changes(words::DISABLED, words::ENABLED, Change::Enable),
            Action::Delete => {
                let status = if hit.disabled == Some(true) { words::DISABLED } else { words::ENABLED };
                changes(status, words::DELETED, Change::Delete)
            }
            // One person may come to several accounts.
            Action::CloneTo(_) => Verdict::Unneeded,
        },
        Verdict::Skipped,
    );
    Line { label: None, holder: Holder::User(key), weight, verdict }
}

/// Judges a group; nothing where the reader is not told which one it is.
pub(super) fn judge_group(hit: &GroupHit, action: &Action) -> Option<Line> {
    let (id, iamid) = (hit.id?, hit.iamid.clone().unwrap_or_else(IamId::bim));
    let here = hit.authorizations.as_ref().and_then(Option::as_ref);
    let verdict = match action {
        Action::AddAttribute(pair) => attribute(here, pair, true),
        Action::RemoveAttribute(pair) => attribute(here, pair, false),
        Action::Delete if !iamid.is_bim() => Verdict::Skipped(words::SKIPPED_FOREIGN_GROUP),
        Action::Delete => changes(words::EXISTS, words::DELETED, Change::Delete),
        _ => Verdict::Unneeded,
    };
    let holder = Holder::Group { iamid, id };
    Some(Line { holder, label: Some(hit.name.clone()), weight: (values(here), false), verdict })
}

/// Why somebody is left out. Whoever is signed in holds USER_ADMIN: while that one is left out, one remains.
fn protected(key: &UserKey, action: &Action, known: &Knowledge) -> Option<&'static str> {
    let is_own = known.own.as_ref() == Some(key);
    match action {
        Action::Disable | Action::Delete if is_own => Some(words::SKIPPED_OWN_ACCOUNT),
        Action::RemovePermissions(all) if is_own && all.contains(&Permission::USER_ADMIN) => {
            Some(words::SKIPPED_OWN_ADMIN)
        }
        Action::Disable | Action::Enable if !key.iamid.is_bim() => Some(words::SKIPPED_FOREIGN),
        _ => None,
    }
}

pub(super) fn changes(before: &str, after: &str, change: Change) -> Verdict {
    Verdict::Changes { before: before.into(), after: after.into(), change: [change].into() }
}

fn permissions(held: &[Permission], give: Vec<Permission>, take: Vec<Permission>) -> Verdict {
    if give.is_empty() && take.is_empty() {
        return Verdict::Unneeded;
    }
    let text = |all: &mut dyn Iterator<Item = &Permission>| {
        let names: Vec<_> = all.map(Permission::as_str).collect();
        if names.is_empty() { words::NONE_HELD.to_owned() } else { names.join(", ") }
    };
    let after = text(&mut held.iter().filter(|one| !take.contains(one)).chain(&give));
    changes(&text(&mut held.iter()), &after, Change::Permissions { give, take })
}

fn attribute(here: Option<&Attributes>, pair: &KeyValue, is_given: bool) -> Verdict {
    let (key, value) = pair;
    let held = here.and_then(|here| here.get(key)).map(Vec::as_slice).unwrap_or_default();
    if held.contains(value) == is_given {
        return Verdict::Unneeded;
    }
    let text = |values: Vec<&str>| {
        if values.is_empty() { words::NONE_HELD.to_owned() } else { [key, ": ", &values.join(", ")].concat() }
    };
    let before: Vec<&str> = held.iter().map(String::as_str).collect();
    let mut after = before.clone();
    if is_given {
        after.push(value);
    } else {
        after.retain(|held| held != value);
    }
    let change = if is_given { Change::Give(pair.clone()) } else { Change::Take(pair.clone()) };
    changes(&text(before), &text(after), change)
}

fn values(here: Option<&Attributes>) -> usize {
    here.into_iter().flatten().map(|(_, values)| values.len()).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::copies::{judge_copies, leave_out_twice};
    use super::super::lines::{COMMON, Common, Preview};
    use super::*;

    fn hit(iamid: &str, userid: &str, permissions: &[&str]) -> UserHit {
        serde_json::from_value(json!({
            "id": 1, "iamid": iamid, "userid": userid, "profile": { "id": 1 }, "permissions": permissions,
            "disabled": false, "bimAuthorizations": { "Land": ["JP"] },
        }))
        .expect("a hit")
    }

    fn known() -> Knowledge {
        let key = |userid: &str| UserKey { iamid: IamId::bim(), userid: userid.into() };
        let members = BTreeMap::from([(key("ann"), MembershipId(7))]);
        Knowledge { own: Some(key("me")), members }
    }

    fn verdict(who: &UserHit, action: &Action) -> Verdict {
        judge_user(who, action, &known()).verdict
    }

    fn told(verdict: &Verdict) -> (&str, &str) {
        match verdict {
            Verdict::Changes { before, after, .. } => (before, after),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lines_share_what_they_have_in_common() {
        let mut common = Common::default();
        let give = Action::AddAttribute(("Team".to_owned(), "Red".to_owned()));
        let mut lines = ["ann", "bob"].map(|userid| judge_user(&hit("bim", userid, &[]), &give, &known()));
        lines.iter_mut().for_each(|line| common.share(line));
        let [ann, bob] = lines.map(|line| match line.verdict {
            Verdict::Changes { before, after, change } => (before, after, change),
            other => panic!("{other:?}"),
        });
        assert_eq!(ann, bob);
        assert!(Arc::ptr_eq(&ann.0, &bob.0) && Arc::ptr_eq(&ann.1, &bob.1) && Arc::ptr_eq(&ann.2, &bob.2));
        // What differs is kept as it is.
        let named = |number: usize| Action::AddAttribute(("Team".to_owned(), format!("No. {number}")));
        for number in 0..3 * COMMON {
            let mut line = judge_user(&hit("bim", "ann", &[]), &named(number), &known());
            common.share(&mut line);
            let Verdict::Changes { after, .. } = line.verdict else { panic!() };
            assert_eq!(*after, *format!("Team: No. {number}"));
        }
    }

    #[test]
    fn what_changes_is_said_before_and_after() {
        let ann = hit("bim", "ann", &["AUDIT"]);
        let add = Action::AddPermissions(vec![Permission::AUDIT, Permission::GOVERNANCE]);
        let added = verdict(&ann, &add);
        assert_eq!(told(&added), ("AUDIT", "AUDIT, GOVERNANCE"));
        let Verdict::Changes { change, .. } = &added else { panic!() };
        let [Change::Permissions { give, take }] = &**change else { panic!() };
        assert_eq!((&give[..], take.len()), (&[Permission::GOVERNANCE][..], 0));
        let take = verdict(&ann, &Action::RemovePermissions(vec![Permission::AUDIT]));
        assert_eq!(told(&take), ("AUDIT", words::NONE_HELD));
        let pair = |value: &str| ("Land".to_owned(), value.to_owned());
        assert_eq!(told(&verdict(&ann, &Action::AddAttribute(pair("US")))), ("Land: JP", "Land: JP, US"));
        assert_eq!(
            told(&verdict(&ann, &Action::RemoveAttribute(pair("JP")))),
            ("Land: JP", words::NONE_HELD)
        );
    }

    #[test]
    fn what_would_change_nothing_is_left_out() {
        let ann = hit("bim", "ann", &["AUDIT"]);
        let group = |is_joined: bool| {
            if is_joined {
                Action::Join(GroupId(1), String::new())
            } else {
                Action::Leave(GroupId(1), String::new())
            }
        };
        assert_eq!(verdict(&ann, &Action::AddPermissions(vec![Permission::AUDIT])), Verdict::Unneeded);
        assert_eq!(
            verdict(&ann, &Action::RemovePermissions(vec![Permission::GOVERNANCE])),
            Verdict::Unneeded
        );
        assert_eq!(
            verdict(&ann, &Action::AddAttribute(("Land".to_owned(), "JP".to_owned()))),
            Verdict::Unneeded
        );
        assert_eq!(verdict(&ann, &Action::Enable), Verdict::Unneeded);
        assert_eq!(verdict(&ann, &group(true)), Verdict::Unneeded);
        assert_eq!(verdict(&hit("bim", "bob", &[]), &group(false)), Verdict::Unneeded);
        let Verdict::Changes { change, .. } = verdict(&ann, &group(false)) else { panic!() };
        assert_eq!(*change, [Change::Leave(GroupId(1), MembershipId(7), String::new())]);
    }

    #[test]
    fn oneself_and_accounts_of_others_are_protected() {
        let me = hit("bim", "me", &["USER_ADMIN"]);
        let skipped = |verdict| matches!(verdict, Verdict::Skipped(_));
        assert!(skipped(verdict(&me, &Action::Disable)) && skipped(verdict(&me, &Action::Delete)));
        assert!(skipped(verdict(&me, &Action::RemovePermissions(vec![Permission::USER_ADMIN]))));
        assert!(!skipped(verdict(&me, &Action::RemovePermissions(vec![Permission::AUDIT]))));
        let theirs = hit("ldap", "me", &["USER_ADMIN"]);
        assert!(skipped(verdict(&theirs, &Action::Disable)));
        assert!(!skipped(verdict(&theirs, &Action::RemovePermissions(vec![Permission::USER_ADMIN]))));
    }

    #[test]
    fn a_person_is_copied_to_each_address_once_and_others_only_where_they_can_be() {
        let address = |text: &str| text.to_owned();
        let key = |iamid: &str, userid: &str| UserKey { iamid: iamid.into(), userid: userid.into() };
        let copies = Copies::from([
            (key("bim", "ann"), vec![address("a@x.org"), address("b@x.org")]),
            (key("bim", "bob"), vec![address("A@x.org")]),
            (key("ldap", "eve"), vec![address("e@x.org")]),
        ]);
        let people = [("bim", "ann"), ("bim", "bob"), ("ldap", "eve"), ("bim", "joe")];
        let lines = people.map(|(iamid, userid)| judge_copies(&hit(iamid, userid, &["AUDIT"]), &copies));
        let mut lines = lines.concat();
        leave_out_twice(&mut lines);
        let verdicts: Vec<_> = lines.iter().map(|line| (line.label(), line.verdict.clone())).collect();
        assert!(told(&verdicts[0].1).1.ends_with("ann · AUDIT"));
        let Verdict::Changes { change, .. } = &verdicts[1].1 else { panic!() };
        assert_eq!(**change, [Change::CloneTo(key("bim", "ann"), address("b@x.org"))]);
        assert_eq!(verdicts[2], ("A@x.org", Verdict::Skipped(words::ADDRESS_TWICE)));
        assert_eq!(verdicts[3], ("eve", Verdict::Skipped(words::SKIPPED_FOREIGN_COPY)));
        assert_eq!(verdicts[4], ("joe", Verdict::Skipped(words::SKIPPED_NO_ADDRESS)));
        assert_eq!(Preview::new(lines.len(), lines).into_tasks().len(), 2);
    }

    #[test]
    fn a_preview_counts_who_is_gone() {
        let lines = vec![judge_user(&hit("bim", "ann", &[]), &Action::Delete, &known())];
        let preview = Preview::new(3, lines);
        assert_eq!((preview.changing.len(), preview.gone), (1, 2));
    }

    #[test]
    fn ten_thousand_are_planned_in_less_than_a_second() {
        let ann = hit("bim", "ann", &["AUDIT", "GOVERNANCE"]);
        let (action, known) = (Action::AddPermissions(vec![Permission::USER_ADMIN]), known());
        let begun = std::time::Instant::now();
        let lines: Vec<_> = (0..10_000).map(|_| judge_user(&ann, &action, &known)).collect();
        assert_eq!(Preview::new(10_000, lines).into_tasks().len(), 10_000);
        assert!(begun.elapsed() < std::time::Duration::from_secs(1));
    }
}
