//! Row 4.

use bim_api::Permission;
use serde_json::json;

use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::last_event;
use crate::shape::{assert_same, example};
use crate::world::World;

fn path(username: &str, permission: &str) -> String {
    format!("/bim/iam/bim/user/{username}/permissions/{permission}")
}

#[tokio::test]
async fn takes_one_and_holds_from_the_next_request() {
    let world = World::new();
    world.person(
        "paula",
        vec![Permission::AUDIT, Permission::new("A/B 100%"), Permission::CREATE_PROJECT],
        None,
    );
    let key = crate::actors::Bearer(world.service.create_key("paula", "k").expect("a key"));
    let row_17 = "/bim/iam/bim/user/paula";
    assert_eq!(world.ask(&key, "GET", row_17, None).await.status, 200);
    world.pass(5_000);
    let json = world.ask(&UserAdmin, "DELETE", &path("PAULA", "AUDIT"), None).await.json();
    assert_same(&example("04-remove-a-user-s-permissions.response.json"), &json, &["authorizations"], &[]);
    assert_eq!(json["permissions"], json!(["A/B 100%", "CREATE_PROJECT"]));
    assert_eq!(json["updatedAt"], "2026-11-24T00:00:05.000Z");
    assert_eq!(world.ask(&key, "GET", row_17, None).await.problem().0, 403);
    let found = world.ask(&Member, "GET", "/bim/user?permission=AUDIT&userid=paula", None).await.json();
    assert_eq!(found["count"], "0");
    let event = last_event(&world).await;
    assert_eq!(event["event"], "PermissionsUpdated");
    assert_eq!(event["before"], json!({ "permissions": ["AUDIT", "A/B 100%", "CREATE_PROJECT"] }));
    let json = world.ask(&UserAdmin, "DELETE", &path("paula", "A%2FB%20100%25"), None).await.json();
    assert_eq!(json["permissions"], json!(["CREATE_PROJECT"]), "names that nobody knows go, too");
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    let target = path(Member::USERNAME, "CREATE_PROJECT");
    assert_eq!(world.ask(&Anonymous, "DELETE", &target, None).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "DELETE", &target, None).await.problem().0, 403, "nor one's own");
    assert_eq!(world.ask(&Auditor, "DELETE", &target, None).await.problem().0, 403);
    assert_eq!(world.ask(&UserAdmin, "DELETE", &path("nobody", "AUDIT"), None).await.problem().0, 404);
    let (status, message) =
        world.ask(&UserAdmin, "DELETE", &path(Member::USERNAME, "AUDIT"), None).await.problem();
    assert_eq!(status, 404);
    assert!(message.contains("AUDIT"), "{message}");
    assert_eq!(
        world.ask(&UserAdmin, "DELETE", &path(Member::USERNAME, "%2E%2E"), None).await.problem().0,
        400
    );
    let last = world.ask(&UserAdmin, "DELETE", &path(UserAdmin::USERNAME, "USER_ADMIN"), None).await;
    let (status, message) = last.problem();
    assert_eq!(status, 409);
    assert!(message.contains("last"), "{message}");
    assert_eq!(world.ask(&UserAdmin, "DELETE", &target, None).await.status, 200);
}
