//! Row 36.

use bim_api::Permission;
use serde_json::json;

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::routes::audit::{events, last_event};
use crate::world::{PASSWORD, World};

fn path(username: &str) -> String {
    format!("/bim/iam/bim/user/{username}")
}

#[tokio::test]
async fn everything_of_the_person_goes() {
    let world = World::new();
    world.person("paula", vec![Permission::AUDIT], Some(PASSWORD));
    let login = json!({ "username": "paula", "password": PASSWORD }).to_string();
    let sign_in =
        async || world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&login)).await;
    let session = Bearer(sign_in().await.json()["token"].as_str().expect("a token").to_owned());
    let key = Bearer(world.service.create_key("paula", "k").expect("a key"));
    let body = json!({ "apikey": key.0 }).to_string();
    let by_key = world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&body)).await.json();
    let by_key = Bearer(by_key["token"].as_str().expect("a token").to_owned());
    let group =
        world.ask(&UserAdmin, "POST", "/bim/group", Some(r#"{"iamid":"bim","name":"Analysts"}"#)).await;
    let members = format!("/bim/group/{}/user", group.json()["id"]);
    let member = json!({ "iamid": "bim", "userid": "paula" }).to_string();
    assert_eq!(world.ask(&UserAdmin, "POST", &members, Some(&member)).await.status, 200);
    let attribute = format!("{}/authorizations/Team/Red", path("paula"));
    assert_eq!(world.ask(&UserAdmin, "PUT", &attribute, None).await.status, 200);
    let me = async |bearer: &Bearer| world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status;
    assert_eq!((me(&session).await, me(&key).await, me(&by_key).await), (200, 200, 200));

    let answer = world.ask(&UserAdmin, "DELETE", &path("PAULA"), None).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!((me(&session).await, me(&key).await, me(&by_key).await), (401, 401, 401));
    assert_eq!(sign_in().await.status, 401);
    assert_eq!(world.ask(&UserAdmin, "GET", &path("paula"), None).await.problem().0, 404);
    assert_eq!(world.ask(&UserAdmin, "GET", &members, None).await.json()["count"], 0);
    for query in ["userid=paula", "name=paula", "name=pau", "permission=AUDIT&userid=paula"] {
        let found = world.ask(&Member, "GET", &format!("/bim/user?includeDisabled=true&{query}"), None).await;
        assert_eq!(found.json()["count"], "0", "{query}");
    }
    let everywhere = "/bim/iam/bim/authorizations/Team";
    assert_eq!(world.ask(&UserAdmin, "DELETE", everywhere, None).await.problem().0, 404, "nobody holds it");
    let event = last_event(&world).await;
    assert_eq!(event["event"], "UserDeleted");
    assert_eq!(event["before"]["permissions"], json!(["AUDIT"]));
    assert_eq!(event["before"]["bimAuthorizations"], json!({ "Team": ["Red"] }));
    assert_eq!(event["before"]["groups"], json!(["Analysts"]));
    assert_eq!(event["targets"][1]["name"], "Analysts", "the group's history tells it, too");
    assert!(events(&world, "target=paula").await.len() >= 5, "the log outlives the person");
}

#[tokio::test]
async fn the_username_is_free_again_and_a_new_person_inherits_nothing() {
    let world = World::new();
    world.person("paula", vec![Permission::AUDIT], Some(PASSWORD));
    let before = world.ask(&UserAdmin, "GET", "/bim/user?userid=paula", None).await.json();
    assert_eq!(world.ask(&UserAdmin, "DELETE", &path("paula"), None).await.status, 204);
    let body = r#"{"userid":"Paula"}"#;
    let created = world.ask(&UserAdmin, "POST", "/bim/iam/bim/user", Some(body)).await.json();
    assert_ne!(created["newUser"]["id"], before["hits"][0]["id"], "ids are never used again");
    assert_eq!(created["newUser"]["permissions"], json!(["CREATE_PROJECT"]));
    let login = json!({ "username": "paula", "password": PASSWORD }).to_string();
    let answer = world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&login)).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn accounts_of_other_providers_can_be_deleted_too() {
    let world = World::new();
    world.service.seed(100).expect("demo people");
    let found = world.ask(&UserAdmin, "GET", "/bim/user?iamid=corporateLdap", None).await.json();
    let userid: String =
        found["hits"][0]["userid"].as_str().expect("text").bytes().map(|b| format!("%{b:02X}")).collect();
    let target = format!("/bim/iam/corporateLdap/user/{userid}");
    assert_eq!(world.ask(&UserAdmin, "DELETE", &target, None).await.status, 204);
    assert_eq!(world.ask(&UserAdmin, "GET", &target, None).await.problem().0, 404);
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    let target = path(Member::USERNAME);
    assert_eq!(world.ask(&Anonymous, "DELETE", &target, None).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "DELETE", &target, None).await.problem().0, 403, "nor oneself");
    assert_eq!(world.ask(&Auditor, "DELETE", &target, None).await.problem().0, 403);
    for nobody in ["nobody", "3", "%20"] {
        assert_eq!(world.ask(&UserAdmin, "DELETE", &path(nobody), None).await.problem().0, 404, "{nobody}");
    }
    for wider in ["/bim/iam/bim/user/%2E", "/bim/iam/bim/user/%2e%2e", "/bim/iam/bim/user/"] {
        let status = world.ask(&UserAdmin, "DELETE", wider, None).await.problem().0;
        assert!(matches!(status, 400 | 404), "{status} {wider}");
    }
    let (status, message) = world.ask(&UserAdmin, "DELETE", &path(UserAdmin::USERNAME), None).await.problem();
    assert_eq!(status, 409);
    assert!(message.contains("last"), "{message}");
    assert_eq!(world.ask(&UserAdmin, "DELETE", &target, None).await.status, 204);
}
