//! People from the command line: the first user admin, actors for tests, lost invitations.

use bim_api::{IamId, Permission};

use crate::credentials;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::tokens::{NewToken, TokenKind};
use crate::db::users::NewUserRow;
use crate::db::{DbError, Session, passwords, tokens, users};
use crate::http::error::ServiceError;
use crate::password;
use crate::routes::limits::{check_email, check_name, check_username};
use crate::routes::users::created;
use crate::state::State;

/// A person to create.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// The username.
    pub username: String,
    /// Full name; the username when absent.
    pub name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// All permissions; no default is added.
    pub permissions: Vec<Permission>,
    /// The password; without one the person can only be invited.
    pub password: Option<bim_api::Password>,
}

/// What a check of the API refuses, in words.
pub(super) fn said(error: ServiceError) -> String {
    error.cause.unwrap_or(error.problem.message)
}

pub(crate) fn create(state: &State, person: &NewPerson) -> Result<(), String> {
    check_username("username", &person.username).map_err(said)?;
    let name = person.name.as_deref().unwrap_or(&person.username);
    check_name("name", name).map_err(said)?;
    if let Some(email) = &person.email {
        check_email("email", email).map_err(said)?;
    }
    let hash = match &person.password {
        Some(password) => {
            password::check(password.expose(), &person.username)?;
            Some(password::hash_here(password.expose()).map_err(|error| error.0)?)
        }
        None => None,
    };
    let now = state.clock.now();
    let row = NewUserRow {
        iamid: IamId::BIM.to_owned(),
        userid: person.username.clone(),
        global_id: credentials::random_uuid().map_err(|error| error.to_string())?,
        name: name.to_owned(),
        email: person.email.clone(),
        permissions: person.permissions.iter().map(|permission| permission.as_str().to_owned()).collect(),
        last_external_refresh: Some(now),
        created_at: now,
        ..NewUserRow::default()
    };
    let created = state.database.write_here::<_, DbError>(|session| {
        let id = users::insert(session, &row)?;
        if let Some(hash) = &hash {
            passwords::set(session, id, hash, now)?;
        }
        if let Some(user) = users::by_id(session, id)? {
            let change = Change::new(created(&user));
            Author::command_line(now).record(session, Event::UserCreated, &[Target::user(&user)], change)?;
        }
        Ok(())
    });
    created.map_err(|error| match error {
        DbError::Duplicate => format!("The username {} is taken.", person.username),
        other => other.to_string(),
    })
}

/// A person of a provider.
pub(super) fn find(session: &Session<'_>, iamid: &str, username: &str) -> Result<users::UserRow, Said> {
    users::by_username(session, iamid, username)?
        .ok_or_else(|| Said(format!("There is no user {username} in {iamid}.")))
}

/// A failure inside a transaction, in words.
pub(super) struct Said(pub(super) String);

impl From<DbError> for Said {
    fn from(error: DbError) -> Self {
        Self(error.to_string())
    }
}

pub(crate) fn invite(state: &State, username: &str) -> Result<String, String> {
    let token = credentials::random_secret().map_err(|error| error.to_string())?;
    let (hash, now) = (credentials::hash(&token), state.clock.now());
    let user = state.database.write_here::<_, Said>(|session| {
        let user = find(session, IamId::BIM, username)?;
        if user.disabled {
            return Err(Said(format!("{} is disabled: enable the account first.", user.userid)));
        }
        tokens::delete_of_user(session, user.id, TokenKind::Invitation, None)?;
        let token = NewToken::invitation(&hash, user.id, now);
        tokens::insert(session, &token)?;
        let author = Author::command_line(now);
        author.record(session, Event::UserInvited, &[Target::user(&user)], Change::untold())?;
        Ok(user)
    });
    let user = user.map_err(|said| said.0)?;
    Ok(state.settings.invitation_link(&token, &user.userid, &user.profile.name))
}
