//! Access reviews: what is found, decided by single keys, refused with its reason, carried out and saved.

use bim_admin::api::stub::{Reply, Sent, Stub};
use bim_api::endpoints::{
    CurrentUserInfo, GetGroup, GetUserApiKeys, RemoveMember, RemovePermission, RemoveUserAttribute,
    SearchGroups, SearchUsers,
};
use bim_api::wire::group::{Group, GroupHit};
use bim_api::wire::key::ApiKeyInfo;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::UserSearch;
use bim_api::wire::{Attributes, Count, Hits, Timestamp};
use bim_api::{GroupId, Method, Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit};

use crate::files::{keep_saved_files, saved};
use crate::given::{api, example, nobody, people, record, says, seconds_from_now};
use crate::screen::{Screen, signed_in};
use crate::town::Town;

const AUDIT: &str = "access-review?permission=AUDIT";

/// Who is on screen.
fn shown(screen: &Screen) -> String {
    screen.find(".review-person h2").and_then(|name| name.text_content()).unwrap_or_default()
}

async fn turns_to(screen: &Screen, name: &str) {
    screen.wait(name, |screen| shown(screen) == name).await;
}

/// Three who hold AUDIT; the one in the middle is disabled and has two keys.
async fn of_three() -> (Stub, Screen) {
    let (stub, town) = Town::of(3, &[Permission::USER_ADMIN]);
    town.disable("p1");
    let keys: Vec<ApiKeyInfo> = example!("34-view-a-user-s-api-keys");
    stub.answer::<GetUserApiKeys>(&[keys[0].clone(), keys[0].clone()].to_vec());
    stub.answer::<RemovePermission>(&record(&[]));
    let screen = signed_in(&stub, AUDIT).await;
    turns_to(&screen, "p1").await;
    (stub, screen)
}

fn removals(stub: &Stub) -> Vec<String> {
    let sent = stub.sent();
    let removals = sent.iter().filter(|sent| sent.request.method == Method::Delete);
    removals.map(|sent| sent.request.target.clone()).collect()
}

/// Whether closing the tab would be asked about.
fn asks_before_closing() -> bool {
    let cancelable = EventInit::new();
    cancelable.set_cancelable(true);
    let closing = Event::new_with_event_init_dict("beforeunload", &cancelable).unwrap();
    !leptos::prelude::window().dispatch_event(&closing).unwrap()
}

#[wasm_bindgen_test]
async fn single_keys_decide_and_what_is_to_be_removed_is_removed_once_it_is_confirmed() {
    let (stub, screen) = of_three().await;
    screen.sees("Disabled, with 2 API keys").await;
    screen.sees("3 undecided").await;
    screen.key("main", "r", false);
    turns_to(&screen, "p0").await;
    screen.key("main", "K", false);
    turns_to(&screen, "p2").await;
    screen.sees("1 keep it · 1 lose it · 1 undecided").await;
    screen.key("main", "ArrowLeft", false);
    turns_to(&screen, "p0").await;
    screen.key("main", "s", false);
    turns_to(&screen, "p2").await;
    screen.sees("1 lose it · 1 skipped · 1 undecided").await;
    screen.key("main", "u", false);
    turns_to(&screen, "p0").await;
    screen.sees("1 keep it · 1 lose it · 1 undecided").await;
    assert!(removals(&stub).is_empty());
    screen.press("Summary…").await;
    screen.sees("1 keep it · 1 lose it · 0 skipped · 1 undecided").await;
    // The keys belong to the dialog now.
    screen.key("dialog[open] h2", "k", false);
    screen.press("Remove from 1").await;
    screen.sees("Done.").await;
    screen.sees("Removed").await;
    assert_eq!(removals(&stub).len(), 1);
    assert!(removals(&stub)[0].ends_with("/user/p1/permissions/AUDIT"), "{:?}", removals(&stub));
    // What was carried out stays decided.
    screen.key("main", "ArrowLeft", false);
    turns_to(&screen, "p1").await;
    screen.key("main", "k", false);
    screen.sees("p1: This was carried out already.").await;
    keep_saved_files();
    screen.press("Save CSV").await;
    let file = saved().await;
    let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[1].contains(",p1,bim,given here,\"Disabled, with 2 API keys; "), "{}", lines[1]);
    assert!(lines[1].contains(",remove,") && lines[1].ends_with(",removed,"), "{}", lines[1]);
    assert!(lines[2].contains(",p0,bim,") && lines[2].contains(",keep,"), "{}", lines[2]);
    assert!(lines[3].ends_with(",undecided,,,"), "{}", lines[3]);
}

