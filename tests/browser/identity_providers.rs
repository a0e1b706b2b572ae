//! Identity providers: the list, the preview of a sync, and carrying it out.

use bim_admin::api::stub::Stub;
use bim_api::endpoints::{CancelSync, Extensions, GetSync, ListExtensions, PlanSync, SearchUsers, SyncLdap};
use bim_api::wire::iam::{PlannedChanges, PlannedField, SyncOutcome, SyncPlan, SyncState, SyncedUser};
use bim_api::{Permission, Problem};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, nobody, people};
use crate::screen::signed_in;

fn synced(name: &str) -> SyncedUser {
    SyncedUser { user_id: name.into(), dn: ["uid=", name, ",dc=example"].concat() }
}

fn plan() -> SyncOutcome {
    SyncOutcome {
        total_count: 3,
        count: 4,
        imported_users: vec![synced("ann"), synced("bob")],
        refreshed_users: vec![synced("cleo")],
        disabled_users: vec![synced("dora")],
        ..SyncOutcome::default()
    }
}

/// An API with a directory, and without extensions.
fn given() -> Stub {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<SyncLdap>(&plan());
    stub.answer::<SearchUsers>(&nobody());
    stub
}

/// The same with what is told of syncs.
fn telling() -> Stub {
    let stub = given();
    stub.answer::<ListExtensions>(&Extensions { extensions: vec!["sync".to_owned()] });
    let field = PlannedField { field: "email".to_owned(), before: json!("old@e"), after: json!("new@e") };
    let changes = vec![PlannedChanges { user_id: "cleo".into(), fields: vec![field] }];
    stub.answer::<PlanSync>(&SyncPlan { changes, ..SyncPlan::default() });
    stub
}

#[wasm_bindgen_test]
async fn the_list_tells_each_provider_s_type_and_offers_a_sync_where_there_is_a_directory() {
    let stub = given();
    let screen = signed_in(&stub, "identity-providers").await;
    screen.sees("Okta SAML").await;
    let links = screen.each("tbody a");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].get_attribute("href").unwrap(), "identity-providers/ldap/sync");
}

#[wasm_bindgen_test]
async fn without_user_admin_the_list_is_there_and_a_sync_names_what_it_needs() {
    let screen = signed_in(&api(&[]), "identity-providers/ldap/sync").await;
    screen.sees("Syncing needs USER_ADMIN.").await;
}

#[wasm_bindgen_test]
async fn an_empty_form_previews_what_is_stored_and_the_lists_can_be_searched() {
    let stub = given();
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.press("Preview sync").await;
    screen.sees("1 person will be disabled").await;
    let sent = stub.bodies::<SyncLdap>().pop().unwrap();
    assert!(sent.dry_run && sent.iam_config.is_none());
    screen.sees("This API does not tell what changes for each person.").await;
    screen.press("Import 2").await;
    screen.sees("uid=ann,dc=example").await;
    screen.type_into("Search username or DN", "BOB").await;
    screen.wait("one row", |screen| screen.count("tbody tr") == 1).await;
    assert!(screen.shows("uid=bob,dc=example") && stub.bodies::<SyncLdap>().len() == 1);
}

#[wasm_bindgen_test]
async fn what_changes_for_a_person_is_told_where_the_api_tells() {
    let screen = signed_in(&telling(), "identity-providers/ldap/sync").await;
    screen.press("Preview sync").await;
    screen.sees("1 person will be disabled").await;
    screen.press("Refresh 1").await;
    screen.sees("old@e → new@e").await;
}

