//! Row 32: acting as somebody else.

use bim_api::endpoints::Impersonate;
use bim_api::wire::key::{Impersonation, KeySession};
use bim_api::{Call, Problem, Token};
use serde_json::json;

use crate::credentials;
use crate::db::audit::{Change, Event, Target};
use crate::db::tokens::{self, NewToken, TokenKind};
use crate::db::{api_keys, projects, users};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::http::impersonator::missing;

/// Row 32. Everything is checked anew in the transaction that makes the token, and again with every request that
/// comes with it.
pub(crate) async fn impersonate(cx: Cx, call: Call<Impersonate>) -> Result<KeySession, ServiceError> {
    let (state, now) = (&cx.state, cx.state.clock.now());
    let bearer = cx.caller()?.holder.user;
    let Impersonation { apikey, userid, iamid, project_id } = call.body;
    let key_hash = credentials::hash(apikey.expose());
    let secret = credentials::random_secret()?;
    let token_hash = credentials::hash(&secret);
    let oldest = now - state.settings.token_life;
    let author = cx.author()?;
    let asked_project = project_id.map(|project| project.0);
    state
        .database
        .write::<_, ServiceError>(move |session| {
            let key = api_keys::with_hash(&key_hash)
                .within(session)?
                .filter(|key| key.holder.user == bearer)
                .ok_or_else(|| ServiceError::refused("apikey", "This is no API key of yours."))?;
            let target = users::by_username(session, iamid.as_str(), userid.as_str())?
                .ok_or_else(|| ServiceError::not_found("person in this identity provider"))?;
            if target.id == bearer {
                return Err(ServiceError::refused("userid", "You are this person already."));
            }
            if target.disabled {
                return Err(ServiceError::refused("userid", format!("{} is disabled.", target.userid)));
            }
            if let Some(permission) = missing(&key.holder, &target.permissions) {
                let message =
                    format!("{} holds {permission}, which this needs you to hold too.", target.userid);
                return Err(Problem::new(403, message).about("userid").into());
            }
            // A key of a project opens that project alone.
            let project = asked_project.or(key.project);
            if key.project.is_some() && project != key.project {
                return Err(ServiceError::refused("projectId", "This API key is for another project."));
            }
            if let Some(project) = project
                && !projects::has_member(session, project, target.id)?
            {
                let message = format!("{} is no member of the project {project}.", target.userid);
                return Err(ServiceError::refused("projectId", message));
            }
            tokens::sweep(session, TokenKind::Session, oldest)?;
            let token = NewToken {
                key: Some(key.id),
                impersonator: Some(bearer),
                project,
                ..NewToken::session(&token_hash, target.id, now)
            };
            tokens::insert(session, &token)?;
            api_keys::touch(session, key.id, now)?;
            let change = Change::new(json!({ "project": project, "keyid": key.id }));
            Ok(author.record(session, Event::ImpersonationStarted, &[Target::user(&target)], change)?)
        })
        .await?;
    Ok(KeySession { authenticated: true, token: Some(Token::new(secret)) })
}
