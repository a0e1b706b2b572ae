//! Row 31.

use axum::body::Body;
use axum::http::Request;
use bim_api::Call;
use bim_api::endpoints::AuthenticateApiKey;
use bim_api::wire::key::KeyLogin;

use crate::actors::{Anonymous, Bearer, Member};
use crate::shape::{assert_same, example};
use crate::world::World;

fn call(key: &str) -> Call<AuthenticateApiKey> {
    Call { path: (), query: (), body: KeyLogin { apikey: bim_api::ApiKey::new(key) } }
}

#[tokio::test]
async fn a_key_is_exchanged_for_a_token() {
    let world = World::new();
    let key = world.key_of(Member::USERNAME).expect("a key").to_owned();
    let answer = world.answer(&Anonymous, &call(&key)).await;
    assert_same(&example("31-authenticate-a-user-with-an-api-key.response.json"), &answer.json(), &[], &[]);
    let token = answer.json()["token"].as_str().expect("a token").to_owned();
    assert_ne!(token, key);
    let me = world.ask(&Bearer(token), "GET", "/bim/rpc/user/current", None).await.json();
    assert_eq!(me["userid"], Member::USERNAME);
    let form = Request::post("/bim/apikey/authenticate")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("apikey={key}")))
        .expect("a request");
    assert_eq!(world.raw(form).await.status, 200);
}

#[tokio::test]
async fn keys_that_are_none_are_refused() {
    let world = World::new();
    let key = world.key_of(Member::USERNAME).expect("a key").to_owned();
    for wrong in ["", "x", &key[1..], &"0".repeat(64)] {
        assert_eq!(world.answer(&Anonymous, &call(wrong)).await.problem().0, 401, "{wrong}");
    }
    // A token is no key.
    let token =
        world.answer(&Anonymous, &call(&key)).await.json()["token"].as_str().expect("a token").to_owned();
    assert_eq!(world.answer(&Anonymous, &call(&token)).await.problem().0, 401);
}
