//! Row 3.

use serde_json::{Value, json};

use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::{Answer, World};

fn path() -> String {
    format!("/bim/iam/bim/user/{}/profile", Member::USERNAME)
}

async fn put(world: &World, body: &Value) -> Answer {
    world.ask(&Member, "PUT", &path(), Some(&body.to_string())).await
}

#[tokio::test]
async fn answers_as_documented_and_keeps_what_is_absent() {
    let world = World::new();
    let mut body = example("03-update-a-user-profile.request.json");
    body["userid"] = Member::USERNAME.into();
    let answer = put(&world, &body).await;
    let documented = example("03-update-a-user-profile.response.json");
    assert_same(&documented, &answer.json(), &["preferences", "externalUserIds"], &[]);
    assert_eq!(answer.json()["location"], "Boston, MA");
    assert_eq!(answer.json()["position"], Value::Null, "an empty text clears");
    assert_eq!(answer.json()["preferences"], body["preferences"]);
    world.pass(5_000);
    let changed = put(&world, &json!({ "phone": "+1 555 0100", "name": "Max Méndez" })).await.json();
    assert_eq!((&changed["location"], &changed["phone"]), (&"Boston, MA".into(), &"+1 555 0100".into()));
    assert_eq!(changed["updatedAt"], "2026-11-24T00:00:05.000Z");
    let cleared =
        put(&world, &json!({ "location": null, "preferences": null, "scim": {"id": 7} })).await.json();
    assert_eq!((&cleared["location"], &cleared["preferences"]), (&Value::Null, &Value::Null));
    assert_eq!((&cleared["scim"], &cleared["name"]), (&json!({"id": 7}), &"Max Méndez".into()));
    assert_eq!(world.ask(&Member, "GET", &path(), None).await.json(), cleared, "row 18 tells the same");
}

#[tokio::test]
async fn searches_follow() {
    let world = World::new();
    assert_eq!(
        put(&world, &json!({ "name": "Zacharias Ünlü", "email": "zach@new.example" })).await.status,
        200
    );
    for query in ["name=unlu", "email=new.exam", "name=zach"] {
        let found = world.ask(&Auditor, "GET", &format!("/bim/user?{query}"), None).await.json();
        assert_eq!(
            (&found["count"], &found["hits"][0]["userid"]),
            (&"1".into(), &Member::USERNAME.into()),
            "{query}"
        );
    }
    // One of the two alone, and neither of them.
    for (body, found, lost) in [
        (json!({ "email": "other@new.example" }), "email=other@", "email=zach@"),
        (json!({ "name": "Yolanda" }), "name=yolan", "name=zach"),
        (json!({ "about": "Somebody" }), "name=yolan", "name=somebody"),
    ] {
        assert_eq!(put(&world, &body).await.status, 200);
        for (query, count) in [(found, "1"), (lost, "0")] {
            let people = world.ask(&Auditor, "GET", &format!("/bim/user?{query}"), None).await.json();
            assert_eq!(people["count"], count, "{query} after {body}");
        }
    }
    assert_eq!(world.ask(&Auditor, "GET", "/bim/user?name=max.member", None).await.json()["count"], "0");
}

#[tokio::test]
async fn is_ones_own_or_a_user_admins() {
    let world = World::new();
    let body = Some(r#"{"about":"x"}"#);
    assert_eq!(world.ask(&Anonymous, "PUT", &path(), body).await.problem().0, 401);
    assert_eq!(world.ask(&Auditor, "PUT", &path(), body).await.problem().0, 403);
    assert_eq!(world.ask(&UserAdmin, "PUT", &path(), body).await.status, 200);
    assert_eq!(world.ask(&UserAdmin, "PUT", "/bim/iam/bim/user/nobody/profile", body).await.problem().0, 404);
}

#[tokio::test]
async fn refused_values_name_their_field_and_change_nothing() {
    let world = World::new();
    let before = world.ask(&Member, "GET", &path(), None).await.json();
    let long = "x".repeat(5_000);
    for (body, field) in [
        (json!({ "name": null }), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": long }), "name"),
        (json!({ "email": "no address" }), "email"),
        (json!({ "about": long, "phone": "1" }), "about"),
        (json!({ "preferences": { "x": "y".repeat(70_000) } }), "preferences"),
        (json!({ "iamid": "ldap" }), "iamid"),
        (json!({ "userid": "somebody.else" }), "userid"),
    ] {
        let answer = put(&world, &body).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (422, field));
    }
    assert_eq!(put(&world, &json!({ "email": 5 })).await.problem().0, 400);
    assert_eq!(world.ask(&Member, "GET", &path(), None).await.json(), before);
}
