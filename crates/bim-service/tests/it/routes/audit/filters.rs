//! Filters and pages, against a model of what they mean.

use bim_api::Permission;
use bim_service::clock::HOUR;
use serde_json::{Value, json};

use super::events;
use crate::actors::{Auditor, Bearer, UserAdmin};
use crate::world::World;

/// Two admins who change one another, themselves and some more, an hour apart.
async fn busy() -> (World, Vec<Value>) {
    let world = World::new();
    world.person("Ärika", vec![Permission::USER_ADMIN], None);
    let erika = Bearer(world.service.create_key("Ärika", "k").expect("a key"));
    for number in 0..6 {
        world.pass(HOUR);
        let body = json!({ "userid": format!("p{number}") }).to_string();
        let path = "/bim/iam/bim/user";
        let answer = match number % 2 {
            0 => world.ask(&erika, "POST", path, Some(&body)).await,
            _ => world.ask(&UserAdmin, "POST", path, Some(&body)).await,
        };
        assert_eq!(answer.status, 200);
        for username in ["p0", "%C3%84rika"] {
            let target = format!("/bim/iam/bim/user/{username}/profile");
            let about = json!({ "about": format!("{number}") }).to_string();
            assert_eq!(world.ask(&erika, "PUT", &target, Some(&about)).await.status, 200);
        }
    }
    let all = events(&world, "").await;
    (world, all)
}

fn among(all: &[Value], keep: impl Fn(&Value) -> bool) -> Vec<Value> {
    all.iter().filter(|event| keep(event)).cloned().collect()
}

fn is_about(event: &Value, name: &str) -> bool {
    event["targets"].as_array().expect("targets").iter().any(|target| target["name"] == name)
}

#[tokio::test]
async fn each_filter_means_what_it_says() {
    let (world, all) = busy().await;
    assert!(all.is_sorted_by_key(|event| -event["id"].as_i64().expect("an id")), "newest first");
    assert!(all.len() > 24, "{}", all.len());
    let erika = |event: &Value| event["actor"]["userid"] == "Ärika";
    let at = |event: &Value| event["createdAt"].as_str().expect("a time").to_owned();
    let id = all.iter().find(|event| is_about(event, "p0")).expect("p0")["targets"][0]["id"].clone();

    let found = events(&world, "actor=%C3%A4RIKA").await;
    assert!(found.len() >= 15);
    assert_eq!(found, among(&all, erika));
    assert_eq!(events(&world, "actor=%C3%A4rika&actorIamid=bim").await, found);
    assert_eq!(events(&world, "actor=%C3%A4rika&actorIamid=ldap").await, Vec::<Value>::new());
    assert_eq!(events(&world, "target=P0").await, among(&all, |event| is_about(event, "p0")));
    assert_eq!(events(&world, "target=p0&targetIamid=bim").await.len(), 7);
    assert_eq!(events(&world, "target=p0&targetIamid=ldap").await.len(), 0);
    assert_eq!(events(&world, &format!("targetId={id}")).await.len(), 7);
    assert_eq!(events(&world, "target=k").await[0]["event"], "ApiKeyCreated", "a key by its name");
    assert_eq!(
        events(&world, "actor=%C3%A4rika&target=%C3%A4rika").await,
        among(&all, |event| erika(event) && is_about(event, "Ärika"))
    );
    for (query, names) in [
        ("event=UserCreated", &["UserCreated"][..]),
        ("event=UserCreated&event=ApiKeyCreated", &["UserCreated", "ApiKeyCreated"][..]),
        ("event=UserCreated,ProfileUpdated", &["UserCreated", "ProfileUpdated"][..]),
    ] {
        let found = events(&world, query).await;
        assert_eq!(found, among(&all, |e| names.contains(&e["event"].as_str().expect("text"))), "{query}");
        assert!(found.len() > 4, "{query}");
    }
    let (two, four) = ("2026-11-24T02:00:00.000Z", "2026-11-24T04:00:00.000Z");
    assert_eq!(events(&world, &format!("from={two}")).await, among(&all, |event| at(event).as_str() >= two));
    assert_eq!(events(&world, &format!("to={four}")).await, among(&all, |event| at(event).as_str() < four));
    let between =
        events(&world, &format!("from={two}&to=2026-11-24T05:00:00%2B01:00&event=UserCreated")).await;
    assert_eq!(
        between,
        among(&all, |e| e["event"] == "UserCreated" && at(e).as_str() >= two && at(e).as_str() < four)
    );
    assert_eq!(between.len(), 2);
}

#[tokio::test]
async fn pages_join_to_the_whole() {
    let (world, all) = busy().await;
    let mut joined = Vec::new();
    for offset in (0..all.len()).step_by(4) {
        let target = format!("/bim/ext/audit?size=4&offset={offset}");
        let page = world.ask(&Auditor, "GET", &target, None).await.json();
        assert_eq!(page["count"], all.len());
        joined.extend(page["hits"].as_array().expect("hits").clone());
    }
    assert_eq!(joined, all);
    let beyond = world.ask(&Auditor, "GET", "/bim/ext/audit?offset=5000", None).await.json();
    assert_eq!(beyond, json!({ "count": all.len(), "hits": [] }));
    let plain = world.ask(&Auditor, "GET", "/bim/ext/audit", None).await.json();
    assert_eq!(plain["hits"].as_array().map(Vec::len), Some(25));
}

#[tokio::test]
async fn bad_values_name_their_parameter() {
    let world = World::new();
    for (query, field) in [
        ("event=Exploded", "event"),
        ("from=yesterday", "from"),
        ("to=2026-13-01T00:00:00Z", "to"),
        ("size=1001", "size"),
        ("targetId=x", "targetId"),
        ("actorIamid=bim", "actorIamid"),
        ("targetIamid=bim", "targetIamid"),
    ] {
        let answer = world.ask(&Auditor, "GET", &format!("/bim/ext/audit?{query}"), None).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (400, field), "{query}");
    }
}
