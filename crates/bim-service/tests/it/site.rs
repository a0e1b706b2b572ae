//! The app's files, and the path that everything lives under.

use axum::Router;
use axum::body::Body;
use axum::http::Request;

use crate::actors::UserAdmin;
use crate::world::{Answer, World};

const PAGE: &str = "<!doctype html>\n<base href=\"/\" />\n<title>BIM</title>";
const HASHED: &str = "/bim-admin-0123456789abcdef.js";

/// A built app, and the router that serves it.
fn site(public_url: &str) -> (World, Router, tempfile::TempDir) {
    let app = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &[u8]| std::fs::write(app.path().join(name), content).expect("a file");
    write("index.html", PAGE.as_bytes());
    write("config.json", b"{\"api\":\"\"}");
    write(&HASHED[1..], b"console.log(1)");
    write(&format!("{}.br", &HASHED[1..]), b"brotli bytes");
    write(&format!("{}.gz", &HASHED[1..]), b"gzip bytes");
    let world = World::with(|settings| settings.public_url = public_url.parse().expect("a URL"));
    let router = world.service.router(Some(app.path())).expect("a router");
    (world, router, app)
}

async fn get(world: &World, router: &Router, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.raw_to(router.clone(), request.body(Body::empty()).expect("a request")).await
}

const NAVIGATION: &[(&str, &str)] = &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];

