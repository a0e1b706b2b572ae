//! Rows 10 and 11 for groups, and 25.

use serde_json::{Value, json};

use super::{AWKWARD, attribute, delete, put};
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::events;
use crate::shape::{assert_same, example};
use crate::world::World;

async fn group(world: &World) -> Value {
    let body = r#"{"iamid":"bim","name":"Analysts"}"#;
    world.ask(&UserAdmin, "POST", "/bim/group", Some(body)).await.json()
}

#[tokio::test]
async fn a_value_comes_and_goes_as_documented() {
    let world = World::new();
    let group = group(&world).await;
    let holder = format!("bim/group/{}", group["id"]);
    world.pass(5_000);
    let documented = example("25-update-a-group-s-attributes.response.json");
    let given = put(&world, &holder, "Finance", "CFA").await.json();
    assert_same(&documented, &given, &["authorizations"], &[]);
    assert_eq!(given["updatedAt"], "2026-11-24T00:00:05.000Z");
    let both = put(&world, &holder, "Finance", "Red Team").await.json();
    assert_eq!(both["authorizations"], json!({ "Finance": ["CFA", "Red Team"] }));
    assert_eq!(put(&world, &holder, "Finance", "CFA").await.json(), both, "given once");
    let row_27 = world.ask(&UserAdmin, "GET", &format!("/bim/group/{}", group["id"]), None).await.json();
    assert_eq!(row_27["authorizations"], both["authorizations"]);

    let one = delete(&world, &holder, "Finance", "CFA").await.json();
    assert_same(&documented, &one, &["authorizations"], &[]);
    assert_eq!(one["authorizations"], json!({ "Finance": ["Red Team"] }));
    assert_eq!(put(&world, &holder, "Finance", "CFA").await.status, 200);
    assert_eq!(delete(&world, &holder, "Finance", "").await.json()["authorizations"], Value::Null);
    let told = events(&world, &format!("targetId={}&event=AttributeRemoved", group["id"])).await;
    assert_eq!(told.len(), 2);
    assert_eq!(told[0]["before"], json!({ "key": "Finance", "values": ["Red Team", "CFA"] }));
    for text in AWKWARD {
        assert_eq!(put(&world, &holder, text, text).await.json()["authorizations"], json!({ *text: [text] }));
        assert_eq!(delete(&world, &holder, text, text).await.json()["authorizations"], Value::Null, "{text}");
    }
}

#[tokio::test]
async fn members_hold_what_their_groups_hold() {
    let world = World::new();
    let group = group(&world).await;
    let body = json!({ "iamid": "bim", "userid": Member::USERNAME }).to_string();
    let members = format!("/bim/group/{}/user", group["id"]);
    assert_eq!(world.ask(&UserAdmin, "POST", &members, Some(&body)).await.status, 200);
    put(&world, &format!("bim/group/{}", group["id"]), "Team", "Red").await;
    let me = world.ask(&Member, "GET", "/bim/rpc/user/current", None).await.json();
    let effective = &me["profile"]["entitlementJson"];
    assert_eq!(effective, &json!({ "authorizations": { "Team": ["Red"] }, "groups": ["Analysts"] }));
    assert_eq!(me["authorizations"], json!({}), "a group's stand in the effective set alone");
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    world.service.seed(1).expect("demo providers");
    let id = group(&world).await["id"].clone();
    let target = attribute(&format!("bim/group/{id}"), "k", "v");
    for method in ["PUT", "DELETE"] {
        assert_eq!(world.ask(&Anonymous, method, &target, None).await.problem().0, 401);
        assert_eq!(world.ask(&Member, method, &target, None).await.problem().0, 403);
        assert_eq!(world.ask(&Auditor, method, &target, None).await.problem().0, 403);
        for (nobody, status) in [
            ("bim/group/1".to_owned(), 404),
            (format!("corporateLdap/group/{id}"), 404),
            ("bim/group/Analysts".to_owned(), 400),
        ] {
            let target = attribute(&nobody, "k", "v");
            assert_eq!(world.ask(&UserAdmin, method, &target, None).await.problem().0, status, "{nobody}");
        }
    }
    let holder = format!("bim/group/{id}");
    let padded = put(&world, &holder, "k", "v ").await;
    assert_eq!((padded.problem().0, padded.field().as_str()), (422, "attributeValue"));
    assert_eq!(delete(&world, &holder, "k", "v").await.problem().0, 404);
    assert_eq!(delete(&world, &holder, "k", "").await.problem().0, 404);
}
