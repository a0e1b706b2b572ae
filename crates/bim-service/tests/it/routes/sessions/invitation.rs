//! The link of row 1: a one-time credential that sets a password and nothing else.

use bim_service::clock::HOUR;

use crate::actors::{Anonymous, Bearer, UserAdmin};
use crate::world::{Answer, PASSWORD, World};

fn token_of(link: &str) -> Bearer {
    let (_, rest) = link.split_once("token=").expect("a token");
    Bearer(rest.split('&').next().expect("a token").to_owned())
}

async fn invited(world: &World, username: &str) -> Bearer {
    let body = serde_json::json!({ "userid": username }).to_string();
    let json = world.ask(&UserAdmin, "POST", "/bim/iam/bim/user", Some(&body)).await.json();
    token_of(json["newUserLink"].as_str().expect("a link"))
}

async fn set(world: &World, bearer: &Bearer, username: &str, password: &str) -> Answer {
    let body = serde_json::json!({ "originalPassword": "", "password": password }).to_string();
    world.ask(bearer, "PUT", &format!("/bim/iam/bim/user/{username}/password"), Some(&body)).await
}

#[tokio::test]
async fn sets_a_first_password_once() {
    let world = World::new();
    let invitation = invited(&world, "ida").await;
    assert_eq!(
        set(&world, &invitation, "ida", "short").await.field(),
        "password",
        "a refused password uses nothing up"
    );
    assert_eq!(set(&world, &invitation, "ida", PASSWORD).await.status, 200);
    assert_eq!(set(&world, &invitation, "ida", "yet another phrase").await.problem().0, 401);
    let body = serde_json::json!({ "username": "ida", "password": PASSWORD }).to_string();
    let signed_in = world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&body)).await;
    assert_eq!(signed_in.status, 200);
}

#[tokio::test]
async fn authorises_nothing_else() {
    let world = World::new();
    let invitation = invited(&world, "ida").await;
    for (method, target) in [
        ("GET", "/bim/user"),
        ("GET", "/bim/rpc/user/current"),
        ("GET", "/bim/iam/bim/user/ida/profile"),
        ("GET", "/bim/iam/bim/user/ida/apikeys"),
        ("POST", "/bim/ext/sign-out"),
        ("POST", "/bim/ext/leave"),
    ] {
        assert_eq!(world.ask(&invitation, method, target, None).await.problem().0, 401, "{target}");
    }
    assert_eq!(set(&world, &invitation, UserAdmin::USERNAME, PASSWORD).await.problem().0, 403);
    let body = serde_json::json!({ "token": invitation.0 }).to_string();
    assert_eq!(
        world.ask(&UserAdmin, "POST", "/bim/token", Some(&body)).await.problem().0,
        404,
        "it is no access token"
    );
}

#[tokio::test]
async fn of_a_user_admin_reaches_nobody_else() {
    let world = World::new();
    let body = r#"{"userid":"ida","permissions":["USER_ADMIN"]}"#;
    let json = world.ask(&UserAdmin, "POST", "/bim/iam/bim/user", Some(body)).await.json();
    let invitation = token_of(json["newUserLink"].as_str().expect("a link"));
    assert_eq!(set(&world, &invitation, UserAdmin::USERNAME, PASSWORD).await.problem().0, 403);
    assert_eq!(set(&world, &invitation, "ida", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn ends_after_72_hours() {
    let world = World::new();
    let (early, late) = (invited(&world, "early").await, invited(&world, "late").await);
    world.pass(72 * HOUR - 1);
    assert_eq!(set(&world, &early, "early", PASSWORD).await.status, 200);
    world.pass(1);
    assert_eq!(set(&world, &late, "late", PASSWORD).await.problem().0, 401);
}

#[tokio::test]
async fn a_new_one_ends_the_old_one() {
    let world = World::new();
    let old = invited(&world, "ida").await;
    let link = world.service.invite("IDA").expect("a link");
    assert!(link.starts_with("https://bim.example.com/login?token="));
    assert_eq!(set(&world, &old, "ida", PASSWORD).await.problem().0, 401);
    assert_eq!(set(&world, &token_of(&link), "ida", PASSWORD).await.status, 200);
    assert!(world.service.invite("nobody").is_err_and(|message| message.contains("nobody")));
}

#[tokio::test]
async fn ends_when_an_admin_sets_the_password() {
    let world = World::new();
    let invitation = invited(&world, "ida").await;
    assert_eq!(
        world
            .ask(
                &UserAdmin,
                "PUT",
                "/bim/iam/bim/user/ida/password",
                Some(&serde_json::json!({"password": PASSWORD}).to_string())
            )
            .await
            .status,
        200
    );
    assert_eq!(set(&world, &invitation, "ida", "yet another phrase").await.problem().0, 401);
}
