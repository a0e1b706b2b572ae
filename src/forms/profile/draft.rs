//! A profile as typed, and what is sent of it. The API's row 3 may replace what it is not sent, so the whole profile
//! goes: what was typed, and all else as it was last read.

use bim_api::wire::Patch;
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::{IamId, Username};
use serde_json::Value;

use crate::forms::draft::Problems;
use crate::forms::meanwhile::Change;
use crate::words;

/// The systems that the API names for external user ids, and how people call them.
pub(super) const SYSTEMS: [(&str, &str); 6] = [
    ("databricksUser", "Databricks"),
    ("snowflakeUser", "Snowflake"),
    ("redshiftUser", "Redshift"),
    ("prestoUser", "Presto"),
    ("asaUser", "Azure Synapse"),
    ("hdfsUser", "HDFS"),
];

/// The text fields, under the names the API has for them.
pub(super) const TEXTS: [(&str, &str); 7] = [
    ("name", words::FULL_NAME),
    ("email", words::EMAIL),
    ("phone", words::PHONE),
    ("organization", words::ORGANIZATION),
    ("position", words::POSITION),
    ("location", words::LOCATION),
    ("about", words::ABOUT),
];

/// All fields that a refusal may be about.
pub(super) const FIELDS: &[&str] = &[
    "name",
    "email",
    "phone",
    "organization",
    "position",
    "location",
    "about",
    "sqlUser",
    "externalUserIds",
];

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    texts: [String; TEXTS.len()],
    /// External user ids that are text, by system; an empty one is no id.
    ids: Vec<(String, String)>,
    /// Write-only: what it was is not told.
    pub(super) sql_user: String,
}

/// The text fields of a profile in the order of [`TEXTS`].
fn texts_of(profile: &Profile) -> [&Option<String>; TEXTS.len()] {
    let Profile { name, email, phone, organization, position, location, about, .. } = profile;
    [name, email, phone, organization, position, location, about]
}

impl From<&Profile> for Draft {
    fn from(profile: &Profile) -> Self {
        let stored = |system: &str| profile.external_user_ids.as_ref()?.get(system)?.as_str();
        let known = SYSTEMS.iter().map(|(key, _)| (*key).to_owned());
        let free = profile
            .external_user_ids
            .iter()
            .flatten()
            .filter(|(key, value)| value.is_string() && !SYSTEMS.iter().any(|(known, _)| known == key));
        let keys = known.chain(free.map(|(key, _)| key.clone()));
        Self {
            texts: texts_of(profile).map(|text| text.clone().unwrap_or_default()),
            ids: keys.map(|key| (key.clone(), stored(&key).unwrap_or_default().to_owned())).collect(),
            sql_user: String::new(),
        }
    }
}

impl Draft {
    /// What stands in a text field.
    pub(super) fn text(&self, index: usize) -> String {
        self.texts.get(index).cloned().unwrap_or_default()
    }

    /// Something is typed into a text field.
    pub(super) fn set_text(&mut self, index: usize, text: String) {
        if let Some(field) = self.texts.get_mut(index) {
            *field = text;
        }
    }

    /// The systems with an id, or with a field for one.
    pub(super) fn systems(&self) -> Vec<String> {
        self.ids.iter().map(|(system, _)| system.clone()).collect()
    }

    /// The id in a system.
    pub(super) fn id(&self, system: &str) -> String {
        self.ids.iter().find(|(key, _)| key == system).map(|(_, id)| id.clone()).unwrap_or_default()
    }

    /// An id is typed; a system that has no field yet gets one.
    pub(super) fn set_id(&mut self, system: &str, id: String) {
        match self.ids.iter_mut().find(|(key, _)| key == system) {
            Some((_, old)) => *old = id,
            None => self.ids.push((system.to_owned(), id)),
        }
    }

    /// What would be refused. What was not touched is not judged: it came from the API.
    pub(super) fn validate(&self, base: &Self) -> Result<(), Problems> {
        let mut problems = Problems::default();
        let ([name, email, ..], [old_name, old_email, ..]) = (&self.texts, &base.texts);
        if name != old_name {
            problems.require("name", name);
            problems.limit("name", name);
        }
        if email != old_email {
            problems.limit("email", email);
            problems.email("email", email.trim());
        }
        problems.or(())
    }

    /// The whole profile to send: what differs from `base` as typed, all else as it is `now`.
    pub(super) fn update(
        &self,
        base: &Self,
        now: &Profile,
        iamid: &IamId,
        userid: &Username,
    ) -> ProfileUpdate {
        let patch = |index: usize| -> Patch<String> {
            if self.texts[index] == base.texts[index] {
                return Some(texts_of(now)[index].clone());
            }
            Some(Some(self.texts[index].trim().to_owned()).filter(|text| !text.is_empty()))
        };
        let mut ids = now.external_user_ids.clone().unwrap_or_default();
        for (system, id) in &self.ids {
            if *id == base.id(system) {
                continue;
            }
            match id.trim() {
                "" => ids.remove(system),
                id => ids.insert(system.clone(), Value::String(id.to_owned())),
            };
        }
        ProfileUpdate {
            iamid: Some(iamid.clone()),
            userid: Some(userid.clone()),
            // The table of row 3 has no name: it goes only where it was changed.
            name: (self.texts[0] != base.texts[0]).then(|| Some(self.texts[0].trim().to_owned())),
            email: patch(1),
            phone: patch(2),
            organization: patch(3),
            position: patch(4),
            location: patch(5),
            about: patch(6),
            sql_user: Some(self.sql_user.trim())
                .filter(|user| !user.is_empty())
                .map(|user| Some(user.to_owned())),
            external_user_ids: Some(Some(ids)),
            preferences: now.preferences.clone().map(Some),
            scim: Some(now.scim.clone()),
            system_generated: now.system_generated,
        }
    }

