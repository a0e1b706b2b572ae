//! Row 34: a person's API keys.

use bim_api::endpoints::GetUserApiKeys;
use bim_api::wire::Extra;
use bim_api::wire::key::{ApiKeyInfo, Project};
use bim_api::{Call, KeyId};
use serde_json::{Value, json};

use crate::clock::{timestamp, timestamp_to_the_second};
use crate::db::projects::ProjectRow;
use crate::db::{api_keys, users};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;

/// Row 34.
pub(crate) async fn get_user_api_keys(
    cx: Cx,
    call: Call<GetUserApiKeys>,
) -> Result<Vec<ApiKeyInfo>, ServiceError> {
    let path = call.path;
    let keys = cx.state.database.read::<_, ServiceError>(|session| {
        let user = users::by_username(session, path.iamid.as_str(), path.userid.as_str())?
            .ok_or_else(|| ServiceError::not_found("person in this identity provider"))?;
        Ok(api_keys::of_user(session, user.id)?)
    })?;
    let shape = |key: api_keys::KeyInfoRow| ApiKeyInfo {
        keyid: KeyId(key.id),
        created: timestamp_to_the_second(key.created_at),
        project: key.project.map(project),
        last_used: key.last_used.map(timestamp),
        name: key.name,
        context: None,
    };
    Ok(keys.into_iter().map(shape).collect())
}

/// What the example shows of a project; policies and workspaces belong to the platform, not to this service.
fn project(row: ProjectRow) -> Project {
    let shown = json!({
        "id": row.id,
        "name": row.name,
        "projectKey": row.key,
        "status": row.status,
        "description": row.description,
        "documentation": row.documentation,
        "deleted": false,
        "allowMaskedJoins": false,
        "subscriptionType": "manual",
        "subscriptionPolicy": null,
        "equalization": null,
        "snowflake": null,
        "salt": row.salt,
        "type": row.kind,
        "schema": row.schema,
        "createdAt": timestamp(row.created_at),
        "updatedAt": timestamp(row.updated_at),
        "workspace": null,
        "createdBy": row.created_by,
        "updatedBy": row.created_by,
        "schemaEvolutionId": null,
    });
    match shown {
        Value::Object(project) => Project(project),
        _ => Project(Extra::new()),
    }
}
