//! API keys from the command line: actors for tests, and the end of a key that leaked.

use bim_api::IamId;

use super::people::{Said, find, said};
use crate::clock::timestamp;
use crate::credentials;
use crate::db::api_keys;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::users;
use crate::routes::limits::check_name;
use crate::state::State;

/// One key of a list.
#[derive(Clone, Debug)]
pub struct KeyLine {
    /// Its id, which is no secret.
    pub id: i64,
    /// Its name.
    pub name: Option<String>,
    /// When it was made.
    pub created: String,
    /// When it was last used.
    pub last_used: Option<String>,
}

pub(crate) fn create_key(state: &State, username: &str, name: &str) -> Result<String, String> {
    check_name("name", name).map_err(said)?;
    let key = credentials::random_secret().map_err(|error| error.to_string())?;
    let (hash, now) = (credentials::hash(&key), state.clock.now());
    let created = state.database.write_here::<_, Said>(|session| {
        let user = find(session, IamId::BIM, username)?;
        let id = api_keys::insert(session, user.id, &hash, Some(name), None, now)?;
        let targets = [Target::key(id, Some(name)), Target::user(&user)];
        Ok(Author::command_line(now).record(session, Event::ApiKeyCreated, &targets, Change::untold())?)
    });
    created.map_err(|said| said.0)?;
    Ok(key)
}

pub(crate) fn list(state: &State, username: &str) -> Result<Vec<KeyLine>, String> {
    let read = state.database.read::<_, Said>(|session| {
        let user = find(session, IamId::BIM, username)?;
        Ok(api_keys::of_user(session, user.id)?)
    });
    let line = |key: api_keys::KeyInfoRow| KeyLine {
        id: key.id,
        name: key.name,
        created: timestamp(key.created_at).0,
        last_used: key.last_used.map(|at| timestamp(at).0),
    };
    Ok(read.map_err(|said| said.0)?.into_iter().map(line).collect())
}

pub(crate) fn revoke(state: &State, key: i64) -> Result<(), String> {
    let now = state.clock.now();
    let revoked = state.database.write_here::<_, Said>(|session| {
        let missing = || Said(format!("There is no API key {key}."));
        let (owner, name) = api_keys::owner_and_name(session, key)?.ok_or_else(missing)?;
        let owner = users::by_id(session, owner)?.ok_or_else(missing)?;
        api_keys::delete(session, key)?;
        let targets = [Target::key(key, name.as_deref()), Target::user(&owner)];
        Ok(Author::command_line(now).record(session, Event::ApiKeyDeleted, &targets, Change::untold())?)
    });
    revoked.map_err(|said| said.0)
}
