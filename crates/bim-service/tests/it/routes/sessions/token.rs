//! Row 33, and signing out.

use bim_api::Call;
use bim_api::endpoints::{GetToken, ListExtensions, SignOut};
use bim_api::wire::key::TokenQuestion;
use bim_service::clock::MINUTE;

use crate::actors::{Anonymous, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

async fn session(world: &World) -> Bearer {
    let body = serde_json::json!({ "apikey": world.key_of(Member::USERNAME) }).to_string();
    let json = world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&body)).await.json();
    Bearer(json["token"].as_str().expect("a token").to_owned())
}

fn about(token: &str) -> Call<GetToken> {
    Call { path: (), query: (), body: TokenQuestion { token: bim_api::Token::new(token) } }
}

#[tokio::test]
async fn tells_what_is_known_without_extending_it() {
    let world = World::new();
    let bearer = session(&world).await;
    assert_eq!(world.answer(&Anonymous, &about(&bearer.0)).await.problem().0, 401);
    world.pass(30 * MINUTE + 500);
    let answer = world.answer(&UserAdmin, &about(&bearer.0)).await;
    let json = answer.json();
    assert_same(&example("33-view-token-information.response.json"), &json, &[], &[]);
    assert_eq!(json["userid"], Member::USERNAME);
    assert_eq!(
        json["expiration"], "2026-11-24T01:00:00.000Z",
        "an hour after its last use, not after the question"
    );
    assert_eq!(json["lastUsed"], json["createdAt"]);
    world.pass(30 * MINUTE);
    assert_eq!(world.answer(&UserAdmin, &about(&bearer.0)).await.problem().0, 404, "expired");
}

#[tokio::test]
async fn knows_no_key_and_no_nonsense() {
    let world = World::new();
    let key = world.key_of(Member::USERNAME).expect("a key").to_owned();
    for token in [key.as_str(), "nonsense", ""] {
        assert_eq!(world.answer(&Member, &about(token)).await.problem().0, 404);
    }
}

#[tokio::test]
async fn signing_out_ends_one_session() {
    let world = World::new();
    let (one, other) = (session(&world).await, session(&world).await);
    let sign_out = Call::<SignOut> { path: (), query: (), body: () };
    assert_eq!(world.answer(&Anonymous, &sign_out).await.problem().0, 401);
    let answer = world.answer(&one, &sign_out).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(world.answer(&one, &sign_out).await.problem().0, 401);
    assert_eq!(world.ask(&other, "GET", "/bim/rpc/user/current", None).await.status, 200);
    assert_eq!(world.answer(&Member, &sign_out).await.problem().0, 422, "a key is no session");
    let list = Call::<ListExtensions> { path: (), query: (), body: () };
    assert_eq!(
        world.send(&Anonymous, list).await.expect("extensions").extensions,
        ["sign-out", "leave", "audit", "sync", "batch"]
    );
}

#[tokio::test]
async fn a_session_that_was_left_ends_soon_unless_it_is_used_again() {
    let world = World::new();
    let (left, back) = (session(&world).await, session(&world).await);
    let status = async |bearer: &Bearer| world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status;
    let end = async |bearer: &Bearer| {
        world.answer(&UserAdmin, &about(&bearer.0)).await.json()["expiration"].as_str().map(str::to_owned)
    };
    world.pass(10 * MINUTE);
    // Both were used just now; that use must not stand in for the one after leaving.
    for bearer in [&left, &back] {
        assert_eq!(status(bearer).await, 200);
        while end(bearer).await.as_deref() != Some("2026-11-24T01:10:00.000Z") {
            tokio::task::yield_now().await;
        }
        assert_eq!(world.ask(bearer, "POST", "/bim/ext/leave", None).await.status, 204);
        assert_eq!(end(bearer).await.as_deref(), Some("2026-11-24T00:12:00.000Z"));
    }
    world.pass(MINUTE / 2);
    assert_eq!(status(&back).await, 200, "it is there for as long as a reload takes");
    while end(&back).await.as_deref() != Some("2026-11-24T01:10:30.000Z") {
        tokio::task::yield_now().await;
    }
    world.pass(2 * MINUTE);
    assert_eq!((status(&left).await, status(&back).await), (401, 200));
    assert_eq!(world.ask(&Anonymous, "POST", "/bim/ext/leave", None).await.status, 401);
    assert_eq!(world.ask(&Member, "POST", "/bim/ext/leave", None).await.status, 422, "a key is no session");
}
