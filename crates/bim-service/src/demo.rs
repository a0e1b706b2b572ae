//! Made-up people to try the service with: the same ones every time.
//!
//! Owns what the world looks like; how it is stored is up to `db`.

mod dice;
mod history;
mod names;
mod organisation;
mod people;

use std::collections::HashMap;

use dice::Dice;
use organisation::Organisation;

use crate::db::authorizations::Attributes;
use crate::db::sequences::{self, Block, Sequence};
use crate::db::{Database, DbError, Session, api_keys, domains, groups, iams, projects, user_search, users};

/// The first throw of every demo world.
const SEED: u64 = 0x00B1_4DE3_0ADA_2026;

/// Adds `count` people and their surroundings in one transaction. Does nothing when they are there already.
pub(crate) fn seed(database: &Database, count: usize, now: i64) -> Result<bool, DbError> {
    let is_new = database.write_here(|session| {
        if iams::all(session)?.iter().any(|iam| iam.id == organisation::LDAP) {
            return Ok(false);
        }
        let mut dice = Dice::new(SEED);
        for iam in organisation::iams() {
            iams::add(session, &iam)?;
        }
        let organisation = Organisation::build(session, &mut dice, now)?;
        fill(session, &organisation, &mut dice, count, now)?;
        user_search::bump_generation(session);
        Ok::<_, DbError>(true)
    })?;
    if is_new {
        database.settle()?;
    }
    Ok(is_new)
}

/// Adds `events` of the people to the audit log, over the last year.
pub(crate) fn seed_history(database: &Database, events: usize, now: i64) -> Result<(), DbError> {
    history::add(database, &mut Dice::new(SEED), events, now)?;
    database.settle()
}

fn fill(
    session: &Session<'_>,
    organisation: &Organisation,
    dice: &mut Dice,
    count: usize,
    now: i64,
) -> Result<(), DbError> {
    let number = i64::try_from(count).unwrap_or(i64::MAX);
    let first_user = sequences::reserve(session, Sequence::User, number)?;
    let first_profile = sequences::reserve(session, Sequence::Profile, number)?;
    let mut memberships = Block::new(Sequence::Membership);
    let mut taken = HashMap::new();
    for (index, offset) in (0..count).zip(0_i64..) {
        let person = people::person(dice, index, &mut taken, now);
        let user = first_user + offset;
        users::insert_as(session, &person.row, user, first_profile + offset, None)?;
        for group in organisation.groups_of(dice, &person) {
            let id = memberships.take(session)?;
            let since = person.row.created_at + dice.up_to(30) * people::DAY;
            groups::insert_member_as(session, id, group, user, since.min(now))?;
        }
        surroundings(session, organisation, dice, &person, user, now)?;
    }
    Ok(())
}

/// Keys, projects and domain permissions of one person; most have none.
fn surroundings(
    session: &Session<'_>,
    organisation: &Organisation,
    dice: &mut Dice,
    person: &people::Person,
    user: i64,
    now: i64,
) -> Result<(), DbError> {
    if dice.percent(8) {
        let project = *dice.pick(&organisation.projects);
        projects::add_member(session, project, user)?;
        if dice.percent(40) {
            let made = person.row.created_at + dice.up_to(90) * people::DAY;
            let name = format!("{} key", organisation::PROJECTS[dice.below(organisation::PROJECTS.len())].0);
            api_keys::insert(session, user, &dice.bytes(), Some(&name), Some(project), made.min(now))?;
        }
    }
    if dice.percent(3) {
        let made = person.row.created_at + dice.up_to(90) * people::DAY;
        let name = *dice.pick(&[
            "laptop",
            "nightly export",
            "Jupyter",
            "CI",
            "ключ для отчётов",
            "Ad-hoc \"test\" key",
        ]);
        let key = api_keys::insert(session, user, &dice.bytes(), Some(name), None, made.min(now))?;
        if dice.percent(70) {
            api_keys::touch(session, key, now - dice.up_to(60) * people::DAY)?;
        }
    }
    if dice.percent(1) {
        let domain = dice.pick(&organisation.domains).clone();
        let permission = *dice.pick(&organisation::DOMAIN_PERMISSIONS);
        domains::grant(session, &dice.uuid(), &domain, permission, domains::Grantee::User(user), now)?;
    }
    Ok(())
}

/// Attributes from pairs.
fn attributes(pairs: &[(&str, &str)]) -> Attributes {
    let mut all = Attributes::new();
    for (key, value) in pairs {
        let values = all.entry((*key).to_owned()).or_default();
        if !values.iter().any(|known| known == value) {
            values.push((*value).to_owned());
        }
    }
    all
}
