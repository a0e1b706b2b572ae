//! Mails kept instead of sent: the files, and the page that shows them to this machine alone.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use bim_service::settings::{MailSettings, MailWay};
use serde_json::json;

use crate::actors::{Anonymous, Bearer, Member, UserAdmin};
use crate::world::{Answer, PASSWORD, World};

fn world(folder: &Path, extensions: bool) -> World {
    World::with(|settings| {
        settings.public_url = "http://127.0.0.1:8080/admin/".parse().expect("a URL");
        settings.has_extensions = extensions;
        settings.mail = Some(MailSettings {
            from: "BIM <bim@localhost.localdomain>".to_owned(),
            way: MailWay::Outbox(folder.to_owned()),
        });
    })
}

async fn page(world: &World, peer: [u8; 4], host: &str, path: &str) -> Answer {
    let mut request = Request::get(path).header("host", host).body(Body::empty()).expect("a request");
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 4711))));
    world.raw(request).await
}

#[tokio::test]
async fn a_clone_can_be_read_and_signed_in_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let outbox = folder.path().join("new/outbox");
    let world = world(&outbox, true);
    let names = world.ask(&Anonymous, "GET", "/admin/bim/ext", None).await.json();
    assert!(names["extensions"].as_array().expect("names").contains(&json!("outbox")), "{names}");
    let empty = page(&world, [127, 0, 0, 1], "127.0.0.1:8080", "/admin/bim/ext/outbox").await;
    assert!(String::from_utf8_lossy(&empty.body).contains("No mail yet"), "{empty:?}");

    let path = format!("/admin/bim/iam/bim/user/{}/clone", Member::USERNAME);
    let cloned =
        world.ask(&UserAdmin, "POST", &path, Some(r#"["o'neil&co@example.com","not an address"]"#)).await;
    assert_eq!(cloned.json(), json!({ "failedEmails": ["not an address"] }));
    let named = json!({ "userid": "käthe", "profile": { "name": "Käthe <b>", "email": "k@example.com" } });
    let created =
        world.ask(&UserAdmin, "POST", "/admin/bim/iam/bim/user", Some(&named.to_string())).await.json();
    assert_eq!(created["emailSent"], true);

    let shown = page(&world, [127, 0, 0, 1], "127.0.0.1:8080", "/admin/bim/ext/outbox").await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(shown.header("cache-control"), "no-store");
    let html = String::from_utf8(shown.body).expect("text");
    let (first, second) =
        (html.find("Hello Käthe &lt;b&gt;,"), html.find("To</dt><dd>o&#39;neil&amp;co@example.com"));
    assert!(first.is_some() && first < second, "the newest first, and nothing is markup: {html}");
    assert!(!html.contains("<b>"), "{html}");
    let link =
        html.split("<a href=\"").nth(2).and_then(|rest| rest.split('"').next()).expect("the second link");
    assert!(link.starts_with("http://127.0.0.1:8080/admin/login?token="), "{link}");
    let token = Bearer(link.split(['=', '&']).nth(1).expect("a token").to_owned());
    let body = json!({ "password": PASSWORD }).to_string();
    let path = "/admin/bim/iam/bim/user/o'neil&co@example.com/password";
    assert_eq!(world.ask(&token, "PUT", path, Some(&body)).await.status, 200);

    let style = page(&world, [127, 0, 0, 1], "127.0.0.1:8080", "/admin/bim/ext/outbox.css").await;
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&outbox), 0o700);
    let files: Vec<_> =
        std::fs::read_dir(&outbox).expect("a folder").map(|file| file.expect("a file").path()).collect();
    assert_eq!(files.len(), 2);
    for file in files {
        assert_eq!((file.extension().and_then(|e| e.to_str()), mode(&file)), (Some("eml"), 0o600));
    }
}

#[tokio::test]
async fn nobody_else_sees_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = world(folder.path(), true);
    for (peer, host, status) in [
        ([127, 0, 0, 1], "localhost:8080", 200),
        ([192, 0, 2, 1], "localhost:8080", 403),
        ([127, 0, 0, 1], "evil.example", 403),
    ] {
        let answer = page(&local, peer, host, "/admin/bim/ext/outbox").await;
        assert_eq!(answer.status, status, "{peer:?} {host}");
        assert_eq!(answer.header("x-frame-options"), "DENY");
    }
    // A user admin elsewhere is elsewhere.
    assert_eq!(local.ask(&UserAdmin, "GET", "/admin/bim/ext/outbox", None).await.problem().0, 403);

    let without = World::new();
    assert_eq!(page(&without, [127, 0, 0, 1], "localhost", "/bim/ext/outbox").await.status, 404);
    let names = without.ask(&Anonymous, "GET", "/bim/ext", None).await.json();
    assert!(!names["extensions"].as_array().expect("names").contains(&json!("outbox")), "{names}");
    let switched_off = world(folder.path(), false);
    assert_eq!(page(&switched_off, [127, 0, 0, 1], "localhost", "/admin/bim/ext/outbox").await.status, 404);
}
