//! One group: its details, its members, its end.

use bim_admin::api::stub::{Reply, Sent, Stub};
use bim_api::endpoints::{
    AddMember, DeleteGroup, GetGroup, RemoveMember, SearchGroups, SearchMembers, SearchUsers, UpdateGroup,
};
use bim_api::wire::group::{Group, GroupHit, Member};
use bim_api::wire::user::UserHit;
use bim_api::wire::{Count, Hits};
use bim_api::{Method, Permission, Problem};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, nobody, people};
use crate::screen::{Screen, signed_in};

fn engineers() -> Group {
    example!("27-search-a-specific-group")
}

fn path() -> String {
    leptos::prelude::window().location().pathname().unwrap()
}

fn sent(stub: &Stub, method: Method, target: &str) -> Vec<Sent> {
    let is_it = |sent: &Sent| sent.request.method == method && sent.request.target == target;
    stub.sent().into_iter().filter(is_it).collect()
}

fn body<T: serde::de::DeserializeOwned>(sent: &Sent) -> T {
    serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn each_tab_has_its_own_address_and_reads_what_it_shows() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    screen.press("Members").await;
    screen.sees("Willie Gomez").await;
    assert!(path().ends_with("/groups/2/members"));
    let link = screen.button("Helen James").unwrap();
    assert_eq!(link.get_attribute("href").unwrap(), "users/bim/hjames@immuta.com");
    screen.press("Attributes").await;
    screen.sees("College Park").await;
    assert!(path().ends_with("/groups/2/attributes"));
}

#[wasm_bindgen_test]
async fn only_what_was_changed_is_sent_and_what_was_emptied_is_cleared() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<UpdateGroup>(&example!("22-update-a-group"));
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    assert_eq!(screen.button("Save").unwrap().get_attribute("aria-disabled").as_deref(), Some("true"));
    screen.type_into("Email", "").await;
    screen.press("Save").await;
    screen.sees("Group saved.").await;
    let change = sent(&stub, Method::Put, "/bim/group/2").pop().unwrap();
    assert_eq!(String::from_utf8(change.request.body.unwrap()).unwrap(), r#"{"email":null}"#);
}

#[wasm_bindgen_test]
async fn a_name_that_exists_is_told_at_its_field() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.refuse::<UpdateGroup>(&Problem::new(409, "exists"));
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    screen.type_into("Name", "founders").await;
    screen.press("Save").await;
    screen.sees("There is a group of this name already.").await;
    assert_eq!(screen.field("Name").unwrap().value(), "founders");
}

#[wasm_bindgen_test]
async fn who_saved_meanwhile_is_not_overruled_unseen() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<UpdateGroup>(&example!("22-update-a-group"));
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    stub.answer::<GetGroup>(&Group { name: "renamed elsewhere".to_owned(), ..engineers() });
    screen.type_into("Name", "renamed here").await;
    screen.press("Save").await;
    screen.sees("Somebody else saved meanwhile").await;
    screen.sees("renamed elsewhere").await;
    assert!(sent(&stub, Method::Put, "/bim/group/2").is_empty());
    screen.press("Save mine").await;
    screen.sees("Group saved.").await;
    let change = sent(&stub, Method::Put, "/bim/group/2").pop().unwrap();
    assert_eq!(String::from_utf8(change.request.body.unwrap()).unwrap(), r#"{"name":"renamed here"}"#);
}

#[wasm_bindgen_test]
async fn a_group_that_is_gone_is_said_to_be_also_while_it_is_open() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    stub.refuse::<GetGroup>(&Problem::new(404, "unknown"));
    screen.type_into("Name", "too late").await;
    screen.press("Save").await;
    screen.sees("There is no such group").await;
    assert!(sent(&stub, Method::Put, "/bim/group/2").is_empty());
}

