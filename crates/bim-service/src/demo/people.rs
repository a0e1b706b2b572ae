//! One made-up person at a time.

use std::collections::HashMap;

use super::attributes;
use super::dice::Dice;
use super::names::{AWKWARD, LANGUAGES, Language};
use super::organisation::{DEPARTMENTS, GOOGLE, LDAP, OKTA, REMOVED};
use crate::db::users::NewUserRow;
use crate::fold::fold;

/// Milliseconds of a day.
pub(crate) const DAY: i64 = 86_400_000;

/// A person, and where they work.
pub(crate) struct Person {
    pub(crate) row: NewUserRow,
    pub(crate) department: usize,
    pub(crate) team: usize,
}

/// The person with this number; `taken` counts usernames.
pub(crate) fn person(dice: &mut Dice, index: usize, taken: &mut HashMap<String, usize>, now: i64) -> Person {
    let language = language(dice);
    let (name, username) = match AWKWARD.get(index) {
        Some((name, username)) => ((*name).to_owned(), (*username).to_owned()),
        None => full_name(dice, language),
    };
    let userid = unique(username, taken);
    let iamid = if index < AWKWARD.len() { "bim" } else { iam(dice) };
    let department = dice.below(DEPARTMENTS.len());
    let team = dice.below(DEPARTMENTS[department].1.len());
    let created_at = now - DAY - dice.up_to(1_400) * DAY - dice.up_to(DAY);
    let last_login = (!dice.percent(12)).then(|| created_at + dice.up_to(now - created_at));
    let is_external = iamid != "bim";
    let held = held_attributes(dice, language, department, team);
    // Directories say where somebody works; clearances are given here.
    let (external, here): (Vec<_>, Vec<_>) =
        held.into_iter().partition(|(key, _)| is_external && *key != "Clearance");
    let email = (!dice.permille(15)).then(|| address(&userid));
    let (disabled, system_generated) = (dice.percent(5), dice.permille(2));
    let row = NewUserRow {
        iamid: iamid.to_owned(),
        userid,
        global_id: dice.uuid(),
        name,
        email,
        permissions: permissions(dice),
        bim_authorizations: attributes(&here),
        iam_authorizations: attributes(&external),
        disabled,
        system_generated,
        data_source_owner: dice.percent(4),
        phone: dice.percent(60).then(|| format!("+1 555 {:04}", dice.below(10_000))),
        about: dice
            .percent(10)
            .then(|| "Joined through the graduate programme; knows the reporting systems.".to_owned()),
        location: dice.percent(50).then(|| (*dice.pick(LOCATIONS)).to_owned()),
        organization: dice.percent(70).then(|| "Example Corp".to_owned()),
        position: dice.percent(70).then(|| (*dice.pick(POSITIONS)).to_owned()),
        preferences: dice.percent(15).then(|| {
            serde_json::json!({
                "sortProjectState": { "column": "name", "order": "asc", "size": 12 },
                "notifications": { "email": false }
            })
        }),
        external_user_ids: external_ids(dice),
        last_login,
        last_external_refresh: Some(last_login.unwrap_or(created_at)),
        created_at,
    };
    Person { row, department, team }
}

const LOCATIONS: &[&str] = &[
    "Boston, MA",
    "Columbus, OH",
    "London",
    "München",
    "Αθήνα",
    "Київ",
    "القاهرة",
    "東京",
    "서울",
    "São Paulo",
    "मुंबई",
];

const POSITIONS: &[&str] = &[
    "Analyst",
    "Senior Analyst",
    "Engineer",
    "Data Steward",
    "Manager",
    "Director",
    "Auditor",
    "Contractor",
];

fn language(dice: &mut Dice) -> &'static Language {
    let total: usize = LANGUAGES.iter().map(|language| language.weight).sum();
    let mut throw = dice.below(total);
    for language in LANGUAGES {
        if throw < language.weight {
            return language;
        }
        throw -= language.weight;
    }
    &LANGUAGES[0]
}

