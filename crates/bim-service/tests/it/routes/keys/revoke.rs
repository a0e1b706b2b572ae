//! Row 35.

use bim_service::clock::HOUR;

use crate::actors::{Anonymous, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::{Answer, World};

struct Key {
    path: String,
    secret: Bearer,
}

async fn key(world: &World) -> Key {
    let made = world.ask(&Member, "POST", "/bim/apikey", Some(r#"{"name":"k"}"#)).await.json();
    let secret = Bearer(made["apikey"].as_str().expect("a key").to_owned());
    Key { path: format!("/bim/apikey/{}", made["keyid"]), secret }
}

async fn token(world: &World, key: &Key) -> Bearer {
    let body = serde_json::json!({ "apikey": key.secret.0 }).to_string();
    let made = world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&body)).await.json();
    Bearer(made["token"].as_str().expect("a token").to_owned())
}

async fn me(world: &World, bearer: &Bearer) -> u16 {
    world.ask(bearer, "GET", "/bim/rpc/user/current", None).await.status
}

fn revoked(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["revokedTokens"].as_u64().expect("a number")
}

#[tokio::test]
async fn ends_the_key_and_its_tokens_at_once() {
    let world = World::new();
    let (lost, kept) = (key(&world).await, key(&world).await);
    let (one, two, other) =
        (token(&world, &lost).await, token(&world, &lost).await, token(&world, &kept).await);
    let answer = world.ask(&Member, "DELETE", &lost.path, None).await;
    assert_same(&example("35-delete-an-api-key.response.json"), &answer.json(), &[], &[]);
    assert_eq!(revoked(&answer), 2);
    assert_eq!(
        (me(&world, &lost.secret).await, me(&world, &one).await, me(&world, &two).await),
        (401, 401, 401)
    );
    assert_eq!((me(&world, &kept.secret).await, me(&world, &other).await), (200, 200), "other keys stay");
    let body = serde_json::json!({ "apikey": lost.secret.0 }).to_string();
    assert_eq!(world.ask(&Anonymous, "POST", "/bim/apikey/authenticate", Some(&body)).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "DELETE", &lost.path, None).await.problem().0, 404, "it is gone");
}

#[tokio::test]
async fn counts_the_tokens_that_lived() {
    let world = World::new();
    let unused = key(&world).await;
    assert_eq!(revoked(&world.ask(&Member, "DELETE", &unused.path, None).await), 0);
    let key = key(&world).await;
    token(&world, &key).await;
    world.pass(HOUR);
    let alive = token(&world, &key).await;
    assert_eq!(revoked(&world.ask(&alive, "DELETE", &key.path, None).await), 1, "the first had expired");
    assert_eq!(me(&world, &alive).await, 401, "also the token that asked");
}

#[tokio::test]
async fn is_for_whoever_created_it() {
    let world = World::new();
    let key = key(&world).await;
    assert_eq!(world.ask(&Anonymous, "DELETE", &key.path, None).await.problem().0, 401);
    assert_eq!(world.ask(&UserAdmin, "DELETE", &key.path, None).await.problem().0, 403);
    assert_eq!(me(&world, &key.secret).await, 200, "nothing happened");
    for (path, status) in [("/bim/apikey/1", 404), ("/bim/apikey/x", 400), ("/bim/apikey/", 404)] {
        assert_eq!(world.ask(&Member, "DELETE", path, None).await.problem().0, status, "{path}");
    }
    assert_eq!(revoked(&world.ask(&key.secret, "DELETE", &key.path, None).await), 0, "a key may end itself");
}
