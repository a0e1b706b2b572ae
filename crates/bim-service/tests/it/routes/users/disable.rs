//! Row 7.

use serde_json::json;

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::{PASSWORD, World};

fn path(username: &str, disable: &str) -> String {
    format!("/bim/iam/bim/user/{username}/disable/{disable}")
}

#[tokio::test]
async fn ends_everything_at_once_and_can_be_undone() {
    let world = World::new();
    world.person("paula", Vec::new(), Some(PASSWORD));
    let login = json!({ "username": "paula", "password": PASSWORD }).to_string();
    let sign_in =
        async || world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&login)).await;
    let session = Bearer(sign_in().await.json()["token"].as_str().expect("a token").to_owned());
    let key = Bearer(world.service.create_key("paula", "k").expect("a key"));
    let me = async |bearer: &Bearer| world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status;
    assert_eq!((me(&session).await, me(&key).await), (200, 200));

    let json = world.ask(&UserAdmin, "PUT", &path("PAULA", "true"), None).await.json();
    assert_same(&example("07-disable-or-enable-a-user.response.json"), &json, &[], &[]);
    assert_eq!(json, json!({ "userid": "paula", "disabled": true }));
    assert_eq!((me(&session).await, me(&key).await, sign_in().await.status), (401, 401, 401));
    assert_eq!(world.ask(&Member, "GET", "/bim/user?userid=paula", None).await.json()["count"], "0");

    let json = world.ask(&UserAdmin, "PUT", &path("paula", "false"), None).await.json();
    assert_eq!(json["disabled"], false);
    assert_eq!(
        (me(&session).await, me(&key).await, sign_in().await.status),
        (401, 200, 200),
        "a session stays ended"
    );
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    world.service.seed(1).expect("demo providers");
    assert_eq!(world.ask(&Anonymous, "PUT", &path("x", "true"), None).await.problem().0, 401);
    for target in [path(Member::USERNAME, "true"), path("nobody", "true")] {
        assert_eq!(world.ask(&Member, "PUT", &target, None).await.problem().0, 403);
        assert_eq!(world.ask(&Auditor, "PUT", &target, None).await.problem().0, 403);
    }
    assert_eq!(world.ask(&UserAdmin, "PUT", &path("nobody", "true"), None).await.problem().0, 404);
    let bad = world.ask(&UserAdmin, "PUT", &path(Member::USERNAME, "perhaps"), None).await;
    assert_eq!((bad.problem().0, bad.field().as_str()), (400, "disable"));
    let external = world.ask(&UserAdmin, "PUT", "/bim/iam/corporateLdap/user/x/disable/true", None).await;
    assert_eq!(external.problem().0, 422);
    let (status, message) =
        world.ask(&UserAdmin, "PUT", &path(UserAdmin::USERNAME, "true"), None).await.problem();
    assert_eq!(status, 409, "the last user admin");
    assert!(message.contains("last"), "{message}");
}
