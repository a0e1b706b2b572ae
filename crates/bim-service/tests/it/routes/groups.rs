//! Rows 26, 27 and 28.

use bim_service::fold::name_key;
use serde_json::Value;

use crate::actors::{Anonymous, Auditor, Member, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

fn seeded() -> World {
    let world = World::new();
    world.service.seed(400).expect("demo people");
    world
}

async fn groups(world: &World, query: &str) -> Vec<Value> {
    let json = world.ask(&UserAdmin, "GET", &format!("/bim/group?size=1000&{query}"), None).await.json();
    let hits = json["hits"].as_array().unwrap_or_else(|| panic!("{json}")).clone();
    assert_eq!(json["count"], hits.len().to_string());
    hits
}

fn name(group: &Value) -> &str {
    group["name"].as_str().expect("a name")
}

#[tokio::test]
async fn row_26_answers_as_documented_and_hides_attributes() {
    let world = seeded();
    let documented = example("26-search-all-groups-from-all-iams.response.json");
    assert_eq!(world.ask(&Anonymous, "GET", "/bim/group", None).await.problem().0, 401);
    let all = world.ask(&UserAdmin, "GET", "/bim/group?size=1000", None).await.json();
    assert_same(&documented, &all, &[], &[]);
    assert!(all["hits"].as_array().expect("hits").iter().any(|hit| hit["authorizations"].is_object()));
    let hidden = world.ask(&Auditor, "GET", "/bim/group?size=1000", None).await.json();
    assert_same(&documented, &hidden, &[], &["authorizations"]);
    assert!(hidden["hits"].as_array().expect("hits").iter().all(|hit| hit.get("authorizations").is_none()));
    assert_eq!(all["count"], hidden["count"]);
    let page = world.ask(&Member, "GET", "/bim/group", None).await.json();
    assert_eq!(page["hits"].as_array().map(Vec::len), Some(25));
}

#[tokio::test]
async fn row_26_reads_every_parameter() {
    let world = seeded();
    let all = groups(&world, "").await;
    assert!(all.len() > 30 && all.is_sorted_by_key(|g| (name_key(name(g)), g["id"].as_i64())));
    let mut down = groups(&world, "sortOrder=desc").await;
    down.reverse();
    assert_eq!(down, all);
    assert!(groups(&world, "sortField=createdAt").await.is_sorted_by_key(|g| g["createdAt"].to_string()));
    assert!(groups(&world, "sortField=iamid").await.is_sorted_by_key(|g| g["iamid"].to_string()));

    let found = groups(&world, "name=FINANCE").await;
    assert!(found.len() >= 4 && found.iter().all(|g| name_key(name(g)).contains("finance")));
    assert_eq!(found.len(), all.iter().filter(|g| name_key(name(g)).contains("finance")).count());
    assert_eq!(groups(&world, "name=%CE%B4%CE%B9%CE%BF%CE%B9").await.len(), 1, "Διοίκηση without its mark");
    let external = groups(&world, "iamid=corporateLdap,oktaSamlIAM").await;
    assert_eq!(
        external.len(),
        all.iter()
            .filter(|g| ["corporateLdap", "oktaSamlIAM"].contains(&g["iamid"].as_str().expect("a provider")))
            .count()
    );
    let (one, other) = (&all[3]["id"], &all[7]["id"]);
    let ids: Vec<_> =
        groups(&world, &format!("ids={one}&ids={other}")).await.iter().map(|g| g["id"].clone()).collect();
    assert_eq!(ids, [one.clone(), other.clone()]);

    let page = world.ask(&Member, "GET", "/bim/group?offset=5&size=3", None).await.json();
    let names = |hits: &[Value]| hits.iter().map(|g| name(g).to_owned()).collect::<Vec<_>>();
    assert_eq!(names(page["hits"].as_array().expect("hits")), names(&all[5..8]));

    let only = groups(&world, "nameOnly=true").await;
    assert!(only.iter().all(|hit| hit.as_object().map(serde_json::Map::len) == Some(1)), "{only:?}");
    assert_eq!(names(&only), names(&all));

    for (query, field) in
        [("size=1001", "size"), ("sortField=email", "sortField"), ("ids=x", "ids"), ("userid=anna", "userid")]
    {
        let answer = world.ask(&Member, "GET", &format!("/bim/group?{query}"), None).await;
        assert_eq!((answer.problem().0, answer.field().as_str()), (400, field), "{query}");
    }
}

#[tokio::test]
async fn row_26_by_person_agrees_with_row_19() {
    let world = seeded();
    for id in [1, 30, 77] {
        let by_person = groups(&world, &format!("userid={id}")).await;
        let people =
            world.ask(&UserAdmin, "GET", "/bim/user?size=1000&includeDisabled=true", None).await.json();
        let person = people["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .find(|hit| hit["id"] == id)
            .expect("a person")
            .clone();
        let encoded: String =
            person["userid"].as_str().expect("text").bytes().map(|b| format!("%{b:02X}")).collect();
        let target = format!("/bim/iam/{}/user/{encoded}/groups", person["iamid"].as_str().expect("text"));
        let row_19 = world.ask(&UserAdmin, "GET", &target, None).await.json();
        let ids = |groups: &[Value]| groups.iter().map(|g| g["id"].as_i64()).collect::<Vec<_>>();
        assert_eq!(ids(&by_person), ids(row_19.as_array().expect("a list")));
    }
}

#[tokio::test]
async fn row_27_answers_as_documented() {
    let world = seeded();
    let held = groups(&world, "")
        .await
        .into_iter()
        .find(|g| g["authorizations"].is_object())
        .expect("one with attributes");
    let target = format!("/bim/group/{}", held["id"]);
    let json = world.ask(&UserAdmin, "GET", &target, None).await.json();
    assert_same(&example("27-search-a-specific-group.response.json"), &json, &["authorizations"], &[]);
    assert_eq!(json, held);
    assert_eq!(world.ask(&Anonymous, "GET", &target, None).await.problem().0, 401);
    assert_eq!(world.ask(&Auditor, "GET", &target, None).await.problem().0, 403);
    assert_eq!(world.ask(&UserAdmin, "GET", "/bim/group/1", None).await.problem().0, 404);
    assert_eq!(world.ask(&UserAdmin, "GET", "/bim/group/x", None).await.problem().0, 400);
}

#[tokio::test]
async fn row_28_lists_members_by_name() {
    let world = seeded();
    let everybody = groups(&world, "name=all%20employees").await[0]["id"].clone();
    let target = |query: &str| format!("/bim/group/{everybody}/user?{query}");
    assert_eq!(world.ask(&Anonymous, "GET", &target(""), None).await.problem().0, 401);
    assert_eq!(world.ask(&Member, "GET", "/bim/group/1/user", None).await.problem().0, 404);
    let json = world.ask(&UserAdmin, "GET", &target("size=1000"), None).await.json();
    let mut documented = example("28-search-a-group-s-users.response.json");
    // The example's profiles are of an older release: the table lists what theirs lack.
    documented["hits"][0]["profile"] = example("18-view-a-user-profile.response.json");
    assert_same(&documented, &json, &["preferences", "externalUserIds"], &["disabled"]);
    let hits = json["hits"].as_array().expect("hits");
    assert!(hits.len() > 150);
    assert_eq!(json["count"], hits.len(), "a number here");
    assert!(hits.is_sorted_by_key(|hit| name_key(hit["profile"]["name"].as_str().expect("a name"))));
    assert!(hits.iter().all(|hit| hit["group"] == everybody && hit["id"].as_i64() > Some(3_000_000)));
    assert!(hits.iter().any(|hit| hit["disabled"] == true), "disabled members are members");

    let members = format!("SELECT count(*) FROM group_members WHERE group_id = {everybody}");
    let (count,): (i64,) = world.store.row(&members);
    assert_eq!(json["count"], count);

    let page = world.ask(&UserAdmin, "GET", &target("offset=10&size=5&sortOrder=desc"), None).await.json();
    let mut down = hits.clone();
    down.reverse();
    assert_eq!(page["hits"].as_array().expect("hits")[..], down[10..15]);

    let names = world.ask(&Member, "GET", &target("size=3"), None).await.json();
    let told: Vec<_> = hits[..3]
        .iter()
        .map(|hit| serde_json::json!({ "profile": { "name": hit["profile"]["name"] } }))
        .collect();
    assert_eq!(names["hits"].as_array().expect("hits")[..], told, "names alone without USER_ADMIN");
}
