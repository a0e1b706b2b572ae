//! What a directory holds, in this service's terms: people and groups.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use ldap3::SearchEntry;

use super::connection::Connection;
use super::settings::{LdapSettings, MemberBy};
use super::{Failure, dn, filter};
use crate::db::authorizations::Attributes;
use crate::fold::fold;
use crate::routes::limits::{MAX_ATTRIBUTE, MAX_NAME, MAX_TEXT};

/// The longest that reading a whole directory may take.
const WHOLE: Duration = Duration::from_secs(300);

/// Nobody's name in a directory: asked about where there is nobody to ask about.
const NOBODY: &str = "bim-nobody-5e0f3c1a9d";

/// People that a directory may hold.
const MOST: usize = 500_000;

/// A person of a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) userid: String,
    pub(crate) dn: String,
    /// Fields of the profile that are mapped; one without a value is not there.
    pub(crate) profile: BTreeMap<String, String>,
    pub(crate) attributes: Attributes,
    /// Keys that are mapped; one without a value is not there.
    pub(crate) external_user_ids: BTreeMap<String, String>,
    /// Whether the directory says that the account is disabled.
    pub(crate) is_disabled: bool,
}

/// All that was asked for.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    pub(crate) people: Vec<Person>,
    /// Members by group, as folded usernames, with those of groups within it. None where groups are not synced.
    pub(crate) groups: Option<BTreeMap<String, BTreeSet<String>>>,
}

async fn searcher(settings: &LdapSettings) -> Result<Connection, Failure> {
    let mut connection = Connection::open(settings).await?;
    if let Some((dn, password)) = &settings.bind
        && !connection.bind(dn, password.expose()).await?
    {
        return Err(Failure::Credentials(format!(
            "{} refuses the bind name or its password.",
            settings.place
        )));
    }
    Ok(connection)
}

/// Reads everybody, and the groups where they are asked for.
pub(crate) async fn read(settings: &LdapSettings) -> Result<Directory, Failure> {
    let whole = async {
        let mut connection = searcher(settings).await?;
        let people = people(&mut connection, settings).await?;
        let groups = match settings.has_groups {
            true => Some(groups(&mut connection, settings, &people).await?),
            false => None,
        };
        Ok(Directory { people, groups })
    };
    match tokio::time::timeout(WHOLE, whole).await {
        Ok(read) => read,
        Err(_) => Err(Failure::Unreachable(format!(
            "{} takes longer than {} s to tell everybody.",
            settings.place,
            WHOLE.as_secs()
        ))),
    }
}

/// Whether a directory knows this person with this password, and has the account enabled.
pub(crate) async fn sign_in(
    settings: &LdapSettings,
    username: &str,
    password: &str,
) -> Result<bool, Failure> {
    // A bind without a password is one as nobody, and succeeds.
    if password.is_empty() || username.is_empty() {
        return Ok(false);
    }
    let mut connection = searcher(settings).await?;
    let mut found = Vec::new();
    let wanted = filter::for_one(&settings.user_filter, username);
    let attributes = asked_of_people(settings);
    let take = |entry| {
        found.push(entry);
        Ok(())
    };
    connection.search(&settings.user_base, &wanted, attributes, take).await?;
    let is_theirs = |entry: &SearchEntry| {
        let entry = Entry::new(entry);
        // The filter may find somebody by another value than the one that is their username here.
        !is_disabled(&entry)
            && entry.first(&settings.username).is_some_and(|name| fold(&name) == fold(username))
    };
    match &found[..] {
        [entry] if is_theirs(entry) => connection.bind_person(&entry.dn, password).await,
        // The same road for whom nobody knows: one more question, about a name that is nobody's.
        _ => connection.bind_person(&nobody(settings), password).await.map(|_| false),
    }
}

/// A name in the directory that is nobody's.
fn nobody(settings: &LdapSettings) -> String {
    format!("cn={NOBODY},{}", settings.user_base)
}

/// A value as it may be stored: in one line, and not endless.
fn clean(value: &str, most: usize) -> String {
    let line: String = value.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.trim().to_owned()
}

/// An entry whose attributes are found in any letter case.
struct Entry<'a> {
    entry: &'a SearchEntry,
    names: HashMap<String, &'a Vec<String>>,
}

impl<'a> Entry<'a> {
    fn new(entry: &'a SearchEntry) -> Self {
        let names = entry.attrs.iter().map(|(name, values)| (name.to_ascii_lowercase(), values)).collect();
        Self { entry, names }
    }

    fn all(&self, name: &str) -> &'a [String] {
        self.names.get(&name.to_ascii_lowercase()).map_or(&[], |values| values.as_slice())
    }

    fn first(&self, name: &str) -> Option<String> {
        self.all(name).iter().map(|value| clean(value, MAX_TEXT)).find(|value| !value.is_empty())
    }
}

/// What the usual directories say of a disabled account: Active Directory, 389 Directory Server, eDirectory, and
/// OpenLDAP's password policy.
const DISABLED: [&str; 4] = ["userAccountControl", "nsAccountLock", "loginDisabled", "pwdAccountLockedTime"];