fn full_name(dice: &mut Dice, language: &Language) -> (String, String) {
    let (given, given_latin) = dice.pick(language.given);
    let (family, family_latin) = dice.pick(language.family);
    let separator = language.separator;
    let name = match language.family_first {
        true => format!("{family}{separator}{given}"),
        // One in twelve uses an initial, as people do.
        false if dice.below(12) == 0 => {
            format!("{given} {}. {family}", char::from(b'A' + u8::try_from(dice.below(26)).unwrap_or(0)))
        }
        false => format!("{given}{separator}{family}"),
    };
    let domain = if dice.percent(90) { "example.com" } else { "example.org" };
    (name, format!("{given_latin}.{family_latin}@{domain}"))
}

/// The username, with a number where another has it: jane.doe@, jane.doe2@, ...
fn unique(username: String, taken: &mut HashMap<String, usize>) -> String {
    let count = taken.entry(fold(&username)).and_modify(|count| *count += 1).or_insert(1);
    match (*count, username.split_once('@')) {
        (1, _) => username,
        (number, Some((local, domain))) => format!("{local}{number}@{domain}"),
        (number, None) => format!("{username}{number}"),
    }
}

fn address(userid: &str) -> String {
    let plain: String = userid.chars().filter(|c| c.is_alphanumeric() || "@.+-_'".contains(*c)).collect();
    if plain.contains('@') { plain } else { format!("{plain}@example.com") }
}

fn iam(dice: &mut Dice) -> &'static str {
    match dice.below(100) {
        0..60 => "bim",
        60..82 => LDAP,
        82..92 => OKTA,
        92..98 => GOOGLE,
        _ => REMOVED,
    }
}

fn permissions(dice: &mut Dice) -> Vec<String> {
    let chances = [
        ("CREATE_PROJECT", 850),
        ("CREATE_DATA_SOURCE", 100),
        ("CREATE_S3_DATASOURCE", 20),
        ("PROJECT_MANAGEMENT", 15),
        ("GOVERNANCE", 10),
        ("AUDIT", 5),
        ("USER_ADMIN", 3),
        ("FETCH_POLICY_INFO", 2),
        ("IMPERSONATE_USER", 2),
        ("APPLICATION_ADMIN", 1),
        // A permission this version of the contract does not name.
        ("EXPORT_REPORTS", 4),
    ];
    chances
        .into_iter()
        .filter(|(_, chance)| dice.permille(*chance))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn held_attributes(
    dice: &mut Dice,
    language: &Language,
    department: usize,
    team: usize,
) -> Vec<(&'static str, &'static str)> {
    let mut held = Vec::new();
    if dice.percent(80) {
        held.push(("Country", *dice.pick(language.countries)));
    }
    if dice.percent(60) {
        let (_, teams, key) = DEPARTMENTS[department];
        held.push((key, teams[team]));
        if dice.percent(15) {
            held.push((key, *dice.pick(teams)));
        }
    }
    if dice.percent(30) {
        held.push(("Clearance", *dice.pick(&["Public", "Internal", "Confidential", "Secret"])));
    }
    if dice.percent(6) {
        held.push(("Training.Security Awareness", *dice.pick(&["2025", "2026"])));
    }
    if dice.percent(1) {
        held.push(("Προσωπικό.Γραφείο", "Αθήνα / Κέντρο"));
    }
    if dice.percent(1) {
        held.push(("部署", "データ分析"));
    }
    held
}

fn external_ids(dice: &mut Dice) -> serde_json::Map<String, serde_json::Value> {
    let mut ids = serde_json::Map::new();
    if dice.percent(10) {
        ids.insert("databricksUserObject".to_owned(), serde_json::json!({ "id": null, "type": "NONE" }));
    }
    if dice.percent(10) {
        ids.insert("snowflakeUser".to_owned(), format!("SF_{:05}", dice.below(100_000)).into());
    }
    ids
}