#[wasm_bindgen_test]
async fn keys_are_nobody_elses_while_something_is_typed_or_they_are_off() {
    let (_, screen) = of_three().await;
    screen.key(".review-overview select", "k", false);
    screen.key("main", "k", true);
    screen.tick("Single keys").await;
    screen.key("main", "k", false);
    screen.sees("3 undecided").await;
    screen.tick("Single keys").await;
    // The switch itself is not typed into.
    screen.key(".review-keys input", "k", false);
    screen.sees("1 keep it · 2 undecided").await;
}

#[wasm_bindgen_test]
async fn decisions_stay_while_one_moves_about_and_closing_the_tab_asks() {
    let (_, screen) = of_three().await;
    assert!(!asks_before_closing());
    screen.key("main", "k", false);
    turns_to(&screen, "p0").await;
    assert!(asks_before_closing());
    screen.press("Groups").await;
    screen.wait("the groups", |screen| screen.find(".review-person").is_none()).await;
    assert!(asks_before_closing());
    screen.each("button.account")[0].click();
    screen.press("Sign out").await;
    screen.sees("Signing out loses them.").await;
    screen.press("Stay").await;
    leptos::prelude::window().history().unwrap().back().unwrap();
    turns_to(&screen, "p0").await;
    screen.sees("1 keep it · 2 undecided").await;
    keep_saved_files();
    screen.press("Save CSV").await;
    saved().await;
    assert!(!asks_before_closing());
    screen.key("main", "r", false);
    screen.press("Save CSV").await;
    // What is to be removed and was not is still asked about.
    assert!(asks_before_closing());
}

#[wasm_bindgen_test]
async fn how_long_dormant_is_can_be_chosen() {
    let (stub, _) = Town::of(2, &[Permission::USER_ADMIN]);
    let mut hits = people();
    hits.hits.truncate(2);
    (hits.hits[0].userid, hits.hits[0].profile.name) = ("a".into(), Some("Long Gone".to_owned()));
    hits.hits[0].last_login = Some(seconds_from_now(-100.0 * 86_400.0));
    (hits.hits[1].userid, hits.hits[1].profile.name) = ("b".into(), Some("Ever There".to_owned()));
    (hits.hits[1].last_login, hits.count) = (Some(seconds_from_now(-60.0)), Count::Text(2));
    stub.answer::<SearchUsers>(&hits);
    let screen = signed_in(&stub, AUDIT).await;
    turns_to(&screen, "Long Gone").await;
    screen.sees("No sign-in for 100 days").await;
    let longer = signed_in(&stub, &[AUDIT, "&dormant=180"].concat()).await;
    turns_to(&longer, "Ever There").await;
    longer.sees("Nothing striking").await;
    assert!(!longer.shows("No sign-in for 1"));
}

fn held(value: &str) -> Attributes {
    Attributes::from([("Land".to_owned(), vec![value.to_owned()])])
}

/// Ann holds Land: JP herself and through Asia, Bob through Asia alone, and Eve of a directory from there.
fn land() -> Stub {
    let stub = api(&[Permission::USER_ADMIN]);
    let mut groups: Hits<GroupHit> = example!("26-search-all-groups-from-all-iams");
    groups.hits.truncate(1);
    (groups.hits[0].id, groups.hits[0].name) = (Some(GroupId(7)), "Asia".to_owned());
    (groups.hits[0].authorizations, groups.count) = (Some(Some(held("JP"))), Count::Text(1));
    stub.answer::<SearchGroups>(&groups);
    stub.rule::<SearchUsers>(|sent: &Sent| {
        let search: UserSearch = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
        let person = |userid: &str, here: bool, provider: bool| {
            let mut hit: UserHit = people().hits.remove(0);
            (hit.userid, hit.profile.name) = (userid.into(), Some(userid.to_owned()));
            hit.last_login = Some(Timestamp("2199-01-01T00:00:00Z".to_owned()));
            hit.bim_authorizations = here.then(|| held("JP"));
            // Row 20 tells everything together, and of that what was given here.
            (hit.iam_authorizations, hit.authorizations) = (None, (here || provider).then(|| held("JP")));
            hit.iamid = if provider { "ldap".into() } else { "bim".into() };
            hit
        };
        let hits = match (&search.user_attributes[..], &search.group_ids[..]) {
            ([_], []) => vec![person("ann", true, false), person("eve", false, true)],
            ([], [GroupId(7)]) => vec![person("ann", true, false), person("bob", false, false)],
            _ => Vec::new(),
        };
        let found = Hits { count: Count::Text(hits.len() as u64), hits };
        Reply::Now(Stub::response(200, serde_json::to_vec(&found).unwrap()))
    });
    stub.answer::<RemoveUserAttribute>(&record(&[]));
    stub
}

