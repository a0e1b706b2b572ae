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
    user_search::bump_generation(session);
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
    user_search::bump_generation(session);
    Ok(taken)
}

/// Somebody who holds an attribute, and all that they hold.
pub(crate) struct Holder {
    model: Model,
    target: Target,
    held: Attributes,
}

/// Some of the people, then of the groups, who hold a value or any of a key.
pub(crate) fn holders(
    session: &Session<'_>,
    key: &str,
    value: Option<&str>,
    most: usize,
) -> Result<Vec<Holder>, DbError> {
    let limit = |found: usize| i64::try_from(most - found).unwrap_or_default();
    let which = |first: usize| which(session, first, value);
    let users = format!(
        "SELECT u.bim_authorizations, u.id, u.iamid, u.userid FROM users u
         WHERE u.id IN (SELECT DISTINCT user_id FROM user_attributes WHERE {} AND NOT is_external LIMIT $1)
         ORDER BY u.id",
        which(2)
    );
    let groups = format!(
        "SELECT g.authorizations, g.id, g.iamid, g.name FROM \"groups\" g
         WHERE g.id IN (SELECT DISTINCT group_id FROM group_attributes WHERE {} LIMIT $1) ORDER BY g.id",
        which(2)
    );
    let params = |found: usize| {
        let limit = Param::from(limit(found));
        [Some(limit), Some(key.into()), value.map(Param::from)].into_iter().flatten().collect::<Vec<_>>()
    };
    let mut holders = session.query(&users, &params(0), |row| {
        let person = Person { id: row.get(1)?, iamid: row.get(2)?, userid: row.get(3)? };
        let (model, held) = (Model::User(person.id), read(row.text_or_null(0)?)?);
        Ok(Holder { model, held, target: Target::person(person) })
    })?;
    holders.extend(session.query(&groups, &params(holders.len()), |row| {
        let (id, iamid, name) = (row.get(1)?, row.get::<String>(2)?, row.get::<String>(3)?);
        let target = Target { kind: "group".to_owned(), id: Some(id), iamid: Some(iamid), name: Some(name) };
        Ok(Holder { model: Model::Group(id), held: read(row.text_or_null(0)?)?, target })
    })?);
    Ok(holders)
}

/// Whether a row of an index table is of the key, and of the value if there is one, in placeholders from `first` on.
fn which(session: &Session<'_>, first: usize, value: Option<&str>) -> String {
    let is_text = |column, number| session.dialect().is_long_text(column, &format!("${number}"));
    match value {
        Some(_) => format!("{} AND {}", is_text("key", first), is_text("value", first + 1)),
        None => is_text("key", first),
    }
}

/// Takes a value, or all of a key, from one of its holders; who they are, and which values they were.
pub(crate) fn take_all(
    session: &Session<'_>,
    holder: Holder,
    key: &str,
    value: Option<&str>,
    now: i64,
) -> Result<(Target, Vec<String>), DbError> {
    let Holder { model, target, mut held } = holder;
    let taken = take_from(&mut held, key, value);
    store(session, model, &held, now)?;
    // Through the holder, who has few: the index of keys would lead past everybody.
    let key_is = session.dialect().unindexed("key");
    let value_is = if value.is_some() { " AND value = $3" } else { "" };
    let index = match model {
        Model::User(_) => {
            format!(
                "DELETE FROM user_attributes WHERE user_id = $1 AND {key_is} = $2{value_is} AND NOT is_external"
            )
        }
        Model::Group(_) => {
            format!("DELETE FROM group_attributes WHERE group_id = $1 AND {key_is} = $2{value_is}")
        }
    };
    let params: Vec<_> =
        [Some(model.id().into()), Some(key.into()), value.map(Param::from)].into_iter().flatten().collect();
    session.execute(&index, &params)?;
    Ok((target, taken))
}

fn read(text: Option<&str>) -> Result<Attributes, DbError> {
    serde_json::from_str(text.unwrap_or("{}"))
        .map_err(|error| DbError::Engine(format!("attributes cannot be read: {error}")))
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
