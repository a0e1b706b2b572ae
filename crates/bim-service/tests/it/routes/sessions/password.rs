//! Row 6.

use bim_api::Permission;

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::{Answer, PASSWORD, World};

const NEW: &str = "another long phrase";

fn path(username: &str) -> String {
    format!("/bim/iam/bim/user/{username}/password")
}

fn body(original: Option<&str>, password: &str) -> String {
    match original {
        Some(original) => serde_json::json!({ "originalPassword": original, "password": password }),
        None => serde_json::json!({ "password": password }),
    }
    .to_string()
}

async fn login(world: &World, username: &str, password: &str) -> Answer {
    let body = serde_json::json!({ "username": username, "password": password }).to_string();
    world.ask(&Anonymous, "POST", "/bim/iam/bim/user/authenticate", Some(&body)).await
}

async fn session(world: &World, username: &str, password: &str) -> Bearer {
    Bearer(login(world, username, password).await.json()["token"].as_str().expect("a token").to_owned())
}

#[tokio::test]
async fn ones_own_needs_the_password_until_now_and_ends_other_sessions() {
    let world = World::new();
    world.person("paula", Vec::new(), Some(PASSWORD));
    let (here, elsewhere) =
        (session(&world, "paula", PASSWORD).await, session(&world, "paula", PASSWORD).await);
    for (original, status) in [(None, 422), (Some(""), 422), (Some("wrong wrong wrong"), 422)] {
        let answer = world.ask(&here, "PUT", &path("paula"), Some(&body(original, NEW))).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (status, "originalPassword"));
    }
    let answer = world.ask(&here, "PUT", &path("PAULA"), Some(&body(Some(PASSWORD), NEW))).await;
    assert_same(&example("06-update-a-user-s-password.response.json"), &answer.json(), &[], &[]);
    let current =
        async |bearer: &Bearer| world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status;
    assert_eq!((current(&here).await, current(&elsewhere).await), (200, 401));
    assert_eq!(login(&world, "paula", PASSWORD).await.status, 401);
    assert_eq!(login(&world, "paula", NEW).await.status, 200);
}

#[tokio::test]
async fn a_user_admin_resets_others_without_knowing_theirs() {
    let world = World::new();
    world.person("paula", Vec::new(), Some(PASSWORD));
    let bearer = session(&world, "paula", PASSWORD).await;
    assert_eq!(world.ask(&UserAdmin, "PUT", &path("paula"), Some(&body(None, NEW))).await.status, 200);
    assert_eq!(world.ask(&bearer, "GET", "/bim/rpc/user/current", None).await.status, 401);
    assert_eq!(login(&world, "paula", NEW).await.status, 200);
    // Also a user admin types their own.
    world.person("rita", vec![Permission::USER_ADMIN], Some(PASSWORD));
    let rita = session(&world, "rita", PASSWORD).await;
    assert_eq!(
        world.ask(&rita, "PUT", &path("rita"), Some(&body(None, NEW))).await.field(),
        "originalPassword"
    );
}

#[tokio::test]
async fn is_refused_to_others() {
    let world = World::new();
    assert_eq!(world.ask(&Anonymous, "PUT", &path("x"), Some(&body(None, NEW))).await.problem().0, 401);
    for target in [path(UserAdmin::USERNAME), path("nobody")] {
        assert_eq!(world.ask(&Member, "PUT", &target, Some(&body(None, NEW))).await.problem().0, 403);
        assert_eq!(world.ask(&Auditor, "PUT", &target, Some(&body(None, NEW))).await.problem().0, 403);
    }
    assert_eq!(world.ask(&UserAdmin, "PUT", &path("nobody"), Some(&body(None, NEW))).await.problem().0, 404);
}

#[tokio::test]
async fn weak_passwords_are_refused_at_their_field() {
    let world = World::new();
    for weak in ["", "short", "elevenchars", "max.member is me", "aaaaaaaaaaaaaaaa", &"ab".repeat(200)] {
        let answer = world.ask(&UserAdmin, "PUT", &path(Member::USERNAME), Some(&body(None, weak))).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (422, "password"), "{weak}");
    }
}

#[tokio::test]
async fn accounts_of_other_providers_are_refused() {
    let world = World::new();
    world.service.seed(1).expect("demo providers");
    let (status, message) = world
        .ask(&UserAdmin, "PUT", "/bim/iam/corporateLdap/user/x/password", Some(&body(None, NEW)))
        .await
        .problem();
    assert_eq!(status, 422);
    assert!(message.contains("corporateLdap"), "{message}");
}

#[tokio::test]
async fn guessing_ones_way_from_a_stolen_session_is_slowed_down() {
    let world = World::new();
    world.person("paula", Vec::new(), Some(PASSWORD));
    let bearer = session(&world, "paula", PASSWORD).await;
    for _ in 0..10 {
        let answer =
            world.ask(&bearer, "PUT", &path("paula"), Some(&body(Some("wrong wrong wrong"), NEW))).await;
        assert_eq!(answer.status, 422);
    }
    let answer = world.ask(&bearer, "PUT", &path("paula"), Some(&body(Some(PASSWORD), NEW))).await;
    assert_eq!((answer.problem().0, answer.header("retry-after")), (429, "15"));
}
