//! Row 29.

use serde_json::json;

use super::{add, create, found_by_group, id_of_new};
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::{events, last_event};
use crate::world::World;

#[tokio::test]
async fn memberships_and_attributes_go_with_the_group() {
    let world = World::new();
    let group = id_of_new(&world, "Analysts").await;
    for username in [Member::USERNAME, Auditor::USERNAME] {
        assert_eq!(add(&world, &group, username).await.status, 200);
    }
    let attribute = format!("/bim/iam/bim/group/{group}/authorizations/Team/Red");
    assert_eq!(world.ask(&UserAdmin, "PUT", &attribute, None).await.status, 200);
    let me = async || world.ask(&Member, "GET", "/bim/rpc/user/current", None).await.json();
    assert_eq!(me().await["groups"], json!([group]));
    assert_eq!(found_by_group(&world, &json!({ "groupIds": [group] })).await.len(), 2);

    let answer = world.ask(&UserAdmin, "DELETE", &format!("/bim/group/{group}"), None).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(me().await["groups"], json!([]));
    assert_eq!(me().await["profile"]["entitlementJson"], json!({ "authorizations": {}, "groups": [] }));
    assert!(found_by_group(&world, &json!({ "groupIds": [group] })).await.is_empty());
    for target in [format!("/bim/group/{group}"), format!("/bim/group/{group}/user")] {
        assert_eq!(world.ask(&UserAdmin, "GET", &target, None).await.problem().0, 404);
    }
    let everywhere = "/bim/iam/bim/authorizations/Team";
    assert_eq!(world.ask(&UserAdmin, "DELETE", everywhere, None).await.problem().0, 404, "nobody holds it");
    let event = last_event(&world).await;
    assert_eq!((&event["event"], &event["before"]["name"]), (&"GroupDeleted".into(), &"Analysts".into()));
    assert_eq!(event["before"]["authorizations"], json!({ "Team": ["Red"] }));
    assert_eq!(
        events(&world, &format!("target={}&event=GroupMemberRemoved", Member::USERNAME)).await.len(),
        1
    );
    assert_eq!(create(&world, "analysts").await.status, 200, "the name is free again");
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    let target = format!("/bim/group/{}", id_of_new(&world, "Analysts").await);
    assert_eq!(world.ask(&Anonymous, "DELETE", &target, None).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "DELETE", &target, None).await.problem().0, 403);
    assert_eq!(world.ask(&Auditor, "DELETE", &target, None).await.problem().0, 403);
    assert_eq!(world.ask(&UserAdmin, "DELETE", "/bim/group/1", None).await.problem().0, 404);
    assert_eq!(world.ask(&UserAdmin, "DELETE", "/bim/group/x", None).await.problem().0, 400);
    assert_eq!(world.ask(&UserAdmin, "DELETE", "/bim/group/", None).await.problem().0, 404);
    assert_eq!(world.ask(&UserAdmin, "DELETE", "/bim/group", None).await.problem().0, 405);
    assert_eq!(world.ask(&UserAdmin, "DELETE", &target, None).await.status, 204);
    assert_eq!(world.ask(&UserAdmin, "DELETE", &target, None).await.problem().0, 404);
}