    /// What somebody else changed since `base`: what is there now, and what is typed here where it differs.
    pub(super) fn changed_meanwhile(&self, base: &Self, now: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut compare = |what: &str, mine: &str, base: &str, theirs: &str| {
            if theirs != base && theirs != mine {
                let or_none = |text: &str| if text.is_empty() { words::NOT_SET } else { text }.to_owned();
                let mine = (mine != base).then(|| or_none(mine));
                changes.push(Change { what: what.to_owned(), theirs: or_none(theirs), mine });
            }
        };
        for (index, (_, label)) in TEXTS.iter().enumerate() {
            compare(label, &self.texts[index], &base.texts[index], &now.texts[index]);
        }
        let mut systems = now.systems();
        systems.extend(base.systems().into_iter().filter(|system| !now.systems().contains(system)));
        for system in systems {
            compare(&system, &self.id(&system), &base.id(&system), &now.id(&system));
        }
        changes
    }

    /// What is typed, set upon what is there now. Where both changed the same, `mine_wins` says who counts.
    pub(super) fn rebased(&self, base: &Self, now: &Self, mine_wins: bool) -> Self {
        let pick = |mine: &str, base: &str, theirs: &str| {
            let is_mine = mine != base && (mine_wins || theirs == base);
            if is_mine { mine.to_owned() } else { theirs.to_owned() }
        };
        let mut rebased = now.clone();
        for index in 0..TEXTS.len() {
            rebased.texts[index] = pick(&self.texts[index], &base.texts[index], &now.texts[index]);
        }
        for system in self.systems() {
            let id = pick(&self.id(&system), &base.id(&system), &now.id(&system));
            rebased.set_id(&system, id);
        }
        rebased.sql_user.clone_from(&self.sql_user);
        rebased
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn profile() -> Profile {
        serde_json::from_value(json!({
            "id": 7, "name": "Ada", "email": "ada@example.com", "phone": null, "about": "x",
            "preferences": { "notifications": { "email": false }, "tab": 1.5 }, "scim": { "a": [1] },
            "externalUserIds": { "hdfsUser": "ada", "own": "o", "databricksUserObject": { "id": 9 } },
        }))
        .expect("a profile")
    }

    fn update(change: impl FnOnce(&mut Draft), now: &Profile) -> ProfileUpdate {
        let base = Draft::from(&profile());
        let mut draft = base.clone();
        change(&mut draft);
        draft.update(&base, now, &IamId::bim(), &"ada".into())
    }

    #[test]
    fn what_was_not_touched_goes_as_it_is_now() {
        let mut now = profile();
        now.phone = Some("123".to_owned());
        let update = update(|draft| draft.set_text(3, " BIM ".to_owned()), &now);
        assert_eq!(update.organization, Some(Some("BIM".to_owned())));
        assert_eq!(update.phone, Some(Some("123".to_owned())));
        assert_eq!(update.about, Some(Some("x".to_owned())));
        assert_eq!(update.preferences, Some(now.preferences.clone()));
        assert_eq!(update.scim, Some(now.scim.clone()));
        assert_eq!(update.external_user_ids, Some(now.external_user_ids.clone()));
        assert_eq!((update.name, update.sql_user), (None, None));
    }

    #[test]
    fn an_emptied_field_is_cleared_and_a_name_goes_only_when_changed() {
        let update = update(
            |draft| {
                draft.set_text(0, "Ada L".to_owned());
                draft.set_text(6, String::new());
                draft.sql_user = "ada_sql".to_owned();
            },
            &profile(),
        );
        assert_eq!(update.name, Some(Some("Ada L".to_owned())));
        assert_eq!(update.about, Some(None));
        assert_eq!(update.sql_user, Some(Some("ada_sql".to_owned())));
    }

    #[test]
    fn ids_are_changed_one_by_one_and_objects_stay() {
        let update = update(
            |draft| {
                draft.set_id("hdfsUser", String::new());
                draft.set_id("snowflakeUser", "ADA".to_owned());
                draft.set_id("new.key", "1".to_owned());
            },
            &profile(),
        );
        let expected = json!({
            "own": "o", "databricksUserObject": { "id": 9 }, "snowflakeUser": "ADA", "new.key": "1",
        });
        assert_eq!(update.external_user_ids.flatten().map(Value::Object), Some(expected));
    }

    #[test]
    fn what_others_changed_is_told_and_either_may_count() {
        let base = Draft::from(&profile());
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        mine.set_text(2, "mine".to_owned());
        mine.set_text(3, "org".to_owned());
        theirs.set_text(2, "theirs".to_owned());
        theirs.set_text(5, "Rome".to_owned());
        let changes = mine.changed_meanwhile(&base, &theirs);
        let told: Vec<_> = changes.iter().map(|c| (c.what.as_str(), c.mine.as_deref())).collect();
        assert_eq!(told, [(words::PHONE, Some("mine")), (words::LOCATION, None)]);
        let kept = mine.rebased(&base, &theirs, false);
        assert_eq!(
            (kept.text(2), kept.text(3), kept.text(5)),
            ("theirs".into(), "org".into(), "Rome".into())
        );
        assert_eq!(mine.rebased(&base, &theirs, true).text(2), "mine");
    }

    #[test]
    fn a_name_is_needed_and_an_address_must_look_like_one() {
        let base = Draft::from(&profile());
        let mut draft = base.clone();
        draft.set_text(0, " ".to_owned());
        draft.set_text(1, "nowhere".to_owned());
        let problems = draft.validate(&base).expect_err("two mistakes");
        assert!(problems.of("name").is_some() && problems.of("email").is_some());
        // As it came from an API that is less strict.
        assert!(draft.validate(&draft).is_ok());
    }
}
