//! Pages of other origins: those that are named may call, and no other.

use axum::body::Body;
use axum::http::Request;

use crate::actors::UserAdmin;
use crate::world::{Answer, World};

const CONSOLE: &str = "https://console.example.com";

fn world() -> World {
    World::with(|settings| {
        settings.allowed_origins =
            [CONSOLE, "http://localhost:8081"].map(|o| o.parse().expect("valid")).into();
    })
}

async fn call(world: &World, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.raw(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_named_origin_may_call_and_read_what_it_needs() {
    let world = world();
    let key = format!("Bearer {}", world.key_of(UserAdmin::USERNAME).expect("a key"));
    let answer =
        call(&world, "GET", "/bim/rpc/user/current", &[("origin", CONSOLE), ("authorization", &key)]).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, CONSOLE));
    let exposed = answer.header("access-control-expose-headers").to_ascii_lowercase();
    assert_eq!(exposed, "date,retry-after,x-request-id");
    assert!(!answer.header("x-request-id").is_empty());
    // Credentials stand in a header: cookies are allowed to nobody.
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert!(answer.header("vary").to_ascii_lowercase().contains("origin"));
    for (target, status) in [("/bim/rpc/user/current", 401), ("/bim/nowhere", 404)] {
        let refused = call(&world, "GET", target, &[("origin", CONSOLE)]).await;
        assert_eq!(
            (refused.status, refused.header("access-control-allow-origin")),
            (status, CONSOLE),
            "{target}"
        );
    }
}

#[tokio::test]
async fn a_preflight_is_answered_before_anybody_signs_in() {
    let world = world();
    for method in ["GET", "POST", "PUT", "DELETE"] {
        let asked = [
            ("origin", "http://localhost:8081"),
            ("access-control-request-method", method),
            ("access-control-request-headers", "authorization,content-type"),
        ];
        let answer = call(&world, "OPTIONS", "/bim/iam/bim/user/jane", &asked).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), "http://localhost:8081");
        assert!(answer.header("access-control-allow-methods").contains(method), "{method}");
        let headers = answer.header("access-control-allow-headers").to_ascii_lowercase();
        assert!(headers.contains("authorization") && headers.contains("content-type"), "{headers}");
        assert!(answer.body.is_empty());
    }
}

#[tokio::test]
async fn no_other_origin_may_call() {
    let world = world();
    for origin in [
        "https://console.example.com.evil.example",
        "http://console.example.com",
        "https://console.example.com:8443",
        "https://CONSOLE.example.com",
        "https://evil.example",
        "null",
    ] {
        for method in ["GET", "OPTIONS"] {
            let asked = [("origin", origin), ("access-control-request-method", "GET")];
            let answer = call(&world, method, "/bim/iam", &asked).await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{method} {origin}");
        }
    }
}

#[tokio::test]
async fn without_a_list_nothing_is_said() {
    let world = World::new();
    let asked = [("origin", CONSOLE), ("access-control-request-method", "GET")];
    let preflight = call(&world, "OPTIONS", "/bim/iam", &asked).await;
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (405, ""));
    let answer = call(&world, "GET", "/bim/iam", &asked).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, ""));
}
