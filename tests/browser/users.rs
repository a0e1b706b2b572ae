//! The list of people.

use bim_admin::api::stub::{Reply, Sent, Stub};
use bim_api::endpoints::{ListUsers, SearchUsers};
use bim_api::wire::{Count, Timestamp};
use bim_api::{GroupId, Permission, ProfileId};
use futures_channel::oneshot;
use leptos::prelude::window;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{PointerEvent, PointerEventInit};

use crate::given::{api, nobody, people, says};
use crate::screen::{next_frame, signed_in, two_hours_pass_unseen};

#[wasm_bindgen_test]
async fn the_list_shows_people_and_how_many_there_are() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    assert!(screen.shows("arthur.1+secret@immuta.com") && screen.shows("of 3"));
    let link = screen.button("Arthur 1").unwrap();
    assert_eq!(link.get_attribute("href").unwrap(), "users/bim/arthur.1@immuta.com");
}

#[wasm_bindgen_test]
async fn the_address_shapes_what_is_asked() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen =
        signed_in(&stub, "users?q=art&in=email&status=disabled&sort=createdAt&order=desc&page=3&size=25")
            .await;
    screen.sees("Arthur 1").await;
    let search = stub.bodies::<SearchUsers>().pop().unwrap();
    assert_eq!((search.email.as_deref(), search.name), (Some("art"), None));
    assert_eq!((search.include_disabled, search.include_enabled), (Some(true), Some(false)));
    assert_eq!((search.offset, search.size), (Some(50), Some(25)));
    assert!(screen.shows("Status: Disabled"));
}

#[wasm_bindgen_test]
async fn typing_searches_once_it_rests_and_the_latest_answer_wins() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    let before = stub.bodies::<SearchUsers>().len();
    // The answer for "slow" is held back until after that for "quick".
    let (late, held) = oneshot::channel();
    let mut held = Some(held);
    stub.rule::<SearchUsers>(move |sent| {
        let body = String::from_utf8(sent.request.body.clone().unwrap()).unwrap();
        if body.contains("slow") {
            return Reply::Later(held.take().unwrap());
        }
        Reply::Now(Stub::response(200, serde_json::to_vec(&nobody()).unwrap()))
    });
    for text in ["s", "sl", "slow"] {
        screen.type_into("Search users", text).await;
    }
    screen.wait("one search", |_| stub.bodies::<SearchUsers>().len() == before + 1).await;
    screen.type_into("Search users", "quick").await;
    screen.sees("Nobody matches").await;
    let _ = late.send(Stub::response(200, serde_json::to_vec(&people()).unwrap()));
    next_frame().await;
    next_frame().await;
    assert!(!screen.shows("Arthur 1"));
    let asked: Vec<_> =
        stub.bodies::<SearchUsers>().into_iter().skip(before).map(|s| s.name.unwrap()).collect();
    assert_eq!(asked, ["slow", "quick"]);
    assert!(leptos::prelude::window().location().search().unwrap().contains("q=quick"));
}

#[wasm_bindgen_test]
async fn an_empty_result_offers_the_other_fields() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<SearchUsers>(&nobody());
    let screen = signed_in(&stub, "users?q=zzz").await;
    screen.sees("Nobody matches").await;
    screen.press("Search usernames").await;
    screen
        .wait("another search", |_| {
            stub.bodies::<SearchUsers>().last().is_some_and(|search| search.userid.as_deref() == Some("zzz"))
        })
        .await;
}

#[wasm_bindgen_test]
async fn a_failure_says_why_keeps_what_was_there_and_can_be_tried_again() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    says::<SearchUsers>(&stub, 200, "{\"count\":\"1\",\"hits\":[{");
    screen.type_into("Search users", "x").await;
    screen.sees("could not be refreshed").await;
    assert!(screen.shows("Arthur 1"));
    stub.answer::<SearchUsers>(&people());
    screen.press("Retry").await;
    screen.wait("no failure", |screen| !screen.shows("could not be refreshed")).await;
}

#[wasm_bindgen_test]
async fn without_user_admin_the_list_is_row_15_and_says_what_is_missing() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users?group=Finance").await;
    screen.sees("Barry Howard").await;
    assert!(stub.sent().iter().any(|sent| sent.request.target.starts_with("/bim/user?")));
    assert!(stub.bodies::<SearchUsers>().is_empty());
    screen.sees("Some filters were left out: they need USER_ADMIN.").await;
    assert_eq!(screen.button("New user").unwrap().get_attribute("aria-disabled").as_deref(), Some("true"));
    says::<ListUsers>(&stub, 500, "oops");
    screen.press("New user").await;
    assert!(screen.shows("Barry Howard"));
}

#[wasm_bindgen_test]
async fn sorting_by_a_header_asks_for_it() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    screen.press("Email").await;
    screen
        .wait("a sorted search", |_| {
            let search = stub.bodies::<SearchUsers>().pop();
            search
                .is_some_and(|search| search.sort_field == Some(bim_api::wire::user_search::UserSort::Email))
        })
        .await;
    screen.wait("aria-sort", |screen| screen.find("th[aria-sort=ascending]").is_some()).await;
}

