//! Rows 2 and 31: signing in with a password or an API key.

use std::time::{Duration, Instant};

use bim_api::endpoints::{Authenticate, AuthenticateApiKey};
use bim_api::wire::key::KeySession;
use bim_api::wire::session::{LoginOutcome, PasswordLogin};
use bim_api::{Call, ProfileId, Token};

use crate::clock::timestamp;
use crate::credentials;
use crate::db::audit::{Change, Event, Means, Person, Target};
use crate::db::tokens::{NewToken, TokenKind};
use crate::db::{DbError, api_keys, passwords, tokens, users};
use crate::fold::fold;
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::ldap;
use crate::routes::sync::provider;
use crate::throttle::TooMany;

/// Longer input is no username and no password; hashing it would only cost time.
const MAX_INPUT: usize = 1_024;

/// A directory's "no" is told after a whole number of these since it was asked. Directories take longer over a password
/// that they compare than over a name that they do not know; what is less than a step cannot be seen.
const STEP: Duration = Duration::from_millis(250);

/// How long to wait until the next whole step.
fn until_the_step(elapsed: Duration) -> Duration {
    let steps = elapsed.as_nanos() / STEP.as_nanos() + 1;
    STEP.saturating_mul(u32::try_from(steps).unwrap_or(u32::MAX)).saturating_sub(elapsed)
}

/// Row 2. Unknown, disabled, without a password, or wrong: one answer, after the same work. Passwords of another
/// provider's people are tried by binding to its directory.
pub(crate) async fn authenticate(cx: Cx, call: Call<Authenticate>) -> Result<LoginOutcome, ServiceError> {
    let (state, now) = (&cx.state, cx.state.clock.now());
    let iamid = call.path.iamid;
    let PasswordLogin { username, password } = call.body;
    let directory = match iamid.is_bim() {
        true => None,
        false => Some(provider(state, iamid.as_str())?.settings.clone()),
    };
    if username.len() > MAX_INPUT || password.expose().len() > MAX_INPUT {
        return Err(wrong());
    }
    let account = format!("{iamid}/{}", fold(&username));
    let allowed = state.throttle.begin(&account, cx.address, now).map_err(too_many)?;
    if !allowed.delay.is_zero() {
        tokio::time::sleep(allowed.delay).await;
    }
    let asked = Instant::now();
    let user = state.database.read::<_, DbError>(|session| {
        let Some(user) = users::by_username(session, iamid.as_str(), &username)? else { return Ok(None) };
        let hash = passwords::hash_of(session, user.id)?;
        Ok(Some((user, hash)))
    })?;
    let hash = user.as_ref().and_then(|(_, hash)| hash.clone());
    let is_right = match &directory {
        None => state.passwords.is_right(password, hash.clone()).await?,
        // Asked also for whom nobody knows here.
        Some(settings) => ldap::sign_in(settings, &username, password.expose()).await?,
    };
    let Some((user, _)) = user.filter(|(user, _)| is_right && !user.disabled) else {
        if directory.is_some() {
            tokio::time::sleep(until_the_step(asked.elapsed())).await;
        }
        return Err(wrong());
    };
    let secret = credentials::random_secret()?;
    let token_hash = credentials::hash(&secret);
    let (id, oldest) = (user.id, now - state.settings.token_life);
    let author = cx.author_as(Person::from(&user), Means::Password, None);
    let whom = Target::user(&user);
    let signed_in = state
        .database
        .write::<_, DbError>(move |session| {
            // The password may have changed, or the person been disabled, while the hash was computed.
            let is_disabled = users::by_id(session, id)?.is_none_or(|user| user.disabled);
            if is_disabled || (directory.is_none() && passwords::hash_of(session, id)? != hash) {
                return Ok(false);
            }
            tokens::sweep(session, TokenKind::Session, oldest)?;
            let token = NewToken::session(&token_hash, id, now);
            tokens::insert(session, &token)?;
            users::note_login(session, id, now)?;
            author.record(session, Event::SignedIn, &[whom], Change::untold())?;
            Ok(true)
        })
        .await?;
    if !signed_in {
        return Err(wrong());
    }
    state.throttle.succeeded(&account, cx.address);
    Ok(LoginOutcome {
        authenticated: true,
        token: Some(Token::new(secret)),
        token_expiration: Some(timestamp(state.settings.token_end(now, now))),
        profile_id: Some(ProfileId(user.profile.id)),
    })
}

fn wrong() -> ServiceError {
    ServiceError::new(401, "Username or password is wrong.")
}

/// 429, with how long to wait.
pub(crate) fn too_many(TooMany { retry_after }: TooMany) -> ServiceError {
    let mut error =
        ServiceError::new(429, format!("Too many wrong passwords. Try again in {retry_after} seconds."));
    error.retry_after = Some(retry_after);
    error
}

/// Row 31.
pub(crate) async fn authenticate_api_key(
    cx: Cx,
    call: Call<AuthenticateApiKey>,
) -> Result<KeySession, ServiceError> {
    let (state, now) = (&cx.state, cx.state.clock.now());
    let key = credentials::hash(call.body.apikey.expose());
    let secret = credentials::random_secret()?;
    let token_hash = credentials::hash(&secret);
    let oldest = now - state.settings.token_life;
    let by = cx.clone();
    // Looked up by a reader first: a flood of wrong keys must not queue for the writer.
    let is_known = state.database.ask(api_keys::with_hash(&key)).await?.is_some();
    let signed_in = is_known
        && state
            .database
            .write::<_, DbError>(move |session| {
                let Some(key) = api_keys::with_hash(&key).within(session)?.filter(|key| !key.holder.disabled)
                else {
                    return Ok(false);
                };
                tokens::sweep(session, TokenKind::Session, oldest)?;
                let user = key.holder.user;
                let token = NewToken {
                    key: Some(key.id),
                    project: key.project,
                    ..NewToken::session(&token_hash, user, now)
                };
                tokens::insert(session, &token)?;
                api_keys::touch(session, key.id, now)?;
                users::note_login(session, user, now)?;
                let person = Person::from(&key.holder);
                let whom = Target::person(person.clone());
                let author = by.author_as(person, Means::Key, Some(key.id));
                author.record(session, Event::SignedIn, &[whom], Change::untold())?;
                Ok(true)
            })
            .await?;
    if !signed_in {
        return Err(ServiceError::new(401, "This API key is unknown, revoked, or its owner is disabled."));
    }
    Ok(KeySession { authenticated: true, token: Some(Token::new(secret)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_no_ends_at_a_whole_step() {
        for (elapsed, wait) in [(0, 250), (1, 249), (249, 1), (250, 250), (251, 249), (620, 130)] {
            assert_eq!(
                until_the_step(Duration::from_millis(elapsed)),
                Duration::from_millis(wait),
                "{elapsed}"
            );
        }
    }
}
