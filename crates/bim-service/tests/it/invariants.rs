//! What holds whatever happens at the same time.

use bim_api::Permission;
use serde_json::{Value, json};

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::routes::audit::events;
use crate::world::{Answer, PASSWORD, World};

/// Asks with JSON, or without a body.
async fn ask(world: &World, secret: &str, method: &str, target: &str, body: &Value) -> Answer {
    let body = if body.is_null() { None } else { Some(body.to_string()) };
    world.ask(&Bearer(secret.to_owned()), method, target, body.as_deref()).await
}

async fn admins(world: &World) -> Value {
    world.ask(&Auditor, "GET", "/bim/user?permission=USER_ADMIN", None).await.json()["count"].clone()
}

#[tokio::test]
async fn two_admins_cannot_remove_each_other_at_once() {
    let strip = |username: &str| format!("/bim/iam/bim/user/{username}/permissions/USER_ADMIN");
    let replace = |username: &str| format!("/bim/iam/bim/user/{username}/permissions");
    let disable = |username: &str| format!("/bim/iam/bim/user/{username}/disable/true");
    let delete = |username: &str| format!("/bim/iam/bim/user/{username}");
    type Path<'a> = &'a dyn Fn(&str) -> String;
    let ways: [(&str, Path<'_>, Value); 4] = [
        ("DELETE", &strip, Value::Null),
        ("PUT", &replace, json!(["AUDIT"])),
        ("PUT", &disable, Value::Null),
        ("DELETE", &delete, Value::Null),
    ];
    for (method, path, body) in &ways {
        for (other_method, other_path, other_body) in &ways {
            let world = World::new();
            world.person("second", vec![Permission::USER_ADMIN], None);
            let first = world.key_of(UserAdmin::USERNAME).expect("a key").to_owned();
            let second = world.service.create_key("second", "k").expect("a key");
            let (target, other_target) = (path("second"), other_path(UserAdmin::USERNAME));
            let (one, other) = tokio::join!(
                ask(&world, &first, method, &target, body),
                ask(&world, &second, other_method, &other_target, other_body),
            );
            let statuses = [one.status, other.status];
            let done = statuses.iter().filter(|status| **status < 300).count();
            assert_eq!(done, 1, "{method} {target}, {other_method} {other_target}: {statuses:?}");
            // The loser may also come too late to be an admin, or to be anybody.
            let refused = statuses.into_iter().find(|status| *status >= 300);
            assert!(matches!(refused, Some(409 | 403 | 401)), "{statuses:?}");
            assert_eq!(admins(&world).await, "1");
        }
    }
}

#[tokio::test]
async fn a_disabled_admin_is_no_admin() {
    let world = World::new();
    world.person("second", vec![Permission::USER_ADMIN], None);
    let path = |username: &str, disable: bool| format!("/bim/iam/bim/user/{username}/disable/{disable}");
    assert_eq!(world.ask(&UserAdmin, "PUT", &path("second", true), None).await.status, 200);
    for (method, target, body) in [
        ("PUT", path(UserAdmin::USERNAME, true), None),
        ("DELETE", format!("/bim/iam/bim/user/{}", UserAdmin::USERNAME), None),
        ("DELETE", format!("/bim/iam/bim/user/{}/permissions/USER_ADMIN", UserAdmin::USERNAME), None),
        ("PUT", format!("/bim/iam/bim/user/{}/permissions", UserAdmin::USERNAME), Some("[]")),
    ] {
        let (status, message) = world.ask(&UserAdmin, method, &target, body).await.problem();
        assert_eq!(status, 409, "{method} {target}");
        assert!(message.contains("last enabled"), "{message}");
    }
    // The disabled one is not the last: taking theirs leaves one.
    let target = "/bim/iam/bim/user/second/permissions/USER_ADMIN";
    assert_eq!(world.ask(&UserAdmin, "DELETE", target, None).await.status, 200);
}

#[tokio::test]
async fn disabling_ends_every_way_in_at_once() {
    let world = World::new();
    world.person("paula", vec![Permission::AUDIT], Some(PASSWORD));
    let login = json!({ "username": "paula", "password": PASSWORD }).to_string();
    let sign_in =
        async || world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&login)).await;
    let session = sign_in().await.json()["token"].as_str().expect("a token").to_owned();
    let key = world.service.create_key("paula", "k").expect("a key");
    let by_key = json!({ "apikey": key }).to_string();
    let exchange = async || world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&by_key)).await;
    let of_key = exchange().await.json()["token"].as_str().expect("a token").to_owned();
    let link = world.service.invite("paula").expect("a link");
    let invitation = link.split(['=', '&']).nth(1).expect("a token").to_owned();
    let disable = "/bim/iam/bim/user/paula/disable/true";
    assert_eq!(world.ask(&UserAdmin, "PUT", disable, None).await.status, 200);

    for secret in [&session, &of_key, &key] {
        let answer = ask(&world, secret, "GET", "/bim/iam/bim/user/paula", &Value::Null).await;
        assert_eq!(answer.problem().0, 401);
        let question = json!({ "token": secret }).to_string();
        assert_eq!(world.ask(&UserAdmin, "POST", "/bim/token", Some(&question)).await.problem().0, 404);
    }
    let password = json!({ "password": "another long phrase" });
    let target = "/bim/iam/bim/user/paula/password";
    assert_eq!(ask(&world, &invitation, "PUT", target, &password).await.problem().0, 401);
    assert_eq!((sign_in().await.status, exchange().await.status), (401, 401));
}

