//! Row 22.

use serde_json::{Value, json};

use super::{add, create, found_by_group, id_of_new};
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::{events, last_event};
use crate::shape::{assert_same, example};
use crate::world::{Answer, World};

async fn put(world: &World, id: &Value, body: &Value) -> Answer {
    world.ask(&UserAdmin, "PUT", &format!("/bim/group/{id}"), Some(&body.to_string())).await
}

#[tokio::test]
async fn answers_as_documented_and_keeps_what_is_absent() {
    let world = World::new();
    let id = id_of_new(&world, "API Group").await;
    assert_eq!(put(&world, &id, &json!({ "email": "blue@example.com" })).await.status, 200);
    world.pass(5_000);
    let json = put(&world, &id, &example("22-update-a-group.request.json")).await.json();
    assert_same(&example("22-update-a-group.response.json"), &json, &["authorizations"], &[]);
    assert_eq!((&json["name"], &json["email"]), (&"API Group #2".into(), &"blue@example.com".into()));
    assert_eq!(json["updatedAt"], "2026-11-24T00:00:05.000Z");
    let event = last_event(&world).await;
    assert_eq!(event["before"], json!({ "name": "API Group", "description": null }), "what changed alone");
    assert_eq!(event["targets"][0]["name"], "API Group #2");
    let cleared = put(&world, &id, &json!({ "email": null, "description": " " })).await.json();
    assert_eq!((&cleared["email"], &cleared["description"]), (&Value::Null, &Value::Null));
    assert_eq!(cleared["name"], "API Group #2");
}

#[tokio::test]
async fn changing_nothing_is_no_change() {
    let world = World::new();
    let id = id_of_new(&world, "Same").await;
    let told = events(&world, "").await;
    world.pass(5_000);
    for body in [json!({}), json!({ "name": "Same" }), json!({ "email": null })] {
        assert_eq!(put(&world, &id, &body).await.json()["updatedAt"], "2026-11-24T00:00:00.000Z", "{body}");
    }
    assert_eq!(events(&world, "").await, told);
}

#[tokio::test]
async fn searches_follow_a_new_name() {
    let world = World::new();
    let id = id_of_new(&world, "Old name").await;
    assert_eq!(add(&world, &id, Member::USERNAME).await.status, 200);
    assert_eq!(found_by_group(&world, &json!({ "groupNames": ["Old name"] })).await, [Member::USERNAME]);
    assert_eq!(put(&world, &id, &json!({ "name": "Ünlü" })).await.status, 200);
    assert!(found_by_group(&world, &json!({ "groupNames": ["Old name"] })).await.is_empty());
    assert_eq!(found_by_group(&world, &json!({ "groupNames": ["Ünlü"] })).await, [Member::USERNAME]);
    assert_eq!(world.ask(&Member, "GET", "/bim/group?name=unlu", None).await.json()["hits"][0]["id"], id);
    assert_eq!(create(&world, "old NAME").await.status, 200, "the old name is free again");
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    let (id, _) = (id_of_new(&world, "One").await, id_of_new(&world, "Other").await);
    let (target, body) = (format!("/bim/group/{id}"), Some(r#"{"name":"x"}"#));
    assert_eq!(world.ask(&Anonymous, "PUT", &target, body).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "PUT", &target, body).await.problem().0, 403);
    assert_eq!(world.ask(&Auditor, "PUT", &target, body).await.problem().0, 403);
    assert_eq!(put(&world, &json!(1), &json!({ "name": "x" })).await.problem().0, 404);
    assert_eq!(world.ask(&UserAdmin, "PUT", "/bim/group/x", body).await.problem().0, 400);
    assert_eq!(put(&world, &id, &json!({ "name": "ONE" })).await.status, 200, "its own name in another case");
    for (body, status, field) in [
        (json!({ "name": "OTHER" }), 409, "name"),
        (json!({ "name": ".." }), 422, "name"),
        (json!({ "name": " " }), 422, "name"),
        (json!({ "email": "no address" }), 422, "email"),
        (json!({ "description": "x".repeat(4_001), "name": "New" }), 422, "description"),
        (json!({ "name": [] }), 400, "name"),
    ] {
        let answer = put(&world, &id, &body).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (status, field), "{body}");
    }
    assert_eq!(world.ask(&UserAdmin, "GET", &target, None).await.json()["name"], "ONE");
}
