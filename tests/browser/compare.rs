//! Two people side by side.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{GetUser, GetUserGroups, SearchGroups, SetPermissions, SetUserAttribute};
use bim_api::wire::Attributes;
use bim_api::wire::user::{UserDetails, UserRecord};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, says};
use crate::screen::{Screen, signed_in};

fn person(userid: &str, permissions: &[&str], land: &str) -> UserDetails {
    let mut details: UserDetails = example!("17-view-a-user-s-information");
    details.userid = userid.into();
    details.permissions = permissions.iter().map(|name| Permission::new(*name)).collect();
    details.bim_authorizations = Some(Attributes::from([("Land".to_owned(), vec![land.to_owned()])]));
    details
}

/// Jane and Bob, who differ in a permission and an attribute.
fn two() -> Stub {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<GetUser>(|sent| {
        let who = if sent.request.target.ends_with("/bob") {
            person("bob", &["GOVERNANCE"], "US")
        } else {
            person("jane", &["GOVERNANCE", "AUDIT"], "JP")
        };
        Reply::Now(Stub::response(200, serde_json::to_vec(&who).unwrap()))
    });
    says::<GetUserGroups>(&stub, 200, "[]");
    says::<SearchGroups>(&stub, 200, r#"{"count":"0","hits":[]}"#);
    stub
}

async fn page(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "users/bim/jane/compare?provider=bim&username=bob").await;
    screen.sees("Land: JP").await;
    screen
}

#[wasm_bindgen_test]
async fn differences_alone_are_shown_until_all_is_asked_for() {
    let screen = page(&two()).await;
    assert!(screen.shows("AUDIT") && !screen.shows("GOVERNANCE"));
    screen.tick("Show what is the same, too").await;
    screen.sees("GOVERNANCE").await;
}

#[wasm_bindgen_test]
async fn chosen_differences_are_previewed_and_sent_one_by_one() {
    let stub = two();
    let screen = page(&stub).await;
    screen.tick("AUDIT").await;
    screen.tick("Land: JP").await;
    screen.press("Make bob like jane").await;
    screen.sees("Change permissions: + AUDIT").await;
    screen.sees("Give the attribute Land: JP").await;
    let record: UserRecord = example!("05-update-a-user-s-permissions");
    stub.answer::<SetPermissions>(&record);
    stub.answer::<SetUserAttribute>(&record);
    screen.press("Apply").await;
    screen.wait("done", |screen| screen.text().matches("Done").count() >= 3).await;
    let sent =
        stub.sent().into_iter().rfind(|sent| sent.request.target.ends_with("/bob/permissions")).unwrap();
    assert_eq!(sent.request.body.unwrap(), br#"["GOVERNANCE","AUDIT"]"#);
    let gives = "/bim/iam/bim/user/bob/authorizations/Land/JP";
    assert!(stub.sent().iter().any(|sent| sent.request.target == gives));
}

#[wasm_bindgen_test]
async fn a_refusal_in_the_middle_stops_and_says_what_was_not_sent() {
    let stub = two();
    let screen = page(&stub).await;
    screen.tick("AUDIT").await;
    screen.tick("Land: US").await;
    screen.press("Make bob like jane").await;
    stub.refuse::<SetPermissions>(&Problem::new(403, "You lost USER_ADMIN."));
    screen.press("Apply").await;
    screen.sees("You lost USER_ADMIN.").await;
    screen.sees("Not sent").await;
    assert!(!stub.sent().iter().any(|sent| sent.request.target.contains("/authorizations/")));
}

#[wasm_bindgen_test]
async fn a_second_person_is_found_by_name() {
    let stub = two();
    let screen = signed_in(&stub, "users/bim/jane/compare").await;
    screen.sees("Nobody to compare with yet").await;
    screen.type_into("Compare with", "art").await;
    screen.wait("a suggestion", |screen| screen.option("Arthur 1").is_some()).await;
    screen.option("Arthur 1").unwrap().click();
    let query = || leptos::prelude::window().location().search().unwrap();
    screen.wait("the address", |_| query().contains("username=arthur.1")).await;
}

#[wasm_bindgen_test]
async fn without_audit_the_page_says_what_it_needs() {
    let stub = api(&[Permission::CREATE_PROJECT]);
    let screen = signed_in(&stub, "users/bim/jane/compare").await;
    screen.sees("This needs USER_ADMIN or AUDIT.").await;
}
