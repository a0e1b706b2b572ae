//! What the log is told, and what it is never told.

use serde_json::{Value, json};

use super::{events, last_event};
use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::world::{PASSWORD, World};

const NEW: &str = "another long phrase";

async fn sign_in(world: &World, username: &str) -> Bearer {
    let body = json!({ "username": username, "password": PASSWORD }).to_string();
    let json = world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&body)).await.json();
    Bearer(json["token"].as_str().expect("a token").to_owned())
}

fn row_3() -> String {
    format!("/bim/iam/bim/user/{}/profile", Member::USERNAME)
}

#[tokio::test]
async fn a_write_tells_who_whom_what_when_and_in_which_request() {
    let world = World::new();
    world.pass(1_234);
    let body = json!({ "location": "Boston", "phone": "+1 555 0100" }).to_string();
    let answer = world.ask(&UserAdmin, "PUT", &row_3(), Some(&body)).await;
    let event = last_event(&world).await;
    let person = |username: &str, person: &Value| {
        assert_eq!((&person["iamid"], &person["userid"]), (&"bim".into(), &username.into()));
        person["id"].as_i64().expect("an id")
    };
    let admin = person(UserAdmin::USERNAME, &event["actor"]);
    let expected = json!({
        "id": event["id"],
        "createdAt": "2026-11-24T00:00:01.234Z",
        "event": "ProfileUpdated",
        "actor": { "id": admin, "iamid": "bim", "userid": UserAdmin::USERNAME },
        "impersonator": null,
        "means": "key",
        "keyid": event["keyid"],
        "targets": [{ "kind": "user", "id": admin + 2, "iamid": "bim", "name": Member::USERNAME }],
        "before": { "location": null, "phone": null },
        "after": { "location": "Boston", "phone": "+1 555 0100" },
        "requestId": answer.header("x-request-id"),
    });
    assert_eq!(event, expected);
    let keys = world
        .ask(&UserAdmin, "GET", &format!("/bim/iam/bim/user/{}/apikeys", UserAdmin::USERNAME), None)
        .await;
    assert_eq!(event["keyid"], keys.json()[0]["keyid"]);
}

#[tokio::test]
async fn each_write_has_its_event() {
    let world = World::new();
    let before = events(&world, "").await.len();
    let ask = async |method: &str, target: &str, body: Value| {
        let body = if body.is_null() { None } else { Some(body.to_string()) };
        let answer = world.ask(&UserAdmin, method, target, body.as_deref()).await;
        assert_eq!(answer.status, 200, "{target}");
    };
    ask("POST", "/bim/iam/bim/user", json!({ "userid": "paula", "password": PASSWORD })).await;
    let session = sign_in(&world, "paula").await;
    ask("PUT", "/bim/iam/bim/user/paula/permissions", json!(["AUDIT"])).await;
    ask("PUT", "/bim/iam/bim/user/paula/password", json!({ "password": NEW })).await;
    ask("PUT", "/bim/iam/bim/user/paula/disable/true", Value::Null).await;
    ask("PUT", "/bim/iam/bim/user/paula/disable/true", Value::Null).await;
    ask("PUT", "/bim/iam/bim/user/paula/disable/false", Value::Null).await;
    assert_eq!(world.ask(&session, "POST", "/bim/ext/sign-out", None).await.status, 401, "ended already");
    world.service.invite("paula").expect("a link");
    let key = world.service.create_key("paula", "laptop").expect("a key");
    let body = json!({ "apikey": key }).to_string();
    let json = world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&body)).await.json();
    let session = Bearer(json["token"].as_str().expect("a token").to_owned());
    assert_eq!(world.ask(&session, "POST", "/bim/ext/sign-out", None).await.status, 204);

    let all = events(&world, "").await;
    let told: Vec<_> = all[..all.len() - before]
        .iter()
        .rev()
        .map(|event| {
            let actor = event["actor"]["userid"].as_str().unwrap_or("-").split('.').next().expect("text");
            format!(
                "{} {actor} {} {} {} {}",
                event["event"].as_str().expect("text"),
                event["means"].as_str().expect("text"),
                event["targets"][0]["name"].as_str().expect("text"),
                event["before"],
                event["after"],
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"UserCreated uma key paula null {"email":null,"name":"paula","permissions":["CREATE_PROJECT"]}"#,
            "SignedIn paula password paula null null",
            r#"PermissionsUpdated uma key paula {"permissions":["CREATE_PROJECT"]} {"permissions":["AUDIT"]}"#,
            "PasswordChanged uma key paula null null",
            r#"UserDisabled uma key paula {"disabled":false} {"disabled":true}"#,
            r#"UserEnabled uma key paula {"disabled":true} {"disabled":false}"#,
            "UserInvited - command-line paula null null",
            "ApiKeyCreated - command-line laptop null null",
            "SignedIn paula key paula null null",
            "SignedOut paula session paula null null",
        ]
    );
    let key = &events(&world, "event=ApiKeyCreated&target=laptop").await[0]["targets"][0];
    assert_eq!(all[0]["keyid"], key["id"], "a session tells the key that made it");
    assert!(all.iter().all(|event| event["requestId"].is_string() == (event["means"] != "command-line")));
}

