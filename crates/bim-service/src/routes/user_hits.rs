//! One hit of rows 15 and 20, written from the row's own text: `UserHit` of `bim-api` without the detour of reading
//! each JSON column and writing it again. A test compares it with that type, person by person.

use std::io::Write;

use bim_api::wire::Attributes;

use crate::clock::Written as Time;
use crate::db::DbError;
use crate::db::authorizations::merged;
use crate::db::listed_user::ListedUser;

/// Which list, and how much of a person the caller may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// Row 15 for a USER_ADMIN.
    List,
    /// Row 15 for everybody else.
    ListWithoutAttributes,
    /// Row 20.
    Search,
}

/// An object being written; each value follows its key, the first of which opens the object.
struct Object<'a>(&'a mut Vec<u8>);

impl Object<'_> {
    fn text(&mut self, key: &str, text: &str) -> Result<(), DbError> {
        self.0.extend_from_slice(key.as_bytes());
        serde_json::to_writer(&mut *self.0, text).map_err(unreadable)
    }

    fn json(&mut self, key: &str, json: &str) {
        self.0.extend_from_slice(key.as_bytes());
        self.0.extend_from_slice(json.as_bytes());
    }

    fn number(&mut self, key: &str, number: i64) {
        self.0.extend_from_slice(key.as_bytes());
        // A vector takes all that is written.
        let _ = write!(self.0, "{number}");
    }

    fn flag(&mut self, key: &str, flag: bool) {
        self.json(key, if flag { "true" } else { "false" });
    }

    fn time(&mut self, key: &str, milliseconds: i64) {
        self.0.extend_from_slice(key.as_bytes());
        self.0.push(b'"');
        self.0.extend_from_slice(Time::new(milliseconds).as_str().as_bytes());
        self.0.push(b'"');
    }
}

fn unreadable(error: serde_json::Error) -> DbError {
    DbError::Engine(format!("a JSON column cannot be read: {error}"))
}

/// Appends one hit. What is nothing is left out, as in the examples.
pub(crate) fn write_hit(out: &mut Vec<u8>, user: &ListedUser<'_>, view: View) -> Result<(), DbError> {
    let mut hit = Object(out);
    hit.number("{\"id\":", user.id);
    hit.text(",\"iamid\":", user.iamid)?;
    hit.text(",\"userid\":", user.userid)?;
    if view == View::Search {
        hit.text(",\"globalUserId\":", user.global_id)?;
    }
    if view != View::ListWithoutAttributes {
        write_attributes(&mut hit, user, view)?;
    }
    hit.json(",\"permissions\":", user.permissions);
    write_profile(&mut hit, user, view)?;
    if let Some(authentication) = user.authentication {
        hit.number(",\"authentication\":", authentication);
    }
    hit.flag(",\"systemGenerated\":", user.system_generated);
    if let Some(time) = user.last_login {
        hit.time(",\"lastLogin\":", time);
    }
    if let Some(time) = user.last_external_refresh.filter(|_| view == View::Search) {
        hit.time(",\"lastExternalRefresh\":", time);
    }
    hit.flag(",\"disabled\":", user.disabled);
    hit.time(",\"createdAt\":", user.created_at);
    hit.time(",\"updatedAt\":", user.updated_at);
    hit.0.push(b'}');
    Ok(())
}

fn write_attributes(hit: &mut Object<'_>, user: &ListedUser<'_>, view: View) -> Result<(), DbError> {
    if let Some(here) = user.bim_authorizations {
        hit.json(",\"bimAuthorizations\":", here);
    }
    if let Some(external) = user.iam_authorizations.filter(|_| view == View::List) {
        hit.json(",\"iamAuthorizations\":", external);
    }
    const BOTH: &str = ",\"authorizations\":";
    match (user.bim_authorizations, user.iam_authorizations) {
        (Some(here), Some(external)) => {
            let read = |text| serde_json::from_str::<Attributes>(text).map_err(unreadable);
            hit.0.extend_from_slice(BOTH.as_bytes());
            serde_json::to_writer(&mut *hit.0, &merged(read(here)?, &read(external)?)).map_err(unreadable)?;
        }
        // One source's text stands as it is.
        (Some(one), None) | (None, Some(one)) => hit.json(BOTH, one),
        // Row 20 writes an empty object, row 15 leaves it out.
        (None, None) if view == View::Search => hit.json(BOTH, "{}"),
        (None, None) => {}
    }
    Ok(())
}

fn write_profile(hit: &mut Object<'_>, user: &ListedUser<'_>, view: View) -> Result<(), DbError> {
    let profile = &user.profile;
    hit.text(",\"profile\":{\"name\":", profile.name)?;
    match profile.email {
        Some(email) => hit.text(",\"email\":", email)?,
        None => hit.json(",\"email\":", "null"),
    }
    if view == View::Search {
        hit.json(",\"externalUserIds\":", profile.external_user_ids);
        hit.flag(",\"systemGenerated\":", user.system_generated);
    } else if let Some(preferences) = profile.preferences {
        hit.json(",\"preferences\":", preferences);
    }
    hit.number(",\"id\":", profile.id);
    hit.time(",\"createdAt\":", profile.created_at);
    hit.time(",\"updatedAt\":", profile.updated_at);
    hit.0.push(b'}');
    Ok(())
}
