//! Projects and domains from the command line: no endpoint of the contract manages them, keys and searches refer
//! to them.

use crate::commands::people::{Said, find, said};
use crate::credentials;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::domains::{DomainRow, Grantee};
use crate::db::projects::ProjectRow;
use crate::db::{DbError, Session, domains, groups, projects, user_search};
use crate::routes::limits::check_name;
use crate::state::State;
use serde_json::json;

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

/// Writes, tells the audit log, and lets every search be counted anew: people are found by domain.
fn write<T>(
    state: &State,
    write: impl FnOnce(&Session<'_>, &Author) -> Result<T, Said>,
) -> Result<T, String> {
    let author = Author::command_line(state.clock.now());
    let written = state.database.write_here(|session| {
        let written = write(session, &author)?;
        user_search::bump_generation(session);
        Ok(written)
    });
    written.map_err(|said: Said| said.0)
}

/// Creates a project; its id.
pub(crate) fn create_project(state: &State, project: &NewProject) -> Result<i64, String> {
    check_name("name", &project.name).map_err(said)?;
    let salt = credentials::random_uuid().map_err(|error| error.to_string())?;
    write(state, |session, author| {
        let row = ProjectRow {
            id: 0,
            key: project.name.clone(),
            name: project.name.clone(),
            status: "open".to_owned(),
            description: project.description.clone(),
            documentation: None,
            kind: if project.schema.is_some() { "Schema" } else { "Default" }.to_owned(),
            schema: project.schema.clone(),
            salt,
            created_by: None,
            created_at: author.now,
            updated_at: author.now,
        };
        let id = projects::insert(session, &row)?;
        let change = Change::new(json!({ "description": row.description, "schema": row.schema }));
        author.record(session, Event::ProjectCreated, &[Target::project(id, &row.name)], change)?;
        Ok(id)
    })
}

/// Every project: id and name.
pub(crate) fn list_projects(state: &State) -> Result<Vec<(i64, String)>, String> {
    let all = state.database.read::<_, DbError>(projects::all).map_err(|error| error.to_string())?;
    Ok(all.into_iter().map(|project| (project.id, project.name)).collect())
}

fn known_project(session: &Session<'_>, project: i64) -> Result<ProjectRow, Said> {
    projects::by_id(session, project)?.ok_or_else(|| Said(format!("There is no project {project}.")))
}

/// Makes somebody a member of a project; they may be one already.
pub(crate) fn add_member(state: &State, project: i64, person: PersonRef<'_>) -> Result<(), String> {
    write(state, |session, author| {
        let project = known_project(session, project)?;
        let user = find(session, person.iamid, person.username)?;
        projects::add_member(session, project.id, user.id)?;
        let targets = [Target::project(project.id, &project.name), Target::user(&user)];
        Ok(author.record(session, Event::ProjectMemberAdded, &targets, Change::untold())?)
    })
}

/// Ends somebody's membership, and with it their keys of that project.
pub(crate) fn remove_member(state: &State, project: i64, person: PersonRef<'_>) -> Result<(), String> {
    write(state, |session, author| {
        let project = known_project(session, project)?;
        let user = find(session, person.iamid, person.username)?;
        if !projects::remove_member(session, project.id, user.id)? {
            return Err(Said(format!("{} is no member of the project {}.", user.userid, project.id)));
        }
        let targets = [Target::project(project.id, &project.name), Target::user(&user)];
        Ok(author.record(session, Event::ProjectMemberRemoved, &targets, Change::untold())?)
    })
}

/// Creates a domain; its id.
pub(crate) fn create_domain(state: &State, name: &str) -> Result<String, String> {
    check_name("name", name).map_err(said)?;
    let id = credentials::random_uuid().map_err(|error| error.to_string())?;
    write(state, |session, author| {
        if domains::all(session)?.iter().any(|domain| domain.name == name) {
            return Err(Said(format!("There is a domain {name} already.")));
        }
        domains::add(session, &id, name)?;
        let change = Change::new(json!({ "id": id }));
        Ok(author.record(session, Event::DomainCreated, &[Target::domain(name)], change)?)
    })?;
    Ok(id)
}

/// Every domain: id and name.
pub(crate) fn list_domains(state: &State) -> Result<Vec<(String, String)>, String> {
    let all = state.database.read::<_, DbError>(domains::all).map_err(|error| error.to_string())?;
    Ok(all.into_iter().map(|domain| (domain.id, domain.name)).collect())
}

/// A domain, and who is to hold something in it, as the database and as the log know them.
fn known(
    session: &Session<'_>,
    domain: &str,
    holder: Holder<'_>,
) -> Result<(DomainRow, Grantee, Target), Said> {
    let domain = domains::all(session)?
        .into_iter()
        .find(|known| known.id == domain)
        .ok_or_else(|| Said(format!("There is no domain {domain}.")))?;
    let (grantee, target) = match holder {
        Holder::Person(person) => {
            let user = find(session, person.iamid, person.username)?;
            (Grantee::User(user.id), Target::user(&user))
        }
        Holder::Group(id) => {
            let group =
                groups::by_id(session, id)?.ok_or_else(|| Said(format!("There is no group {id}.")))?;
            (Grantee::Group(group.id), Target::group(&group))
        }
    };
    Ok((domain, grantee, target))
}

/// Gives a permission within a domain, once.
pub(crate) fn grant(state: &State, domain: &str, permission: &str, to: Holder<'_>) -> Result<(), String> {
    check_name("permission", permission).map_err(said)?;
    let id = credentials::random_uuid().map_err(|error| error.to_string())?;
    write(state, |session, author| {
        let (domain, to, target) = known(session, domain, to)?;
        // Granting anew leaves one grant, whose time is the new one.
        domains::revoke(session, &domain.id, permission, to)?;
        domains::grant(session, &id, &domain.id, permission, to, author.now)?;
        let change = Change::new(json!({ "permission": permission }));
        let targets = [Target::domain(&domain.name), target];
        Ok(author.record(session, Event::DomainPermissionGranted, &targets, change)?)
    })
}

/// Takes a permission within a domain.
pub(crate) fn revoke(state: &State, domain: &str, permission: &str, from: Holder<'_>) -> Result<(), String> {
    write(state, |session, author| {
        let (domain, from, target) = known(session, domain, from)?;
        if !domains::revoke(session, &domain.id, permission, from)? {
            return Err(Said(format!("{permission} is not held there.")));
        }
        let change = Change::gone(json!({ "permission": permission }));
        let targets = [Target::domain(&domain.name), target];
        Ok(author.record(session, Event::DomainPermissionRevoked, &targets, change)?)
    })
}
