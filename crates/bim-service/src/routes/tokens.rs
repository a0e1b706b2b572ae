//! Row 33: what is known of a token.

use bim_api::endpoints::GetToken;
use bim_api::wire::key::TokenInfo;
use bim_api::{Call, IamId, ProjectId, Username};

use crate::clock::{timestamp, timestamp_to_the_second};
use crate::credentials;
use crate::db::tokens::{self, TokenKind, TokenRow};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::http::impersonator::may_act;

/// Row 33. Whoever holds a token may ask about it; asking does not extend it.
pub(crate) async fn get_token(cx: Cx, call: Call<GetToken>) -> Result<TokenInfo, ServiceError> {
    let (state, now) = (&cx.state, cx.state.clock.now());
    let token = call.body.token;
    let hash = credentials::hash(token.expose());
    let end = |row: &TokenRow| state.settings.token_end(row.created_at, row.last_used);
    let row = tokens::by_hash(&state.database, &hash)
        .await?
        .filter(|row| row.kind == TokenKind::Session && end(row) > now && !row.holder.disabled)
        .filter(|row| row.impersonator.as_ref().is_none_or(|by| may_act(by, &row.holder)))
        .ok_or_else(|| ServiceError::not_found("token, or it has expired"))?;
    let expiration = timestamp(end(&row));
    let (by_user, by_iam) = match row.impersonator {
        Some(by) => (Some(Username(by.userid)), Some(IamId(by.iamid))),
        None => (None, None),
    };
    Ok(TokenInfo {
        id: row.id,
        kind: "bearer".to_owned(),
        expiration: Some(expiration),
        iamid: IamId(row.holder.iamid),
        userid: Username(row.holder.userid),
        project: row.project.map(ProjectId),
        context: None,
        token,
        created: timestamp_to_the_second(row.created_at),
        last_used: Some(timestamp(row.last_used)),
        name: None,
        application: None,
        derived_from: None,
        created_at: Some(timestamp(row.created_at)),
        updated_at: Some(timestamp(row.last_used)),
        scopes: by_user.is_some().then(|| "impersonation".to_owned()),
        impersonationuserid: by_user,
        impersonationiamid: by_iam,
    })
}
