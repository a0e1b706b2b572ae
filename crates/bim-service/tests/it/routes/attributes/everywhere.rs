//! Row 13.

use serde_json::{Value, json};

use super::{AWKWARD, attribute, delete, encoded, holders, put};
use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::routes::audit::events;
use crate::world::World;

async fn group(world: &World, id: &Value) -> Value {
    world.ask(&UserAdmin, "GET", &format!("/bim/group/{id}"), None).await.json()
}

#[tokio::test]
async fn a_value_or_a_whole_key_goes_from_everybody() {
    let world = World::new();
    let body = r#"{"iamid":"bim","name":"Analysts"}"#;
    let id = world.ask(&UserAdmin, "POST", "/bim/group", Some(body)).await.json()["id"].clone();
    let all = [
        format!("bim/user/{}", Member::USERNAME),
        format!("bim/user/{}", Auditor::USERNAME),
        format!("bim/group/{id}"),
    ];
    for holder in &all {
        for value in ["US", "JP"] {
            assert_eq!(put(&world, holder, "Country", value).await.status, 200);
        }
        assert_eq!(put(&world, holder, "Team", "US").await.status, 200);
    }
    let before = events(&world, "").await.len();
    world.pass(5_000);
    let answer = delete(&world, "bim", "Country", "US").await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert!(holders(&world, "Country", "US").await.is_empty());
    assert_eq!(holders(&world, "Country", "JP").await, [Auditor::USERNAME, Member::USERNAME]);
    let left = group(&world, &id).await;
    assert_eq!(left["authorizations"], json!({ "Country": ["JP"], "Team": ["US"] }));
    assert_eq!(left["updatedAt"], "2026-11-24T00:00:05.000Z");
    let told = events(&world, "").await;
    let names: Vec<_> = told[..told.len() - before].iter().map(|e| e["targets"][0]["name"].clone()).collect();
    assert_eq!(names, ["Analysts", Member::USERNAME, Auditor::USERNAME], "each holder's history tells it");

    assert_eq!(delete(&world, "bim", "Country", "").await.status, 204);
    assert!(holders(&world, "Country", "JP").await.is_empty());
    assert_eq!(group(&world, &id).await["authorizations"], json!({ "Team": ["US"] }));
    let row_17 = format!("/bim/iam/bim/user/{}", Member::USERNAME);
    let person = world.ask(&Auditor, "GET", &row_17, None).await.json();
    assert_eq!(person["bimAuthorizations"], json!({ "Team": ["US"] }));
    assert_eq!(delete(&world, "bim", "Country", "").await.problem().0, 404, "it is no more");
}

#[tokio::test]
async fn people_of_other_providers_lose_it_too_and_keep_what_their_provider_gave() {
    let world = World::new();
    world.service.seed(300).expect("demo people");
    let find = async |key: &str, value: &str| holders(&world, key, value).await;
    let everybody = "/bim/user?size=1000&includeDisabled=true";
    let people = world.ask(&UserAdmin, "GET", everybody, None).await.json();
    let external = people["hits"]
        .as_array()
        .expect("hits")
        .iter()
        .find_map(|hit| {
            let (key, values) = hit["iamAuthorizations"].as_object()?.iter().next()?;
            Some((key.clone(), values[0].as_str()?.to_owned(), hit["userid"].clone()))
        })
        .expect("somebody with an external attribute");
    let (key, value, userid) = external;
    assert!(find(&key, &value).await.contains(&userid));
    delete(&world, "bim", &key, "").await;
    assert!(find(&key, &value).await.contains(&userid), "read-only here");
    let after = world.ask(&UserAdmin, "GET", everybody, None).await.json();
    for (old, new) in
        people["hits"].as_array().expect("hits").iter().zip(after["hits"].as_array().expect("hits"))
    {
        assert_eq!(old["iamAuthorizations"], new["iamAuthorizations"]);
        assert_eq!(new["bimAuthorizations"].get(&key), None, "{new}");
    }
}

#[tokio::test]
async fn awkward_ones_go_too() {
    let world = World::new();
    let holder = format!("bim/user/{}", Member::USERNAME);
    for text in AWKWARD {
        assert_eq!(put(&world, &holder, text, text).await.status, 200, "{text}");
        assert_eq!(put(&world, &holder, "kept", text).await.status, 200, "{text}");
        assert_eq!(delete(&world, "bim", text, text).await.status, 204, "{text}");
        assert!(holders(&world, text, text).await.is_empty(), "{text}");
        assert_eq!(holders(&world, "kept", text).await, [Member::USERNAME], "{text}");
    }
}

#[tokio::test]
async fn refusals() {
    let world = World::new();
    world.service.seed(1).expect("demo providers");
    put(&world, &format!("bim/user/{}", Member::USERNAME), "k", "v").await;
    for target in [attribute("bim", "k", "v"), attribute("bim", "k", "")] {
        assert_eq!(world.ask(&Anonymous, "DELETE", &target, None).await.problem().0, 401);
        assert_eq!(world.ask(&Member, "DELETE", &target, None).await.problem().0, 403);
        assert_eq!(world.ask(&Auditor, "DELETE", &target, None).await.problem().0, 403);
    }
    let external = delete(&world, "corporateLdap", "k", "v").await;
    assert_eq!((external.problem().0, external.field().as_str()), (422, "iamid"));
    assert_eq!(delete(&world, "nowhere", "k", "v").await.problem().0, 404);
    for (key, value) in [("k", "w"), ("j", "v"), ("K", "")] {
        assert_eq!(delete(&world, "bim", key, value).await.problem().0, 404, "{key}/{value}");
    }
    for bad in [".", "..", ""] {
        let target = format!("/bim/iam/bim/authorizations/{}/v", encoded(bad));
        let status = world.ask(&UserAdmin, "DELETE", &target, None).await.problem().0;
        assert!(matches!(status, 400 | 404), "{status} {target}");
    }
    // An empty value never becomes the whole key.
    let status = world.ask(&UserAdmin, "DELETE", "/bim/iam/bim/authorizations/k/", None).await.problem().0;
    assert!(matches!(status, 400 | 404), "{status}");
    assert_eq!(holders(&world, "k", "v").await, [Member::USERNAME]);
}