#[wasm_bindgen_test]
async fn what_a_provider_owns_is_locked_and_says_whose_it_is() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetGroup>(&Group { iamid: "samlIAM".into(), ..engineers() });
    let screen = signed_in(&stub, "groups/2").await;
    screen.sees("This group belongs to").await;
    assert!(screen.field("Name").is_none());
    let is_refused = |name: &str| screen.button(name).unwrap().get_attribute("aria-disabled");
    assert_eq!(is_refused("Delete").as_deref(), Some("true"));
    screen.press("Members").await;
    screen.sees("Willie Gomez").await;
    assert_eq!(is_refused("Add members").as_deref(), Some("true"));
    assert_eq!(is_refused("Remove Willie Gomez").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn without_user_admin_the_group_is_read_from_the_list_and_members_by_name() {
    let stub = api(&[]);
    let mut hits: Hits<GroupHit> = example!("26-search-all-groups-from-all-iams");
    hits.hits.retain(|hit| hit.name == "engineers");
    stub.answer::<SearchGroups>(&hits);
    let names = r#"{"count":1,"hits":[{"profile":{"name":"Willie Gomez"}}]}"#;
    stub.rule::<SearchMembers>(|_| Reply::Now(Stub::response(200, names.into())));
    let screen = signed_in(&stub, "groups/2").await;
    screen.sees("This needs USER_ADMIN.").await;
    screen.sees("engineers@immuta.com").await;
    assert!(sent(&stub, Method::Get, "/bim/group/2").is_empty());
    screen.press("Members").await;
    screen.sees("Willie Gomez").await;
    assert!(screen.shows("You see names alone.") && screen.button("Remove Willie Gomez").is_none());
    screen.press("Attributes").await;
    screen.sees("Not yours to see").await;
}

async fn members(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "groups/2/members").await;
    screen.sees("Willie Gomez").await;
    screen
}

#[wasm_bindgen_test]
async fn people_are_found_chosen_and_added_each_with_an_outcome() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<AddMember>(|sent| {
        let member: bim_api::wire::group::NewMember = body(sent);
        let problem = |status, text| {
            Reply::Now(Stub::response(status, serde_json::to_vec(&Problem::new(status, text)).unwrap()))
        };
        match member.userid.as_str() {
            "arthur.1@immuta.com" => {
                let added = include_bytes!("../fixtures/contract/24-add-a-user-to-a-group.response.json");
                Reply::Now(Stub::response(200, added.to_vec()))
            }
            "barry.howard@immuta.com" => problem(409, "already"),
            _ => problem(422, "Not this one."),
        }
    });
    let mut all = people();
    all.hits[1].userid = "barry.howard@immuta.com".into();
    all.hits[2].userid = "third@immuta.com".into();
    stub.answer::<SearchUsers>(&all);
    let screen = members(&stub).await;
    screen.press("Add members").await;
    screen.type_into("Search people", "a").await;
    screen.wait("three people", |screen| screen.count(".person-list li") == 3).await;
    for label in screen.each(".person-list input") {
        label.click();
    }
    screen.press("Add 3 members").await;
    screen.sees("Some failed. What was done stays done.").await;
    screen.sees("1 were members already").await;
    assert!(screen.shows("third@immuta.com") && screen.shows("Not this one."));
    stub.answer::<AddMember>(&example!("24-add-a-user-to-a-group"));
    screen.press("Retry failed").await;
    screen.sees("Done.").await;
    assert_eq!(sent(&stub, Method::Post, "/bim/group/2/user").len(), 4);
    // As Escape closes it.
    let dialog: web_sys::HtmlDialogElement = screen.find("dialog[open]").unwrap().unchecked_into();
    dialog.close();
    screen.wait("the page alone", |screen| screen.count(".job") == 0).await;
    screen.press("Add members").await;
    screen.wait("a fresh start", |screen| screen.field("Search people").is_some()).await;
}

