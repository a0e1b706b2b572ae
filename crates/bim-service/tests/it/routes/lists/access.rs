//! Who sees what of a list, in which form.

use bim_api::wire::Hits;
use bim_api::wire::user::UserHit;
use serde_json::Value;

use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

const FREE: &[&str] =
    &["authorizations", "bimAuthorizations", "iamAuthorizations", "preferences", "externalUserIds"];
const MAY_BE_ABSENT: &[&str] = &[
    "authorizations",
    "bimAuthorizations",
    "iamAuthorizations",
    "preferences",
    "authentication",
    "lastLogin",
];

/// The example with every key that any of its hits has.
fn documented(file: &str) -> Value {
    let mut example = example(file);
    let hits = example["hits"].as_array().expect("hits").clone();
    let mut all = hits[0].clone();
    for hit in &hits {
        for (key, value) in hit.as_object().expect("a hit") {
            all[key] = value.clone();
        }
    }
    example["hits"] = Value::Array(vec![all]);
    example
}

#[tokio::test]
async fn row_15_answers_as_documented() {
    let world = World::new();
    world.service.seed(300).expect("demo people");
    let answer = world.ask(&UserAdmin, "GET", "/bim/user?size=1000&includeDisabled=true", None).await;
    assert_same(&documented("15-search-all-users.response.json"), &answer.json(), FREE, MAY_BE_ABSENT);
    assert_eq!(answer.json()["count"], "303");
    // What is written by hand reads as the declared type, and that writes the same again.
    let typed: Hits<UserHit> = serde_json::from_slice(&answer.body).expect("the declared type");
    assert_eq!(serde_json::to_value(&typed).expect("JSON"), answer.json());
}

#[tokio::test]
async fn row_20_answers_as_documented() {
    let world = World::new();
    world.service.seed(300).expect("demo people");
    let answer = world
        .ask(&UserAdmin, "POST", "/bim/user/search", Some(r#"{"size":1000,"includeDisabled":true}"#))
        .await;
    assert_same(
        &documented("20-search-all-users-by-details.response.json"),
        &answer.json(),
        FREE,
        MAY_BE_ABSENT,
    );
    let typed: Hits<UserHit> = serde_json::from_slice(&answer.body).expect("the declared type");
    assert_eq!(serde_json::to_value(&typed).expect("JSON"), answer.json());
    let hits = answer.json()["hits"].clone();
    assert!(hits.as_array().expect("hits").iter().all(|hit| hit["authorizations"].is_object()));
}

#[tokio::test]
async fn row_15_hides_attributes_from_others() {
    let world = World::new();
    world.service.seed(100).expect("demo people");
    let hits = async |whole: bool| {
        let target = "/bim/user?size=1000";
        let answer = if whole {
            world.ask(&UserAdmin, "GET", target, None).await
        } else {
            world.ask(&Member, "GET", target, None).await
        };
        answer.json()["hits"].as_array().expect("hits").clone()
    };
    let hidden = ["authorizations", "bimAuthorizations", "iamAuthorizations"];
    let (all, some) = (hits(true).await, hits(false).await);
    assert!(
        hidden.iter().all(|key| all.iter().any(|hit| hit.get(key).is_some())),
        "there is something to hide"
    );
    assert_eq!(all.len(), some.len());
    for (mut whole, part) in all.into_iter().zip(some) {
        let object = whole.as_object_mut().expect("a hit");
        object.retain(|key, _| !hidden.contains(&key.as_str()));
        assert_eq!(whole, part, "everything else is told");
    }
    let auditor = world.ask(&Auditor, "GET", "/bim/user", None).await.json();
    assert!(
        hidden.iter().all(|key| auditor["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .all(|hit| hit.get(key).is_none()))
    );
}

#[tokio::test]
async fn access_is_as_documented() {
    let world = World::new();
    assert_eq!(world.ask(&Anonymous, "GET", "/bim/user", None).await.problem().0, 401);
    assert_eq!(world.ask(&Anonymous, "POST", "/bim/user/search", Some("{}")).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "POST", "/bim/user/search", Some("{}")).await.problem().0, 403);
    assert_eq!(world.ask(&Auditor, "POST", "/bim/user/search", Some("{}")).await.problem().0, 403);
    assert_eq!(world.ask(&Member, "GET", "/bim/user", None).await.status, 200);
    assert_eq!(world.ask(&UserAdmin, "POST", "/bim/user/search", Some("{}")).await.status, 200);
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let world = World::new();
    for (query, field) in [
        ("size=-1", "size"),
        ("size=x", "size"),
        ("size=1001", "size"),
        ("offset=-5", "offset"),
        ("offset=1e3", "offset"),
        ("sortField=userid", "sortField"),
        ("sortOrder=up", "sortOrder"),
        ("includeDisabled=perhaps", "includeDisabled"),
        ("profileIds=1,x", "profileIds"),
    ] {
        let answer = world.ask(&UserAdmin, "GET", &format!("/bim/user?{query}"), None).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (400, field), "{query}");
    }
    for (body, field) in [
        (r#"{"size":1001}"#.to_owned(), "size"),
        (format!(r#"{{"profileIds":{:?}}}"#, vec![1; 1001]), "profileIds"),
    ] {
        let answer = world.ask(&UserAdmin, "POST", "/bim/user/search", Some(&body)).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (400, field));
    }
    let long = format!("/bim/user?name={}", "x".repeat(1_000));
    assert_eq!(world.ask(&UserAdmin, "GET", &long, None).await.field(), "name");
}

#[tokio::test]
async fn what_changes_shows_at_once() {
    let world = World::new();
    let total = async || world.ask(&Member, "GET", "/bim/user?size=0", None).await.json()["count"].clone();
    assert_eq!(total().await, "3");
    world.person("somebody.new", Vec::new(), None);
    assert_eq!(total().await, "4", "a cached total ends with the next write");
    let found = world.ask(&Member, "GET", "/bim/user?userid=body.n", None).await.json();
    assert_eq!(found["count"], "1");
}
