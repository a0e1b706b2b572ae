//! Rows 23 and 24.

use serde_json::{Value, json};

use super::{add, found_by_group, id_of_new};
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::{events, last_event};
use crate::shape::{assert_same, example};
use crate::world::{Answer, World};

async fn remove(world: &World, group: &Value, membership: &Value) -> Answer {
    world.ask(&UserAdmin, "DELETE", &format!("/bim/group/{group}/user/{membership}"), None).await
}

async fn groups_of(world: &World, username: &str) -> Value {
    world.ask(&UserAdmin, "GET", &format!("/bim/iam/bim/user/{username}/groups"), None).await.json()
}

#[tokio::test]
async fn people_come_and_go_as_documented() {
    let world = World::new();
    let group = id_of_new(&world, "Analysts").await;
    world.pass(5_000);
    let json = add(&world, &group, "MAX.member@example.com").await.json();
    assert_same(&example("24-add-a-user-to-a-group.response.json"), &json, &[], &[]);
    assert_eq!((&json["group"], &json["createdAt"]), (&group, &"2026-11-24T00:00:05.000Z".into()));
    let row_19 = groups_of(&world, Member::USERNAME).await;
    assert_eq!((&row_19[0]["id"], &row_19[0]["groupUser"]), (&group, &json["id"]));
    let row_28 = world.ask(&UserAdmin, "GET", &format!("/bim/group/{group}/user"), None).await.json();
    assert_eq!((&row_28["count"], &row_28["hits"][0]["id"]), (&1.into(), &json["id"]));
    assert_eq!(row_28["hits"][0]["profile"]["id"], json["profile"]);
    assert_eq!(found_by_group(&world, &json!({ "groupIds": [group] })).await, [Member::USERNAME]);
    let added = last_event(&world).await;
    let kinds = |event: &Value| [event["targets"][0]["kind"].clone(), event["targets"][1]["kind"].clone()];
    assert_eq!(
        (&added["event"], kinds(&added)),
        (&"GroupMemberAdded".into(), ["user".into(), "group".into()])
    );

    let answer = remove(&world, &group, &json["id"]).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(groups_of(&world, Member::USERNAME).await, json!([]));
    assert!(found_by_group(&world, &json!({ "groupIds": [group] })).await.is_empty());
    let row_28 = world.ask(&UserAdmin, "GET", &format!("/bim/group/{group}/user"), None).await.json();
    assert_eq!(row_28, json!({ "count": 0, "hits": [] }));
    let removed = last_event(&world).await;
    assert_eq!(removed["event"], "GroupMemberRemoved");
    assert_eq!((&removed["targets"], &removed["before"]), (&added["targets"], &added["after"]));
    for query in [format!("target={}", Member::USERNAME), format!("targetId={group}")] {
        let told = events(&world, &format!("{query}&event=GroupMemberAdded,GroupMemberRemoved")).await;
        assert_eq!(told.len(), 2, "the person's history and the group's tell it: {query}");
    }
}

#[tokio::test]
async fn adding_refusals() {
    let world = World::new();
    let group = id_of_new(&world, "Analysts").await;
    let target = format!("/bim/group/{group}/user");
    let body = json!({ "iamid": "bim", "userid": Member::USERNAME }).to_string();
    assert_eq!(world.ask(&Anonymous, "POST", &target, Some(&body)).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "POST", &target, Some(&body)).await.problem().0, 403);
    assert_eq!(world.ask(&Auditor, "POST", &target, Some(&body)).await.problem().0, 403);
    assert_eq!(world.ask(&UserAdmin, "POST", &target, Some(&body)).await.status, 200);
    let again = world.ask(&UserAdmin, "POST", &target, Some(&body)).await;
    assert_eq!((again.problem().0, again.field().as_str()), (409, "userid"));
    let (_, message) = again.problem();
    assert!(message.contains("Analysts"), "{message}");
    for (iamid, userid) in [("bim", "nobody"), ("ldap", Member::USERNAME), ("bim", "3"), ("bim", "")] {
        let body = json!({ "iamid": iamid, "userid": userid }).to_string();
        let answer = world.ask(&UserAdmin, "POST", &target, Some(&body)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (404, "userid"), "{iamid}/{userid}");
    }
    let nowhere = world.ask(&UserAdmin, "POST", "/bim/group/1/user", Some(&body)).await;
    assert_eq!((nowhere.problem().0, nowhere.field().as_str()), (404, ""));
    assert_eq!(world.ask(&UserAdmin, "POST", &target, Some("{}")).await.problem().0, 400);
    assert_eq!(world.ask(&UserAdmin, "GET", &target, None).await.json()["count"], 1);
}

#[tokio::test]
async fn removing_takes_the_memberships_id_within_its_group() {
    let world = World::new();
    let (group, other) = (id_of_new(&world, "One").await, id_of_new(&world, "Other").await);
    let membership = add(&world, &group, Member::USERNAME).await.json();
    let id = membership["id"].clone();
    let target = format!("/bim/group/{group}/user/{id}");
    assert_eq!(world.ask(&Anonymous, "DELETE", &target, None).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "DELETE", &target, None).await.problem().0, 403);
    assert_eq!(world.ask(&Auditor, "DELETE", &target, None).await.problem().0, 403);
    assert_eq!(remove(&world, &other, &id).await.problem().0, 404, "of another group");
    assert_eq!(remove(&world, &json!(1), &id).await.problem().0, 404);
    for no_membership in [membership["profile"].clone(), json!(3), json!(999)] {
        assert_eq!(remove(&world, &group, &no_membership).await.problem().0, 404, "{no_membership}");
    }
    let answer = world.ask(&UserAdmin, "DELETE", &format!("/bim/group/{group}/user/max"), None).await;
    assert_eq!((answer.problem().0, answer.field().as_str()), (400, "groupuserid"));
    assert_eq!(groups_of(&world, Member::USERNAME).await[0]["groupUser"], id);
    assert_eq!(remove(&world, &group, &id).await.status, 204);
    assert_eq!(remove(&world, &group, &id).await.problem().0, 404);
}
