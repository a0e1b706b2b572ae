//! Rows 2, 8 and 9 with a real directory (OpenLDAP), and the extensions beside them.

mod failures;
mod lifecycle;
mod runs;
mod safety;
mod sign_in;

use std::path::Path;

use bim_ldap::{BASE, Directory, PASSWORD, READER};
use bim_service::ldap::Provider;
use serde_json::{Value, json};

use crate::actors::UserAdmin;
use crate::world::{Answer, World};

/// People and groups of most tests' directories.
const PEOPLE: usize = 300;
const GROUPS: usize = 20;

/// Of them: those with mail, and those of these who are enabled (see `bim_ldap::ldif`).
const WITH_MAIL: usize = 294;
const ENABLED: usize = 291;

fn directory() -> Directory {
    Directory::start(PEOPLE, GROUPS).expect("a directory")
}

/// A provider's configuration, in the clear.
fn config(port: u16) -> Value {
    json!({
        "id": "staff",
        "displayName": "Staff",
        "credentials": { "bind_dn": READER, "bind_password": PASSWORD },
        "defaultPermissions": ["CREATE_PROJECT"],
        "options": {
            "host": "127.0.0.1",
            "port": port,
            "useSSL": false,
            "userSearchBase": format!("ou=People,{BASE}"),
            "userSearchFilter": "(&(objectClass=inetOrgPerson)(mail=%s))",
            "groupSearchBase": format!("ou=Groups,{BASE}"),
            "groupSearchFilter": "(&(objectClass=groupOfNames)(cn=%s*))",
            "userGroupSearchFilter": "(member=<dn>)",
            "timeout": 1,
        },
        "schema": {
            "group": { "name": "cn" },
            "profile": { "email": "mail", "name": "cn", "phone": "telephoneNumber", "location": "l" },
            "authorizations": { "Department": "departmentNumber" },
            "externalUserIds": { "snowflakeUser": "employeeNumber" },
        },
        "supportedActions": ["syncGroups"],
        "type": "ldap",
    })
}

fn provider(config: Value) -> Provider {
    let config = serde_json::from_value(config).expect("a configuration");
    Provider::new(config, Path::new("/")).expect("a provider")
}

/// A world with this provider.
fn world(config: Value) -> World {
    World::with(|settings| settings.sync.providers = vec![provider(config)])
}

async fn sync(world: &World, body: Value) -> Answer {
    world.ask(&UserAdmin, "POST", "/iam/staff/sync", Some(&body.to_string())).await
}

async fn dry_run(world: &World) -> Value {
    let answer = sync(world, json!({ "dryRun": true })).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

async fn apply(world: &World) -> Value {
    let answer = sync(world, json!({ "dryRun": false })).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// How many people each list holds: imported, refreshed, enabled, disabled.
fn sizes(outcome: &Value) -> [usize; 4] {
    ["importedUsers", "refreshedUsers", "enabledUsers", "disabledUsers"]
        .map(|list| outcome[list].as_array().unwrap_or_else(|| panic!("{list} of {outcome}")).len())
}

async fn person(world: &World, username: &str) -> Answer {
    let target = format!("/bim/iam/staff/user/{}", username.replace('@', "%40"));
    world.ask(&UserAdmin, "GET", &target, None).await
}

/// Everything that the API tells of people, groups and writes, to see that nothing changed.
async fn everything(world: &World) -> [Value; 3] {
    let people = json!({ "iamid": "staff", "includeDisabled": true, "size": 1000 });
    let ask = |method, target, body: Option<String>| async move {
        world.ask(&UserAdmin, method, target, body.as_deref()).await.json()
    };
    [
        ask("POST", "/bim/user/search", Some(people.to_string())).await,
        ask("GET", "/bim/group?size=1000", None).await,
        world.ask(&crate::actors::Auditor, "GET", "/bim/ext/audit?size=1", None).await.json(),
    ]
}
