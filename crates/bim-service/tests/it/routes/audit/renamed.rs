//! Events by their target's id, under every name that it has had.

use bim_api::Permission;
use serde_json::{Value, json};

use super::events;
use crate::actors::UserAdmin;
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