#[wasm_bindgen_test]
async fn what_comes_through_a_group_or_a_directory_is_not_removed_and_says_why() {
    let stub = land();
    let screen = signed_in(&stub, "access-review?attribute=Land&value=JP").await;
    turns_to(&screen, "ann").await;
    screen.sees("Holds it twice").await;
    screen.sees("If you remove it here, it is still held: through group Asia.").await;
    screen.key("main", "r", false);
    turns_to(&screen, "bob").await;
    screen.sees("It comes through a group and cannot be taken from the person.").await;
    screen.key("main", "r", false);
    screen.sees("1 lose it · 2 undecided").await;
    assert_eq!(shown(&screen), "bob");
    let link = screen.button("Review the group Asia").unwrap();
    assert_eq!(link.get_attribute("href").as_deref(), Some("access-review?group=7"));
    screen.key("main", "s", false);
    turns_to(&screen, "eve").await;
    screen.sees("The identity provider gave it").await;
    screen.key("main", "r", false);
    screen.key("main", "k", false);
    screen.sees("1 keep it · 1 lose it · 1 skipped").await;
    screen.press("Summary…").await;
    screen.press("Remove from 1").await;
    screen.sees("Done.").await;
    assert_eq!(removals(&stub).len(), 1);
    assert!(removals(&stub)[0].contains("ann"), "{:?}", removals(&stub));
}

#[wasm_bindgen_test]
async fn oneself_is_not_removed_by_oneself() {
    let stub = api(&[Permission::USER_ADMIN]);
    let own = crate::given::person(&[Permission::USER_ADMIN]);
    stub.answer::<CurrentUserInfo>(&own);
    let mut hits = people();
    hits.hits.truncate(1);
    (hits.hits[0].iamid, hits.hits[0].userid) = (own.iamid, own.userid);
    (hits.hits[0].profile.name, hits.count) = (Some("Me".to_owned()), Count::Text(1));
    stub.answer::<SearchUsers>(&hits);
    let screen = signed_in(&stub, AUDIT).await;
    turns_to(&screen, "Me").await;
    screen.sees("This is your own account").await;
    screen.key("main", "r", false);
    screen.sees("1 undecided").await;
    screen.key("main", "k", false);
    screen.sees("Everybody is decided.").await;
}

#[wasm_bindgen_test]
async fn many_are_removed_only_after_their_number_was_typed() {
    let (stub, _) = Town::of(12, &[Permission::USER_ADMIN]);
    stub.answer::<RemovePermission>(&record(&[]));
    let screen = signed_in(&stub, AUDIT).await;
    turns_to(&screen, "p0").await;
    (0..12).for_each(|_| screen.key("main", "r", false));
    screen.sees("12 lose it").await;
    screen.press("Summary…").await;
    screen.press("Remove from 12").await;
    screen.wait("a refusal", |screen| screen.problem("How many change").contains("Fill")).await;
    assert!(removals(&stub).is_empty());
    screen.type_into("How many change", "12").await;
    screen.press("Remove from 12").await;
    screen.sees("Done.").await;
    assert_eq!(removals(&stub).len(), 12);
}

#[wasm_bindgen_test]
async fn a_review_that_cannot_be_read_is_tried_again_and_one_of_nobody_says_so() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.refuse::<SearchUsers>(&Problem::new(500, "broken"));
    let screen = signed_in(&stub, AUDIT).await;
    screen.sees("Who holds it could not be read").await;
    stub.answer::<SearchUsers>(&nobody());
    screen.press("Retry").await;
    screen.sees("Nobody holds it").await;
    screen.press("Review something else").await;
    screen.sees("Begin the review").await;
}

/// Never answers.
fn silence() -> Reply {
    let (answer, awaited) = futures_channel::oneshot::channel();
    std::mem::forget(answer);
    Reply::Later(awaited)
}

