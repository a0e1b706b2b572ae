//! Rows 21 to 24 and 29.

mod create;
mod delete;
mod members;
mod update;

use serde_json::{Value, json};

use crate::actors::UserAdmin;
use crate::world::{Answer, World};

async fn create(world: &World, name: &str) -> Answer {
    let body = json!({ "iamid": "bim", "name": name }).to_string();
    world.ask(&UserAdmin, "POST", "/bim/group", Some(&body)).await
}

async fn id_of_new(world: &World, name: &str) -> Value {
    create(world, name).await.json()["id"].clone()
}

async fn add(world: &World, group: &Value, username: &str) -> Answer {
    let body = json!({ "iamid": "bim", "userid": username }).to_string();
    world.ask(&UserAdmin, "POST", &format!("/bim/group/{group}/user"), Some(&body)).await
}

/// What row 20 finds for a group, by name.
async fn found_by_group(world: &World, filter: &Value) -> Vec<Value> {
    let found = world.ask(&UserAdmin, "POST", "/bim/user/search", Some(&filter.to_string())).await.json();
    found["hits"].as_array().expect("hits").iter().map(|hit| hit["userid"].clone()).collect()
}
