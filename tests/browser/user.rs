//! One person.

use bim_api::endpoints::{GetProfile, GetUser, GetUserApiKeys, GetUserGroups, SearchGroups};
use bim_api::wire::{Count, Hits};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example};
use crate::screen::signed_in;

#[wasm_bindgen_test]
async fn each_tab_has_its_own_address_and_reads_what_it_shows() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetUserGroups>(&example!("19-view-a-user-s-groups"));
    stub.answer::<GetUserApiKeys>(&example!("34-view-a-user-s-api-keys"));
    let screen = signed_in(&stub, "users/bim/john.doe@immuta.com/permissions").await;
    screen.sees("IMPERSONATE_HDFS_USER").await;
    stub.answer::<SearchGroups>(&Hits { count: Count::Text(0), hits: Vec::new() });
    screen.press("Groups").await;
    screen.sees("API Group #2").await;
    assert!(leptos::prelude::window().location().pathname().unwrap().ends_with("/groups"));
    screen.press("API keys").await;
    screen.sees("Credit Payments").await;
}

#[wasm_bindgen_test]
async fn without_audit_the_profile_alone_is_shown_and_the_rest_says_what_it_needs() {
    let stub = api(&[Permission::CREATE_PROJECT]);
    stub.answer::<GetProfile>(&example!("18-view-a-user-profile"));
    let screen = signed_in(&stub, "users/bim/john.doe@immuta.com").await;
    screen.sees("john.doe@immuta.com").await;
    screen.sees("You see the profile alone.").await;
    screen.press("Permissions").await;
    screen.sees("This needs USER_ADMIN or AUDIT.").await;
    screen.press("Groups").await;
    screen.sees("This needs USER_ADMIN.").await;
}

#[wasm_bindgen_test]
async fn somebody_who_is_gone_is_said_to_be() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.refuse::<GetUser>(&Problem::new(404, "unknown"));
    let screen = signed_in(&stub, "users/bim/nobody").await;
    screen.sees("There is no such person").await;
}

#[wasm_bindgen_test]
async fn a_permission_nobody_knows_is_shown_as_it_came() {
    let stub = api(&[Permission::USER_ADMIN]);
    let mut details: bim_api::wire::user::UserDetails = example!("17-view-a-user-s-information");
    details.permissions = vec![Permission::new("BRAND_NEW")];
    stub.answer::<GetUser>(&details);
    let screen = signed_in(&stub, "users/bim/x/permissions").await;
    screen.sees("BRAND_NEW").await;
    screen.sees("Not a permission this console knows").await;
}

#[wasm_bindgen_test]
async fn keys_that_nobody_uses_or_that_are_old_stand_out() {
    let stub = api(&[Permission::USER_ADMIN]);
    let mut keys: Vec<bim_api::wire::key::ApiKeyInfo> = example!("34-view-a-user-s-api-keys");
    let mut fresh = keys[0].clone();
    (fresh.name, fresh.last_used) = (Some("fresh".to_owned()), None);
    fresh.created = bim_api::wire::Timestamp(js_sys::Date::new_0().to_iso_string().into());
    keys.push(fresh);
    stub.answer::<GetUserApiKeys>(&keys);
    let screen = signed_in(&stub, "users/bim/x/api-keys").await;
    screen.sees("Never used").await;
    // The example's key is of 2021 and was used.
    assert_eq!(screen.text().matches("Old").count(), 1);
    assert_eq!(screen.text().matches("Never used").count(), 1);
}
