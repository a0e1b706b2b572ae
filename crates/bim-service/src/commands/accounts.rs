//! Accounts from the command line: disabling, enabling, and a new start for who is locked out.

use bim_api::{IamId, Password, Permission};
use serde_json::json;

use super::people::{self, Said, find};
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::tokens::TokenKind;
use crate::db::{DbError, Session, passwords, tokens, users};
use crate::password;
use crate::state::State;

pub(crate) fn set_disabled(
    state: &State,
    username: &str,
    disabled: bool,
    is_told: bool,
) -> Result<(), String> {
    let now = state.clock.now();
    let written = state.database.write_here::<_, Said>(|session| {
        let user = find(session, IamId::BIM, username)?;
        if user.disabled == disabled {
            return Ok(());
        }
        let is_admin = user.permissions.iter().any(|held| held == Permission::USER_ADMIN.as_str());
        if disabled && is_admin && !is_told && users::is_last_admin(session, user.id)? {
            return Err(Said(format!(
                "{} is the last enabled person with USER_ADMIN; --force disables the account all the same.",
                user.userid
            )));
        }
        if disabled {
            end_tokens(session, user.id)?;
        }
        users::set_disabled(session, user.id, disabled, now)?;
        let event = if disabled { Event::UserDisabled } else { Event::UserEnabled };
        let change = Change::of(json!({ "disabled": user.disabled }), json!({ "disabled": disabled }));
        Ok(Author::command_line(now).record(session, event, &[Target::user(&user)], change)?)
    });
    written.map_err(|said| said.0)
}

/// A later enabling, or a new password, must not revive what was handed out before.
fn end_tokens(session: &Session<'_>, user: i64) -> Result<(), DbError> {
    tokens::delete_of_user(session, user, TokenKind::Session, None)?;
    tokens::delete_of_user(session, user, TokenKind::Invitation, None)?;
    Ok(())
}

pub(crate) fn reset(
    state: &State,
    username: &str,
    password: Option<&Password>,
) -> Result<Option<String>, String> {
    let hash = match password {
        Some(password) => {
            password::check(password.expose(), username)?;
            Some(password::hash_here(password.expose()).map_err(|error| error.0)?)
        }
        None => None,
    };
    let now = state.clock.now();
    let written = state.database.write_here::<_, Said>(|session| {
        let user = find(session, IamId::BIM, username)?;
        end_tokens(session, user.id)?;
        match &hash {
            Some(hash) => passwords::set(session, user.id, hash, now)?,
            None => passwords::forget(session, user.id)?,
        }
        let author = Author::command_line(now);
        Ok(author.record(session, Event::PasswordReset, &[Target::user(&user)], Change::untold())?)
    });
    written.map_err(|said| said.0)?;
    match password {
        Some(_) => Ok(None),
        None => people::invite(state, username).map(Some),
    }
}
