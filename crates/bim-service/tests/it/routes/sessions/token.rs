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
        ["sign-out", "audit", "sync"]
    );
}
