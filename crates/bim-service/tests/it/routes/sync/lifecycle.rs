//! People come, change, go and come back.

use bim_ldap::{BASE, mail};
use bim_service::clock::Clock;
use bim_service::service::Service;
use bim_service::settings::Settings;
use serde_json::{Value, json};

use super::{ENABLED, apply, config, directory, dry_run, everything, person, provider, sizes, sync, world};
use crate::actors::{Anonymous, UserAdmin};
use crate::shape::{assert_same, example};
use crate::world::World;

#[tokio::test]
async fn a_dry_run_tells_everything_and_writes_nothing() {
    let directory = directory();
    let world = world(config(directory.port));
    let before = everything(&world).await;
    let plan = dry_run(&world).await;
    assert_same(&example("09-sync-ldap-users-with-immuta.response.json"), &plan, &[], &[]);
    assert_eq!(sizes(&plan), [ENABLED, 0, 0, 0]);
    assert_eq!((&plan["totalCount"], &plan["count"]), (&json!(ENABLED), &json!(ENABLED)));
    assert_eq!(everything(&world).await, before);
    let state = world.ask(&UserAdmin, "GET", "/bim/ext/iam/staff/sync", None).await.json();
    assert_eq!(state["state"], "never");

    assert_eq!(apply(&world).await, plan, "what was told is what is done");
    assert_eq!(sizes(&dry_run(&world).await), [0, ENABLED, 0, 0], "and then there is nothing left");
}

#[tokio::test]
async fn people_come_with_all_that_is_mapped() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    let found = person(&world, &mail(7)).await.json();
    assert_eq!(found["profile"]["name"], "Doe, Jane 7");
    assert_eq!(found["profile"]["phone"], "+49 30 7");
    assert_eq!(found["profile"]["location"], "Kraków");
    assert_eq!(found["profile"]["externalUserIds"]["snowflakeUser"], "7");
    assert_eq!(found["iamAuthorizations"], json!({ "Department": ["D7", "D8"] }));
    assert_eq!(found["permissions"], json!(["CREATE_PROJECT"]));
    assert_eq!(person(&world, &mail(13)).await.json()["profile"]["name"], "Zoë Müller 13");
    assert_eq!(person(&world, &mail(5)).await.status, 404, "disabled there: does not come");
    assert_eq!(person(&world, &mail(49)).await.status, 404, "has no mail: cannot be named");
}

