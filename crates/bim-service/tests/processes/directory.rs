//! A sync with a large directory: what it takes, and that a kill in its midst is told and made good.

use std::time::{Duration, Instant};

use bim_ldap::{BASE, Directory, PASSWORD, READER};
use serde_json::{Value, json};

use crate::crash::admin;
use crate::service::Service;
use crate::store::Store;

/// People and groups of the directory, and those of the people who can be synced (see `bim_ldap::ldif`).
const PEOPLE: usize = 10_000;
const GROUPS: usize = 200;
const SYNCED: usize = 9_699;

/// The most memory that the service may ever hold, in kibibytes.
const MEMORY: u64 = 150 * 1024;

const STATE: &str = "/bim/ext/iam/staff/sync";

/// The state of the sync as soon as this holds of it.
fn once(service: &Service, key: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let state = service.ask(key, "GET", STATE, None).body;
        if holds(&state) {
            return state;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{state}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn ten_thousand_people_are_synced_within_the_memory_and_a_kill_in_the_midst_is_told_and_made_good() {
    let directory = Directory::start(PEOPLE, GROUPS).expect("a directory");
    let store = Store::in_folder();
    let key = admin(&store);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("staff.json");
    let config = json!({
        "id": "staff",
        "credentials": { "bind_dn": READER, "bind_password": PASSWORD },
        "options": {
            "host": "127.0.0.1",
            "port": directory.port,
            "userSearchBase": format!("ou=People,{BASE}"),
            "userSearchFilter": "(&(objectClass=inetOrgPerson)(mail=%s))",
            "groupSearchBase": format!("ou=Groups,{BASE}"),
            "groupSearchFilter": "(&(objectClass=groupOfNames)(cn=%s*))",
        },
        "schema": {
            "profile": { "email": "mail", "name": "cn", "phone": "telephoneNumber", "location": "l" },
            "authorizations": { "Department": "departmentNumber" },
        },
        "supportedActions": ["syncGroups"],
    });
    std::fs::write(&file, config.to_string()).expect("a file");
    let start = || Service::start_with(&store, &["--iam", file.to_str().expect("text")]);
    let sync = |service: &Service, is_dry: bool| {
        let answer = service.ask(&key, "POST", "/iam/staff/sync", Some(json!({ "dryRun": is_dry })));
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        answer.body
    };

    let mut service = start();
    let begun = Instant::now();
    let plan = sync(&service, true);
    println!("previewed in {:?}", begun.elapsed());
    assert_eq!(plan["importedUsers"].as_array().map(Vec::len), Some(SYNCED));
    let told = service.ask(&key, "POST", "/bim/ext/iam/staff/sync/plan", Some(json!({ "dryRun": true })));
    assert_eq!(told.status, 200, "{:?}", told.body);
    assert_eq!(sync(&service, false)["runningInBackground"], true);
    once(&service, &key, |state| state["done"].as_u64() > Some(1_000));
    let mut peaks = vec![service.peak()];
    service.kill();

    let service = start();
    let state = service.ask(&key, "GET", STATE, None).body;
    assert_eq!(state["state"], "interrupted");
    let done = state["done"].as_u64().expect("a number");
    assert!(done > 1_000 && done < SYNCED as u64, "{state}");
    let message = state["message"].as_str().expect("a message");
    assert!(message.contains(&format!("{done} of {SYNCED} people")), "{message}");

    let begun = Instant::now();
    sync(&service, false);
    let end = once(&service, &key, |state| state["state"] != "running");
    println!("applied the rest in {:?}", begun.elapsed());
    assert_eq!(end["state"], "done");
    let imported = end["outcome"]["importedUsers"].as_array().expect("a list").len() as u64;
    let refreshed = end["outcome"]["refreshedUsers"].as_array().expect("a list").len() as u64;
    assert_eq!(imported + refreshed, SYNCED as u64);
    assert!(refreshed >= done, "what was done stays");
    peaks.push(service.peak());
    println!("most memory in KiB: {peaks:?}");
    assert!(peaks.iter().all(|peak| *peak < MEMORY), "{peaks:?}");
}
