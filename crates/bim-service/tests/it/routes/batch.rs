//! Several calls in one request, an extension.

use std::collections::BTreeSet;

use bim_api::Permission;
use bim_api::endpoints::declared;
use bim_service::clock::HOUR;
use bim_service::settings::{MailSettings, MailWay};
use serde_json::{Value, json};

use super::audit::events;
use crate::actors::{Actor, Anonymous, Bearer, Member, UserAdmin};
use crate::world::{Answer, World};

const BATCH: &str = "/bim/ext/batch";

async fn send<A: Actor>(world: &World, actor: &A, calls: &Value) -> Answer {
    world.ask(actor, "POST", BATCH, Some(&calls.to_string())).await
}

/// What each call is answered with.
async fn answers<A: Actor>(world: &World, actor: &A, calls: Value) -> Vec<Value> {
    let answer = send(world, actor, &calls).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json().as_array().expect("a list").clone()
}

fn statuses(answers: &[Value]) -> Vec<u64> {
    answers.iter().map(|answer| answer["status"].as_u64().expect("a status")).collect()
}

fn give(username: &str, value: &str) -> Value {
    json!({ "method": "PUT", "target": format!("/bim/iam/bim/user/{username}/authorizations/Team/{value}") })
}

#[tokio::test]
async fn each_is_answered_in_its_place_as_if_it_had_come_alone() {
    let world = World::new();
    let member = Member::USERNAME;
    let calls = json!([
        give(member, "A%26B"),
        give("nobody", "Red"),
        { "method": "POST", "target": "/bim/group", "body": { "iamid": "bim", "name": "Ni\u{f1}o" } },
        { "method": "PUT", "target": format!("/bim/iam/bim/user/{member}/profile"), "body": { "name": 5 } },
        { "method": "GET", "target": "/bim/iam/bim/user/uma.admin@example.com" },
        { "method": "GET", "target": "/bim/nowhere" },
        { "method": "DELETE", "target": "/bim/iam/bim/user/audrey.auditor@example.com" },
    ]);
    let answers = answers(&world, &UserAdmin, calls).await;
    assert_eq!(statuses(&answers), [200, 404, 200, 400, 200, 404, 204]);
    assert_eq!(answers[0]["body"]["bimAuthorizations"], json!({ "Team": ["A&B"] }));
    assert_eq!(answers[1]["body"]["statusCode"], 404);
    let new = world.ask(&UserAdmin, "GET", &format!("/bim/group/{}", answers[2]["body"]["id"]), None).await;
    assert_eq!(new.json()["name"], "Ni\u{f1}o");
    assert_eq!(answers[3]["body"]["validation"]["keys"], json!(["name"]));
    assert!(answers[6].get("body").is_none(), "{}", answers[6]);
    let alone = world.ask(&UserAdmin, "GET", "/bim/iam/bim/user/uma.admin@example.com", None).await;
    assert_eq!(answers[4]["body"], alone.json());
    let ids: BTreeSet<_> = answers.iter().filter_map(|answer| answer["requestId"].as_str()).collect();
    assert_eq!(ids.len(), answers.len(), "each has an id of its own");
}

#[tokio::test]
async fn each_write_is_audited_with_a_request_of_its_own() {
    let world = World::new();
    for username in ["ann", "bob", "cid"] {
        world.person(username, Vec::new(), None);
    }
    let calls = ["ann", "bob", "cid"].map(|username| give(username, "Red"));
    let answers = answers(&world, &UserAdmin, json!(calls)).await;
    let told = events(&world, "event=AttributeApplied").await;
    let told: BTreeSet<_> = told
        .iter()
        .map(|event| {
            assert_eq!(event["actor"]["userid"], UserAdmin::USERNAME);
            (event["targets"][0]["name"].to_string(), event["requestId"].to_string())
        })
        .collect();
    let expected = ["ann", "bob", "cid"].iter().zip(&answers);
    let expected: BTreeSet<_> =
        expected.map(|(name, answer)| (format!("\"{name}\""), answer["requestId"].to_string())).collect();
    assert_eq!(told, expected);
}