async fn groups_of(world: &crate::world::World, number: usize) -> Vec<String> {
    let target = format!("/bim/iam/staff/user/user{number}%40example.com/groups");
    let groups = world.ask(&UserAdmin, "GET", &target, None).await.json();
    let names = groups.as_array().unwrap_or_else(|| panic!("{groups}")).iter();
    names.map(|group| group["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn groups_follow_the_directory_also_where_they_hold_each_other() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    // Groups 1 and 2 hold each other, and group 0 holds both.
    assert_eq!(groups_of(&world, 1).await, ["Group 0", "Group 1", "Group 2"]);
    assert_eq!(groups_of(&world, 13).await, ["Group 13"]);
    directory
        .change(&format!(
            "dn: cn=Group 3,ou=Groups,{BASE}\nchangetype: modify\nadd: member\nmember: uid=user4,ou=People,{BASE}\n-\n\
             delete: member\nmember: uid=user3,ou=People,{BASE}\n\ndn: cn=Group 6,ou=Groups,{BASE}\nchangetype: delete\n"
        ))
        .expect("a change");
    apply(&world).await;
    assert_eq!(groups_of(&world, 4).await, ["Group 3", "Group 4"]);
    assert!(groups_of(&world, 3).await.is_empty());
    assert!(groups_of(&world, 6).await.is_empty(), "the group is gone");
}

#[tokio::test]
async fn who_leaves_the_directory_is_disabled_and_comes_back_enabled() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    let dn = format!("uid=user10,ou=People,{BASE}");
    let locked = format!("uid=user11,ou=People,{BASE}");
    directory
        .change(&format!(
            "dn: {dn}\nchangetype: delete\n\ndn: {locked}\nchangetype: modify\nadd: objectClass\nobjectClass: accountStatus\n\
             -\nadd: nsAccountLock\nnsAccountLock: TRUE\n"
        ))
        .expect("a change");
    let plan = dry_run(&world).await;
    let gone = json!([{ "userId": mail(10), "dn": dn }, { "userId": mail(11), "dn": locked }]);
    assert_eq!(plan["disabledUsers"], gone);
    let id = person(&world, &mail(10)).await.json()["profile"]["id"].clone();
    apply(&world).await;
    let found = person(&world, &mail(10)).await.json();
    assert_eq!((&found["disabled"], &found["profile"]["id"]), (&json!(true), &id), "disabled, never deleted");
    assert_eq!(sizes(&dry_run(&world).await)[3], 0, "once");
    directory
        .change(&format!("dn: {locked}\nchangetype: modify\nreplace: nsAccountLock\nnsAccountLock: FALSE\n"))
        .expect("a change");
    let outcome = apply(&world).await;
    assert_eq!(outcome["enabledUsers"], json!([{ "userId": mail(11), "dn": locked }]));
    assert_eq!(person(&world, &mail(11)).await.json()["disabled"], false);
}

#[tokio::test]
async fn what_changed_is_told_for_each_person_and_then_done() {
    let directory = directory();
    let world = world(config(directory.port));
    apply(&world).await;
    directory
        .change(&format!(
            "dn: uid=user20,ou=People,{BASE}\nchangetype: modify\nreplace: l\nl: Łódź\n-\nreplace: departmentNumber\n\
             departmentNumber: D1\n-\ndelete: telephoneNumber\n"
        ))
        .expect("a change");
    let body = json!({ "dryRun": true }).to_string();
    let plan = world.ask(&UserAdmin, "POST", "/bim/ext/iam/staff/sync/plan", Some(&body)).await.json();
    let field = |field: &str, before: Value, after: Value| json!({ "field": field, "before": before, "after": after });
    assert_eq!(
        plan["changes"],
        json!([{ "userId": mail(20), "fields": [
            field("location", json!("Boston"), json!("Łódź")),
            field("phone", json!("+49 30 20"), Value::Null),
            field("iamAuthorizations.Department", json!(["D20", "D21"]), json!(["D1"])),
        ] }])
    );
    assert!(plan["skipped"].as_array().is_some_and(|skipped| skipped.len() == 3), "{plan}");
    apply(&world).await;
    let found = person(&world, &mail(20)).await.json();
    assert_eq!(found["profile"]["location"], "Łódź");
    assert_eq!(found["profile"]["phone"], Value::Null);
    assert_eq!(found["iamAuthorizations"], json!({ "Department": ["D1"] }));
}

#[tokio::test]
async fn row_8_does_the_same_from_the_stored_configuration() {
    let directory = directory();
    let world = world(config(directory.port));
    let body = json!({ "iamid": "staff" }).to_string();
    let answer = world.ask(&UserAdmin, "POST", "/bim/syncUsers", Some(&body)).await;
    assert_eq!(answer.status, 204);
    assert_eq!(sizes(&dry_run(&world).await), [0, ENABLED, 0, 0]);
    let unknown = world.ask(&UserAdmin, "POST", "/bim/syncUsers", Some(r#"{"iamid":"nowhere"}"#)).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn a_request_may_describe_the_directory_otherwise() {
    let directory = directory();
    let world = world(config(directory.port));
    let options = json!({ "userSearchFilter": "(&(objectClass=inetOrgPerson)(uid=%s)(uid=user1*))" });
    let plan = sync(&world, json!({ "dryRun": true, "iamConfig": { "options": options } })).await.json();
    let first = plan["importedUsers"][0]["userId"].as_str().expect("a person");
    assert!(first.starts_with("user1") && !first.contains('@'), "{first}");
}

#[tokio::test]
async fn a_provider_that_is_configured_no_longer_is_offered_no_longer_and_its_people_stay() {
    let directory = directory();
    let synced = world(config(directory.port));
    apply(&synced).await;
    let iams = |world: World| async move {
        world.service.begin().expect("a beginning");
        let listed = world.ask(&Anonymous, "GET", "/bim/iam", None).await.json();
        let ids = listed.as_array().expect("a list").iter().map(|iam| iam["id"].clone());
        (ids.collect::<Vec<_>>(), world)
    };
    let (ids, synced) = iams(synced).await;
    assert_eq!(ids, ["bim", "staff"]);
    let (ids, without) = iams(synced.reopened(|_| {})).await;
    assert_eq!(ids, ["bim"]);
    assert_eq!(person(&without, &mail(1)).await.json()["disabled"], false, "their account is as it was");
    let count = |query: &'static str| {
        let without = &without;
        async move {
            let target = format!("/bim/user?size=1&iamid=staff{query}");
            without.ask(&UserAdmin, "GET", &target, None).await.json()["count"].clone()
        }
    };
    assert_eq!(count("").await, ENABLED.to_string());
    assert_eq!(count("&excludeDeletediams=true").await, "0");
    let body = json!({ "username": mail(1), "password": bim_ldap::PASSWORD }).to_string();
    let answer = without.ask(&Anonymous, "POST", "/bim/iam/staff/user/authenticate", Some(&body)).await;
    assert_eq!(answer.status, 404);
    let again = without.reopened(|settings| settings.sync.providers = vec![provider(config(directory.port))]);
    let (ids, again) = iams(again).await;
    assert_eq!(ids, ["bim", "staff"]);
    assert_eq!(sizes(&dry_run(&again).await), [0, ENABLED, 0, 0], "nobody is lost, nobody comes twice");
}

/// The demo's people of a provider that is gone, counted by a service that goes on while another one begins.
#[tokio::test]
async fn people_of_a_provider_that_is_configured_anew_are_counted_at_once() {
    let world = World::new();
    world.service.seed(200).expect("demo people");
    let ask = async |target: &str| world.ask(&UserAdmin, "GET", target, None).await.json()["count"].clone();
    let of_known = "/bim/user?includeDisabled=true&excludeDeletediams=true&size=1";
    let (before, everybody) = (ask(of_known).await, ask("/bim/user?includeDisabled=true&size=1").await);
    assert_ne!(before, everybody, "some are of a provider that is gone");
    let mut returned = config(1);
    returned["id"] = json!("legacyLdap");
    let generation = || world.store.row::<(i64,)>("SELECT value FROM search_generation").0;
    let first = generation();
    for _ in 0..2 {
        let mut settings = Settings::new("https://bim.example.com/".parse().expect("a URL"));
        settings.sync.providers = vec![provider(returned.clone())];
        Service::open(world.store.place(), settings, Clock::system()).expect("a second service");
        assert_eq!(ask(of_known).await, everybody);
    }
    assert_eq!(generation(), first + 1, "totals stay when nothing is new");
}
