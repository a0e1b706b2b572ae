//! What a sync refuses: too many disabled people, and stored credentials on their way to somebody else.

use bim_api::Permission;
use bim_ldap::{BASE, Directory, PASSWORD, READER, mail};
use serde_json::{Value, json};

use super::{apply, config, everything, person, provider, sync, world};
use crate::actors::{Anonymous, Auditor, Bearer, UserAdmin};
use crate::world::World;

/// Takes these people out of the directory.
fn remove(directory: &Directory, numbers: impl Iterator<Item = usize>) {
    let text: Vec<_> = numbers
        .map(|number| format!("dn: uid=user{number},ou=People,{BASE}\nchangetype: delete\n"))
        .collect();
    directory.change(&text.join("\n")).expect("a change");
}

fn confirmed(number: Value) -> Value {
    json!({ "dryRun": false, "iamConfig": { "ldapSync": { "confirmDisabled": number } } })
}

#[tokio::test]
async fn more_than_a_fifth_is_disabled_only_by_who_knows_the_number() {
    let directory = Directory::start(12, 2).expect("a directory");
    let world = world(config(directory.port));
    // Of the twelve, number 5 is disabled.
    apply(&world).await;
    remove(&directory, 0..2);
    let two = sync(&world, json!({ "dryRun": false })).await;
    assert_eq!(two.json()["disabledUsers"].as_array().map(Vec::len), Some(2), "2 of 11 are 18 %");
    remove(&directory, 2..4);
    let before = everything(&world).await;
    for body in [json!({ "dryRun": false }), confirmed(json!(1)), confirmed(json!(3))] {
        let answer = sync(&world, body).await;
        let (status, message) = answer.problem();
        assert_eq!((status, answer.field().as_str()), (422, "iamConfig.ldapSync.confirmDisabled"));
        assert!(message.contains("2 of 9 people, more than 20 %"), "{message}");
    }
    let row_8 = world.ask(&UserAdmin, "POST", "/bim/syncUsers", Some(r#"{"iamid":"staff"}"#)).await;
    assert_eq!(row_8.status, 422);
    assert_eq!(everything(&world).await, before);
    assert_eq!(sync(&world, confirmed(json!("2"))).await.status, 422, "a number, not a text");
    let done = sync(&world, confirmed(json!(2))).await.json();
    assert_eq!(done["disabledUsers"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_last_user_admin_is_disabled_only_by_who_knows_the_number() {
    let directory = Directory::start(30, 2).expect("a directory");
    let world = world(config(directory.port));
    apply(&world).await;
    let target = format!("/bim/iam/staff/user/{}/permissions", mail(1).replace('@', "%40"));
    let set = world.ask(&UserAdmin, "PUT", &target, Some(r#"["USER_ADMIN"]"#)).await;
    assert_eq!(set.status, 200);
    let body = json!({ "username": mail(1), "password": PASSWORD }).to_string();
    let session = world.ask(&Anonymous, "POST", "/bim/iam/staff/user/authenticate", Some(&body)).await.json();
    let only_admin = Bearer(session["token"].as_str().expect("a token").to_owned());
    world.service.set_disabled(UserAdmin::USERNAME, true, true).expect("a disabled admin");
    remove(&directory, 1..2);
    let sync = |body: Value| {
        let (world, actor) = (&world, &only_admin);
        async move { world.ask(actor, "POST", "/iam/staff/sync", Some(&body.to_string())).await }
    };
    let (status, message) = sync(json!({ "dryRun": false })).await.problem();
    assert_eq!(status, 422);
    assert!(message.contains("the last person with USER_ADMIN"), "{message}");
    assert_eq!(sync(confirmed(json!(1))).await.status, 200);
    assert_eq!(sync(json!({ "dryRun": true })).await.status, 401, "they knew");
}

#[tokio::test]
async fn stored_credentials_go_to_the_stored_place_alone() {
    let (stored, other) =
        (Directory::start(5, 1).expect("a directory"), Directory::start(6, 1).expect("another directory"));
    let allowing = |hosts: Vec<String>| {
        World::with(|settings| {
            settings.sync.providers = vec![provider(config(stored.port))];
            settings.sync.hosts = hosts;
        })
    };
    let elsewhere = |credentials: Value| {
        json!({ "dryRun": true, "iamConfig": {
            "options": { "port": other.port }, "credentials": credentials,
        } })
    };
    let own = json!({ "bind_dn": READER, "bind_password": PASSWORD });
    let strict = allowing(Vec::new());
    for credentials in [Value::Null, own.clone()] {
        let answer = sync(&strict, elsewhere(credentials)).await;
        assert_eq!((answer.status, answer.field().as_str()), (422, "iamConfig.options.host"));
    }
    let open = allowing(vec![format!("127.0.0.1:{}", other.port)]);
    for credentials in [Value::Null, json!({ "bind_dn": READER })] {
        let answer = sync(&open, elsewhere(credentials)).await;
        assert_eq!((answer.status, answer.field().as_str()), (422, "iamConfig.credentials.bind_password"));
    }
    let answer = sync(&open, elsewhere(own)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["totalCount"], 5, "of the six there, one is disabled");
    // The same host and port, but protected otherwise, is another place.
    let starttls = json!({ "dryRun": true, "iamConfig": { "options": { "startTLS": true } } });
    assert_eq!(sync(&strict, starttls).await.field(), "iamConfig.options.host");
    let somebody = json!({ "dryRun": true, "iamConfig": { "credentials": { "bind_dn": "cn=other" } } });
    assert_eq!(sync(&strict, somebody).await.field(), "iamConfig.credentials.bind_password");
}

#[tokio::test]
async fn files_and_secrets_cannot_be_asked_for() {
    let directory = Directory::start(5, 1).expect("a directory");
    let world = world(config(directory.port));
    let file = json!({ "dryRun": true, "iamConfig": { "options": { "caFile": "/etc/passwd" } } });
    assert_eq!(sync(&world, file).await.field(), "iamConfig.options.caFile");
    for name in ["userPassword", "USERPASSWORD;x", "unicodePwd"] {
        let schema = json!({ "profile": { "about": name } });
        let answer = sync(&world, json!({ "dryRun": true, "iamConfig": { "schema": schema } })).await;
        assert_eq!(
            (answer.status, answer.field().as_str()),
            (422, "iamConfig.schema.profile.about"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_log_tells_who_synced_and_what_became_of_whom_and_no_password() {
    let directory = Directory::start(4, 1).expect("a directory");
    let world = world(config(directory.port));
    let own = json!({ "bind_dn": READER, "bind_password": PASSWORD });
    let body = json!({ "dryRun": false, "iamConfig": { "credentials": own } });
    assert_eq!(sync(&world, body).await.status, 200);
    let log = world.ask(&Auditor, "GET", "/bim/ext/audit?size=100", None).await.json();
    let text = log.to_string();
    assert!(!text.contains(PASSWORD));
    for event in ["UsersSynced", "UserCreated", "GroupCreated", "GroupMemberAdded"] {
        assert!(text.contains(&format!("\"{event}\"")), "{event}");
    }
    let synced = world.ask(&Auditor, "GET", "/bim/ext/audit?event=UsersSynced", None).await.json();
    assert_eq!(synced["hits"][0]["actor"]["userid"], UserAdmin::USERNAME);
    assert_eq!(synced["hits"][0]["after"]["imported"], 4);
    assert_eq!(person(&world, &mail(0)).await.json()["permissions"], json!([Permission::CREATE_PROJECT]));
}
