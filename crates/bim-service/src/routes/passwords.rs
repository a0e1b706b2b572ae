//! Row 6: changing a password, one's own, somebody else's, or the first one through an invitation.

use bim_api::endpoints::ChangePassword;
use bim_api::wire::session::{PasswordChange, PasswordChanged};
use bim_api::{Call, Password, Permission};

use crate::db::audit::{Change, Event, Target};
use crate::db::tokens::TokenKind;
use crate::db::{DbError, Session, passwords, tokens, users};
use crate::fold::fold;
use crate::http::caller::{Credential, Cx};
use crate::http::error::ServiceError;
use crate::password;
use crate::routes::login::too_many;

/// Row 6.
pub(crate) async fn change_password(
    cx: Cx,
    call: Call<ChangePassword>,
) -> Result<PasswordChanged, ServiceError> {
    let (state, now) = (&cx.state, cx.state.clock.now());
    let path = call.path;
    let PasswordChange { original_password, password } = call.body;
    if !path.iamid.is_bim() {
        return Err(ServiceError::refused(
            "iamid",
            format!("The password of this account belongs to its identity provider, {}.", path.iamid),
        ));
    }
    let (user, hash) = state.database.read::<_, ServiceError>(|session| {
        let user = users::by_username(session, path.iamid.as_str(), path.userid.as_str())?
            .ok_or_else(|| ServiceError::not_found("person in this identity provider"))?;
        let hash = passwords::hash_of(session, user.id)?;
        Ok((user, hash))
    })?;
    password::check(password.expose(), &user.userid)
        .map_err(|message| ServiceError::refused("password", message))?;

    let caller = cx.caller()?;
    let is_own = caller.holder.user == user.id;
    let is_invited = matches!(caller.credential, Credential::Invitation(_));
    let resets_another = !is_own && caller.holds(&Permission::USER_ADMIN);
    if !is_invited && !resets_another {
        check_original(&cx, &user.userid, original_password, hash.clone()).await?;
    }
    let new_hash = state.passwords.hash(password).await?;
    let (id, credential) = (user.id, caller.credential);
    let (author, whom) = (cx.author()?, Target::user(&user));
    let changed = state
        .database
        .write::<_, DbError>(move |session| {
            if passwords::hash_of(session, id)? != hash || !is_alive(session, credential)? {
                return Ok(false);
            }
            passwords::set(session, id, &new_hash, now)?;
            // Every other session of the person ends, and every invitation.
            let kept = match credential {
                Credential::Session(token) => Some(token),
                Credential::Key(_) | Credential::Invitation(_) => None,
            };
            tokens::delete_of_user(session, id, TokenKind::Session, kept)?;
            tokens::delete_of_user(session, id, TokenKind::Invitation, None)?;
            author.record(session, Event::PasswordChanged, &[whom], Change::untold())?;
            Ok(true)
        })
        .await?;
    if !changed {
        return Err(ServiceError::new(
            409,
            "The password was changed by somebody else in this moment. Try again.",
        ));
    }
    Ok(PasswordChanged { success: true })
}

/// An invitation works once, also when it is used twice at the same time.
fn is_alive(session: &Session<'_>, credential: Credential) -> Result<bool, DbError> {
    match credential {
        Credential::Invitation(token) => Ok(tokens::delete(session, token)? == 1),
        Credential::Session(_) | Credential::Key(_) => Ok(true),
    }
}

/// Whoever holds a session must still know the password; guesses are slowed down like sign-ins.
async fn check_original(
    cx: &Cx,
    username: &str,
    original: Option<Password>,
    hash: Option<String>,
) -> Result<(), ServiceError> {
    let Some(original) = original.filter(|password| !password.expose().is_empty()) else {
        return Err(ServiceError::refused("originalPassword", "Type the password you have now."));
    };
    let account = format!("bim/{}", fold(username));
    let throttle = &cx.state.throttle;
    let allowed = throttle.begin(&account, cx.address, cx.state.clock.now()).map_err(too_many)?;
    if !allowed.delay.is_zero() {
        tokio::time::sleep(allowed.delay).await;
    }
    if !cx.state.passwords.is_right(original, hash).await? {
        return Err(ServiceError::refused("originalPassword", "This is not the password you have now."));
    }
    throttle.succeeded(&account, cx.address);
    Ok(())
}
