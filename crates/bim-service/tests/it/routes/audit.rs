//! The audit log, an extension.

mod credentials;
mod filters;
mod renamed;
mod writes;

use serde_json::Value;

use crate::actors::Auditor;
use crate::world::World;

/// The events that a query finds, newest first.
pub(crate) async fn events(world: &World, query: &str) -> Vec<Value> {
    let json = world.ask(&Auditor, "GET", &format!("/bim/ext/audit?size=1000&{query}"), None).await.json();
    let hits = json["hits"].as_array().unwrap_or_else(|| panic!("{json}")).clone();
    assert_eq!(json["count"], hits.len());
    hits
}

/// The newest event.
pub(crate) async fn last_event(world: &World) -> Value {
    events(world, "").await.first().expect("an event").clone()
}
