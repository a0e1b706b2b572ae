//! Selecting people in the list.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::Permission;
use bim_api::endpoints::SearchUsers;
use bim_api::wire::user_search::UserSearch;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::given::{api, nobody, people};
use crate::screen::{Screen, signed_in};

async fn page(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "users").await;
    screen.sees("Arthur 1").await;
    screen
}

fn tick_row(screen: &Screen, at: u32) {
    let input = screen.find(&format!("input[data-row='{at}']")).unwrap();
    input.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn whoever_is_ticked_stays_selected_while_the_list_changes() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    tick_row(&screen, 0);
    tick_row(&screen, 2);
    screen.sees("2 selected").await;
    stub.answer::<SearchUsers>(&nobody());
    screen.type_into("Search users", "zzz").await;
    screen.sees("Nobody matches").await;
    assert!(screen.shows("2 selected"));
    stub.answer::<SearchUsers>(&people());
    screen.type_into("Search users", "").await;
    screen.wait("marked rows", |screen| screen.find("tr[data-selected]").is_some()).await;
    screen.press("Clear selection").await;
    screen.wait("no mark", |screen| screen.find("tr[data-selected]").is_none()).await;
}

#[wasm_bindgen_test]
async fn the_header_selects_the_page_and_all_that_match_are_read_page_by_page() {
    let stub = api(&[Permission::USER_ADMIN]);
    // 2,500 people: three pages of a thousand at most.
    stub.rule::<SearchUsers>(|sent| {
        let search: UserSearch = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
        let (from, size) = (search.offset.unwrap_or(0), search.size.unwrap());
        let one = people().hits.remove(0);
        let hits = (from..(from + size).min(2500)).map(|number| {
            let mut hit = one.clone();
            hit.userid = format!("p{number}").as_str().into();
            hit
        });
        let all = bim_api::wire::Hits { count: bim_api::wire::Count::Text(2500), hits: hits.collect() };
        Reply::Now(Stub::response(200, serde_json::to_vec(&all).unwrap()))
    });
    let screen = page(&stub).await;
    screen.tick("Select this page").await;
    screen.sees("50 selected").await;
    screen.press("Select all 2,500 that match").await;
    screen.sees("2,500 selected").await;
    let sizes: Vec<_> =
        stub.bodies::<SearchUsers>().into_iter().rev().take(3).map(|s| s.size.unwrap()).collect();
    assert_eq!(sizes, [1000, 1000, 1000]);
    screen.tick("Select this page").await;
    screen.sees("2,450 selected").await;
}

#[wasm_bindgen_test]
async fn a_pasted_list_selects_whom_it_names_and_says_who_is_missing() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    let first = people().hits[0].userid.to_string();
    stub.rule::<SearchUsers>(|sent| {
        let search: UserSearch = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
        let is_known = search.userid.as_deref().is_some_and(|userid| userid.starts_with("arthur.1"));
        let found = if is_known { people() } else { nobody() };
        Reply::Now(Stub::response(200, serde_json::to_vec(&found).unwrap()))
    });
    screen.press("Select from a list").await;
    screen.wait("the field", |screen| screen.find("dialog textarea").is_some()).await;
    let field = screen.find("dialog textarea").unwrap();
    let list = [&first, "\nnobody@x.com"].concat();
    field.unchecked_ref::<web_sys::HtmlTextAreaElement>().set_value(&list);
    let bubbling = web_sys::EventInit::new();
    bubbling.set_bubbles(true);
    field.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
    screen.press("Select").await;
    screen.sees("These were not found").await;
    screen.sees("nobody@x.com").await;
    screen.press("Close").await;
    screen.sees("1 selected").await;
}

#[wasm_bindgen_test]
async fn a_view_is_kept_under_a_name_and_come_back_to() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users?permission=AUDIT&page=3").await;
    screen.sees("Arthur 1").await;
    screen.press("Saved views").await;
    screen.type_into("Name of this view", "Auditors").await;
    screen.press("Save").await;
    screen.wait("the view", |screen| screen.button("Auditors").is_some()).await;
    screen.press("Close").await;
    screen.press("Clear all").await;
    screen.wait("no chip", |screen| screen.button("Clear all").is_none()).await;
    screen.press("Saved views").await;
    screen.press("Auditors").await;
    screen.wait("the filter", |screen| screen.button("Clear all").is_some()).await;
    let query = leptos::prelude::window().location().search().unwrap();
    assert_eq!(query, "?permission=AUDIT");
    screen.press("Saved views").await;
    screen.press("Remove Auditors").await;
    screen.wait("it is gone", |screen| screen.button("Auditors").is_none()).await;
}
