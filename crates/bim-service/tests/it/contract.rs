//! What is mounted is what the contract declares, and what every answer has in common.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use bim_api::endpoints::declared;

use crate::actors::{Anonymous, Member, UserAdmin};
use crate::world::World;

#[test]
fn every_endpoint_is_mounted() {
    let mounted: BTreeSet<_> = World::new().service.mounted().into_iter().collect();
    let all: BTreeSet<_> = declared().map(|endpoint| endpoint.name).collect();
    assert_eq!(mounted, all);
}

#[test]
fn extensions_can_be_switched_off() {
    let world = World::with(|settings| settings.has_extensions = false);
    let mounted = world.service.mounted();
    assert!(!mounted.contains(&"SignOut") && !mounted.contains(&"ListExtensions"));
    assert!(mounted.contains(&"ListIams") && mounted.contains(&"DeleteUser"));
}

#[tokio::test]
async fn deleting_people_can_be_switched_off() {
    let world = World::with(|settings| settings.has_deletion = false);
    assert!(!world.service.mounted().contains(&"DeleteUser"));
    world.person("paula", Vec::new(), None);
    let refused = world.ask(&UserAdmin, "DELETE", "/bim/iam/bim/user/paula", None).await;
    assert_eq!(refused.problem().0, 405);
    assert_eq!(world.ask(&UserAdmin, "GET", "/bim/iam/bim/user/paula", None).await.status, 200);
}

#[tokio::test]
async fn every_answer_has_an_id_and_the_security_headers() {
    let world = World::new();
    let mut ids = BTreeSet::new();
    for (target, status) in [("/bim/iam", 200), ("/bim/user", 401), ("/nowhere", 404), ("/bim/nowhere", 404)]
    {
        let answer = world.ask(&Anonymous, "GET", target, None).await;
        assert_eq!(answer.status, status, "{target}");
        assert!(ids.insert(answer.header("x-request-id").to_owned()), "an id is used once");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert_eq!(answer.header("cache-control"), "no-store");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_answer_json() {
    let world = World::new();
    for target in ["/bim", "/bim/", "/bim/user/", "/bim/iam/", "/bim/iam/bim/user/", "/iam/x", "/bim/nowhere"]
    {
        let (status, message) = world.ask(&UserAdmin, "GET", target, None).await.problem();
        assert_eq!((status, message.is_empty()), (404, false), "{target}");
    }
    assert_eq!(world.ask(&UserAdmin, "PATCH", "/bim/user", None).await.problem().0, 405);
}

#[tokio::test]
async fn credentials_that_are_none_are_refused() {
    let world = World::new();
    let key = world.key_of(Member::USERNAME).expect("a key").to_owned();
    let with = |value: String| {
        Request::builder()
            .uri("/bim/user")
            .header("authorization", value)
            .body(Body::empty())
            .expect("a request")
    };
    for wrong in [
        "",
        "Bearer",
        "Bearer ",
        "Basic abc",
        &key[..63],
        &format!("{key}0"),
        &"x".repeat(5_000),
        &key.to_uppercase(),
    ] {
        let answer = world.raw(with(wrong.to_owned())).await;
        assert_eq!(answer.problem().0, 401, "{wrong}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    for right in [format!("Bearer {key}"), format!("bearer  {key} "), key.clone()] {
        assert_eq!(world.raw(with(right)).await.status, 200);
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_say_why() {
    let world = World::new();
    let post = |body: Vec<u8>, kind: &str| {
        let key = world.key_of(UserAdmin::USERNAME).expect("a key");
        Request::post("/bim/user/search")
            .header("authorization", format!("Bearer {key}"))
            .header("content-type", kind)
            .body(Body::from(body))
            .expect("a request")
    };
    let json = "application/json";
    for (body, field) in [
        ("{\"name\": ", "name"),
        ("", ""),
        ("[]x", ""),
        ("{} {}", ""),
        ("{\"name\": 5}", "name"),
        ("{\"size\": -1}", "size"),
        ("{\"size\": \"many\"}", "size"),
        ("{\"sortField\": \"shoe size\"}", "sortField"),
        ("{\"profileIds\": [1, \"x\"]}", "profileIds[1]"),
        ("{\"userAttributes\": [{\"key\": \"a\"}]}", "userAttributes[0]"),
    ] {
        let answer = world.raw(post(body.into(), json)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (400, field), "{body}: {answer:?}");
    }
    let mut not_utf8 = b"{\"name\": \"".to_vec();
    not_utf8.extend([0xff, 0xfe, b'"', b'}']);
    assert_eq!(world.raw(post(not_utf8, json)).await.problem().0, 400);
    assert_eq!(
        world.raw(post(b"name=x".to_vec(), "application/x-www-form-urlencoded")).await.problem().0,
        415
    );
    let large = format!("{{\"name\": \"{}\"}}", "x".repeat(10_000_000)).into_bytes();
    assert_eq!(world.raw(post(large.clone(), json)).await.problem().0, 413);
    let chunks =
        large.chunks(65_536).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec())).collect::<Vec<_>>();
    let mut streamed = post(Vec::new(), json);
    *streamed.body_mut() = Body::from_stream(Chunks(chunks.into_iter()));
    assert_eq!(world.raw(streamed).await.problem().0, 413);
}

/// A body whose length nobody told.
struct Chunks(std::vec::IntoIter<Result<Vec<u8>, std::io::Error>>);

impl futures_core::Stream for Chunks {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

#[tokio::test]
async fn paths_with_dots_or_gaps_match_nothing() {
    let world = World::new();
    for target in [
        "/bim/iam/bim/user/%2e%2e/profile",
        "/bim/iam/bim/user/%2E/profile",
        "/bim/iam/%2e%2e/user/x",
        "/bim/iam//user/x",
    ] {
        let answer = world.ask(&UserAdmin, "GET", target, None).await;
        assert_eq!(answer.problem().0, 400, "{target}");
    }
    assert_eq!(world.ask(&UserAdmin, "GET", "/bim/iam/bim/user/%ff", None).await.problem().0, 400);
}
