//! Identity providers: the list, the preview of a sync, and carrying it out.

use bim_admin::api::stub::Stub;
use bim_api::endpoints::{CancelSync, Extensions, GetSync, ListExtensions, PlanSync, SearchUsers, SyncLdap};
use bim_api::wire::iam::{PlannedChanges, PlannedField, SyncOutcome, SyncPlan, SyncState, SyncedUser};
use bim_api::{Permission, Problem};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::files::{choose_file, keep_saved_files, saved};
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

fn ended(state: &str, message: Option<&str>) -> SyncState {
    SyncState {
        state: state.to_owned(),
        started_at: None,
        ended_at: None,
        total: 4,
        done: 1,
        message: message.map(str::to_owned),
        outcome: None,
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
    stub.answer::<GetSync>(&ended("never", None));
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
    screen.press("Refresh 1").await;
    screen.sees("This API does not tell what changes for each person.").await;
    screen.press("Import 2").await;
    screen.sees("uid=ann,dc=example").await;
    assert!(!screen.shows("What changes"), "they come: nothing of them changes");
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
    screen.press("Change").await;
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
    let mut state = ended("running", None);
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

#[wasm_bindgen_test]
async fn after_a_preview_the_form_is_one_line_until_it_is_to_be_changed() {
    let stub = given();
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.type_into("Host", "ldap.example.com").await;
    screen.radio("STARTTLS").await;
    screen.press("Preview sync").await;
    screen.sees("ldap.example.com · STARTTLS").await;
    let is_hidden = |screen: &crate::screen::Screen| screen.find("div[hidden] form").is_some();
    screen.wait("the form to fold", is_hidden).await;
    let sent = serde_json::to_value(stub.bodies::<SyncLdap>().pop().unwrap()).unwrap();
    assert_eq!(
        sent["iamConfig"]["options"],
        json!({ "host": "ldap.example.com", "useSSL": false, "startTLS": true })
    );
    screen.press("Change").await;
    screen.wait("the form", |screen| !is_hidden(screen)).await;
    assert_eq!(screen.field("Host").unwrap().value(), "ldap.example.com");
}

#[wasm_bindgen_test]
async fn a_file_fills_the_form_and_what_is_wrong_in_it_is_told_with_its_line() {
    let screen = signed_in(&given(), "identity-providers/ldap/sync").await;
    screen.sees("Configuration as JSON").await;
    screen.find("details summary").unwrap().unchecked_into::<web_sys::HtmlElement>().click();
    choose_file(&screen, "staff.json", b"{\n\"options\": {\n\"port\": \"x\"}}").await;
    screen.sees("Line 3, options.port: A port is a number from 1 to 65535.").await;
    let file = br#"{"options":{"host":"ldap.example.com","timeout":3},
        "credentials":{"bind_dn":"cn=reader","bind_password":"s3cr3t"}}"#;
    choose_file(&screen, "staff.json", file).await;
    screen.sees("It has no field for these, which stay as stored: options.timeout.").await;
    assert!(!screen.shows("Line 3, options.port"));
    assert_eq!(screen.field("Host").unwrap().value(), "ldap.example.com");
    assert!(!screen.html().contains("s3cr3t"));
    keep_saved_files();
    screen.press("Save the form as a file").await;
    let saved: serde_json::Value = serde_json::from_str(&saved().await).unwrap();
    assert_eq!(
        saved,
        json!({ "credentials": { "bind_dn": "cn=reader" }, "options": { "host": "ldap.example.com" } })
    );
}

#[wasm_bindgen_test]
async fn people_who_stay_as_they_are_can_be_left_out() {
    let stub = telling();
    let mut outcome = plan();
    outcome.refreshed_users.push(synced("eve"));
    stub.answer::<SyncLdap>(&outcome);
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.press("Preview sync").await;
    screen.sees("1 person will be disabled").await;
    screen.press("Refresh 2").await;
    screen.sees("old@e → new@e").await;
    screen.sees("uid=eve,dc=example").await;
    screen.tick("Only people whose data change").await;
    screen.wait("one row", |screen| screen.count("tbody tr") == 1).await;
    assert!(screen.shows("uid=cleo,dc=example"));
}

#[wasm_bindgen_test]
async fn an_interrupted_sync_says_how_far_it_came_and_syncing_again_is_one_click() {
    let stub = telling();
    let told = "The service stopped when 1 of 4 people were done.";
    stub.answer::<GetSync>(&ended("interrupted", Some(told)));
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.sees("The last sync was interrupted").await;
    screen.sees(told).await;
    screen.press("Sync again").await;
    screen.sees("1 person will be disabled").await;
    assert!(!screen.shows("The last sync was interrupted") && stub.bodies::<SyncLdap>().len() == 1);
}

#[wasm_bindgen_test]
async fn a_sync_that_runs_already_is_shown_and_one_that_is_interrupted_on_the_way_is_told() {
    let stub = telling();
    stub.answer::<GetSync>(&ended("running", None));
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.sees("1 of 4").await;
    stub.answer::<GetSync>(&ended("interrupted", Some("The service stopped.")));
    screen.sees("The last sync was interrupted").await;
    drop(screen);

    stub.answer::<GetSync>(&ended("never", None));
    let mut outcome = plan();
    outcome.disabled_users.clear();
    stub.answer::<SyncLdap>(&outcome);
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.press("Preview sync").await;
    screen.sees("Apply sync").await;
    stub.answer::<SyncLdap>(&SyncOutcome { running_in_background: Some(true), ..SyncOutcome::default() });
    stub.answer::<GetSync>(&ended("interrupted", Some("The service stopped.")));
    screen.press("Apply sync").await;
    screen.sees("Sync again").await;
    assert!(!screen.shows("goes on in the background"));
}

#[wasm_bindgen_test]
async fn a_provider_that_is_configured_no_longer_is_named_as_such() {
    let stub = given();
    let screen = signed_in(&stub, "identity-providers/gone/sync").await;
    screen.sees("This identity provider is not configured any more").await;
    assert!(screen.button("Preview sync").is_none());
    drop(screen);
    let screen = signed_in(&stub, "users/gone/ann").await;
    screen.sees("gone (no longer configured)").await;
}

#[wasm_bindgen_test]
async fn a_provider_that_is_listed_and_not_set_up_is_told_as_such() {
    let stub = telling();
    let why = "Directory is listed, but not set up in this service.";
    stub.answer::<GetSync>(&ended("unconfigured", Some(why)));
    let screen = signed_in(&stub, "identity-providers").await;
    screen.sees("Not set up").await;
    drop(screen);
    let screen = signed_in(&stub, "identity-providers/ldap/sync").await;
    screen.sees(why).await;
    assert!(screen.button("Preview sync").is_none() && !screen.shows("First see what a sync would do"));
}