#[tokio::test]
async fn what_does_not_travel_together_is_refused_in_its_place() {
    let world = World::new();
    let mut refused = BTreeSet::new();
    for endpoint in declared().filter(|endpoint| endpoint.path.starts_with("/bim/")) {
        let fill = |segment: &str| match segment {
            "{disable}" => "true".to_owned(),
            "{iamid}" | "{iamId}" => "bim".to_owned(),
            placeholder if placeholder.starts_with('{') => "7".to_owned(),
            plain => plain.to_owned(),
        };
        let target = endpoint.path.split('/').map(fill).collect::<Vec<_>>().join("/");
        let call = json!({ "method": endpoint.method.as_str(), "target": target, "body": {} });
        let all = answers(&world, &UserAdmin, json!([call])).await;
        let message = all[0]["body"]["message"].as_str().unwrap_or_default();
        let is_refused = all[0]["status"] == 400 && message.contains("send it by itself");
        assert_eq!(is_refused, !endpoint.is_together, "{}: {}", endpoint.name, all[0]);
        if is_refused {
            refused.insert(endpoint.name);
        }
    }
    let closed = [
        // What makes or ends a session, or acts as somebody.
        ["Authenticate", "AuthenticateApiKey", "Impersonate", "GetToken", "SignOut", "LeaveSession"]
            .as_slice(),
        // What sets a password, hands out a credential, or sends mail.
        &["ChangePassword", "CreateApiKey", "CreateUser", "CloneUser"],
        // What works for long, or is large.
        &["DeleteGroup", "RemoveAttribute", "RemoveAttributeKey", "SyncUsers", "PlanSync"],
        &["ListUsers", "SearchUsers", "SearchGroups", "SearchMembers", "SearchAudit", "SendBatch"],
    ];
    for closed in closed.concat() {
        assert!(refused.contains(closed), "{closed} travels");
    }
}

#[tokio::test]
async fn what_is_no_call_of_the_api_is_not_reached() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = World::with(|settings| {
        settings.public_url = "http://127.0.0.1:8080/".parse().expect("a URL");
        let way = MailWay::Outbox(folder.path().to_owned());
        settings.mail = Some(MailSettings { from: "BIM <bim@localhost.localdomain>".to_owned(), way });
    });
    let at = |target: &str| json!({ "method": "GET", "target": target });
    let targets = ["/", "/config.json", "/healthz", "bim/user", "/bim", "/bim/iam/ /user", "/bim/ext/outbox"];
    let answers = answers(&world, &UserAdmin, json!(targets.map(at))).await;
    assert_eq!(statuses(&answers), [400, 400, 400, 400, 400, 400, 404]);
}

