//! The list of groups, and a new one.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{CreateGroup, SearchGroups};
use bim_api::wire::group::GroupHit;
use bim_api::wire::{Count, Hits};
use bim_api::{Permission, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::given::{api, example, says};
use crate::screen::signed_in;

fn asked(stub: &Stub) -> Vec<String> {
    let is_list = |target: &String| target.starts_with("/bim/group?");
    stub.sent().into_iter().map(|sent| sent.request.target).filter(is_list).collect()
}

#[wasm_bindgen_test]
async fn the_list_shows_groups_with_how_many_members_each_has() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "groups").await;
    screen.sees("system administrators").await;
    assert_eq!(screen.button("engineers").unwrap().get_attribute("href").unwrap(), "groups/2");
    let counts = |screen: &crate::screen::Screen| {
        let cell = screen.find("tbody tr:last-child td[data-numeric]");
        cell.is_some_and(|cell| cell.text_content().unwrap() == "2")
    };
    screen.wait("the last group's members", counts).await;
}

#[wasm_bindgen_test]
async fn the_address_shapes_what_is_asked_and_changes_with_it() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "groups?q=eng&provider=bim&sort=createdAt&order=desc&page=2&size=25").await;
    screen.sees("engineers").await;
    assert_eq!(
        asked(&stub).last().unwrap(),
        "/bim/group?name=eng&iamid=bim&size=25&offset=25&sortField=createdAt&sortOrder=desc"
    );
    screen.type_into("Search groups", "found").await;
    screen.wait("the search", |_| asked(&stub).last().unwrap().contains("name=found")).await;
    assert!(asked(&stub).last().unwrap().contains("offset=0"));
    assert!(leptos::prelude::window().location().search().unwrap().contains("q=found"));
    screen.press("Clear all").await;
    screen.wait("no provider", |_| !asked(&stub).last().unwrap().contains("iamid")).await;
}

#[wasm_bindgen_test]
async fn nothing_found_and_a_failure_say_what_to_do() {
    let stub = api(&[Permission::USER_ADMIN]);
    says::<SearchGroups>(&stub, 502, "<h1>Bad gateway</h1>");
    let screen = signed_in(&stub, "groups?q=zzz").await;
    screen.sees("The list could not be loaded").await;
    stub.answer::<SearchGroups>(&Hits::<GroupHit> { count: Count::Text(0), hits: Vec::new() });
    screen.press("Retry").await;
    screen.sees("No group matches").await;
    stub.answer::<SearchGroups>(&example!("26-search-all-groups-from-all-iams"));
    screen.press("Clear all").await;
    screen.sees("founders").await;
}

#[wasm_bindgen_test]
async fn without_user_admin_the_list_is_there_and_names_what_the_rest_needs() {
    let stub = api(&[]);
    let screen = signed_in(&stub, "groups").await;
    screen.sees("founders").await;
    assert!(screen.shows("Attributes of groups, and everything that changes a group, need USER_ADMIN."));
    assert!(screen.find("th[data-width=long]").is_none());
    assert_eq!(screen.button("New group").unwrap().get_attribute("aria-disabled").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_new_group_opens_where_members_are_added() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<CreateGroup>(&example!("21-create-a-new-group"));
    let screen = signed_in(&stub, "groups/new").await;
    screen.type_into("Name", "  API Group ").await;
    screen.press("Create group").await;
    screen.sees("Group created.").await;
    let path = leptos::prelude::window().location().pathname().unwrap();
    assert!(path.ends_with("/members"), "{path}");
    let sent = stub.bodies::<CreateGroup>().pop().unwrap();
    assert_eq!((sent.name.as_str(), sent.email, sent.iamid.as_str()), ("API Group", None, "bim"));
}

#[wasm_bindgen_test]
async fn a_taken_name_is_told_at_its_field_and_nothing_typed_is_lost() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "groups/new").await;
    screen.press("Create group").await;
    screen.sees("Fill this in.").await;
    assert!(stub.bodies::<CreateGroup>().is_empty());
    stub.refuse::<CreateGroup>(&Problem::new(409, "exists"));
    screen.type_into("Name", "engineers").await;
    screen.type_into("Description", "All of them").await;
    screen.press("Create group").await;
    screen.sees("There is a group of this name already.").await;
    assert_eq!(screen.problem("Name"), "There is a group of this name already.");
    stub.rule::<CreateGroup>(|_| Reply::Lost);
    screen.press("Create group").await;
    screen.sees("The group could not be created").await;
    assert!(screen.text().contains("could not be reached"));
}

#[wasm_bindgen_test]
async fn groups_are_selected_across_searches_and_all_that_match_at_once() {
    let stub = api(&[Permission::USER_ADMIN]);
    let all: Hits<GroupHit> = example!("26-search-all-groups-from-all-iams");
    let (total, first) = (all.hits.len(), all.hits[0].clone());
    let screen = signed_in(&stub, "groups").await;
    screen.sees(&first.name).await;
    screen.find("input[data-row='0']").unwrap().unchecked_into::<HtmlElement>().click();
    screen.sees("1 selected").await;
    stub.answer::<SearchGroups>(&Hits::<GroupHit> { count: Count::Text(0), hits: Vec::new() });
    screen.type_into("Search groups", "zzz").await;
    screen.sees("No group matches").await;
    assert!(screen.shows("1 selected"));
    stub.answer::<SearchGroups>(&all);
    screen.type_into("Search groups", "").await;
    screen.wait("the marked row", |screen| screen.count("tr[data-selected]") == 1).await;
    screen.press(&format!("Select all {total} that match")).await;
    screen.sees(&format!("{total} selected")).await;
    screen.wait("all marked", |screen| screen.count("tr[data-selected]") == total).await;
    screen.press("Clear selection").await;
    screen.wait("no mark", |screen| screen.count("tr[data-selected]") == 0).await;
}