#[wasm_bindgen_test]
async fn people_are_found_by_every_kind_of_id() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    screen.press("Filters").await;
    for (label, id) in [("Profile id", "7"), ("Global user id", "g-1"), ("Group id", "3")] {
        screen.type_into(label, id).await;
        screen.field(label).unwrap().form().unwrap().request_submit().unwrap();
        screen.sees(&[label, ": ", id].concat()).await;
    }
    let is_asked = |_: &_| {
        stub.bodies::<SearchUsers>().last().is_some_and(|search| {
            (&*search.profile_ids, &*search.global_user_ids, &*search.group_ids)
                == (&[ProfileId(7)], &["g-1".to_owned()], &[GroupId(3)])
        })
    };
    screen.wait("a search by all three", is_asked).await;
}

#[wasm_bindgen_test]
async fn an_id_that_is_no_number_is_told_at_its_field() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Barry Howard").await;
    screen.press("Filters").await;
    screen.type_into("Profile id", "seven").await;
    screen.field("Profile id").unwrap().form().unwrap().request_submit().unwrap();
    screen.wait("the problem", |screen| screen.problem("Profile id") == "An id is a whole number.").await;
    assert_eq!(screen.field("Profile id").unwrap().value(), "seven");
    assert!(screen.field("Global user id").is_none(), "row 15 has no such filter");
}

#[wasm_bindgen_test]
async fn times_keep_up_with_the_clock() {
    let stub = api(&[Permission::USER_ADMIN]);
    let mut hits = people();
    // The clock may stand up to half a minute back, and the nearest minute is told.
    let ago = js_sys::Date::new(&(js_sys::Date::now() - 5.2 * 60_000.0).into());
    hits.hits[0].last_login = Some(Timestamp(String::from(ago.to_iso_string())));
    stub.answer::<SearchUsers>(&hits);
    let screen = signed_in(&stub, "users").await;
    screen.sees("5 minutes ago").await;
    let _later = two_hours_pass_unseen();
    screen.sees("2 hours ago").await;
}

#[wasm_bindgen_test]
async fn columns_are_chosen_ordered_and_kept() {
    let stub = api(&[Permission::USER_ADMIN]);
    // The first header is the box that selects the page.
    let headers = |screen: &crate::screen::Screen| {
        let all = screen.each("thead th");
        all.iter().skip(1).map(|header| header.inner_text().trim().to_owned()).collect::<Vec<_>>()
    };
    {
        let screen = signed_in(&stub, "users").await;
        screen.sees("Arthur 1").await;
        screen.press("Columns").await;
        screen.tick("Permissions").await;
        screen.press("Move up Provider").await;
        screen.wait("the order", |screen| headers(screen)[1..3] == ["Provider", "Email"]).await;
    }
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    assert_eq!(headers(&screen), ["Name", "Provider", "Email", "Status", "Last sign-in"]);
    screen.press("Columns").await;
    screen.press("Default columns").await;
    screen.wait("the default", |screen| headers(screen).len() == 6).await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_pointed_at_is_read_before_it_is_asked_for_and_only_once() {
    let stub = api(&[Permission::USER_ADMIN]);
    let mut all = people();
    all.count = Count::Text(150);
    stub.answer::<SearchUsers>(&all);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    let asked =
        || stub.bodies::<SearchUsers>().iter().map(|search| search.offset.unwrap_or(0)).collect::<Vec<_>>();
    let before = asked().len();
    let moves_to = |at: i32| {
        let place = PointerEventInit::new();
        place.set_client_x(at);
        let moved = PointerEvent::new_with_event_init_dict("pointermove", &place).unwrap();
        screen.button("Next page").unwrap().dispatch_event(&moved).unwrap();
    };
    let point = || (0..3).for_each(&moves_to);
    // Where the page moves under a pointer at rest, WebKit says that the pointer does.
    moves_to(0);
    moves_to(0);
    next_frame().await;
    assert_eq!(asked().len(), before, "a page was read that nobody points at");
    point();
    screen.wait("the next page", |_| asked().len() > before).await;
    screen.press("Next page").await;
    screen.wait("its address", |_| window().location().search().unwrap().contains("page=2")).await;
    next_frame().await;
    next_frame().await;
    assert_eq!(asked()[before..], [50]);
    // What was read long ago is read again.
    point();
    screen.wait("the page after", |_| asked().len() == before + 2).await;
    let later = two_hours_pass_unseen();
    let then = asked().len();
    screen.press("Next page").await;
    screen.wait("it anew", |_| asked()[then..].contains(&100)).await;
    drop(later);
}

#[wasm_bindgen_test]
async fn a_person_is_asked_for_once_when_the_button_goes_down() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    let asked = || {
        let record = |sent: &Sent| sent.request.target == "/bim/iam/bim/user/arthur.1%40immuta.com";
        stub.sent().iter().filter(|sent| record(sent)).count()
    };
    let down = PointerEventInit::new();
    down.set_pointer_type("mouse");
    down.set_bubbles(true);
    let down = PointerEvent::new_with_event_init_dict("pointerdown", &down).unwrap();
    screen.button("Arthur 1").unwrap().dispatch_event(&down).unwrap();
    screen.wait("the record", |_| asked() == 1).await;
    // It is there before the button comes up.
    next_frame().await;
    next_frame().await;
    screen.press("Arthur 1").await;
    screen.sees("External user ids").await;
    next_frame().await;
    assert_eq!(asked(), 1);
}
