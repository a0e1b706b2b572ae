//! Row 12.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use bim_service::settings::{Protection, SmtpSettings};
use serde_json::{Value, json};

use crate::actors::{Anonymous, Auditor, Bearer, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::smtp_sink::{Sink, link_in, mailing};
use crate::world::{Answer, PASSWORD, World};

fn path(username: &str) -> String {
    format!("/bim/iam/bim/user/{username}/clone")
}

async fn clone(world: &World, username: &str, emails: &Value) -> Answer {
    world.ask(&UserAdmin, "POST", &path(username), Some(&emails.to_string())).await
}

async fn user(world: &World, username: &str) -> Answer {
    world.ask(&UserAdmin, "GET", &format!("/bim/iam/bim/user/{username}"), None).await
}

async fn groups(world: &World, username: &str) -> Vec<Value> {
    let path = format!("/bim/iam/bim/user/{username}/groups");
    let groups = world.ask(&UserAdmin, "GET", &path, None).await.json();
    groups.as_array().expect("a list").clone()
}

/// A server at this port, who takes no login.
fn plain(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        protection: Protection::None,
        login: None,
        authorities: None,
        timeout: Duration::from_secs(1),
    }
}

/// Made-up people of bim with attributes and with groups of bim and of a provider.
async fn source(world: &World) -> String {
    world.service.seed(200).expect("people");
    let search = json!({ "size": 200, "iamid": ["bim"], "includeDisabled": true }).to_string();
    let found = world.ask(&UserAdmin, "POST", "/bim/user/search", Some(&search)).await.json();
    for hit in found["hits"].as_array().expect("hits") {
        let username = hit["userid"].as_str().expect("a username");
        let encoded = username.replace('%', "%25").replace(' ', "%20").replace('/', "%2F");
        let is_plain = username == encoded && username.is_ascii();
        if !is_plain || hit["bimAuthorizations"].as_object().is_none_or(|held| held.is_empty()) {
            continue;
        }
        let groups = groups(world, username).await;
        let of = |own: bool| groups.iter().any(|group| (group["iamid"] == "bim") == own);
        if of(true) && of(false) {
            return username.to_owned();
        }
    }
    panic!("nobody among the made-up people has what this test copies");
}

#[tokio::test]
async fn copies_what_bim_gave_and_invites() {
    let Some(sink) = Sink::start(Protection::None, false) else { return };
    let world = sink.world();
    let source = source(&world).await;
    let answer = clone(&world, &source, &json!(["john.doe@demo.com"])).await;
    assert_same(&example("12-clone-user.response.json"), &answer.json(), &[], &[]);
    assert_eq!(answer.json(), json!({ "failedEmails": [] }));

    let (original, copy) =
        (user(&world, &source).await.json(), user(&world, "john.doe@demo.com").await.json());
    for same in ["permissions", "bimAuthorizations"] {
        assert_eq!(copy[same], original[same], "{same}");
    }
    assert_eq!(copy["iamAuthorizations"], Value::Null, "what the provider said is not ours to copy");
    assert_eq!((&copy["disabled"], &copy["hasLogin"]), (&false.into(), &false.into()));
    assert_eq!((&copy["profile"]["name"], &copy["profile"]["email"]), (&copy["userid"], &copy["userid"]));
    let names = |groups: Vec<Value>| {
        let own = groups.into_iter().filter(|group| group["iamid"] == "bim");
        own.map(|group| group["id"].clone()).collect::<Vec<_>>()
    };
    let copied = groups(&world, "john.doe@demo.com").await;
    assert!(copied.iter().all(|group| group["iamid"] == "bim"), "{copied:?}");
    assert_eq!(names(copied), names(groups(&world, &source).await));

    let mails = sink.stop();
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((&mail["from"], &mail["to"]), (&"bim@example.com".into(), &json!(["john.doe@demo.com"])));
    let link = link_in(mail["text"].as_str().expect("text"));
    let token = link.split(['=', '&']).nth(1).expect("a token").to_owned();
    let body = json!({ "password": PASSWORD }).to_string();
    let set =
        world.ask(&Bearer(token), "PUT", "/bim/iam/bim/user/john.doe@demo.com/password", Some(&body)).await;
    assert_eq!(set.status, 200, "{set:?}");
}