#[wasm_bindgen_test]
async fn looking_for_keys_can_be_stopped_and_begun_again() {
    let (stub, town) = Town::of(2, &[Permission::USER_ADMIN]);
    town.disable("p1");
    stub.rule::<GetUserApiKeys>(|_| silence());
    let screen = signed_in(&stub, AUDIT).await;
    screen.sees("Disabled, looking for API keys").await;
    screen.press("Stop").await;
    screen.sees("Disabled, API keys not known").await;
    stub.answer::<GetUserApiKeys>(&Vec::new());
    screen.press("Look for keys").await;
    screen.wait("the answer", |screen| !screen.shows("not known") && !screen.shows("looking for")).await;
    screen.sees("Disabled").await;
}

#[wasm_bindgen_test]
async fn reading_can_be_stopped_and_nobody_is_reviewed_before_all_are_known() {
    let (stub, _) = Town::of(2, &[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "access-review").await;
    stub.rule::<SearchUsers>(|_| silence());
    screen.press("Begin the review").await;
    screen.sees("Reading who holds it").await;
    screen.press("Stop").await;
    screen.sees("Reading was stopped").await;
    screen.key("main", "k", false);
    assert!(!screen.shows("keep it"));
    stub.answer::<SearchUsers>(&nobody());
    screen.press("Retry").await;
    screen.sees("Nobody holds it").await;
}

#[wasm_bindgen_test]
async fn members_of_a_group_are_reviewed_and_those_of_a_directory_are_left_to_it() {
    let stub = api(&[Permission::USER_ADMIN]);
    let mut group: Group = example!("27-search-a-specific-group");
    (group.name, group.iamid) = ("Finance".to_owned(), "bim".into());
    stub.answer::<GetGroup>(&group);
    stub.answer::<SearchUsers>(&nobody());
    says::<RemoveMember>(&stub, 200, "{}");
    let screen = signed_in(&stub, "access-review?group=2").await;
    // The search knows nothing of them: what the membership tells is all.
    turns_to(&screen, "Helen James").await;
    screen.sees("Member since").await;
    screen.key("main", "r", false);
    turns_to(&screen, "Willie Gomez").await;
    screen.press("Summary…").await;
    screen.press("Remove from 1").await;
    screen.sees("Done.").await;
    assert_eq!(removals(&stub).len(), 1);
    assert!(removals(&stub)[0].ends_with("/2/user/2"), "{:?}", removals(&stub));
    drop(screen);
    group.iamid = "ldap".into();
    stub.answer::<GetGroup>(&group);
    let screen = signed_in(&stub, "access-review?group=2").await;
    turns_to(&screen, "Helen James").await;
    screen.sees("The group belongs to its identity provider").await;
    screen.key("main", "r", false);
    screen.sees("2 undecided").await;
}

#[wasm_bindgen_test]
async fn what_is_reviewed_is_chosen_and_stands_in_the_address() {
    let (stub, _) = Town::of(2, &[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "access-review").await;
    screen.radio("Attribute").await;
    screen.press("Begin the review").await;
    screen.sees("Fill").await;
    screen.radio("Permission").await;
    screen.press("Begin the review").await;
    screen.sees("Permission USER_ADMIN").await;
    let address = leptos::prelude::window().location().search().unwrap();
    assert_eq!(address, "?permission=USER_ADMIN");
}

#[wasm_bindgen_test]
async fn a_list_of_a_groups_members_by_its_name_is_reviewed_where_one_group_has_it() {
    let (stub, _town) = Town::of(3, &[Permission::USER_ADMIN]);
    let example: Hits<GroupHit> = example!("26-search-all-groups-from-all-iams");
    let group = |id: u32, name: &str| GroupHit {
        id: Some(GroupId(id.into())),
        name: name.to_owned(),
        ..example.hits[0].clone()
    };
    let hits = |ids: &[u32]| {
        let named = ids.iter().map(|id| group(*id, "Ops"));
        let hits: Vec<GroupHit> = named.chain([group(9, "Ops too")]).collect();
        Hits { count: Count::Text(hits.len() as u64), hits }
    };
    stub.answer::<SearchGroups>(&hits(&[]));
    let screen = signed_in(&stub, "users?group=Ops").await;
    screen.press("Review access").await;
    screen.sees("No group has this name.").await;
    stub.answer::<SearchGroups>(&hits(&[7, 8]));
    screen.press("Review access").await;
    screen.sees("Several groups have this name").await;
    screen.sees("Begin the review").await;
    leptos::prelude::window().history().unwrap().back().unwrap();
    stub.answer::<SearchGroups>(&hits(&[7]));
    screen.press("Review access").await;
    screen.wait("the review", |_| leptos::prelude::window().location().search().unwrap() == "?group=7").await;
}
