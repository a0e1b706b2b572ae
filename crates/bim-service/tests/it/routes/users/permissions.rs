//! Row 5.

use serde_json::json;

use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

fn path(username: &str) -> String {
    format!("/bim/iam/bim/user/{username}/permissions")
}

#[tokio::test]
async fn replaces_all_and_holds_from_the_next_request() {
    let world = World::new();
    let body = r#"["AUDIT","CREATE_DATA_SOURCE","AUDIT","SOMETHING_NEW"]"#;
    let json = world.ask(&UserAdmin, "PUT", &path(Member::USERNAME), Some(body)).await.json();
    let free = &["authorizations"];
    assert_same(&example("05-update-a-user-s-permissions.response.json"), &json, free, &[]);
    assert_eq!(json["permissions"], json!(["AUDIT", "CREATE_DATA_SOURCE", "SOMETHING_NEW"]));
    let row_17 = format!("/bim/iam/bim/user/{}", Auditor::USERNAME);
    assert_eq!(world.ask(&Member, "GET", &row_17, None).await.status, 200, "AUDIT counts at once");
    let found = world.ask(&Member, "GET", "/bim/user?permission=SOMETHING_NEW", None).await.json();
    assert_eq!((&found["count"], &found["hits"][0]["userid"]), (&"1".into(), &Member::USERNAME.into()));
    let object =
        world.ask(&UserAdmin, "PUT", &path(Member::USERNAME), Some(r#"{"permissions":[]}"#)).await.json();
    assert_eq!(object["permissions"], json!([]), "an object is read, too");
    assert_eq!(world.ask(&Member, "GET", &row_17, None).await.problem().0, 403);
    assert_eq!(
        world.ask(&Member, "GET", "/bim/user?permission=SOMETHING_NEW", None).await.json()["count"],
        "0"
    );
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    assert_eq!(world.ask(&Anonymous, "PUT", &path("x"), Some("[]")).await.problem().0, 401);
    assert_eq!(
        world.ask(&Member, "PUT", &path(Member::USERNAME), Some("[]")).await.problem().0,
        403,
        "nor one's own"
    );
    assert_eq!(world.ask(&UserAdmin, "PUT", &path("nobody"), Some("[]")).await.problem().0, 404);
    let empty = world.ask(&UserAdmin, "PUT", &path(Member::USERNAME), Some("[\"\"]")).await;
    assert_eq!((empty.problem().0, empty.field().as_str()), (422, "permissions"));
    let many: Vec<_> = (0..1_001).map(|number| format!("P{number}")).collect();
    let too_many =
        world.ask(&UserAdmin, "PUT", &path(Member::USERNAME), Some(&json!(many).to_string())).await;
    assert_eq!((too_many.problem().0, too_many.field().as_str()), (422, "permissions"));
    for bad in ["{}", "[5]", "\"AUDIT\"", ""] {
        assert_eq!(
            world.ask(&UserAdmin, "PUT", &path(Member::USERNAME), Some(bad)).await.problem().0,
            400,
            "{bad}"
        );
    }
}

#[tokio::test]
async fn the_last_user_admin_stays_one() {
    let world = World::new();
    let strip = async |username| world.ask(&UserAdmin, "PUT", &path(username), Some("[\"AUDIT\"]")).await;
    let (status, message) = strip(UserAdmin::USERNAME).await.problem();
    assert_eq!(status, 409);
    assert!(message.contains("last"), "{message}");
    world.person("second", vec![bim_api::Permission::USER_ADMIN], None);
    assert_eq!(strip("second").await.status, 200);
    assert_eq!(strip(UserAdmin::USERNAME).await.problem().0, 409);
}