fn is_disabled(entry: &Entry<'_>) -> bool {
    let is_true = |name: &str| entry.first(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let flags = entry.first("userAccountControl").and_then(|flags| flags.parse::<i64>().ok()).unwrap_or(0);
    flags & 2 != 0
        || is_true("nsAccountLock")
        || is_true("loginDisabled")
        || entry.first("pwdAccountLockedTime").is_some_and(|time| time.starts_with("000001010000"))
}

fn asked_of_people(settings: &LdapSettings) -> Vec<String> {
    let mapping = &settings.mapping;
    let mapped = mapping
        .profile
        .values()
        .chain(mapping.authorizations.values())
        .chain(mapping.external_user_ids.values())
        .chain([&settings.username])
        .cloned();
    mapped.chain(DISABLED.map(str::to_owned)).collect::<BTreeSet<_>>().into_iter().collect()
}

async fn people(connection: &mut Connection, settings: &LdapSettings) -> Result<Vec<Person>, Failure> {
    let mut people = Vec::new();
    let take = |entry: SearchEntry| {
        if people.len() >= MOST {
            return Err(Failure::Answer(format!("{} holds more than {MOST} people.", settings.place)));
        }
        people.push(person(&Entry::new(&entry), settings));
        Ok(())
    };
    let everybody = filter::for_all(&settings.user_filter);
    connection.search(&settings.user_base, &everybody, asked_of_people(settings), take).await?;
    people.sort_by(|one: &Person, other: &Person| (&one.userid, &one.dn).cmp(&(&other.userid, &other.dn)));
    Ok(people)
}

fn person(entry: &Entry<'_>, settings: &LdapSettings) -> Person {
    let firsts = |map: &BTreeMap<String, String>| {
        let value = |(key, name): (&String, &String)| {
            let most = if matches!(key.as_str(), "name" | "email") { MAX_NAME } else { MAX_TEXT };
            Some((key.clone(), clean(&entry.first(name)?, most)))
        };
        map.iter().filter_map(value).collect()
    };
    let mut attributes = Attributes::new();
    for (key, name) in &settings.mapping.authorizations {
        let mut values: Vec<_> = entry.all(name).iter().map(|value| clean(value, MAX_ATTRIBUTE)).collect();
        // What no path can hold is no value of an attribute here.
        values.retain(|value| !matches!(value.as_str(), "" | "." | ".."));
        // The order of values means nothing in a directory.
        values.sort();
        values.dedup();
        if !values.is_empty() {
            attributes.insert(key.clone(), values);
        }
    }
    Person {
        userid: entry.first(&settings.username).unwrap_or_default(),
        dn: clean(&entry.entry.dn, MAX_TEXT),
        profile: firsts(&settings.mapping.profile),
        attributes,
        external_user_ids: firsts(&settings.mapping.external_user_ids),
        is_disabled: is_disabled(entry),
    }
}

struct Group {
    name: String,
    members: Vec<String>,
}

async fn groups(
    connection: &mut Connection,
    settings: &LdapSettings,
    people: &[Person],
) -> Result<BTreeMap<String, BTreeSet<String>>, Failure> {
    let (member, by) = &settings.member;
    let mut groups = BTreeMap::<String, Group>::new();
    let take = |entry: SearchEntry| {
        let found = Entry::new(&entry);
        let Some(name) = found.first(&settings.mapping.group_name) else { return Ok(()) };
        let part = format!("{};range=", member.to_ascii_lowercase());
        if found.names.keys().any(|name| name.starts_with(&part)) {
            return Err(Failure::Answer(format!(
                "{} tells only a part of the members of {name}: raise its limit of values per attribute.",
                settings.place
            )));
        }
        let members = found.all(member).to_vec();
        groups.insert(dn::normal(&entry.dn), Group { name: clean(&name, MAX_NAME), members });
        Ok(())
    };
    let asked = vec![settings.mapping.group_name.clone(), member.clone()];
    let all = filter::for_all(&settings.group_filter);
    connection.search(&settings.group_base, &all, asked, take).await?;
    let known: HashMap<String, String> = match by {
        MemberBy::Dn => people.iter().map(|person| (dn::normal(&person.dn), fold(&person.userid))).collect(),
        MemberBy::Username => {
            people.iter().map(|person| (fold(&person.userid), fold(&person.userid))).collect()
        }
    };
    let key = |member: &str| match by {
        MemberBy::Dn => dn::normal(member),
        MemberBy::Username => fold(member),
    };
    let mut found = BTreeMap::<String, (String, BTreeSet<String>)>::new();
    for start in groups.keys() {
        let mut members = BTreeSet::new();
        let (mut seen, mut ahead) = (BTreeSet::from([start.clone()]), vec![start.clone()]);
        while let Some(group) = ahead.pop().and_then(|dn| groups.get(&dn)) {
            for member in group.members.iter().map(|member| key(member)) {
                match known.get(&member) {
                    Some(person) => drop(members.insert(person.clone())),
                    None if groups.contains_key(&member) && seen.insert(member.clone()) => ahead.push(member),
                    None => {}
                }
            }
        }
        let name = groups.get(start).map(|group| group.name.clone()).unwrap_or_default();
        // Two groups of one name are one here.
        found.entry(fold(&name)).or_insert_with(|| (name, BTreeSet::new())).1.extend(members);
    }
    Ok(found.into_values().collect())
}
