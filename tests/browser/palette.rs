//! The command palette.

use bim_api::Permission;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example};
use crate::screen::signed_in;

#[wasm_bindgen_test]
async fn a_person_is_found_and_opened_by_keys_alone_and_remembered() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    screen.key("body", "k", true);
    screen.sees("New user").await;
    screen.type_into("Page, action, person or group", "arth").await;
    screen.wait("Arthur", |screen| screen.option("Arthur 1").is_some()).await;
    let input = "dialog [role=combobox]";
    screen.key(input, "Enter", false);
    let path = || leptos::prelude::window().location().pathname().unwrap();
    screen.wait("the person", |_| path().contains("/users/bim/arthur.1")).await;
    screen.key("body", "k", true);
    screen
        .wait("the recent one first", |screen| {
            let first = screen.find("[role=option]");
            first.is_some_and(|first| first.text_content().unwrap().starts_with("Arthur 1"))
        })
        .await;
    // So it is after a reload, for the same person alone.
    let screen = screen.reload(&stub, "users");
    screen.sees("Arthur 1").await;
    screen.key("body", "k", true);
    let first =
        |screen: &crate::screen::Screen| screen.find("[role=option]").and_then(|one| one.text_content());
    screen
        .wait("the recent one", |screen| first(screen).is_some_and(|text| text.starts_with("Arthur 1")))
        .await;
    let storage = leptos::prelude::window().local_storage().unwrap().unwrap();
    let keys = (0..storage.length().unwrap()).filter_map(|at| storage.key(at).unwrap());
    let kept: Vec<_> = keys.filter(|key| key.starts_with("recent ")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    storage.remove_item(&kept[0]).unwrap();
}

#[wasm_bindgen_test]
async fn arrows_move_and_pages_that_are_closed_are_not_offered() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Barry Howard").await;
    screen.key("body", "k", true);
    screen.wait("pages", |screen| screen.option("Users").is_some()).await;
    assert!(screen.option("New user").is_none());
    let chosen = |screen: &crate::screen::Screen| {
        screen.find("[role=option][aria-selected=true]").map(|one| one.text_content().unwrap())
    };
    let before = chosen(&screen).unwrap();
    screen.key("dialog [role=combobox]", "ArrowDown", false);
    screen.wait("another", |screen| chosen(screen).is_some_and(|now| now != before)).await;
}

#[wasm_bindgen_test]
async fn groups_are_found_and_what_can_be_done_here_is_offered() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users/bim/arthur.1/permissions").await;
    screen.sees("Actions").await;
    screen.key("body", "k", true);
    screen.wait("what can be done", |screen| screen.option("Clone arthur.1").is_some()).await;
    let group = bim_api::wire::Hits::<bim_api::wire::group::GroupHit>::clone(&example!(
        "26-search-all-groups-from-all-iams"
    ));
    let name = group.hits[0].name.clone();
    screen.type_into("Page, action, person or group", &name).await;
    screen.wait("the group", |screen| screen.option(&name).is_some()).await;
    screen.option(&name).unwrap().click();
    let path = || leptos::prelude::window().location().pathname().unwrap();
    screen.wait("its page", |_| path().contains("/groups/")).await;
}
