//! Who asks, and whether an endpoint's access rule lets them.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use bim_api::endpoints::ChangePassword;
use bim_api::{Access, Endpoint, PathParams, Permission};

use crate::clock::MINUTE;
use crate::credentials;
use crate::db::audit::{Author, Means, Person};
use crate::db::tokens::{Holder, TokenKind};
use crate::db::{DbError, api_keys, tokens};
use crate::fold::fold;
use crate::http::error::ServiceError;
use crate::http::impersonator;
use crate::state::State;

/// With what a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Credential {
    Session(i64),
    Key(i64),
    Invitation(i64),
}

/// A person who asks.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) holder: Holder,
    pub(crate) credential: Credential,
    /// The API key that is, or that made, the credential.
    pub(crate) key: Option<i64>,
    /// Who acts as the holder.
    pub(crate) impersonator: Option<Holder>,
    /// The project that the credential is for.
    pub(crate) project: Option<i64>,
}

impl Caller {
    pub(crate) fn holds(&self, permission: &Permission) -> bool {
        self.holder.permissions.iter().any(|held| held == permission.as_str())
    }

    fn is(&self, iamid: &str, username: &str) -> bool {
        self.holder.iamid == iamid && fold(&self.holder.userid) == fold(username)
    }
}

/// What a handler is given beside its call.
#[derive(Clone)]
pub(crate) struct Cx {
    pub(crate) state: Arc<State>,
    pub(crate) address: IpAddr,
    pub(crate) request: Option<Arc<str>>,
    /// The credential as it came, for calls that travel within this one.
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) caller: Option<Caller>,
}

impl Cx {
    /// Who asks; never missing where the access rule asks for somebody.
    pub(crate) fn caller(&self) -> Result<&Caller, ServiceError> {
        self.caller.as_ref().ok_or_else(ServiceError::unauthorized)
    }

    /// Who asks, as the author of what the audit log is told.
    pub(crate) fn author(&self) -> Result<Author, ServiceError> {
        let caller = self.caller()?;
        let means = match caller.credential {
            Credential::Session(_) => Means::Session,
            Credential::Key(_) => Means::Key,
            Credential::Invitation(_) => Means::Invitation,
        };
        let author = self.author_as(Person::from(&caller.holder), means, caller.key);
        Ok(Author { impersonator: caller.impersonator.as_ref().map(Person::from), ..author })
    }

    /// Somebody who signs in, as the author of that.
    pub(crate) fn author_as(&self, person: Person, means: Means, key: Option<i64>) -> Author {
        Author {
            person: Some(person),
            impersonator: None,
            means,
            key,
            request: self.request.as_deref().map(str::to_owned),
            now: self.state.clock.now(),
        }
    }
}

/// The secret of `Authorization`: `Bearer T`, or the bare `T`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim();
    let secret = match value.split_once(' ') {
        Some((scheme, secret)) if scheme.eq_ignore_ascii_case("bearer") => secret.trim(),
        Some(_) => return None,
        None => value,
    };
    (!secret.is_empty() && secret.len() <= 512).then_some(secret)
}

/// Who asks, when the endpoint wants to know and its rule lets them.
pub(crate) async fn admit<E: Endpoint>(
    state: &Arc<State>,
    headers: &HeaderMap,
    path: &[String],
) -> Result<Option<Caller>, ServiceError> {
    if E::ACCESS == Access::Anyone {
        return Ok(None);
    }
    let secret = bearer(headers).ok_or_else(ServiceError::unauthorized)?;
    let caller = identify(state, secret).await?.ok_or_else(ServiceError::unauthorized)?;
    if matches!(caller.credential, Credential::Invitation(_)) && E::NAME != ChangePassword::NAME {
        return Err(ServiceError::unauthorized());
    }
    if caller.impersonator.is_some() {
        impersonator::check_endpoint(E::NAME)?;
    }
    allow::<E>(&caller, path)?;
    Ok(Some(caller))
}

fn allow<E: Endpoint>(caller: &Caller, path: &[String]) -> Result<(), ServiceError> {
    let value_of = |name| E::Path::NAMES.iter().position(|known| *known == name).and_then(|i| path.get(i));
    let is_own = || match (value_of("iamid"), value_of("userid")) {
        (Some(iamid), Some(username)) => caller.is(iamid, username),
        _ => false,
    };
    let lacks = |wanted: &str| Err(ServiceError::new(403, format!("This needs the permission {wanted}.")));
    match E::ACCESS {
        // Rows 30 and 35 ask of the data, not of the person: their handlers do.
        Access::Anyone | Access::SignedIn | Access::ProjectMember | Access::KeyOwner => Ok(()),
        Access::Holds(any) if any.iter().any(|permission| caller.holds(permission)) => Ok(()),
        Access::Holds(any) => lacks(&any.iter().map(Permission::as_str).collect::<Vec<_>>().join(" or ")),
        // An invitation is its holder's, whatever else the holder may do.
        Access::SelfOr(_) if is_own() => Ok(()),
        Access::SelfOr(permission)
            if !matches!(caller.credential, Credential::Invitation(_)) && caller.holds(&permission) =>
        {
            Ok(())
        }
        Access::SelfOr(permission) => lacks(&format!("{permission}, or to be that person")),
    }
}

/// The person behind a token or key, as they are at this moment.
async fn identify(state: &Arc<State>, secret: &str) -> Result<Option<Caller>, DbError> {
    let hash = credentials::hash(secret);
    let now = state.clock.now();
    let known = match tokens::by_hash(&state.database, &hash).await? {
        Some(token) => Some(Known::Token(token)),
        None => state.database.ask(api_keys::with_hash(&hash)).await?.map(Known::Key),
    };
    let caller = match known {
        None => return Ok(None),
        Some(Known::Token(token)) => {
            let (end, credential) = match token.kind {
                TokenKind::Session => (
                    state.settings.token_end(token.created_at, token.last_used),
                    Credential::Session(token.id),
                ),
                TokenKind::Invitation => {
                    (token.created_at + state.settings.invitation_life, Credential::Invitation(token.id))
                }
            };
            if end <= now {
                return Ok(None);
            }
            if token.kind == TokenKind::Session && now - token.last_used >= MINUTE {
                note_use(state, credential, now);
            }
            Caller {
                holder: token.holder,
                credential,
                key: token.key,
                impersonator: token.impersonator,
                project: token.project,
            }
        }
        Some(Known::Key(key)) => {
            let credential = Credential::Key(key.id);
            if key.last_used.is_none_or(|used| now - used >= MINUTE) {
                note_use(state, credential, now);
            }
            Caller {
                holder: key.holder,
                credential,
                key: Some(key.id),
                impersonator: None,
                project: key.project,
            }
        }
    };
    let may_act = |other| impersonator::may_act(other, &caller.holder);
    let lives = !caller.holder.disabled && caller.impersonator.as_ref().is_none_or(may_act);
    Ok(lives.then_some(caller))
}

enum Known {
    Token(tokens::TokenRow),
    Key(api_keys::KeyRow),
}

/// Once a minute is enough to slide an hour, and keeps reads from waiting for the disk.
fn note_use(state: &Arc<State>, credential: Credential, now: i64) {
    if !state.uses.should_note(credential, now) {
        return;
    }
    let database = state.database.clone();
    tokio::spawn(async move {
        let noted = database
            .write::<_, DbError>(move |session| match credential {
                Credential::Session(token) => tokens::touch(session, token, now),
                Credential::Key(key) => api_keys::touch(session, key, now),
                Credential::Invitation(_) => Ok(()),
            })
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a token's use could not be noted");
        }
    });
}
