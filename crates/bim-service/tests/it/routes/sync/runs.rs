//! Syncs in the background: how far they came, stopping them, and one at a time.

use std::time::Duration;

use bim_ldap::Directory;
use serde_json::{Value, json};

use super::{WITH_MAIL, config, directory, dry_run, provider, sizes, sync};
use crate::actors::UserAdmin;
use crate::world::{START, World};

/// A world where every sync goes on in the background.
fn in_background(directory: &Directory) -> World {
    World::with(|settings| {
        settings.sync.providers = vec![provider(config(directory.port))];
        settings.sync.background = 10;
    })
}

async fn state(world: &World) -> Value {
    world.ask(&UserAdmin, "GET", "/bim/ext/iam/staff/sync", None).await.json()
}

/// The state once it is no longer `running`.
async fn ended(world: &World) -> Value {
    for _ in 0..3_000 {
        let now = state(world).await;
        if now["state"] != "running" {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the sync does not end");
}

#[tokio::test]
async fn what_this_service_cannot_ask_is_told_as_such() {
    let directory = directory();
    let world = in_background(&directory);
    assert_eq!(state(&world).await["state"], "never");
    let told = world.ask(&UserAdmin, "GET", "/bim/ext/iam/bim/sync", None).await.json();
    assert_eq!(told["state"], "unconfigured");
    assert!(told["message"].as_str().is_some_and(|why| why.contains("nothing to sync")), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_people_are_synced_in_the_background_one_sync_at_a_time() {
    let directory = directory();
    let world = in_background(&directory);
    let plan = dry_run(&world).await;
    assert!(plan.get("runningInBackground").is_none());
    let begun = sync(&world, json!({ "dryRun": false })).await.json();
    assert_eq!(begun["runningInBackground"], true);
    assert_eq!((&begun["totalCount"], &begun["count"]), (&plan["totalCount"], &json!(0)));
    let second = sync(&world, json!({ "dryRun": false })).await;
    let end = ended(&world).await;
    assert_eq!(second.status, 409, "{}", String::from_utf8_lossy(&second.body));
    assert_eq!((&end["state"], &end["outcome"]), (&json!("done"), &plan));
    assert_eq!((&end["total"], &end["done"]), (&plan["count"], &plan["count"]));
    assert!(end["startedAt"].is_string() && end["endedAt"].is_string());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_stops_between_batches_and_the_next_one_does_the_rest() {
    let directory = Directory::start(2_000, 5).expect("a directory");
    let world = in_background(&directory);
    let all = sizes(&dry_run(&world).await)[0];
    assert!(all > WITH_MAIL);
    assert_eq!(sync(&world, json!({ "dryRun": false })).await.status, 200);
    let cancel = world.ask(&UserAdmin, "DELETE", "/bim/ext/iam/staff/sync", None).await;
    assert_eq!(cancel.status, 204);
    let end = ended(&world).await;
    assert_eq!(end["state"], "cancelled");
    let done = end["outcome"]["importedUsers"].as_array().expect("a list").len();
    assert!(done < all, "{done}");
    assert_eq!(sizes(&dry_run(&world).await), [all - done, done, 0, 0], "what was done stands");
    let again = world.ask(&UserAdmin, "DELETE", "/bim/ext/iam/staff/sync", None).await;
    assert_eq!(again.status, 409, "nothing runs");
    assert_eq!(sync(&world, json!({ "dryRun": false })).await.status, 200);
    assert_eq!(ended(&world).await["state"], "done");
    assert_eq!(sizes(&dry_run(&world).await), [0, all, 0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_that_the_end_of_the_service_interrupts_says_how_far_it_came() {
    let directory = directory();
    let world = in_background(&directory);
    let all = sizes(&dry_run(&world).await)[0];
    // The runtime of this service ends in the middle of a sync, as its process would.
    let half = i64::try_from(all / 2).expect("a number");
    world.store.execute(&format!(
        "INSERT INTO syncs (iamid, state, begun_at, beat_at, is_cancelled, total, done)
         VALUES ('staff', 'running', {START}, {START}, FALSE, {all}, {half})"
    ));
    if world.store.is_shared() {
        // Another process may be at it: only silence tells.
        world.service.begin().expect("a beginning");
        assert_eq!(state(&world).await["state"], "running");
        world.pass(60_000);
    } else {
        assert_eq!(state(&world).await["state"], "running");
        world.service.begin().expect("a beginning");
    }
    let told = state(&world).await;
    assert_eq!(told["state"], "interrupted");
    assert_eq!((&told["done"], &told["total"]), (&json!(half), &json!(all)));
    assert!(told["endedAt"].is_string());
    let message = told["message"].as_str().expect("a message");
    assert!(message.contains(&format!("{half} of {all} people")), "{message}");
    let stop = world.ask(&UserAdmin, "DELETE", "/bim/ext/iam/staff/sync", None).await;
    assert_eq!(stop.status, 409, "nothing runs");
    assert_eq!(sync(&world, json!({ "dryRun": false })).await.status, 200);
    assert_eq!(ended(&world).await["state"], "done");
}

/// Part of the full set. The budgets are those of a release build; this one is slower.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute; part of the full set"]
async fn ten_thousand_people_are_previewed_in_10_seconds_and_synced_in_30() {
    let directory = Directory::start(10_000, 200).expect("a directory");
    let world = in_background(&directory);
    let start = std::time::Instant::now();
    let plan = dry_run(&world).await;
    let previewed = start.elapsed();
    assert_eq!(sizes(&plan)[0], 9_699);
    let start = std::time::Instant::now();
    assert_eq!(sync(&world, json!({ "dryRun": false })).await.status, 200);
    let end = ended(&world).await;
    let applied = start.elapsed();
    assert_eq!(end["outcome"], plan);
    eprintln!("previewed in {previewed:?}, applied in {applied:?}");
    assert!(previewed < Duration::from_secs(10), "{previewed:?}");
    assert!(applied < Duration::from_secs(30), "{applied:?}");
}
