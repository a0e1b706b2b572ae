//! Rows 30, 34 and 35: a person's API keys.

use bim_api::endpoints::{CreateApiKey, DeleteApiKey, GetUserApiKeys};
use bim_api::wire::Extra;
use bim_api::wire::key::{ApiKeyInfo, CreatedApiKey, NewApiKey, Project, RevokeOutcome};
use bim_api::{ApiKey, Call, KeyId, Problem, ProjectId};
use serde_json::{Value, json};

use crate::clock::{timestamp, timestamp_to_the_second};
use crate::credentials;
use crate::db::audit::{Change, Event, Person, Target};
use crate::db::projects::{self, ProjectRow};
use crate::db::{api_keys, tokens, users};
use crate::http::caller::Cx;
use crate::http::error::ServiceError;
use crate::routes::limits::check_name;

/// Row 30. The key itself is told here and never again.
pub(crate) async fn create_api_key(cx: Cx, call: Call<CreateApiKey>) -> Result<CreatedApiKey, ServiceError> {
    let (user, now) = (cx.caller()?.holder.user, cx.state.clock.now());
    let NewApiKey { project_id, name } = call.body;
    if project_id.is_none() && name.is_none() {
        return Err(ServiceError::refused("name", "Name the key, the project it is for, or both."));
    }
    let name = name.map(|name| name.trim().to_owned());
    if let Some(name) = &name {
        check_name("name", name)?;
    }
    let project = project_id.map(|project| project.0);
    let secret = credentials::random_secret()?;
    let (hash, stored_name, author) = (credentials::hash(&secret), name.clone(), cx.author()?);
    let id = cx
        .state
        .database
        .write::<_, ServiceError>(move |session| {
            // The person may have been disabled or deleted while this waited for its turn.
            let person = users::by_id(session, user)?
                .filter(|person| !person.disabled)
                .ok_or_else(ServiceError::unauthorized)?;
            if let Some(project) = project
                && !projects::has_member(session, project, user)?
            {
                return Err(no_member(project));
            }
            let id = api_keys::insert(session, user, &hash, stored_name.as_deref(), project, now)?;
            let targets = [Target::key(id, stored_name.as_deref()), Target::user(&person)];
            author.record(
                session,
                Event::ApiKeyCreated,
                &targets,
                Change::new(json!({ "project": project })),
            )?;
            Ok(id)
        })
        .await?;
    Ok(CreatedApiKey {
        apikey: ApiKey::new(secret),
        keyid: KeyId(id),
        project: project.map(ProjectId),
        name,
        context: None,
    })
}

/// One answer whether or not there is such a project: who is no member learns nothing of it.
fn no_member(project: i64) -> ServiceError {
    let message = format!("This needs you to be a member of the project {project}.");
    Problem::new(403, message).about("projectId").into()
}

/// Row 35. The key's tokens end with it, those of impersonations too; expired ones are not counted.
pub(crate) async fn delete_api_key(cx: Cx, call: Call<DeleteApiKey>) -> Result<RevokeOutcome, ServiceError> {
    let (key, owner, author) = (call.path.key.0, Person::from(&cx.caller()?.holder), cx.author()?);
    let (settings, now) = (&cx.state.settings, cx.state.clock.now());
    let (idle_since, oldest) = (now - settings.token_idle, now - settings.token_life);
    let ended = cx
        .state
        .database
        .write::<_, ServiceError>(move |session| {
            let (user, name) =
                api_keys::owner_and_name(session, key)?.ok_or_else(|| ServiceError::not_found("API key"))?;
            if user != owner.id {
                return Err(ServiceError::new(403, "Only whoever created an API key can revoke it."));
            }
            let ended = tokens::count_living_of_key(session, key, idle_since, oldest)?;
            api_keys::delete(session, key)?;
            let targets = [Target::key(key, name.as_deref()), Target::person(owner)];
            author.record(session, Event::ApiKeyDeleted, &targets, Change::untold())?;
            Ok(ended)
        })
        .await?;
    Ok(RevokeOutcome { revoked_tokens: u64::try_from(ended).unwrap_or_default() })
}

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
