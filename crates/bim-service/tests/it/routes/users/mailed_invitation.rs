//! Row 1 where mail is set up.

use bim_service::service::Place;
use bim_service::settings::{MailSettings, MailWay, Protection, SmtpSettings};
use serde_json::{Value, json};

use crate::actors::{Bearer, UserAdmin};
use crate::smtp_sink::{LOGIN, Sink, link_in, mailing};
use crate::world::{PASSWORD, World};

async fn create(world: &World, username: &str, more: Value) -> Value {
    let mut body = json!({ "userid": username });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let answer = world.ask(&UserAdmin, "POST", "/bim/iam/bim/user", Some(&body.to_string())).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

fn to(address: &str) -> Value {
    json!({ "profile": { "name": "Charlie Doe", "email": address } })
}

fn outcome(created: &Value) -> (bool, bool) {
    (created["emailSent"].as_bool().expect("a flag"), created["emailFailed"].as_bool().expect("a flag"))
}

async fn link_works(world: &World, username: &str, link: &str) -> bool {
    let token = Bearer(link.split(['=', '&']).nth(1).expect("a token").to_owned());
    let body = json!({ "password": PASSWORD }).to_string();
    let path = format!("/bim/iam/bim/user/{username}/password");
    world.ask(&token, "PUT", &path, Some(&body)).await.status == 200
}

#[tokio::test]
async fn the_invitation_leaves_however_the_server_is_protected() {
    for (protection, with_login, is_encrypted) in [
        (Protection::None, false, false),
        (Protection::None, true, false),
        (Protection::Starttls, false, true),
        (Protection::Starttls, true, true),
        (Protection::Tls, true, true),
    ] {
        let Some(sink) = Sink::start(protection, with_login) else { return };
        let world = sink.world();
        let created = create(&world, "charlie", to("charlie@example.com")).await;
        assert_eq!(outcome(&created), (true, false), "{protection:?}");
        let mails = sink.stop();
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        let user = if with_login { json!(LOGIN.0) } else { Value::Null };
        assert_eq!((&mail["tls"], &mail["user"]), (&json!(is_encrypted), &user), "{protection:?}");
        assert_eq!(
            (&mail["from"], &mail["to"]),
            (&json!("bim@example.com"), &json!(["charlie@example.com"]))
        );
        assert_eq!(mail["hello"], "bim.example.com");
        let text = mail["text"].as_str().expect("text");
        assert!(
            text.contains("Hello Charlie Doe,") && text.lines().any(|line| line == "Username: charlie"),
            "{text}"
        );
        assert_eq!(link_in(text), created["newUserLink"], "the same link");
        assert!(link_works(&world, "charlie", link_in(text)).await);
    }
}

#[tokio::test]
async fn a_failure_keeps_the_person_and_the_link() {
    let Some(sink) = Sink::start(Protection::Starttls, true) else { return };
    let with = |change: fn(&mut SmtpSettings)| {
        let mut settings = sink.settings.clone();
        change(&mut settings);
        mailing(settings)
    };
    for (why, world, address) in [
        ("the server refuses", sink.world(), "refused@example.com"),
        ("nobody has that address", sink.world(), "a@-"),
        ("the certificate is not trusted", with(|smtp| smtp.authorities = None), "c@example.com"),
        ("the certificate is for another name", with(|smtp| smtp.host = "127.0.0.1".into()), "c@example.com"),
        (
            "the password is wrong",
            with(|smtp| smtp.login = Some(("bim".into(), bim_api::Password::new("x")))),
            "c@example.com",
        ),
        ("the password is missing", with(|smtp| smtp.login = None), "c@example.com"),
        ("the server speaks no TLS at once", with(|smtp| smtp.protection = Protection::Tls), "c@example.com"),
        ("there is no server", with(|smtp| smtp.port = Some(1)), "c@example.com"),
    ] {
        let created = create(&world, "charlie", to(address)).await;
        assert_eq!(outcome(&created), (false, true), "{why}");
        let link = created["newUserLink"].as_str().expect("a link");
        assert!(link_works(&world, "charlie", link).await, "{why}");
    }
    assert_eq!(sink.stop(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing_that_was_to_be_protected() {
    let Some(sink) = Sink::start(Protection::None, true) else { return };
    let world = mailing(SmtpSettings { protection: Protection::Starttls, ..sink.settings.clone() });
    let created = create(&world, "charlie", to("charlie@example.com")).await;
    assert_eq!(outcome(&created), (false, true), "no falling back to clear text");
    assert_eq!(sink.stop(), Vec::<Value>::new());
}

#[tokio::test]
async fn nothing_is_mailed_where_there_is_no_address_or_no_need() {
    let Some(sink) = Sink::start(Protection::None, false) else { return };
    let world = sink.world();
    let created = create(&world, "no.address@example.com", json!({})).await;
    assert_eq!(outcome(&created), (false, false), "a username is no address");
    assert!(created["newUserLink"].is_string());
    let mut with_password = to("charlie@example.com");
    with_password["password"] = PASSWORD.into();
    assert_eq!(outcome(&create(&world, "with.password", with_password).await), (false, false));
    assert_eq!(sink.stop(), Vec::<Value>::new());
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    let refused = |from: &str, way: MailWay| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut settings =
            bim_service::settings::Settings::new("https://bim.example.com/".parse().expect("a URL"));
        settings.mail = Some(MailSettings { from: from.to_owned(), way });
        let opened = bim_service::service::Service::open(
            Place::Folder(folder.path().to_owned()),
            settings,
            bim_service::clock::Clock::system(),
        );
        opened.err().expect("refused")
    };
    let smtp = |host: &str, protection, authorities: Option<&str>| {
        MailWay::Smtp(SmtpSettings {
            host: host.to_owned(),
            port: None,
            protection,
            login: None,
            authorities: authorities.map(Into::into),
            timeout: std::time::Duration::from_secs(1),
        })
    };
    let good = "bim@example.com";
    assert!(refused("nobody", smtp("localhost", Protection::None, None)).contains("nobody"));
    assert!(refused(good, smtp("mail.example.com", Protection::None, None)).contains("protected"));
    assert!(
        refused(good, smtp("mail.example.com", Protection::Tls, Some("/no/such/file")))
            .contains("/no/such/file")
    );
    let no_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    assert!(
        refused(good, smtp("mail.example.com", Protection::Tls, Some(no_pem))).contains("no certificate")
    );
    let outbox = tempfile::tempdir().expect("a folder");
    let message = refused(good, MailWay::Outbox(outbox.path().to_owned()));
    assert!(
        message.contains("https://bim.example.com/") && message.contains("only on this machine"),
        "{message}"
    );
}
