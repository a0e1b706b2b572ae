//! Projects and domains from the command line: no endpoint of the contract manages them, keys and searches refer
//! to them.

use crate::commands::people::{Said, find, said};
use crate::credentials;
use crate::db::domains::Grantee;
use crate::db::projects::ProjectRow;
use crate::db::{DbError, Session, domains, groups, projects};
use crate::routes::limits::check_name;
use crate::state::State;

/// A project to create.
#[derive(Clone, Debug, Default)]
pub struct NewProject {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The schema whose data sources it collects.
    pub schema: Option<String>,
}

/// Somebody of a provider.
#[derive(Clone, Copy, Debug)]
pub struct PersonRef<'a> {
    /// The provider.
    pub iamid: &'a str,
    /// The username.
    pub username: &'a str,
}

/// Who holds a domain permission.
#[derive(Clone, Copy, Debug)]
pub enum Holder<'a> {
    /// One person.
    Person(PersonRef<'a>),
    /// Every member of a group.
    Group(i64),
}

fn write<T>(state: &State, write: impl FnOnce(&Session<'_>) -> Result<T, Said>) -> Result<T, String> {
    state.database.write_here(write).map_err(|said| said.0)
}

/// Creates a project; its id.
pub(crate) fn create_project(state: &State, project: &NewProject) -> Result<i64, String> {
    check_name("name", &project.name).map_err(said)?;
    let now = state.clock.now();
    let row = ProjectRow {
        id: 0,
        key: project.name.clone(),
        name: project.name.clone(),
        status: "open".to_owned(),
        description: project.description.clone(),
        documentation: None,
        kind: if project.schema.is_some() { "Schema" } else { "Default" }.to_owned(),
        schema: project.schema.clone(),
        salt: credentials::random_uuid().map_err(|error| error.to_string())?,
        created_by: None,
        created_at: now,
        updated_at: now,
    };
    write(state, |session| Ok(projects::insert(session, &row)?))
}

/// Every project: id and name.
pub(crate) fn list_projects(state: &State) -> Result<Vec<(i64, String)>, String> {
    let all = state.database.read::<_, DbError>(projects::all).map_err(|error| error.to_string())?;
    Ok(all.into_iter().map(|project| (project.id, project.name)).collect())
}

fn known_project(session: &Session<'_>, project: i64) -> Result<(), Said> {
    match projects::by_id(session, project)? {
        Some(_) => Ok(()),
        None => Err(Said(format!("There is no project {project}."))),
    }
}

/// Makes somebody a member of a project; they may be one already.
pub(crate) fn add_member(state: &State, project: i64, person: PersonRef<'_>) -> Result<(), String> {
    write(state, |session| {
        known_project(session, project)?;
        let user = find(session, person.iamid, person.username)?;
        Ok(projects::add_member(session, project, user.id)?)
    })
}

/// Ends somebody's membership, and with it their keys of that project.
pub(crate) fn remove_member(state: &State, project: i64, person: PersonRef<'_>) -> Result<(), String> {
    write(state, |session| {
        known_project(session, project)?;
        let user = find(session, person.iamid, person.username)?;
        match projects::remove_member(session, project, user.id)? {
            true => Ok(()),
            false => Err(Said(format!("{} is no member of the project {project}.", user.userid))),
        }
    })
}

/// Creates a domain; its id.
pub(crate) fn create_domain(state: &State, name: &str) -> Result<String, String> {
    check_name("name", name).map_err(said)?;
    let id = credentials::random_uuid().map_err(|error| error.to_string())?;
    write(state, |session| {
        if domains::all(session)?.iter().any(|domain| domain.name == name) {
            return Err(Said(format!("There is a domain {name} already.")));
        }
        Ok(domains::add(session, &id, name)?)
    })?;
    Ok(id)
}

/// Every domain: id and name.
pub(crate) fn list_domains(state: &State) -> Result<Vec<(String, String)>, String> {
    let all = state.database.read::<_, DbError>(domains::all).map_err(|error| error.to_string())?;
    Ok(all.into_iter().map(|domain| (domain.id, domain.name)).collect())
}

fn grantee(session: &Session<'_>, holder: Holder<'_>) -> Result<Grantee, Said> {
    match holder {
        Holder::Person(person) => Ok(Grantee::User(find(session, person.iamid, person.username)?.id)),
        Holder::Group(group) => match groups::by_id(session, group)? {
            Some(_) => Ok(Grantee::Group(group)),
            None => Err(Said(format!("There is no group {group}."))),
        },
    }
}

fn known_domain(session: &Session<'_>, domain: &str) -> Result<(), Said> {
    match domains::all(session)?.iter().any(|known| known.id == domain) {
        true => Ok(()),
        false => Err(Said(format!("There is no domain {domain}."))),
    }
}

/// Gives a permission within a domain, once.
pub(crate) fn grant(state: &State, domain: &str, permission: &str, to: Holder<'_>) -> Result<(), String> {
    check_name("permission", permission).map_err(said)?;
    let (id, now) = (credentials::random_uuid().map_err(|error| error.to_string())?, state.clock.now());
    write(state, |session| {
        known_domain(session, domain)?;
        let to = grantee(session, to)?;
        // Granting anew leaves one grant, whose time is the new one.
        domains::revoke(session, domain, permission, to)?;
        Ok(domains::grant(session, &id, domain, permission, to, now)?)
    })
}

/// Takes a permission within a domain.
pub(crate) fn revoke(state: &State, domain: &str, permission: &str, from: Holder<'_>) -> Result<(), String> {
    write(state, |session| {
        known_domain(session, domain)?;
        let from = grantee(session, from)?;
        match domains::revoke(session, domain, permission, from)? {
            true => Ok(()),
            false => Err(Said(format!("{permission} is not held there."))),
        }
    })
}