#[wasm_bindgen_test]
async fn the_number_of_disabled_people_must_be_typed_and_goes_with_the_request() {
    let stub = given();
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.type_into("Bind DN", "cn=reader").await;
    screen.type_into("Bind password", "s3cr3t word").await;
    screen.press("Preview sync").await;
    screen.sees("1 person will be disabled").await;
    screen.press("Apply sync").await;
    screen.sees("This is not the number of people who are disabled.").await;
    assert_eq!(stub.bodies::<SyncLdap>().len(), 1);
    screen.type_into("Number of people who are disabled", "1").await;
    screen.press("Apply sync").await;
    screen.sees("Everything is as it was previewed.").await;
    let sent = serde_json::to_value(stub.bodies::<SyncLdap>().pop().unwrap()).unwrap();
    assert_eq!(sent["dryRun"], false);
    assert_eq!(sent["iamConfig"]["ldapSync"]["confirmDisabled"], 1);
    assert_eq!(
        sent["iamConfig"]["credentials"],
        json!({ "bind_dn": "cn=reader", "bind_password": "s3cr3t word" })
    );
    assert!(!screen.html().contains("s3cr3t"));
}

#[wasm_bindgen_test]
async fn you_and_admins_among_the_disabled_are_named() {
    let stub = given();
    stub.answer::<SearchUsers>(&people());
    let admin = people().hits[0].userid.clone();
    let mut outcome = plan();
    outcome.disabled_users = vec![synced(admin.as_str())];
    stub.answer::<SyncLdap>(&outcome);
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.press("Preview sync").await;
    screen.sees(&["Among them hold USER_ADMIN: ", admin.as_str()].concat()).await;
}

#[wasm_bindgen_test]
async fn a_changed_form_wants_another_preview() {
    let stub = given();
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.press("Preview sync").await;
    screen.sees("1 person will be disabled").await;
    screen.type_into("Host", "other.example.com").await;
    let is_refused = |screen: &crate::screen::Screen| {
        screen.button("Apply sync").unwrap().get_attribute("aria-disabled").as_deref() == Some("true")
    };
    screen.wait("a refusal", is_refused).await;
}

#[wasm_bindgen_test]
async fn a_refusal_stands_at_its_field_and_nothing_typed_is_lost() {
    let stub = given();
    stub.refuse::<SyncLdap>(
        &Problem::new(422, "The filter finds nobody.").about("iamConfig.options.userSearchFilter"),
    );
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.type_into("Port", "0").await;
    screen.press("Preview sync").await;
    screen.sees("A port is a number from 1 to 65535.").await;
    assert_eq!(screen.problem("Port"), "A port is a number from 1 to 65535.");
    assert!(stub.bodies::<SyncLdap>().is_empty());
    screen.type_into("Port", "636").await;
    screen.type_into("User search filter", "uid=%s").await;
    screen.press("Preview sync").await;
    screen.sees("The filter finds nobody.").await;
    assert_eq!(screen.problem("User search filter"), "The filter finds nobody.");
    assert_eq!(screen.field("User search filter").unwrap().value(), "uid=%s");
}

#[wasm_bindgen_test]
async fn a_sync_in_the_background_shows_how_far_it_is_and_can_be_stopped() {
    let stub = telling();
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    let mut outcome = plan();
    outcome.disabled_users.clear();
    stub.answer::<SyncLdap>(&outcome);
    screen.press("Preview sync").await;
    screen.sees("Apply sync").await;
    stub.answer::<SyncLdap>(&SyncOutcome { running_in_background: Some(true), ..SyncOutcome::default() });
    let mut state = SyncState {
        state: "running".to_owned(),
        started_at: None,
        ended_at: None,
        total: 4,
        done: 1,
        message: None,
        outcome: None,
    };
    stub.answer::<GetSync>(&state);
    stub.answer::<CancelSync>(&());
    screen.press("Apply sync").await;
    screen.sees("1 of 4").await;
    screen.press("Stop after this batch").await;
    outcome.imported_users.pop();
    (state.state, state.outcome) = ("cancelled".to_owned(), Some(outcome));
    stub.answer::<GetSync>(&state);
    screen.sees("The sync was stopped; what it did until then stays.").await;
    screen.sees("Import, not done: 1 (bob)").await;
}
