//! What applying a file would do: whom it creates, whom it changes and how, and which lines are left out.

use std::collections::HashMap;
use std::sync::Arc;

use bim_api::wire::profile::ProfileUpdate;
use bim_api::wire::user::{NewProfile, NewUser};
use bim_api::{IamId, Permission};

use super::census::{Census, folded};
use super::line::{Wanted, read};
use super::row::Person;
use super::{Absent, Field, Mapping, Mistake};
use crate::csv::Record;
use crate::stores::{Change, Holder, Task};
use crate::words;

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// The person is created.
    Create,
    /// The person is changed.
    Update,
    /// It cannot be read, or wants what there is not.
    Wrong(Vec<Mistake>),
    /// It stands against another line, or against what must not be changed from here.
    Conflict(Mistake),
}

/// A line that does something, or cannot.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Its place among the records.
    pub at: u32,
    /// The line it begins on.
    pub line: u32,
    /// The username, as far as there is one.
    pub label: String,
    /// What becomes of it.
    pub standing: Standing,
    /// What is done, in this order.
    pub changes: Vec<Change>,
    holder: Option<Holder>,
    /// The name and the address that were there, where they change.
    was: Option<Box<[Option<String>; 2]>>,
}

impl Planned {
    /// What is done, step by step, with what is there before and after.
    pub fn steps(&self) -> Vec<String> {
        self.changes.iter().flat_map(|change| self.says(change)).collect()
    }

    fn says(&self, change: &Change) -> Vec<String> {
        let fields = [Field::FullName, Field::Email];
        let (before, after) = match change {
            Change::Create(user) => {
                let profile = user.profile.as_ref();
                let of = |get: fn(&NewProfile) -> &Option<String>| {
                    profile.and_then(|profile| get(profile).clone())
                };
                ([None, None], [of(|profile| &profile.name), of(|profile| &profile.email)])
            }
            Change::Profile(update) => {
                let before = self.was.as_deref().cloned().unwrap_or_default();
                (before, [update.name.clone().flatten(), update.email.clone().flatten()])
            }
            _ => return vec![change.says()],
        };
        let line = |((field, before), after): ((Field, Option<String>), Option<String>)| {
            let before = before.map(|before| [&before, " → "].concat()).unwrap_or_default();
            Some([field.label(), ": ", &before, &after?].concat())
        };
        fields.into_iter().zip(before).zip(after).filter_map(line).collect()
    }
}

/// The whole plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportPlan {
    /// Lines that do something, or cannot.
    pub lines: Vec<Planned>,
    /// How many lines want what is already so.
    pub nothing: usize,
    /// Who is in no line, where that is asked.
    pub absent: Absent,
    /// Who was named by which line.
    seen: HashMap<(IamId, String), u32>,
}

impl ImportPlan {
    /// How many lines create, change, cannot be read, and are in conflict.
    pub fn counts(&self) -> [usize; 4] {
        let count = |is: fn(&Standing) -> bool| self.lines.iter().filter(|line| is(&line.standing)).count();
        [
            count(|standing| *standing == Standing::Create),
            count(|standing| *standing == Standing::Update),
            count(|standing| matches!(standing, Standing::Wrong(_))),
            count(|standing| matches!(standing, Standing::Conflict(_))),
        ]
    }

    /// How many lose something: lines that take permissions, groups or attributes away or disable an account, and those
    /// who are disabled since no line names them.
    pub fn losing(&self) -> usize {
        let changed = self.lines.iter().filter(|line| line.standing == Standing::Update);
        changed.filter(|line| line.changes.iter().any(takes)).count() + self.absent.leaving.len()
    }

    /// What a job is to do, in the place of what was shown.
    pub fn into_tasks(self) -> Vec<Task> {
        let task = |Planned { label, changes, holder, .. }| {
            let holder = holder.filter(|_| !changes.is_empty())?;
            Some(Task::of(holder, changes).called(label))
        };
        let mut tasks: Vec<Task> = self.lines.into_iter().filter_map(task).collect();
        let disable: Arc<[_]> = [Change::Disable].into();
        let leaving = self.absent.leaving.into_iter();
        tasks.extend(leaving.map(|key| Task::of(Holder::User(key), Arc::clone(&disable))));
        tasks
    }

    /// No more lines come.
    pub(super) fn finish(&mut self) {
        self.seen = HashMap::new();
    }