#[wasm_bindgen_test]
async fn a_pasted_list_of_thousands_is_looked_up_in_pages_and_tells_who_is_not_there() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<AddMember>(&example!("24-add-a-user-to-a-group"));
    let one: UserHit = people().hits.remove(0);
    stub.rule::<SearchUsers>(move |sent| {
        let search: bim_api::wire::user_search::UserSearch = body(sent);
        let (size, offset) = (search.size.unwrap(), search.offset.unwrap_or(0));
        let hit = |number: u32| UserHit { userid: format!("user{number}").as_str().into(), ..one.clone() };
        let hits = (offset..4_900.min(offset + size)).map(hit).collect();
        let page = Hits { count: Count::Text(4_900), hits };
        Reply::Now(Stub::response(200, serde_json::to_vec(&page).unwrap()))
    });
    let screen = members(&stub).await;
    let before = stub.bodies::<SearchUsers>().len();
    screen.press("Add members").await;
    screen.press_choice("Paste a list").await;
    let pasted: Vec<String> = (0..5_000).map(|number| format!("user{number}")).collect();
    screen.type_into("Usernames or email addresses", &pasted.join("\n")).await;
    screen.press("Check the list").await;
    screen.sees("100 not found").await;
    assert!(screen.shows("user4900") && screen.shows("4,900 found and chosen"));
    assert_eq!(stub.bodies::<SearchUsers>().len() - before, 25);
    assert!(screen.button("Add 4,900 members").is_some());
}

#[wasm_bindgen_test]
async fn taking_somebody_out_says_what_goes_with_it_and_names_the_membership() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<RemoveMember>(|_| Reply::Now(Stub::response(200, Vec::new())));
    let screen = members(&stub).await;
    screen.press("Remove Helen James").await;
    screen.sees("Location: College Park").await;
    stub.answer::<SearchMembers>(&Hits::<Member> { count: Count::Number(0), hits: Vec::new() });
    screen.press("Remove").await;
    screen.sees("Helen James is no longer a member.").await;
    assert_eq!(sent(&stub, Method::Delete, "/bim/group/2/user/2").len(), 1);
    screen.sees("Nobody is a member").await;
}

#[wasm_bindgen_test]
async fn deleting_says_who_loses_what_and_wants_the_name() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<DeleteGroup>(|_| Reply::Now(Stub::response(200, Vec::new())));
    stub.answer::<SearchUsers>(&Hits { count: Count::Text(1), ..nobody() });
    let mut groups: Hits<GroupHit> = example!("26-search-all-groups-from-all-iams");
    groups.hits[1].authorizations = Some(engineers().authorizations);
    stub.answer::<SearchGroups>(&groups);
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    screen.press("Delete").await;
    screen.sees("2 people are members and lose what the group gives.").await;
    screen.sees("Location: College Park. 1 lose it; 1 hold it directly and keep it.").await;
    screen.sees("Members of these keep it too: founders.").await;
    let dialog = |screen: &Screen| screen.find("dialog[open] button[type=submit]").unwrap();
    dialog(&screen).unchecked_into::<web_sys::HtmlElement>().click();
    screen.sees("Fill this in.").await;
    assert!(sent(&stub, Method::Delete, "/bim/group/2").is_empty());
    screen.type_into("Name of the group", "engineers").await;
    dialog(&screen).unchecked_into::<web_sys::HtmlElement>().click();
    screen.sees("engineers is deleted.").await;
    assert_eq!(sent(&stub, Method::Delete, "/bim/group/2").len(), 1);
    screen.wait("the list", |_| path().ends_with("/groups")).await;
}

#[wasm_bindgen_test]
async fn an_answer_of_another_shape_keeps_what_was_typed() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<UpdateGroup>(|_| Reply::Lost);
    let screen = signed_in(&stub, "groups/2").await;
    screen.wait("the name", |screen| screen.field("Name").is_some_and(|f| f.value() == "engineers")).await;
    screen.type_into("Name", "kept").await;
    screen.press("Save").await;
    screen.sees("The group could not be saved").await;
    assert_eq!(screen.field("Name").unwrap().value(), "kept");
}