#[tokio::test]
async fn the_batch_itself_needs_a_session_and_is_of_a_bounded_size() {
    let world = World::new();
    let one = json!([give(Member::USERNAME, "Red")]);
    assert_eq!(send(&world, &Anonymous, &one).await.problem().0, 401);
    assert_eq!(send(&world, &Bearer("no token".to_owned()), &one).await.problem().0, 401);
    assert!(answers(&world, &UserAdmin, json!([])).await.is_empty());
    let many = |count: usize| Value::from(vec![give("nobody", "Red"); count]);
    assert_eq!(answers(&world, &UserAdmin, many(100)).await.len(), 100);
    assert_eq!(send(&world, &UserAdmin, &many(101)).await.problem().0, 400);
    for (bad, field) in [
        ("", ""),
        ("{}", ""),
        ("[{}]", "[0]"),
        (r#"[{"method":"PATCH","target":"/bim/user"}]"#, "[0].method"),
        (r#"[{"method":"GET","target":7}]"#, "[0].target"),
        (r#"[{"method":"GET","target":"/bim/user"}"#, ""),
    ] {
        let answer = world.ask(&UserAdmin, "POST", BATCH, Some(bad)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (400, field), "{bad}: {answer:?}");
    }
    let large =
        json!({ "method": "POST", "target": "/bim/group", "body": { "name": "x".repeat(1_100_000) } });
    assert_eq!(send(&world, &UserAdmin, &json!([large])).await.problem().0, 413);
    // An account that rests can do nothing by many calls either.
    world.ask(&UserAdmin, "PUT", "/bim/iam/bim/user/max.member@example.com/disable/true", None).await;
    assert_eq!(send(&world, &Member, &one).await.problem().0, 401);
}

#[tokio::test]
async fn nobody_may_do_more_in_it_than_alone() {
    let world = World::new();
    let own = format!("/bim/iam/bim/user/{}/profile", Member::USERNAME);
    let calls = json!([
        give("audrey.auditor@example.com", "Red"),
        { "method": "PUT", "target": own, "body": { "about": "me" } },
        { "method": "DELETE", "target": "/bim/iam/bim/user/uma.admin@example.com" },
    ]);
    assert_eq!(statuses(&answers(&world, &Member, calls).await), [403, 200, 403]);
    let body = r#"{"userid":"ida"}"#;
    let json = world.ask(&UserAdmin, "POST", "/bim/iam/bim/user", Some(body)).await.json();
    let (_, rest) = json["newUserLink"].as_str().expect("a link").split_once("token=").expect("a token");
    let invitation = Bearer(rest.split('&').next().expect("a token").to_owned());
    let read = json!([{ "method": "GET", "target": "/bim/iam/bim/user/ida/profile" }]);
    assert_eq!(send(&world, &invitation, &read).await.problem().0, 401);
}

#[tokio::test]
async fn whoever_acts_as_somebody_else_is_told_apart_and_held_back_in_it_too() {
    let world = World::new();
    world.person("deputy", vec![Permission::IMPERSONATE_USER, Permission::USER_ADMIN], None);
    let deputy = Bearer(world.service.create_key("deputy", "k").expect("a key"));
    let target = UserAdmin::USERNAME;
    let body = json!({ "apikey": deputy.0, "iamid": "bim", "userid": target }).to_string();
    let acting = world.ask(&deputy, "POST", "/bim/apikey/impersonate", Some(&body)).await.json();
    let acting = Bearer(acting["token"].as_str().expect("a token").to_owned());
    let keys = format!("/bim/iam/bim/user/{target}/apikeys");
    let key = world.ask(&UserAdmin, "GET", &keys, None).await.json()[0]["keyid"].clone();
    let calls = json!([
        { "method": "DELETE", "target": format!("/bim/apikey/{key}") },
        give(Member::USERNAME, "Red"),
    ]);
    assert_eq!(statuses(&answers(&world, &acting, calls).await), [403, 200]);
    let event = events(&world, "event=AttributeApplied").await[0].clone();
    assert_eq!(
        (&event["actor"]["userid"], &event["impersonator"]["userid"]),
        (&target.into(), &"deputy".into())
    );
    // The session ends, and with it what its batches may do.
    world.pass(25 * HOUR);
    assert_eq!(send(&world, &acting, &json!([give(Member::USERNAME, "Blue")])).await.problem().0, 401);
}

#[tokio::test]
async fn it_works_under_a_path_and_is_announced() {
    let world = World::with(|settings| {
        settings.public_url = "https://bim.example.com/admin/".parse().expect("a URL");
    });
    let calls = json!([give(Member::USERNAME, "Red")]).to_string();
    let answer = world.ask(&UserAdmin, "POST", &format!("/admin{BATCH}"), Some(&calls)).await;
    assert_eq!(statuses(answer.json().as_array().expect("a list")), [200]);
    let known = world.ask(&Anonymous, "GET", "/admin/bim/ext", None).await.json();
    assert!(known["extensions"].as_array().expect("names").contains(&"batch".into()), "{known}");
}