#[tokio::test]
async fn a_name_is_given_once_however_many_ask() {
    let world = World::new();
    let key = world.key_of(UserAdmin::USERNAME).expect("a key").to_owned();
    let group = world.ask(&UserAdmin, "POST", "/bim/group", Some(r#"{"iamid":"bim","name":"G"}"#)).await;
    let members = format!("/bim/group/{}/user", group.json()["id"]);
    for (target, bodies) in [
        ("/bim/iam/bim/user", [json!({ "userid": "paula" }), json!({ "userid": "PAULA" })]),
        ("/bim/group", [json!({ "iamid": "bim", "name": "ß" }), json!({ "iamid": "bim", "name": "SS" })]),
        (
            &*members,
            [
                json!({ "iamid": "bim", "userid": Member::USERNAME }),
                json!({ "iamid": "bim", "userid": Member::USERNAME }),
            ],
        ),
    ] {
        let [one, other] = &bodies;
        let (a, b, c, d) = tokio::join!(
            ask(&world, &key, "POST", target, one),
            ask(&world, &key, "POST", target, other),
            ask(&world, &key, "POST", target, one),
            ask(&world, &key, "POST", target, other),
        );
        let mut statuses = [a.status, b.status, c.status, d.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409], "{target}");
    }
    assert_eq!(events(&world, "event=UserCreated&target=paula").await.len(), 1);
}

#[tokio::test]
async fn attributes_given_at_once_are_all_held_and_all_found() {
    let world = World::new();
    let key = world.key_of(UserAdmin::USERNAME).expect("a key").to_owned();
    let path = |value: usize| format!("/bim/iam/bim/user/{}/authorizations/Team/{value}", Member::USERNAME);
    let change =
        async |method: &str, value: usize| ask(&world, &key, method, &path(value), &Value::Null).await;
    for round in 0..5 {
        let [a, b, c] = [3 * round, 3 * round + 1, 3 * round + 2];
        let answers = tokio::join!(change("PUT", a), change("PUT", b), change("PUT", c));
        assert_eq!((answers.0.status, answers.1.status, answers.2.status), (200, 200, 200));
        let answers = tokio::join!(change("DELETE", a), change("PUT", b), change("DELETE", a));
        let mut statuses = [answers.0.status, answers.1.status, answers.2.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 404]);
    }
    let record = world.ask(&Auditor, "GET", &format!("/bim/iam/bim/user/{}", Member::USERNAME), None).await;
    let held = record.json()["bimAuthorizations"]["Team"].as_array().expect("values").clone();
    assert_eq!(held.len(), 10);
    for value in 0..15 {
        let body = json!({ "userAttributes": [{ "key": "Team", "value": value.to_string() }] });
        let found = ask(&world, &key, "POST", "/bim/user/search", &body).await.json();
        let is_held = held.contains(&value.to_string().into());
        assert_eq!(found["count"], if is_held { "1" } else { "0" }, "{value}");
    }
    assert_eq!(events(&world, "event=AttributeApplied").await.len(), 15);
    assert_eq!(events(&world, "event=AttributeRemoved").await.len(), 5);
}
