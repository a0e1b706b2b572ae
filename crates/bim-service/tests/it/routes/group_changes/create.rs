//! Row 21.

use serde_json::json;

use super::create;
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::last_event;
use crate::shape::{assert_same, example};
use crate::world::World;

#[tokio::test]
async fn answers_as_documented() {
    let world = World::new();
    let body = example("21-create-a-new-group.request.json").to_string();
    let json = world.ask(&UserAdmin, "POST", "/bim/group", Some(&body)).await.json();
    assert_same(&example("21-create-a-new-group.response.json"), &json, &[], &[]);
    assert_eq!((&json["name"], &json["authorizations"]), (&"API Group".into(), &serde_json::Value::Null));
    let row_27 = world.ask(&UserAdmin, "GET", &format!("/bim/group/{}", json["id"]), None).await.json();
    assert_eq!((&row_27["name"], &row_27["createdAt"]), (&json["name"], &json["createdAt"]));
    let event = last_event(&world).await;
    assert_eq!((&event["event"], &event["targets"][0]["id"]), (&"GroupCreated".into(), &json["id"]));

    let body = json!({ "iamid": "bim", "name": " Team Ä ", "email": "team@example.com", "description": "x" });
    let json = world.ask(&UserAdmin, "POST", "/bim/group", Some(&body.to_string())).await.json();
    assert_eq!(
        (&json["name"], &json["email"], &json["description"]),
        (&"Team Ä".into(), &"team@example.com".into(), &"x".into())
    );
    assert_eq!(last_event(&world).await["after"]["email"], "team@example.com");
}

#[tokio::test]
async fn a_name_is_taken_within_its_provider_in_any_letter_case() {
    let world = World::new();
    world.service.seed(1).expect("demo providers");
    assert_eq!(create(&world, "Straße").await.status, 200);
    for name in ["Straße", "STRASSE", "straße "] {
        let answer = create(&world, name).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (409, "name"), "{name}");
    }
    let elsewhere = json!({ "iamid": "corporateLdap", "name": "Straße" }).to_string();
    assert_eq!(world.ask(&UserAdmin, "POST", "/bim/group", Some(&elsewhere)).await.status, 200);
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    let body = Some(r#"{"iamid":"bim","name":"x"}"#);
    assert_eq!(world.ask(&Anonymous, "POST", "/bim/group", body).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "POST", "/bim/group", body).await.problem().0, 403);
    assert_eq!(world.ask(&Auditor, "POST", "/bim/group", body).await.problem().0, 403);
    for (body, status, field) in [
        (json!({ "iamid": "bim", "name": "" }), 422, "name"),
        (json!({ "iamid": "bim", "name": "  " }), 422, "name"),
        (json!({ "iamid": "bim", "name": "." }), 422, "name"),
        (json!({ "iamid": "bim", "name": ".." }), 422, "name"),
        (json!({ "iamid": "bim", "name": "a\tb" }), 422, "name"),
        (json!({ "iamid": "bim", "name": "x".repeat(257) }), 422, "name"),
        (json!({ "iamid": "bim", "name": "x", "email": "no address" }), 422, "email"),
        (json!({ "iamid": "bim", "name": "x", "description": "x".repeat(4_001) }), 422, "description"),
        (json!({ "iamid": "nowhere", "name": "x" }), 422, "iamid"),
        (json!({ "iamid": "bim", "name": 5 }), 400, "name"),
        (json!({ "iamid": "bim" }), 400, ""),
        (json!({ "name": "x" }), 400, ""),
    ] {
        let answer = world.ask(&UserAdmin, "POST", "/bim/group", Some(&body.to_string())).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (status, field), "{body}");
    }
    assert_eq!(world.ask(&UserAdmin, "GET", "/bim/group", None).await.json()["count"], "0");
}