#[tokio::test]
async fn addresses_that_fail_have_no_account() {
    let Some(sink) = Sink::start(Protection::None, false) else { return };
    let world = sink.world();
    world.person("taken@example.com", Vec::new(), None);
    let emails = json!([
        "refused.first@example.com",
        " ok@example.com ",
        "no address",
        "",
        "OK@example.com",
        "Taken@Example.com",
        "a@b@c",
        "line@exa\nmple.com",
        "refused.second@example.com",
        "münchen@example.com",
    ]);
    let answer = clone(&world, Member::USERNAME, &emails).await.json();
    assert_eq!(
        answer["failedEmails"],
        json!([
            "refused.first@example.com",
            "no address",
            "",
            "Taken@Example.com",
            "a@b@c",
            "line@exa\nmple.com",
            "refused.second@example.com",
        ]),
        "in their order; an address that came twice has its account"
    );
    for (username, status) in [
        ("ok@example.com", 200),
        ("m%C3%BCnchen@example.com", 200),
        ("refused.first@example.com", 404),
        ("refused.second@example.com", 404),
        ("a@b@c", 404),
    ] {
        assert_eq!(user(&world, username).await.status, status, "{username}");
    }
    let taken: Vec<_> =
        sink.stop().iter().map(|mail| mail["to"][0].as_str().expect("an address").to_owned()).collect();
    assert_eq!(taken.len(), 2, "{taken:?}");
}

#[tokio::test]
async fn five_hundred_at_once() {
    let Some(sink) = Sink::start(Protection::None, false) else { return };
    let world = sink.world();
    let emails: Vec<_> = (0..500).map(|number| format!("person{number}@example.com")).collect();
    let start = Instant::now();
    let answer = clone(&world, Member::USERNAME, &json!(emails)).await.json();
    println!("500 accounts in {:?}", start.elapsed());
    assert_eq!(answer["failedEmails"], json!([]));
    let found = world
        .ask(&UserAdmin, "POST", "/bim/user/search", Some(r#"{"email":"person","size":1}"#))
        .await
        .json();
    assert_eq!(found["count"], "500");
    let mails = sink.stop();
    let links: std::collections::BTreeSet<_> =
        mails.iter().map(|mail| link_in(mail["text"].as_str().expect("text")).to_owned()).collect();
    assert_eq!((mails.len(), links.len()), (500, 500), "each has a link of their own");
}

#[tokio::test]
async fn nobody_waits_long_for_a_server_that_is_not_there() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let world = mailing(plain(port));
    let emails: Vec<_> = (0..500).map(|number| format!("person{number}@example.com")).collect();
    let start = Instant::now();
    let answer = clone(&world, Member::USERNAME, &json!(emails)).await.json();
    assert_eq!(answer["failedEmails"], json!(emails), "all, in their order");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(user(&world, "person0@example.com").await.status, 404);
    drop(listener);
    let answer = clone(&world, Member::USERNAME, &json!(["one@example.com"])).await.json();
    assert_eq!(answer["failedEmails"], json!(["one@example.com"]), "refused instead of never answered");
}

#[tokio::test]
async fn refusals() {
    let world = mailing(plain(9));
    let emails = json!(["one@example.com"]).to_string();
    assert_eq!(world.ask(&Anonymous, "POST", &path("nobody"), Some(&emails)).await.problem().0, 401);
    for answer in [
        world.ask(&Member, "POST", &path(Member::USERNAME), Some(&emails)).await,
        world.ask(&Auditor, "POST", &path(Member::USERNAME), Some(&emails)).await,
    ] {
        let (status, message) = answer.problem();
        assert_eq!((status, message.contains("USER_ADMIN")), (403, true), "{message}");
    }
    assert_eq!(clone(&world, "nobody", &json!(["one@example.com"])).await.problem().0, 404);
    let none = clone(&world, Member::USERNAME, &json!([])).await;
    assert_eq!((none.problem().0, none.field().as_str()), (422, "email"));
    let many = clone(&world, Member::USERNAME, &json!(vec!["one@example.com"; 1_001])).await;
    assert_eq!((many.problem().0, many.field().as_str()), (400, "email"));
    assert_eq!(clone(&world, Member::USERNAME, &json!([5])).await.problem().0, 400);
    let without = World::new();
    for emails in [json!(["one@example.com"]), json!({ "email": ["one@example.com"] })] {
        let (status, message) = clone(&without, Member::USERNAME, &emails).await.problem();
        assert_eq!((status, message.contains("mail server")), (422, true), "{message}");
    }
    assert_eq!(user(&without, "one@example.com").await.status, 404);
}
