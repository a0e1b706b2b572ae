//! Attributes that are given here, to a person or a group, one value at a time. An attribute exists while somebody
//! holds it. The JSON beside each holder and the table that makes it searchable change together.

use super::audit::{Person, Target};
use super::authorizations::{Attributes, attributes_json};
use super::session::params;
use super::{DbError, Param, Session, user_search};

/// Who holds attributes, in the contract's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Model {
    User(i64),
    Group(i64),
}

impl Model {
    fn id(self) -> i64 {
        match self {
            Self::User(id) | Self::Group(id) => id,
        }
    }
}

/// Gives a value; whether it was not there before.
pub(crate) fn give(
    session: &Session<'_>,
    model: Model,
    held: &mut Attributes,
    key: &str,
    value: &str,
    now: i64,
) -> Result<bool, DbError> {
    let values = held.entry(key.to_owned()).or_default();
    if values.iter().any(|known| known == value) {
        return Ok(false);
    }
    values.push(value.to_owned());
    store(session, model, held, now)?;
    let index = match model {
        Model::User(_) => {
            "INSERT INTO user_attributes (user_id, is_external, key, value) VALUES ($1, FALSE, $2, $3)
             ON CONFLICT DO NOTHING"
        }
        Model::Group(_) => {
            "INSERT INTO group_attributes (group_id, key, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        }
    };
    session.execute(index, params![model.id(), key, value])?;
    user_search::bump_generation(session)?;
    Ok(true)
}

/// Takes a value, or all of a key; which were there.
pub(crate) fn take(
    session: &Session<'_>,
    model: Model,
    held: &mut Attributes,
    key: &str,
    value: Option<&str>,
    now: i64,
) -> Result<Vec<String>, DbError> {
    let taken = take_from(held, key, value);
    if taken.is_empty() {
        return Ok(taken);
    }
    store(session, model, held, now)?;
    let index = match model {
        Model::User(_) => {
            "DELETE FROM user_attributes WHERE key = $2 AND value = $3 AND user_id = $1 AND NOT is_external"
        }
        Model::Group(_) => "DELETE FROM group_attributes WHERE key = $2 AND value = $3 AND group_id = $1",
    };
    for value in &taken {
        session.execute(index, params![model.id(), key, value])?;
    }
    user_search::bump_generation(session)?;
    Ok(taken)
}

/// Takes a value, or all of a key, from every person and group; from whom, and which they were.
pub(crate) fn take_everywhere(
    session: &Session<'_>,
    key: &str,
    value: Option<&str>,
    now: i64,
) -> Result<Vec<(Target, Vec<String>)>, DbError> {
    let is_text = |column, placeholder| session.dialect().is_long_text(column, placeholder);
    let (which, params) = match value {
        Some(value) => {
            let which = format!("{} AND {}", is_text("key", "$1"), is_text("value", "$2"));
            (which, vec![Param::from(key), Param::from(value)])
        }
        None => (is_text("key", "$1"), vec![Param::from(key)]),
    };
    let users = format!(
        "SELECT u.bim_authorizations, u.id, u.iamid, u.userid FROM users u
         WHERE u.id IN (SELECT user_id FROM user_attributes WHERE {which} AND NOT is_external) ORDER BY u.id"
    );
    let groups = format!(
        "SELECT g.authorizations, g.id, g.iamid, g.name FROM \"groups\" g
         WHERE g.id IN (SELECT group_id FROM group_attributes WHERE {which}) ORDER BY g.id"
    );
    let mut holders = session.query(&users, &params, |row| {
        let person = Person { id: row.get(1)?, iamid: row.get(2)?, userid: row.get(3)? };
        Ok((Model::User(person.id), read(row.text(0)?)?, Target::person(person)))
    })?;
    holders.extend(session.query(&groups, &params, |row| {
        let (id, iamid, name) = (row.get(1)?, row.get::<String>(2)?, row.get::<String>(3)?);
        let target = Target { kind: "group".to_owned(), id: Some(id), iamid: Some(iamid), name: Some(name) };
        Ok((Model::Group(id), read(row.text(0)?)?, target))
    })?);
    let mut taken = Vec::with_capacity(holders.len());
    for (model, mut held, target) in holders {
        let values = take_from(&mut held, key, value);
        store(session, model, &held, now)?;
        taken.push((target, values));
    }
    session.execute(&format!("DELETE FROM user_attributes WHERE {which} AND NOT is_external"), &params)?;
    session.execute(&format!("DELETE FROM group_attributes WHERE {which}"), &params)?;
    user_search::bump_generation(session)?;
    Ok(taken)
}

fn read(text: &str) -> Result<Attributes, DbError> {
    serde_json::from_str(text).map_err(|error| DbError::Engine(format!("attributes cannot be read: {error}")))
}

/// A key goes with its last value.
fn take_from(held: &mut Attributes, key: &str, value: Option<&str>) -> Vec<String> {
    let Some(value) = value else { return held.remove(key).unwrap_or_default() };
    let Some(values) = held.get_mut(key) else { return Vec::new() };
    let taken = values.extract_if(.., |known| known == value).collect();
    if values.is_empty() {
        held.remove(key);
    }
    taken
}

fn store(session: &Session<'_>, model: Model, held: &Attributes, now: i64) -> Result<(), DbError> {
    let update = match model {
        Model::User(_) => "UPDATE users SET bim_authorizations = $2, updated_at = $3 WHERE id = $1",
        Model::Group(_) => "UPDATE \"groups\" SET authorizations = $2, updated_at = $3 WHERE id = $1",
    };
    session.execute(update, params![model.id(), attributes_json(held)?, now])?;
    Ok(())
}
