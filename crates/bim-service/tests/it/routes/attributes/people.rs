//! Rows 10 and 11 for people.

use serde_json::{Value, json};

use super::{AWKWARD, attribute, delete, encoded, holders, put};
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::{events, last_event};
use crate::shape::{assert_same, example};
use crate::world::World;

fn member() -> String {
    format!("bim/user/{}", Member::USERNAME)
}

#[tokio::test]
async fn a_value_comes_and_goes_as_documented() {
    let world = World::new();
    world.pass(5_000);
    let free = &["authorizations", "bimAuthorizations"];
    let first = put(&world, &member(), "Finance", "CFA").await.json();
    assert_same(&example("10-update-a-user-s-or-group-s-attributes.response.json"), &first, free, &[]);
    assert_eq!(first["updatedAt"], "2026-11-24T00:00:05.000Z");
    let both = put(&world, "bim/user/MAX.member@example.com", "Finance", "Red Team").await.json();
    assert_eq!(both["bimAuthorizations"], json!({ "Finance": ["CFA", "Red Team"] }));
    assert_eq!(both["authorizations"], both["bimAuthorizations"]);
    assert_eq!(holders(&world, "Finance", "Red Team").await, [Member::USERNAME]);
    let row_17 = format!("/bim/iam/bim/user/{}", Member::USERNAME);
    assert_eq!(
        world.ask(&Auditor, "GET", &row_17, None).await.json()["authorizations"],
        both["authorizations"]
    );

    world.pass(5_000);
    let one = delete(&world, &member(), "Finance", "CFA").await.json();
    assert_same(&example("11-remove-a-user-or-group-s-attribute.response.json"), &one, free, &[]);
    assert_eq!(one["bimAuthorizations"], json!({ "Finance": ["Red Team"] }));
    assert_eq!(one["updatedAt"], "2026-11-24T00:00:10.000Z");
    assert!(holders(&world, "Finance", "CFA").await.is_empty());
    let none = delete(&world, &member(), "Finance", "Red Team").await.json();
    assert_eq!((&none["bimAuthorizations"], &none["authorizations"]), (&Value::Null, &json!({})));
    assert!(holders(&world, "Finance", "Red Team").await.is_empty());
}

#[tokio::test]
async fn without_a_value_the_whole_key_goes() {
    let world = World::new();
    for (key, value) in [("Country", "US"), ("Country", "JP"), ("Country Club", "US"), ("Team", "Red")] {
        assert_eq!(put(&world, &member(), key, value).await.status, 200);
    }
    let left = delete(&world, &member(), "Country", "").await.json();
    assert_eq!(left["bimAuthorizations"], json!({ "Country Club": ["US"], "Team": ["Red"] }));
    assert!(holders(&world, "Country", "US").await.is_empty());
    assert_eq!(holders(&world, "Country Club", "US").await, [Member::USERNAME]);
    let event = last_event(&world).await;
    assert_eq!(event["before"], json!({ "key": "Country", "values": ["US", "JP"] }));
}

#[tokio::test]
async fn giving_what_is_held_changes_nothing() {
    let world = World::new();
    let first = put(&world, &member(), "Team", "Red").await.json();
    let told = events(&world, "").await;
    assert_eq!((&told[0]["event"], &told[0]["before"]), (&"AttributeApplied".into(), &Value::Null));
    assert_eq!(told[0]["after"], json!({ "key": "Team", "values": ["Red"] }));
    assert_eq!(told[0]["targets"][0]["name"], Member::USERNAME);
    world.pass(5_000);
    assert_eq!(put(&world, &member(), "Team", "Red").await.json(), first);
    assert_eq!(events(&world, "").await, told);
    let other_case = put(&world, &member(), "team", "red").await.json();
    assert_eq!(other_case["bimAuthorizations"], json!({ "Team": ["Red"], "team": ["red"] }));
}

