//! Events by their target's id, under every name that it has had.

use bim_api::Permission;
use serde_json::{Value, json};

use super::events;
use crate::actors::{Auditor, UserAdmin};
use crate::world::World;

/// A group that was renamed, and another that has its first name now; the events of each, newest first.
async fn groups() -> (World, [(Value, [&'static str; 2]); 2]) {
    let world = World::new();
    let create = |name: &str| json!({ "iamid": "bim", "name": name }).to_string();
    let first =
        world.ask(&UserAdmin, "POST", "/bim/group", Some(&create("First"))).await.json()["id"].clone();
    let rename = json!({ "name": "Renamed" }).to_string();
    let answer = world.ask(&UserAdmin, "PUT", &format!("/bim/group/{first}"), Some(&rename)).await;
    assert_eq!(answer.status, 200);
    let second =
        world.ask(&UserAdmin, "POST", "/bim/group", Some(&create("first"))).await.json()["id"].clone();
    world.person("somebody", vec![Permission::AUDIT], None);
    let add = json!({ "iamid": "bim", "userid": "somebody" }).to_string();
    let answer = world.ask(&UserAdmin, "POST", &format!("/bim/group/{second}/user"), Some(&add)).await;
    assert_eq!(answer.status, 200);
    (world, [(first, ["GroupUpdated", "GroupCreated"]), (second, ["GroupMemberAdded", "GroupCreated"])])
}

async fn names_of(world: &World, id: &Value) -> Vec<Value> {
    events(world, &format!("targetId={id}")).await.iter().map(|event| event["event"].clone()).collect()
}

#[tokio::test]
async fn an_id_finds_the_events_of_all_its_names_and_of_no_other() {
    let (world, groups) = groups().await;
    for (id, told) in &groups {
        assert_eq!(names_of(&world, id).await, told);
    }
    assert_eq!(names_of(&world, &json!(499_999)).await, Vec::<Value>::new());
    assert_eq!(events(&world, "target=first").await.len(), 3);
}

#[tokio::test]
async fn what_was_written_before_names_were_kept_is_found_afterwards() {
    let (world, groups) = groups().await;
    let last = world.store.row::<(i64,)>("SELECT max(id) FROM audit").0;
    // As migration 8 found it.
    let number = match world.store.is_shared() {
        true => "UPDATE schema_version SET version = 7",
        false => "PRAGMA user_version = 7",
    };
    for statement in [
        "DROP TABLE audit_names",
        "CREATE INDEX audit_refs_by_ref ON audit_refs (role, ref_id, at, id, event)",
        "INSERT INTO sequences (name, last) SELECT 'audit', max(id) FROM audit",
        number,
    ] {
        world.store.execute(statement);
    }
    let world = world.reopened(|_| {});
    for (id, told) in &groups {
        assert_eq!(names_of(&world, id).await, told);
    }
    world.person("later", Vec::new(), None);
    assert_eq!(world.store.row::<(i64,)>("SELECT max(id) FROM audit").0, last + 1);
}

/// More than SQLite, or PostgreSQL, takes as values of one statement would be too many; a few are a statement's own.
#[tokio::test]
async fn whatever_had_very_many_names_is_found_by_its_id() {
    let (world, [(id, _), (other, other_told)]) = groups().await;
    let found = async |more: &str| {
        let target = format!("/bim/ext/audit?targetId={id}&{more}");
        world.ask(&Auditor, "GET", &target, None).await.json()
    };
    for (from, to) in [(1, 110), (111, 40_000)] {
        let numbers = format!(
            "WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}),
                 last (id) AS (SELECT max(id) FROM audit WHERE means <> 'made-up')"
        );
        for into in [
            "audit (id, at, event, means, targets) SELECT last.id + i, 5, 'GroupUpdated', 'made-up', '[]' FROM n, last",
            "audit_refs (role, name_folded, at, id, iamid, ref_id, event)
                 SELECT 'target', 'name' || i, 5, last.id + i, 'bim', $ID, 'GroupUpdated' FROM n, last",
            "audit_names (ref_id, name_folded) SELECT $ID, 'name' || i FROM n",
        ] {
            world.store.execute(&format!("{numbers} INSERT INTO {}", into.replace("$ID", &id.to_string())));
        }
        let page = found("size=3").await;
        assert_eq!(page["count"], to + 2);
        let hits = page["hits"].as_array().expect("events");
        let told: Vec<_> = hits.iter().map(|hit| hit["event"].as_str().expect("a name")).collect();
        assert_eq!(told, ["GroupUpdated", "GroupCreated", "GroupUpdated"]);
        assert_eq!(found("event=GroupCreated").await["count"], 1);
    }
    assert_eq!(names_of(&world, &other).await, other_told);
    // What is known is counted on from.
    let rename = json!({ "name": "Last" }).to_string();
    let answer = world.ask(&UserAdmin, "PUT", &format!("/bim/group/{id}"), Some(&rename)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(found("size=1").await["count"], 40_003);
}
