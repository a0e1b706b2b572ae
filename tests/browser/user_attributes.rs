//! Giving and taking attributes, on a person's page.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{
    GetUser, GetUserGroups, RemoveUserAttribute, RemoveUserAttributeKey, SearchGroups, SetUserAttribute,
};
use bim_api::wire::Attributes;
use bim_api::wire::user::{UserDetails, UserRecord};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, says};
use crate::screen::{Screen, signed_in};

fn of(pairs: &[(&str, &[&str])]) -> Attributes {
    let values = |values: &&[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    pairs.iter().map(|(key, all)| ((*key).to_owned(), values(all))).collect()
}

fn holding(here: &[(&str, &[&str])], provider: &[(&str, &[&str])]) -> UserDetails {
    let mut details: UserDetails = example!("17-view-a-user-s-information");
    (details.bim_authorizations, details.iam_authorizations) = (Some(of(here)), Some(of(provider)));
    details
}

fn record(here: &[(&str, &[&str])]) -> UserRecord {
    let mut record: UserRecord = example!("10-update-a-user-s-or-group-s-attributes");
    record.bim_authorizations = Some(of(here));
    record
}

async fn page(stub: &Stub, details: &UserDetails) -> Screen {
    stub.answer::<GetUser>(details);
    stub.answer::<GetUserGroups>(&example!("19-view-a-user-s-groups"));
    says::<SearchGroups>(
        stub,
        200,
        r#"{"count":"1","hits":[{"id":2,"name":"API Group #2","authorizations":{"Land":["JP"]}}]}"#,
    );
    let screen = signed_in(stub, "users/bim/x/attributes").await;
    screen.sees("Add attribute").await;
    screen
}

fn targets(stub: &Stub) -> Vec<String> {
    stub.sent().into_iter().map(|sent| sent.request.target).collect()
}

#[wasm_bindgen_test]
async fn each_value_says_where_it_comes_from_and_what_is_not_ours_is_locked() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[("Finance", &["CFA"])], &[("Dept", &["Risk"])])).await;
    screen.sees("group API Group #2").await;
    screen.sees("Given here").await;
    let is_locked =
        |name: &str| screen.button(name).unwrap().get_attribute("aria-disabled").as_deref() == Some("true");
    assert!(
        is_locked("Remove Dept: Risk") && is_locked("Remove Land: JP") && !is_locked("Remove Finance: CFA")
    );
}

#[wasm_bindgen_test]
async fn why_names_every_giver_and_what_would_remain() {
    let stub = api(&[Permission::USER_ADMIN]);
    let held = holding(&[("Finance", &["CFA"]), ("Land", &["JP"])], &[("Dept", &["Risk"])]);
    let screen = page(&stub, &held).await;
    screen.sees("group API Group #2").await;
    screen.press("Why? Land: JP").await;
    screen.sees("Through the group API Group #2: whoever is a member holds it.").await;
    screen.sees("Removed here, it would still be held through group API Group #2.").await;
    screen.press("Why? Finance: CFA").await;
    screen.sees("Removed here, it would be gone: nobody else gives it.").await;
    screen.press("Why? Dept: Risk").await;
    screen.sees("It cannot be removed here: change it where it comes from.").await;
}

#[wasm_bindgen_test]
async fn odd_keys_and_values_travel_in_the_path() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[], &[])).await;
    stub.answer::<SetUserAttribute>(&record(&[("a/b", &["100 % \"x\""])]));
    screen.type_into("Attribute", "a/b").await;
    screen.type_into("Value", "100 % \"x\"").await;
    screen.press("Add attribute").await;
    screen.sees("Added: a/b: 100 % \"x\"").await;
    assert!(
        targets(&stub).contains(&"/bim/iam/bim/user/x/authorizations/a%2Fb/100%20%25%20%22x%22".to_owned())
    );
    // The key stays for the next value.
    assert_eq!(screen.field("Attribute").unwrap().value(), "a/b");
    assert_eq!(screen.field("Value").unwrap().value(), "");
}

#[wasm_bindgen_test]
async fn a_removed_value_that_a_group_still_gives_is_told_as_such() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[("Land", &["JP"])], &[])).await;
    screen.sees("group API Group #2").await;
    stub.answer::<RemoveUserAttribute>(&record(&[]));
    stub.answer::<GetUser>(&holding(&[], &[]));
    screen.press("Remove Land: JP").await;
    screen.sees("Land: JP is still held through group API Group #2.").await;
    screen.wait("no badge", |screen| !screen.shows("Given here")).await;
}

#[wasm_bindgen_test]
async fn a_key_goes_with_all_its_values_after_a_question() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[("Finance", &["CFA", "Red"])], &[])).await;
    stub.answer::<RemoveUserAttributeKey>(&record(&[]));
    screen.press("Remove attribute Finance").await;
    screen.sees("These values go").await;
    assert!(!targets(&stub).iter().any(|target| target.ends_with("/Finance")));
    screen.press("Remove").await;
    screen.sees("Removed: Finance").await;
    assert!(targets(&stub).contains(&"/bim/iam/bim/user/x/authorizations/Finance".to_owned()));
}

#[wasm_bindgen_test]
async fn mistakes_stand_at_their_fields_and_refusals_above() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[("Finance", &["CFA"])], &[])).await;
    screen.type_into("Attribute", "Finance").await;
    screen.type_into("Value", "CFA").await;
    screen.press("Add attribute").await;
    screen.sees("This value is held already.").await;
    stub.refuse::<SetUserAttribute>(&Problem::new(403, "You may not do this any more."));
    screen.type_into("Value", "New").await;
    screen.press("Add attribute").await;
    screen.sees("You may not do this any more.").await;
    assert_eq!(screen.field("Value").unwrap().value(), "New");
}

#[wasm_bindgen_test]
async fn keys_and_values_in_use_are_suggested() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[], &[])).await;
    screen.wait("a key", |screen| screen.find("datalist option[value=Land]").is_some()).await;
    screen.type_into("Attribute", "Land").await;
    screen.wait("its value", |screen| screen.find("datalist option[value=JP]").is_some()).await;
}

#[wasm_bindgen_test]
async fn another_spelling_of_what_is_in_use_is_pointed_out_while_it_is_typed() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &holding(&[], &[])).await;
    screen.wait("what is in use", |screen| screen.find("datalist option[value=Land]").is_some()).await;
    screen.type_into("Attribute", "land").await;
    screen.sees("Looks like “Land”.").await;
    screen.type_into("Attribute", "Land").await;
    screen.wait("no hint", |screen| !screen.shows("Looks like")).await;
    // Another Unicode form of "JP", which nobody sees.
    screen.type_into("Value", "\u{ff2a}\u{ff30}").await;
    screen.sees("Looks like “JP” in other letters.").await;
    screen.type_into("Value", "JP").await;
    screen.wait("no hint", |screen| !screen.shows("Looks like")).await;
}

#[wasm_bindgen_test]
async fn an_auditor_sees_all_of_it_and_learns_what_is_needed() {
    let stub = api(&[Permission::AUDIT]);
    stub.rule::<GetUserGroups>(|_| Reply::Lost);
    stub.answer::<GetUser>(&holding(&[("Finance", &["CFA"])], &[]));
    let screen = signed_in(&stub, "users/bim/x/attributes").await;
    screen.sees("What is held through groups needs USER_ADMIN").await;
    let button = screen.button("Remove Finance: CFA").unwrap();
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    screen.press("Add attribute").await;
    assert!(!targets(&stub).iter().any(|target| target.contains("/authorizations/")));
}
