//! `kill -9` in the midst of work that is done by parts (rows 13 and 29): the next process finishes it, and nobody
//! holds what others have lost.

use std::thread;
use std::time::{Duration, Instant};

use bim_postgres::Cluster;

use super::dice::Dice;
use super::{admin, seed};
use crate::service::{Service, run};
use crate::store::Store;

/// How long the next process may take to finish what was left.
const PATIENCE: Duration = Duration::from_secs(60);

/// Something that takes several parts: whom it concerns, in SQL, and the events that tell of it.
struct Work {
    target: String,
    concerned: String,
    events: &'static str,
}

/// The attributes and groups of most people.
fn works(store: &Store) -> Vec<Work> {
    let keys: Vec<(String,)> = store.rows(
        "SELECT key FROM user_attributes WHERE NOT is_external GROUP BY key HAVING count(DISTINCT user_id) > 400",
    );
    let groups: Vec<(i64,)> =
        store.rows("SELECT group_id FROM group_members GROUP BY group_id HAVING count(*) > 400");
    let is_plain = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    let keys: Vec<_> = keys.into_iter().filter(|(key,)| is_plain(key)).collect();
    assert!(!keys.is_empty() && !groups.is_empty(), "some take several parts");
    let keys = keys.into_iter().map(|(key,)| Work {
        target: format!("/bim/iam/bim/authorizations/{key}"),
        concerned: format!(
            "SELECT count(DISTINCT user_id) FROM user_attributes WHERE key = '{key}' AND NOT is_external"
        ),
        events: "AttributeRemoved",
    });
    let groups = groups.into_iter().map(|(group,)| Work {
        target: format!("/bim/group/{group}"),
        concerned: format!("SELECT count(*) FROM group_members WHERE group_id = {group}"),
        events: "GroupMemberRemoved",
    });
    keys.chain(groups).collect()
}

fn number(store: &Store, sql: &str) -> i64 {
    let (number,) = store.row(sql);
    number
}

/// Begins some work, and kills the service a while after the first part of it is there; whether it was acknowledged
/// before.
fn begin_and_kill(
    service: &mut Service,
    key: &str,
    target: &str,
    has_begun: impl Fn() -> bool,
    wait: Duration,
) -> bool {
    thread::scope(|scope| {
        let mut connection = service.connect(key);
        let asked = scope.spawn(move || connection.ask("DELETE", target, None));
        while !asked.is_finished() && !has_begun() {}
        thread::sleep(wait);
        service.kill();
        asked.join().expect("no panic").is_ok_and(|answer| answer.status < 300)
    })
}

fn check(store: &Store) {
    run(&["seed", "--demo", "2000"], store, "");
    let (mut dice, key) = (Dice::new(seed()), admin(store));
    let mut interrupted = 0;
    for Work { target, concerned, events } in works(store) {
        let events = format!("SELECT count(*) FROM audit WHERE event = '{events}'");
        let (before, told_before) = (number(store, &concerned), number(store, &events));
        let mut service = Service::start(store);
        let wait = Duration::from_micros(dice.below(4_000));
        let has_begun = || number(store, &concerned) < before;
        let is_acknowledged = begin_and_kill(&mut service, &key, &target, has_begun, wait);
        let left = number(store, &concerned);
        interrupted += u32::from(left > 0 && left < before);
        assert!(!is_acknowledged || left == 0, "{target} is acknowledged, {left} are left");

        let _next = Service::start(store);
        let started = Instant::now();
        while number(store, "SELECT count(*) FROM unfinished") > 0 {
            assert!(started.elapsed() < PATIENCE, "{target} is not finished");
            thread::sleep(Duration::from_millis(20));
        }
        let (left, told) = (number(store, &concerned), number(store, &events) - told_before);
        assert!(left == 0 || left == before, "{target}: {left} of {before} are left");
        assert_eq!(told, before - left, "{target}: each tells of it once");
    }
    println!("{interrupted} interrupted");
    assert!(interrupted > 0, "nothing was interrupted");
}

#[test]
fn what_sqlite_does_by_parts_is_finished() {
    check(&Store::in_folder());
}

#[test]
fn what_postgres_does_by_parts_is_finished() {
    let cluster = Cluster::start(true).expect("a server");
    check(&Store::on_server(&cluster.url("postgres")));
}
