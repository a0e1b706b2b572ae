//! Changing a profile.

use bim_admin::api::stub::Stub;
use bim_api::endpoints::{GetUser, UpdateProfile};
use bim_api::wire::user::UserDetails;
use bim_api::{Permission, Problem};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example};
use crate::screen::{Screen, signed_in};

fn details(change: impl FnOnce(&mut UserDetails)) -> UserDetails {
    let mut details: UserDetails = example!("17-view-a-user-s-information");
    change(&mut details);
    details
}

async fn page(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "users/bim/x").await;
    screen.wait("the form", |screen| screen.field("Phone").is_some()).await;
    screen
}

fn sent(stub: &Stub) -> Value {
    let sent = stub.sent().into_iter().rfind(|sent| sent.request.target == "/bim/iam/bim/user/x/profile");
    serde_json::from_slice(&sent.unwrap().request.body.unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn the_whole_profile_goes_with_what_was_not_touched() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.answer::<UpdateProfile>(&example!("03-update-a-user-profile"));
    screen.type_into("Phone", "0123").await;
    screen.sees("Not saved yet").await;
    screen.press("Save").await;
    screen.sees("The profile is saved.").await;
    let sent = sent(&stub);
    assert_eq!(sent["phone"], json!("0123"));
    assert_eq!(sent["email"], json!("john.doe@immuta.com"));
    assert_eq!(sent["preferences"]["sortProjectState"]["size"], json!(12));
    assert_eq!((&sent["scim"], &sent["about"]), (&Value::Null, &Value::Null));
    assert!(sent.get("name").is_none() && sent.get("sqlUser").is_none());
}

#[wasm_bindgen_test]
async fn a_name_that_the_api_keeps_is_not_called_saved_silently() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.answer::<UpdateProfile>(&example!("03-update-a-user-profile"));
    screen.type_into("Full name", "John Roe").await;
    screen.press("Save").await;
    screen.sees("The API kept the old name").await;
    assert_eq!(sent(&stub)["name"], json!("John Roe"));
    assert_eq!(screen.field("Full name").unwrap().value(), "John Doe");
}

#[wasm_bindgen_test]
async fn a_clash_is_told_and_theirs_can_be_taken() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    screen.type_into("Phone", "mine").await;
    screen.type_into("Position", "Boss").await;
    stub.answer::<GetUser>(&details(|details| details.profile.phone = Some("theirs".to_owned())));
    screen.press("Save").await;
    screen.sees("You both changed the same").await;
    screen.press("Take theirs").await;
    screen.wait("theirs", |screen| screen.field("Phone").unwrap().value() == "theirs").await;
    assert_eq!(screen.field("Position").unwrap().value(), "Boss");
    stub.answer::<UpdateProfile>(&example!("03-update-a-user-profile"));
    screen.press("Save").await;
    screen.sees("The profile is saved.").await;
    let sent = sent(&stub);
    assert_eq!((&sent["phone"], &sent["position"]), (&json!("theirs"), &json!("Boss")));
}

#[wasm_bindgen_test]
async fn ids_in_other_systems_can_be_added_under_a_free_key() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    screen.type_into("Snowflake", "JDOE").await;
    screen.type_into("Another system", "payroll").await;
    screen.press("Add").await;
    screen.type_into("payroll", "77").await;
    stub.answer::<UpdateProfile>(&example!("03-update-a-user-profile"));
    screen.press("Save").await;
    screen.sees("The profile is saved.").await;
    assert_eq!(sent(&stub)["externalUserIds"], json!({ "snowflakeUser": "JDOE", "payroll": "77" }));
}

#[wasm_bindgen_test]
async fn a_refusal_about_a_field_stands_at_it() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.refuse::<UpdateProfile>(&Problem::new(422, "No such address.").about("email"));
    screen.type_into("Email", "other@example.com").await;
    screen.press("Save").await;
    screen.sees("No such address.").await;
    assert_eq!(screen.problem("Email"), "No such address.");
}

#[wasm_bindgen_test]
async fn what_another_provider_fills_is_locked_with_the_reason() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users/okta/x").await;
    screen.wait("the form", |screen| screen.field("Phone").is_some()).await;
    screen.sees("This account belongs to").await;
    assert!(screen.field("Email").unwrap().read_only() && !screen.field("Phone").unwrap().read_only());
}

#[wasm_bindgen_test]
async fn without_user_admin_nothing_can_be_typed() {
    let stub = api(&[Permission::AUDIT]);
    let screen = page(&stub).await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(screen.field("Phone").unwrap().read_only());
}