    /// Judges one more line.
    pub(super) fn add(&mut self, at: u32, record: &Record, mapping: &Mapping, census: &Census) {
        let label = mapping.cell(record, Field::Username).unwrap_or_default().to_owned();
        let mut planned = Planned {
            at,
            line: record.line,
            label,
            standing: Standing::Update,
            changes: Vec::new(),
            holder: None,
            was: None,
        };
        match self.judge(record, mapping, census) {
            Ok((changes, _)) if changes.is_empty() => {
                self.nothing += 1;
                return;
            }
            Ok((changes, holder)) => {
                let creates = matches!(changes.first(), Some(Change::Create(_)));
                planned.standing = if creates { Standing::Create } else { Standing::Update };
                if changes.iter().any(|change| matches!(change, Change::Profile(_)))
                    && let Holder::User(key) = &holder
                    && let Some(person) = census.person(key)
                {
                    planned.was = Some(Box::new([person.name.clone(), person.email.clone()]));
                }
                (planned.changes, planned.holder) = (changes, Some(holder));
            }
            Err(standing) => planned.standing = standing,
        }
        self.lines.push(planned);
    }

    fn judge(
        &mut self,
        record: &Record,
        mapping: &Mapping,
        census: &Census,
    ) -> Result<(Vec<Change>, Holder), Standing> {
        let (wanted, mut mistakes) = read(record, mapping).map_err(Standing::Wrong)?;
        let key = wanted.key.clone();
        let person = census.person(&key);
        mistakes.extend(unknown(&wanted, person, census));
        mistakes.extend(unseen(&wanted, person));
        if !mistakes.is_empty() {
            return Err(Standing::Wrong(mistakes));
        }
        let before = self.seen.entry((key.iamid.clone(), folded(key.userid.as_str()))).or_insert(record.line);
        if *before != record.line {
            let text = [words::TWICE_IN_FILE, " ", &before.to_string(), "."].concat();
            return Err(Standing::Conflict(Mistake::at(Field::Username, text)));
        }
        let changes = match person {
            Some(person) => update(&wanted, person, census)?,
            None => create(&wanted, census)?,
        };
        Ok((changes, Holder::User(key)))
    }
}

fn takes(change: &Change) -> bool {
    match change {
        Change::Permissions { take, .. } => !take.is_empty(),
        Change::Take(_) | Change::Leave(..) | Change::Disable => true,
        _ => false,
    }
}

/// Names in a line that mean nothing.
fn unknown(wanted: &Wanted, person: Option<&Person>, census: &Census) -> Vec<Mistake> {
    let named = |what: &str, name: &str| [what, " ", name].concat();
    let mut mistakes = Vec::new();
    // People of providers that were removed are still there.
    let is_known = person.is_some() || census.providers.contains(&wanted.key.iamid);
    if !is_known && !census.providers.is_empty() {
        let text = named(words::NO_SUCH_PROVIDER, wanted.key.iamid.as_str());
        mistakes.push(Mistake::at(Field::Provider, text));
    }
    // One that somebody holds is there, whatever the contract names.
    let holds = |one: &Permission| person.is_some_and(|person| person.permissions.contains(one));
    for one in wanted.permissions.iter().flatten().filter(|one| !one.is_known() && !holds(one)) {
        mistakes.push(Mistake::at(Field::Permissions, named(words::NO_SUCH_PERMISSION, one.as_str())));
    }
    for name in wanted.groups.iter().flatten().filter(|name| !census.groups.contains_key(*name)) {
        mistakes.push(Mistake::at(Field::Groups, named(words::NO_SUCH_GROUP_NAMED, name)));
    }
    mistakes
}

/// Line breaks and the like in what is new: whoever holds some already keeps them.
fn unseen(wanted: &Wanted, person: Option<&Person>) -> Vec<Mistake> {
    let is_odd = |text: &str| text.contains(char::is_control);
    let is_other = |new: &Option<String>, old: Option<&Option<String>>| {
        new.as_deref()
            .is_some_and(|new| is_odd(new) && old.and_then(Option::as_deref).map(str::trim) != Some(new))
    };
    let holds = |key: &String, value: &String| {
        let held = person.and_then(|person| person.here.get(key));
        held.is_some_and(|values| values.contains(value))
    };
    let mut pairs = wanted
        .attributes
        .iter()
        .flatten()
        .flat_map(|(key, values)| values.iter().map(move |value| (key, value)));
    let odd = [
        (Field::Username, person.is_none() && is_odd(wanted.key.userid.as_str())),
        (Field::FullName, is_other(&wanted.name, person.map(|person| &person.name))),
        (Field::Email, is_other(&wanted.email, person.map(|person| &person.email))),
        (Field::Attributes, pairs.any(|(key, value)| (is_odd(key) || is_odd(value)) && !holds(key, value))),
    ];
    let odd = odd.into_iter().filter(|(_, is_odd)| *is_odd);
    odd.map(|(field, _)| Mistake::at(field, words::HOLDS_UNSEEN)).collect()
}

