//! The catalogue of attributes.

use bim_admin::api::stub::{Reply, Sent, Stub};
use bim_api::endpoints::{RemoveAttribute, RemoveUserAttribute, SearchGroups, SearchUsers, SetUserAttribute};
use bim_api::wire::Attributes;
use bim_api::wire::group::GroupHit;
use bim_api::wire::user::{UserHit, UserRecord};
use bim_api::wire::user_search::UserSearch;
use bim_api::wire::{Count, Hits};
use bim_api::{Method, Permission};
use futures_channel::oneshot;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, people};
use crate::screen::{Screen, signed_in};

fn of(pairs: &[(&str, &str)]) -> Option<Attributes> {
    let mut attributes = Attributes::new();
    for (key, value) in pairs {
        attributes.entry((*key).to_owned()).or_default().push((*value).to_owned());
    }
    Some(attributes)
}

/// Somebody with what was given here, and by a provider.
pub(crate) fn person(userid: &str, here: &[(&str, &str)], provided: &[(&str, &str)]) -> UserHit {
    let mut hit = people().hits.remove(0);
    hit.userid = userid.into();
    hit.profile.name = Some(["Name of ", userid].concat());
    (hit.bim_authorizations, hit.iam_authorizations) = (of(here), of(provided));
    hit.authorizations = Some(Attributes::new());
    hit
}

/// Answers row 20 with those of these people who hold what is asked for.
fn holds(stub: &Stub, all: Vec<UserHit>) {
    stub.rule::<SearchUsers>(move |sent| {
        let search: UserSearch = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
        let has = |hit: &&UserHit| {
            search.user_attributes.iter().all(|wanted| {
                let held = [&hit.bim_authorizations, &hit.iam_authorizations];
                held.into_iter()
                    .flatten()
                    .any(|held| held.get(&wanted.key).is_some_and(|v| v.contains(&wanted.value)))
            })
        };
        let hits: Vec<UserHit> = all.iter().filter(has).cloned().collect();
        let found = Hits { count: Count::Text(hits.len() as u64), hits };
        Reply::Now(Stub::response(200, serde_json::to_vec(&found).unwrap()))
    });
}

fn given() -> Stub {
    let stub = api(&[Permission::USER_ADMIN]);
    holds(
        &stub,
        vec![
            person("ann", &[("Dept.Finance", "CFA"), ("Land", "JP")], &[]),
            person("bob", &[("Land", "jp ")], &[("Land", "US")]),
            person("carl", &[], &[("Land", "JP")]),
        ],
    );
    let mut groups: Hits<GroupHit> = example!("26-search-all-groups-from-all-iams");
    groups.hits[0].authorizations = Some(of(&[("Land", "JP")]));
    stub.answer::<SearchGroups>(&groups);
    stub
}

async fn catalogue(stub: &Stub, address: &str) -> Screen {
    let screen = signed_in(stub, address).await;
    screen.sees("gathered from 3 people and 3 groups.").await;
    screen
}

fn sent(stub: &Stub, method: Method, part: &str) -> Vec<Sent> {
    let is_it = |sent: &Sent| sent.request.method == method && sent.request.target.contains(part);
    stub.sent().into_iter().filter(is_it).collect()
}