#[tokio::test]
async fn hashed_files_are_kept_and_compressed() {
    let (world, router, _app) = site("http://localhost/");
    let plain = get(&world, &router, HASHED, &[]).await;
    assert_eq!((plain.status, plain.body.as_slice()), (200, b"console.log(1)".as_slice()));
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(plain.header("content-type"), "text/javascript");
    assert!(plain.header("content-security-policy").contains("'wasm-unsafe-eval'"));
    let brotli = get(&world, &router, HASHED, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(
        (brotli.header("content-encoding"), brotli.body.as_slice()),
        ("br", b"brotli bytes".as_slice())
    );
    let gzip = get(&world, &router, HASHED, &[("accept-encoding", "gzip")]).await;
    assert_eq!((gzip.header("content-encoding"), gzip.body.as_slice()), ("gzip", b"gzip bytes".as_slice()));
    let config = get(&world, &router, "/config.json", &[]).await;
    assert_eq!(config.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn addresses_of_the_app_show_its_page_and_missing_files_are_missing() {
    let (world, router, _app) = site("http://localhost/");
    for target in
        ["/", "/index.html", "/users", "/users/bim/jane.doe%40example.com?tab=groups", "/iamanaddress"]
    {
        let page = get(&world, &router, target, NAVIGATION).await;
        assert_eq!((page.status, page.body.as_slice()), (200, PAGE.as_bytes()), "{target}");
        assert_eq!(page.header("cache-control"), "no-cache");
    }
    for (target, headers) in [
        ("/missing-0123456789abcdef.js", &[("accept", "*/*")][..]),
        ("/users", &[("accept", "application/json")][..]),
        ("/../../etc/passwd", &[][..]),
        ("/%2e%2e/%2e%2e/etc/passwd", &[][..]),
        ("/bim/nowhere", NAVIGATION),
        ("/bim", NAVIGATION),
        ("/iam/x/y", NAVIGATION),
    ] {
        assert_eq!(get(&world, &router, target, headers).await.problem().0, 404, "{target}");
    }
    let post = Request::post("/users").body(Body::empty()).expect("a request");
    assert_eq!(world.raw_to(router, post).await.problem().0, 405);
}

#[tokio::test]
async fn the_page_is_compressed_and_revalidated() {
    let (world, router, _app) = site("http://localhost/");
    let brotli = get(&world, &router, "/", &[("accept-encoding", "br")]).await;
    assert_eq!(brotli.header("content-encoding"), "br");
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut brotli.body.as_slice(), &mut text).expect("brotli");
    assert_eq!(text, PAGE.as_bytes());
    let refused = get(&world, &router, "/", &[("accept-encoding", "br;q=0, gzip;q=0.5")]).await;
    assert_eq!(refused.header("content-encoding"), "gzip");
    let etag = brotli.header("etag").to_owned();
    let again = get(&world, &router, "/", &[("if-none-match", &etag)]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn everything_lives_under_the_public_path() {
    let (world, router, _app) = site("https://example.com/tools/admin/");
    let page = get(&world, &router, "/tools/admin/users/bim/x", NAVIGATION).await;
    assert!(String::from_utf8(page.body).expect("text").contains("<base href=\"/tools/admin/\" />"));
    assert_eq!(get(&world, &router, &format!("/tools/admin{HASHED}"), &[]).await.status, 200);
    assert_eq!(get(&world, &router, "/tools/admin/bim/iam", &[]).await.status, 200);
    let moved = get(&world, &router, "/tools/admin?x=1", &[]).await;
    assert_eq!((moved.status, moved.header("location")), (308, "/tools/admin/?x=1"));
    for outside in ["/", "/bim/iam", "/tools/administration/bim/iam", HASHED] {
        assert_eq!(get(&world, &router, outside, NAVIGATION).await.problem().0, 404, "{outside}");
    }
    let key = world.key_of(UserAdmin::USERNAME).expect("a key");
    let request = Request::post("/tools/admin/bim/iam/bim/user")
        .header("authorization", key)
        .header("content-type", "application/json")
        .body(Body::from(r#"{"userid":"x y"}"#))
        .expect("a request");
    let json = world.raw_to(router, request).await.json();
    let link = json["newUserLink"].as_str().expect("a link");
    assert!(link.starts_with("https://example.com/tools/admin/login?token="), "{link}");
}

#[test]
fn an_app_that_is_not_built_is_said() {
    let world = World::new();
    let empty = tempfile::tempdir().expect("a folder");
    let message = world.service.router(Some(empty.path())).map(|_| ()).expect_err("no app");
    assert!(message.contains("index.html"), "{message}");
}

#[tokio::test]
async fn another_configuration_takes_the_place_of_the_apps() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.json");
    std::fs::write(&file, r#"{"title": "Mine"}"#).expect("a file");
    let world = World::with(|settings| settings.app_config = Some(file.clone()));
    let app = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/app");
    let router = world.service.router(Some(&app)).expect("a router");
    let config = get(&world, &router, "/config.json", &[]).await;
    assert_eq!((config.status, config.json()["title"].as_str()), (200, Some("Mine")));
    assert_eq!(
        (config.header("cache-control"), config.header("content-type")),
        ("no-cache", "application/json")
    );
    std::fs::remove_file(&file).expect("gone");
    let message = world.service.router(Some(&app)).map(|_| ()).expect_err("no file");
    assert!(message.contains("mine.json"), "{message}");
}

/// Built with `BIM_EMBED_APP=tests/fixtures/app`: the same app answers the same from within as from its folder.
#[cfg(feature = "embed")]
#[tokio::test]
async fn the_app_inside_answers_as_the_one_in_a_folder() {
    let world =
        World::with(|settings| settings.public_url = "https://example.com/a/".parse().expect("a URL"));
    let app = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/app");
    let folder = world.service.router(Some(&app)).expect("a router");
    let inside = world.service.router(None).expect("a router");
    let none: &[(&str, &str)] = &[];
    for target in [
        "/",
        "/index.html",
        "/users/bim/x",
        "/config.json",
        HASHED,
        "/self-test/page.js",
        "/self-test/",
        "/self-test",
        "/missing-0123456789abcdef.js",
        "/../site.rs",
    ] {
        for headers in [none, NAVIGATION, &[("accept-encoding", "gzip, br")], &[("accept-encoding", "gzip")]]
        {
            let target = format!("/a{target}");
            let wanted = get(&world, &folder, &target, headers).await;
            let found = get(&world, &inside, &target, headers).await;
            assert_eq!((wanted.status, &wanted.body), (found.status, &found.body), "{target} {headers:?}");
            for name in ["cache-control", "content-encoding", "content-type", "vary"] {
                assert_eq!(wanted.header(name), found.header(name), "{target} {headers:?} {name}");
            }
        }
    }
    let first = get(&world, &inside, &format!("/a{HASHED}"), &[]).await;
    assert_eq!(first.status, 200);
    let known = [("if-none-match", first.header("etag"))];
    assert_eq!(get(&world, &inside, &format!("/a{HASHED}"), &known).await.status, 304);
    assert_eq!(get(&world, &inside, "/a/bim-admin-0123456789abcdef.js.br", &[]).await.status, 404);
}