fn conflict(field: Field, text: &str) -> Standing {
    Standing::Conflict(Mistake::at(field, text))
}

fn create(wanted: &Wanted, census: &Census) -> Result<Vec<Change>, Standing> {
    if let Some(other) = census.alike(&wanted.key).next() {
        let text = [words::ALIKE_BUT_FOR_CASE, " ", other.key.userid.as_str()].concat();
        return Err(Standing::Conflict(Mistake::at(Field::Username, text)));
    }
    if !wanted.key.iamid.is_bim() {
        return Err(conflict(Field::Provider, words::CREATED_ELSEWHERE));
    }
    let (name, email) = (wanted.name.clone(), wanted.email.clone());
    let user = NewUser {
        iamid: None,
        userid: wanted.key.userid.clone(),
        password: None,
        profile: (name.is_some() || email.is_some()).then_some(NewProfile { name, email }),
        permissions: wanted.permissions.clone().unwrap_or_default(),
    };
    let mut changes = vec![Change::Create(Box::new(user))];
    changes.extend(wanted.permissions.clone().map(Change::Exactly));
    for (key, values) in wanted.attributes.iter().flatten() {
        changes.extend(values.iter().map(|value| Change::Give((key.clone(), value.clone()))));
    }
    changes.extend(joins(wanted, census, &|_| false));
    if wanted.is_disabled == Some(true) {
        changes.push(Change::Disable);
    }
    Ok(changes)
}

fn update(wanted: &Wanted, person: &Person, census: &Census) -> Result<Vec<Change>, Standing> {
    let is_own = census.own.as_ref() == Some(&person.key);
    let mut changes = Vec::new();
    let other = |new: &Option<String>, old: &Option<String>| {
        new.as_ref().filter(|new| Some(new.as_str()) != old.as_deref().map(str::trim)).cloned().map(Some)
    };
    let (name, email) = (other(&wanted.name, &person.name), other(&wanted.email, &person.email));
    if name.is_some() || email.is_some() {
        changes.push(Change::Profile(Box::new(ProfileUpdate { name, email, ..ProfileUpdate::default() })));
    }
    if let Some(permissions) = &wanted.permissions {
        let without = |from: &[Permission], other: &[Permission]| -> Vec<Permission> {
            from.iter().filter(|one| !other.contains(one)).cloned().collect()
        };
        let give = without(permissions, &person.permissions);
        let take = without(&person.permissions, permissions);
        if is_own && take.contains(&Permission::USER_ADMIN) {
            return Err(conflict(Field::Permissions, words::SKIPPED_OWN_ADMIN));
        }
        if !give.is_empty() || !take.is_empty() {
            changes.push(Change::Permissions { give, take });
        }
    }
    if let Some(attributes) = &wanted.attributes {
        let pairs = |all: &bim_api::wire::Attributes| -> Vec<(String, String)> {
            let of = |(key, values): (&String, &Vec<String>)| -> Vec<_> {
                values.iter().map(|value| (key.clone(), value.clone())).collect()
            };
            all.iter().flat_map(of).collect()
        };
        let (new, old) = (pairs(attributes), pairs(&person.here));
        changes.extend(new.iter().filter(|pair| !old.contains(pair)).cloned().map(Change::Give));
        changes.extend(old.iter().filter(|pair| !new.contains(pair)).cloned().map(Change::Take));
    }
    if let Some(groups) = &wanted.groups {
        changes.extend(joins(wanted, census, &|id| person.groups.iter().any(|(own, _)| *own == id)));
        for (id, membership) in &person.groups {
            // Groups of other providers are changed there.
            if let Some(name) = census.own_group(*id).filter(|name| !groups.contains(*name)) {
                changes.push(Change::Leave(*id, *membership, name.to_owned()));
            }
        }
    }
    if let Some(disable) = wanted.is_disabled.filter(|disable| person.is_disabled != Some(*disable)) {
        if is_own {
            return Err(conflict(Field::Status, words::SKIPPED_OWN_ACCOUNT));
        }
        if !person.key.iamid.is_bim() {
            return Err(conflict(Field::Status, words::SKIPPED_FOREIGN));
        }
        changes.push(if disable { Change::Disable } else { Change::Enable });
    }
    Ok(changes)
}

fn joins(wanted: &Wanted, census: &Census, is_in: &dyn Fn(bim_api::GroupId) -> bool) -> Vec<Change> {
    let groups = wanted.groups.iter().flatten();
    let found = groups.filter_map(|name| Some((*census.groups.get(name)?, name)));
    found.filter(|(id, _)| !is_in(*id)).map(|(id, name)| Change::Join(id, name.clone())).collect()
}
