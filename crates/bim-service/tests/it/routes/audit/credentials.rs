//! Keys, acting as others, and copies in the log.

use bim_api::Permission;
use bim_service::settings::Protection;
use serde_json::{Value, json};

use super::{events, last_event};
use crate::actors::{Bearer, Member, UserAdmin};
use crate::smtp_sink::Sink;
use crate::world::World;

/// Kind and name of each target.
fn names(event: &Value) -> Vec<(&str, &str)> {
    let targets = event["targets"].as_array().expect("targets").iter();
    targets
        .map(|target| (target["kind"].as_str().expect("a kind"), target["name"].as_str().expect("a name")))
        .collect()
}

#[tokio::test]
async fn keys_are_told_and_never_the_key_itself() {
    let world = World::new();
    let made = world.ask(&Member, "POST", "/bim/apikey", Some(r#"{"name":"laptop"}"#)).await.json();
    let event = last_event(&world).await;
    assert_eq!(
        (&event["event"], &event["actor"]["userid"]),
        (&"ApiKeyCreated".into(), &Member::USERNAME.into())
    );
    assert_eq!(names(&event), [("key", "laptop"), ("user", Member::USERNAME)]);
    assert_eq!(event["targets"][0]["id"], made["keyid"]);
    let secret = made["apikey"].as_str().expect("a key");
    assert!(!event.to_string().contains(secret));
    let path = format!("/bim/apikey/{}", made["keyid"]);
    assert_eq!(world.ask(&Member, "DELETE", &path, None).await.status, 200);
    let event = last_event(&world).await;
    assert_eq!(event["event"], "ApiKeyDeleted");
    assert_eq!(names(&event), [("key", "laptop"), ("user", Member::USERNAME)]);
    let before = events(&world, "").await.len();
    assert_eq!(world.ask(&UserAdmin, "DELETE", "/bim/apikey/1", None).await.status, 404);
    assert_eq!(events(&world, "").await.len(), before, "what did not happen is not told");
}

#[tokio::test]
async fn both_stand_there_when_one_acts_as_another() {
    let world = World::new();
    world.person("ima", vec![Permission::IMPERSONATE_USER], None);
    let key = Bearer(world.service.create_key("ima", "k").expect("a key"));
    let body = json!({ "apikey": key.0, "userid": Member::USERNAME, "iamid": "bim" }).to_string();
    let made = world.ask(&key, "POST", "/bim/apikey/impersonate", Some(&body)).await.json();
    let event = last_event(&world).await;
    assert_eq!((&event["event"], &event["actor"]["userid"]), (&"ImpersonationStarted".into(), &"ima".into()));
    assert_eq!(names(&event), [("user", Member::USERNAME)]);

    let token = Bearer(made["token"].as_str().expect("a token").to_owned());
    let profile = format!("/bim/iam/bim/user/{}/profile", Member::USERNAME);
    assert_eq!(world.ask(&token, "PUT", &profile, Some(r#"{"about":"x"}"#)).await.status, 200);
    let event = last_event(&world).await;
    assert_eq!(
        (&event["event"], &event["actor"]["userid"], &event["impersonator"]["userid"]),
        (&"ProfileUpdated".into(), &Member::USERNAME.into(), &"ima".into())
    );
    for text in [&key.0, &token.0] {
        assert!(events(&world, "").await.iter().all(|event| !event.to_string().contains(text)));
    }
}

#[tokio::test]
async fn a_copy_tells_its_source() {
    let Some(sink) = Sink::start(Protection::None, false) else { return };
    let world = sink.world();
    let path = format!("/bim/iam/bim/user/{}/clone", Member::USERNAME);
    let emails = json!(["one@example.com", "refused@example.com"]).to_string();
    assert_eq!(world.ask(&UserAdmin, "POST", &path, Some(&emails)).await.status, 200);
    let event = last_event(&world).await;
    assert_eq!(
        (&event["event"], &event["actor"]["userid"]),
        (&"UserCloned".into(), &UserAdmin::USERNAME.into())
    );
    assert_eq!(names(&event), [("user", "one@example.com"), ("user", Member::USERNAME)]);
    assert_eq!(event["after"]["permissions"], json!(["CREATE_PROJECT"]));
    let refused = events(&world, "target=refused@example.com").await;
    assert!(refused.is_empty(), "{refused:?}");
}