#[tokio::test]
async fn what_is_refused_or_undone_leaves_no_event() {
    let world = World::new();
    let before = events(&world, "").await;
    for (method, target, body, status) in [
        ("POST", "/bim/iam/bim/user".to_owned(), Some(json!({ "userid": Member::USERNAME })), 409),
        ("PUT", format!("/bim/iam/bim/user/{}/permissions", UserAdmin::USERNAME), Some(json!([])), 409),
        ("PUT", format!("/bim/iam/bim/user/{}/disable/true", UserAdmin::USERNAME), None, 409),
        ("PUT", row_3(), Some(json!({ "email": "no address" })), 422),
        ("PUT", "/bim/iam/bim/user/nobody/profile".to_owned(), Some(json!({})), 404),
    ] {
        let body = body.map(|body| body.to_string());
        assert_eq!(world.ask(&UserAdmin, method, &target, body.as_deref()).await.status, status, "{target}");
    }
    assert_eq!(world.ask(&Member, "PUT", "/bim/iam/bim/user/x/permissions", Some("[]")).await.status, 403);
    let wrong = json!({ "username": "uma.admin@example.com", "password": "wrong wrong wrong" }).to_string();
    assert_eq!(
        world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&wrong)).await.status,
        401
    );
    assert_eq!(events(&world, "").await, before);
}

#[tokio::test]
async fn no_secret_is_written_down() {
    let world = World::new();
    let body = json!({ "userid": "paula", "profile": { "name": "Paula" } }).to_string();
    let created = world.ask(&UserAdmin, "POST", "/bim/iam/bim/user", Some(&body)).await.json();
    let link = created["newUserLink"].as_str().expect("a link");
    let invitation = link.split(['=', '&']).nth(1).expect("a token").to_owned();
    let body = json!({ "password": PASSWORD }).to_string();
    let target = "/bim/iam/bim/user/paula/password";
    assert_eq!(world.ask(&Bearer(invitation.clone()), "PUT", target, Some(&body)).await.status, 200);
    let session = sign_in(&world, "paula").await;
    let body = json!({ "originalPassword": PASSWORD, "password": NEW }).to_string();
    assert_eq!(world.ask(&session, "PUT", target, Some(&body)).await.status, 200);
    let body = json!({ "sqlUser": "sql-secret" }).to_string();
    assert_eq!(world.ask(&session, "PUT", "/bim/iam/bim/user/paula/profile", Some(&body)).await.status, 200);
    let key = world.service.create_key("paula", "laptop").expect("a key");

    let all = json!(events(&world, "").await).to_string();
    assert!(all.contains(r#""after":{"sqlUser":"changed"},"before":{"sqlUser":null}"#), "{all}");
    for secret in [&invitation, PASSWORD, NEW, &session.0, "sql-secret", &key, "argon2"] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn needs_audit() {
    let world = World::new();
    let target = "/bim/ext/audit";
    assert_eq!(world.ask(&Anonymous, "GET", target, None).await.problem().0, 401);
    for answer in
        [world.ask(&Member, "GET", target, None).await, world.ask(&UserAdmin, "GET", target, None).await]
    {
        let (status, message) = answer.problem();
        assert_eq!(status, 403);
        assert!(message.contains("AUDIT"), "{message}");
    }
    assert_eq!(world.ask(&Auditor, "GET", target, None).await.status, 200);
    let without = World::with(|settings| settings.has_extensions = false);
    assert_eq!(without.ask(&Auditor, "GET", target, None).await.problem().0, 404);
}