#[tokio::test]
async fn awkward_keys_and_values_travel_in_the_path() {
    let world = World::new();
    let long: String = "π/%".chars().cycle().take(500).collect();
    for text in AWKWARD.iter().copied().chain([long.as_str()]) {
        let json = put(&world, &member(), text, text).await.json();
        assert_eq!(json["bimAuthorizations"], json!({ text: [text] }), "{text}");
        assert_eq!(holders(&world, text, text).await, [Member::USERNAME], "{text}");
        assert_eq!(delete(&world, &member(), text, text).await.json()["authorizations"], json!({}), "{text}");
        assert!(holders(&world, text, text).await.is_empty(), "{text}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_key_or_value_is_refused() {
    let world = World::new();
    let long = "x".repeat(501);
    for bad in [" ", " padded", "a\nb", "a\0b", long.as_str()] {
        for (key, value, field) in [(bad, "v", "attributeName"), ("k", bad, "attributeValue")] {
            let answer = put(&world, &member(), key, value).await;
            assert_eq!((answer.problem().0, answer.field().as_str()), (422, field), "{bad:?}");
        }
    }
    for bad in [".", "..", ""] {
        for target in [
            format!("/bim/iam/{}/authorizations/{}/v", member(), encoded(bad)),
            format!("/bim/iam/{}/authorizations/k/{}", member(), encoded(bad)),
        ] {
            for method in ["PUT", "DELETE"] {
                let status = world.ask(&UserAdmin, method, &target, None).await.problem().0;
                assert!(matches!(status, 400 | 404), "{status} {method} {target}");
            }
        }
    }
    let row_17 = format!("/bim/iam/bim/user/{}", Member::USERNAME);
    assert_eq!(world.ask(&Auditor, "GET", &row_17, None).await.json()["authorizations"], json!({}));
}

#[tokio::test]
async fn what_a_provider_gave_is_read_only() {
    let world = World::new();
    world.service.seed(200).expect("demo people");
    let people = world.ask(&UserAdmin, "GET", "/bim/user?iamid=corporateLdap&size=1000", None).await.json();
    let hits = people["hits"].as_array().expect("hits");
    let person = hits.iter().find(|hit| hit["iamAuthorizations"].is_object()).expect("one with attributes");
    let external = person["iamAuthorizations"].as_object().expect("an object").clone();
    let (key, values) = external.iter().next().expect("an attribute");
    let value = values[0].as_str().expect("text");
    let holder = format!("corporateLdap/user/{}", encoded(person["userid"].as_str().expect("text")));
    for (value, field) in [(value, "value"), ("", "key")] {
        let answer = delete(&world, &holder, key, value).await;
        let (status, message) = answer.problem();
        assert_eq!((status, answer.field().as_str()), (422, field));
        assert!(message.contains("corporateLdap") && message.contains("read-only"), "{message}");
    }
    // The same value can be given here as well, and only that one can be taken again.
    let given = put(&world, &holder, key, value).await.json();
    assert_eq!(given["iamAuthorizations"], person["iamAuthorizations"]);
    assert_eq!(given["authorizations"][key], *values, "a value that both hold stands once");
    let taken = delete(&world, &holder, key, "").await.json();
    assert_eq!(taken["bimAuthorizations"].get(key), None);
    assert_eq!(taken["authorizations"][key], *values);
    assert!(holders(&world, key, value).await.contains(&person["userid"]), "still found");
    assert_eq!(delete(&world, &holder, key, value).await.status, 422);
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    let target = attribute(&member(), "k", "v");
    for method in ["PUT", "DELETE"] {
        assert_eq!(world.ask(&Anonymous, method, &target, None).await.problem().0, 401);
        assert_eq!(world.ask(&Member, method, &target, None).await.problem().0, 403, "nor one's own");
        assert_eq!(world.ask(&Auditor, method, &target, None).await.problem().0, 403);
        for nobody in ["bim/user/nobody", "ldap/user/max.member@example.com", "bim/user/3"] {
            let target = attribute(nobody, "k", "v");
            assert_eq!(world.ask(&UserAdmin, method, &target, None).await.problem().0, 404, "{nobody}");
        }
    }
    assert_eq!(put(&world, &member(), "k", "v").await.status, 200);
    for (key, value) in [("k", "w"), ("K", "v"), ("j", "v"), ("j", "")] {
        let (status, message) = delete(&world, &member(), key, value).await.problem();
        assert_eq!(status, 404, "{key}/{value}");
        assert!(message.contains("does not hold"), "{message}");
    }
    assert_eq!(holders(&world, "k", "v").await, [Member::USERNAME]);
}
