//! Row 2.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use bim_service::clock::{HOUR, MINUTE};

use crate::actors::{Anonymous, Bearer};
use crate::shape::{assert_same, example};
use crate::world::{Answer, PASSWORD, World};

const PATH: &str = "/bim/iam/bim/user/authenticate";

fn body(username: &str, password: &str) -> String {
    serde_json::json!({ "username": username, "password": password }).to_string()
}

async fn login(world: &World, username: &str, password: &str) -> Answer {
    world.ask(&Anonymous, "POST", PATH, Some(&body(username, password))).await
}

/// A sign-in from this address, as the peer or as a proxy tells it.
async fn login_from(world: &World, peer: [u8; 4], forwarded: &str, username: &str) -> Answer {
    let mut request = Request::post(PATH)
        .header("content-type", "application/json")
        .header("x-forwarded-for", forwarded)
        .body(Body::from(body(username, "wrong wrong wrong")))
        .expect("a request");
    request.extensions_mut().insert(ConnectInfo(std::net::SocketAddr::from((peer, 4711))));
    world.raw(request).await
}

fn world() -> World {
    let world = World::new();
    world.person("paula", Vec::new(), Some(PASSWORD));
    world
}

#[tokio::test]
async fn answers_as_documented_and_the_token_works() {
    let world = world();
    let answer = login(&world, "PAULA", PASSWORD).await;
    assert_eq!(answer.status, 200);
    let json = answer.json();
    // The reference's table has profileId, its example has not.
    let documented = example("02-authenticate-user-with-username-and-password.response.json");
    assert_same(&documented, &json, &[], &["profileId"]);
    assert_eq!(json["tokenExpiration"], "2026-11-24T01:00:00.000Z");
    let token = json["token"].as_str().expect("a token");
    let me = world.ask(&Bearer(token.to_owned()), "GET", "/bim/rpc/user/current", None).await.json();
    assert_eq!((&me["userid"], &me["hasLogin"]), (&"paula".into(), &true.into()));
    assert_eq!(me["profile"]["id"], json["profileId"]);
    assert_eq!(me["lastLogin"], "2026-11-24T00:00:00.000Z");
}

#[tokio::test]
async fn the_database_knows_only_hashes() {
    let world = world();
    let token = login(&world, "paula", PASSWORD).await.json()["token"].as_str().expect("a token").to_owned();
    let key = world.service.create_key("paula", "k").expect("a key");
    let bytes = world.store.bytes();
    let holds = |secret: &str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(holds("paula"), "the search works");
    for secret in [token.as_str(), key.as_str(), PASSWORD] {
        assert!(!holds(secret));
    }
}

#[tokio::test]
async fn forms_are_read_too() {
    let world = world();
    let request = Request::post(PATH)
        .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
        .body(Body::from("username=paula&password=correct+horse+battery"))
        .expect("a request");
    assert_eq!(world.raw(request).await.status, 200);
}

#[tokio::test]
async fn every_failure_answers_the_same() {
    let world = world();
    world.person("no.password", Vec::new(), None);
    world.person("disabled", Vec::new(), Some(PASSWORD));
    world.store.execute("UPDATE users SET disabled = TRUE WHERE userid = 'disabled'");
    let wrong = login(&world, "paula", "wrong horse battery").await;
    assert_eq!(wrong.problem().0, 401);
    for (username, password) in [
        ("nobody", PASSWORD),
        ("no.password", ""),
        ("disabled", PASSWORD),
        ("paula", ""),
        ("", ""),
        ("paula", &"x".repeat(2_000)),
    ] {
        let answer = login(&world, username, password).await;
        assert_eq!((answer.status, &answer.body), (401, &wrong.body), "{username}");
    }
}

#[tokio::test]
async fn an_unknown_user_costs_a_hash_too() {
    let world = world();
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..4 {
        for (which, username) in ["paula", &format!("nobody{round}")].into_iter().enumerate() {
            let start = std::time::Instant::now();
            assert_eq!(login(&world, username, "wrong horse battery").await.status, 401);
            times[which].push(start.elapsed());
        }
    }
    let [known, unknown] = times.map(|times| times.into_iter().min().expect("four"));
    // Without the dummy hash the unknown user would be answered a hundred times faster.
    assert!(unknown * 3 > known, "{unknown:?} against {known:?}");
    assert!(known * 3 > unknown, "{unknown:?} against {known:?}");
}