fn row(screen: &Screen, name: &str) -> String {
    let rows = screen.each("tbody tr");
    let row =
        rows.into_iter().find(|row| row.inner_text().lines().next().is_some_and(|line| line.contains(name)));
    row.map(|row| row.inner_text()).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn keys_open_to_values_and_values_to_holders_and_the_address_keeps_what_is_open() {
    let stub = given();
    let screen = catalogue(&stub, "attributes").await;
    assert!(screen.shows("Dept") && screen.shows("Land") && !screen.shows("CFA"));
    screen.press("Dept").await;
    screen.press("Finance").await;
    screen.sees("CFA").await;
    screen.press("Land").await;
    screen.sees("JP").await;
    let opener = screen.button("JP").unwrap();
    screen.press("JP").await;
    screen.sees("Name of carl").await;
    // What stays keeps its elements, and with them the focus.
    assert!(opener.is_connected());
    assert!(screen.shows("from the provider") && screen.shows("engineers"));
    let search = leptos::prelude::window().location().search().unwrap();
    assert!(search.contains("open=Land") && search.contains("value=Land%3DJP"), "{search}");
    screen.press("2 people: People with this attribute").await;
    screen.sees("Attribute: Land: JP").await;
}

#[wasm_bindgen_test]
async fn a_search_finds_keys_and_values_whatever_their_case() {
    let stub = given();
    let screen = catalogue(&stub, "attributes?q=cf%20a").await;
    screen.sees("CFA").await;
    assert!(!screen.shows("Land"));
    screen.type_into("Search keys and values", "nothing").await;
    screen.sees("No key or value matches").await;
}

#[wasm_bindgen_test]
async fn what_looks_alike_is_pointed_out_and_merged_value_by_value() {
    let stub = given();
    stub.answer::<SetUserAttribute>(&UserRecord {
        bim_authorizations: of(&[("Land", "JP"), ("Land", "jp ")]),
        ..example!("10-update-a-user-s-or-group-s-attributes")
    });
    stub.answer::<RemoveUserAttribute>(&UserRecord {
        bim_authorizations: of(&[("Land", "JP")]),
        ..example!("10-update-a-user-s-or-group-s-attributes")
    });
    let screen = catalogue(&stub, "attributes?alike=true").await;
    screen.sees("Looks like “JP”").await;
    assert!(!screen.shows("CFA") && !screen.shows("US"));
    screen.press("Actions for Land: jp ").await;
    screen.press("Merge into “JP”").await;
    screen.sees("These are given the new value and lose the old one:").await;
    screen.sees("The new value is in use already: the two become one.").await;
    screen.press("Merge").await;
    screen.sees("Done.").await;
    let put = sent(&stub, Method::Put, "/user/bob/authorizations/");
    let taken = sent(&stub, Method::Delete, "/user/bob/authorizations/");
    assert_eq!(put.len(), 1);
    assert!(put[0].request.target.ends_with("/Land/JP"), "{}", put[0].request.target);
    assert!(taken[0].request.target.ends_with("/Land/jp%20"), "{}", taken[0].request.target);
}

#[wasm_bindgen_test]
async fn removing_everywhere_says_who_loses_it_and_wants_their_number() {
    let stub = given();
    stub.rule::<RemoveAttribute>(|_| Reply::Now(Stub::response(200, Vec::new())));
    let screen = catalogue(&stub, "attributes?open=Land").await;
    screen.press("Actions for Land: JP").await;
    screen.press("Remove everywhere…").await;
    screen.sees("These lose it.").await;
    assert!(screen.shows("Groups (1)") && screen.shows("engineers"));
    assert!(screen.shows("People (1)") && screen.shows("Name of ann"));
    screen.sees("Left as it is, since an identity provider gives it (1)").await;
    screen.type_into("Number of holders", "3").await;
    screen.press("Remove everywhere").await;
    screen.sees("This is not the number.").await;
    assert!(sent(&stub, Method::Delete, "/authorizations/Land/JP").is_empty());
    screen.type_into("Number of holders", "2").await;
    holds(&stub, vec![person("carl", &[], &[("Land", "JP")])]);
    stub.answer::<SearchGroups>(&example!("26-search-all-groups-from-all-iams"));
    screen.press("Remove everywhere").await;
    screen.sees("Land: JP was removed everywhere.").await;
    assert_eq!(sent(&stub, Method::Delete, "/bim/iam/bim/authorizations/Land/JP").len(), 1);
    screen.wait("one holder", |screen| row(screen, "JP").contains('1')).await;
}

#[wasm_bindgen_test]
async fn what_is_read_elsewhere_keeps_it_fresh() {
    let stub = given();
    let screen = catalogue(&stub, "attributes").await;
    holds(&stub, vec![person("ann", &[("Land", "Atlantis")], &[])]);
    screen.press("Users").await;
    screen.sees("Name of ann").await;
    let gathered = stub.bodies::<SearchUsers>().len();
    screen.press("Attributes").await;
    screen.type_into("Search keys and values", "atlantis").await;
    screen.sees("Land").await;
    screen.wait("the value", |screen| row(screen, "Atlantis").contains('1')).await;
    assert_eq!(stub.bodies::<SearchUsers>().len(), gathered);
}

#[wasm_bindgen_test]
async fn gathering_tells_how_far_it_is_and_can_be_stopped() {
    let stub = given();
    let (late, held) = oneshot::channel();
    let mut held = Some(held);
    stub.rule::<SearchUsers>(move |_| match held.take() {
        Some(held) => Reply::Later(held),
        None => Reply::Lost,
    });
    let screen = signed_in(&stub, "attributes").await;
    screen.sees("Reading people and groups").await;
    screen.sees("Land").await;
    screen.press("Stop").await;
    screen.sees("Stopped. What you see is what was read so far, not everything.").await;
    drop(late);
    screen.press("Read again").await;
    screen.sees("Reading stopped early. What you see is not everything.").await;
}

#[wasm_bindgen_test]
async fn without_user_admin_it_is_named_what_is_needed_and_nothing_is_asked() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "attributes").await;
    screen.sees("Who holds which attribute needs USER_ADMIN.").await;
    assert!(stub.bodies::<SearchUsers>().is_empty());
    assert!(screen.find("nav.sidebar a[href=attributes]").is_none());
}

#[wasm_bindgen_test]
async fn a_search_that_finds_much_draws_a_part_and_offers_more() {
    let stub = api(&[Permission::USER_ADMIN]);
    let names: Vec<String> = (0..150).map(|number| format!("Key{number:03}")).collect();
    let pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "same")).collect();
    holds(&stub, vec![person("ann", &pairs, &[])]);
    let screen = signed_in(&stub, "attributes?q=same").await;
    let rows = |count: usize| move |screen: &Screen| screen.each("main tbody tr").len() == count;
    screen.wait("the first part", rows(200)).await;
    screen.sees("A search finds all of it.").await;
    screen.press("Show more").await;
    screen.wait("all of it", rows(300)).await;
    assert!(screen.button("Show more").is_none());
    screen.type_into("Search keys and values", "key007").await;
    screen.wait("one key", rows(2)).await;
}