#[tokio::test]
async fn ten_wrong_passwords_slow_this_address_down_and_nobody_else() {
    let world = world();
    for _ in 0..10 {
        assert_eq!(login_from(&world, [192, 0, 2, 7], "", "paula").await.status, 401);
    }
    let refused = login_from(&world, [192, 0, 2, 7], "", "PAULA").await;
    assert_eq!((refused.problem().0, refused.header("retry-after")), (429, "15"));
    // A header that no trusted proxy wrote changes nothing.
    assert_eq!(login_from(&world, [192, 0, 2, 7], "203.0.113.9", "paula").await.status, 429);
    assert_eq!(login(&world, "paula", PASSWORD).await.status, 200, "her own address still may");
    world.pass(15_000);
    assert_eq!(login_from(&world, [192, 0, 2, 7], "", "paula").await.status, 401);
    assert_eq!(login_from(&world, [192, 0, 2, 7], "", "paula").await.header("retry-after"), "30");
}

#[tokio::test]
async fn an_unknown_name_is_slowed_down_like_a_known_one() {
    let world = world();
    for _ in 0..10 {
        assert_eq!(login_from(&world, [192, 0, 2, 7], "", "nobody").await.status, 401);
    }
    assert_eq!(login_from(&world, [192, 0, 2, 7], "", "nobody").await.status, 429);
}

#[tokio::test]
async fn a_trusted_proxy_tells_addresses_apart() {
    let world =
        World::with(|settings| settings.trusted_proxies = vec!["10.0.0.0/8".parse().expect("a network")]);
    for _ in 0..10 {
        assert_eq!(login_from(&world, [10, 0, 0, 1], "203.0.113.9", "paula").await.status, 401);
    }
    assert_eq!(login_from(&world, [10, 0, 0, 1], "203.0.113.9", "paula").await.status, 429);
    assert_eq!(login_from(&world, [10, 0, 0, 1], "203.0.113.10", "paula").await.status, 401);
}

#[tokio::test]
async fn other_providers_are_named() {
    let world = world();
    world.service.seed(1).expect("demo providers");
    let ask = |iamid: &'static str| {
        let (world, body) = (&world, body("paula", PASSWORD));
        async move {
            world.ask(&Anonymous, "POST", &format!("/bim/iam/{iamid}/user/authenticate"), Some(&body)).await
        }
    };
    let (status, message) = ask("oktaSamlIAM").await.problem();
    assert_eq!(status, 422);
    assert!(message.contains("Okta SAML"), "{message}");
    assert_eq!(ask("nowhere").await.problem().0, 404);
}

#[tokio::test]
async fn sessions_slide_and_end() {
    let world = world();
    let token = login(&world, "paula", PASSWORD).await.json()["token"].as_str().expect("a token").to_owned();
    let bearer = Bearer(token);
    let alive = async || world.ask(&bearer, "GET", "/bim/rpc/user/current", None).await.status == 200;
    let noted = async |at: i64| {
        // The use is written beside the request; wait for it as a condition, not for a time.
        while world.store.row::<(i64,)>("SELECT last_used FROM tokens") != (at,) {
            tokio::task::yield_now().await;
        }
    };
    let mut now = crate::world::START;
    for _ in 0..13 {
        world.pass(55 * MINUTE);
        now += 55 * MINUTE;
        assert!(alive().await);
        noted(now).await;
    }
    // 11 h 55 min since sign-in: it slides no further than 12 h.
    world.pass(5 * MINUTE - 1);
    assert!(alive().await);
    world.pass(1);
    assert!(!alive().await);
}

#[tokio::test]
async fn an_idle_session_ends() {
    let world = world();
    let token = login(&world, "paula", PASSWORD).await.json()["token"].as_str().expect("a token").to_owned();
    world.pass(HOUR);
    let answer = world.ask(&Bearer(token), "GET", "/bim/rpc/user/current", None).await;
    assert_eq!(answer.problem().0, 401);
}
