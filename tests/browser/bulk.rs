//! Changing many at once: what is previewed, what is asked, what is sent, and what becomes of it when calls fail.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::Permission;
use bim_api::endpoints::{CloneUser, SearchUsers};
use bim_api::wire::user::CloneOutcome;
use futures_channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlTextAreaElement};

use crate::given::{nobody, people};
use crate::screen::{Screen, next_frame, signed_in};
use crate::town::{Fault, Town};

/// All people of the town are selected.
pub(crate) async fn selected(stub: &Stub, count: usize) -> Screen {
    let screen = signed_in(stub, "users").await;
    screen.sees("p0").await;
    screen.tick("Select this page").await;
    if count > 50 {
        screen.press(&format!("Select all {count} that match")).await;
    }
    screen.sees(&format!("{count} selected")).await;
    screen
}

async fn disable(screen: &Screen, typed: usize) {
    screen.choose("Change", "Disable…").await;
    screen.type_into("How many change", &typed.to_string()).await;
    screen.press(&format!("Apply to {typed}")).await;
}

/// Waits as long as failing calls need to be tried again.
pub(crate) async fn comes(screen: &Screen, text: &str) {
    let start = js_sys::Date::now();
    while !screen.shows(text) {
        let waited = js_sys::Date::now() - start;
        assert!(waited < 30_000.0, "waited for: {text}\non screen:\n{}", screen.text());
        next_frame().await;
    }
}

#[wasm_bindgen_test]
async fn a_preview_tells_who_changes_and_leaves_out_what_needs_nothing() {
    let (stub, town) = Town::of(60, &[Permission::USER_ADMIN]);
    town.disable("p7");
    let screen = selected(&stub, 60).await;
    screen.choose("Change", "Disable…").await;
    screen.sees("59 to change · 1 need nothing").await;
    screen.sees("Disable 60 users").await;
    screen.sees("API keys rest").await;
    screen.press("Apply to 59").await;
    screen.wait("a refusal", |screen| screen.problem("How many change").contains("Fill")).await;
    screen.type_into("How many change", "60").await;
    screen.press("Apply to 59").await;
    screen.wait("the reason", |screen| screen.problem("How many change").contains("not the number")).await;
    assert_eq!(town.writes(), 0);
    screen.type_into("How many change", "59").await;
    screen.press("Apply to 59").await;
    screen.sees("Done.").await;
    assert_eq!((town.writes(), town.count_disabled()), (59, 60));
    // It is planned from what they are now.
    screen.choose("Change", "Disable…").await;
    screen.sees("0 to change · 60 need nothing").await;
}

#[wasm_bindgen_test]
async fn each_is_cloned_to_addresses_of_its_own() {
    let (stub, _) = Town::of(3, &[Permission::USER_ADMIN]);
    stub.answer::<CloneUser>(&CloneOutcome::default());
    let screen = selected(&stub, 3).await;
    screen.choose("Change", "Clone to…").await;
    screen.press("Preview").await;
    screen.sees("There is no address to clone to yet.").await;
    let pasted = "p0\ta@x.org; b@x.org\np1,A@X.org\nnobody,n@x.org";
    let field: HtmlTextAreaElement = screen.find("dialog textarea").unwrap().unchecked_into();
    let paste = |text: &str| {
        field.set_value(text);
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        field.dispatch_event(&Event::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
    };
    paste(pasted);
    next_frame().await;
    screen.press("Fill in").await;
    screen.sees("belongs to this line: nobody,n@x.org").await;
    screen.press("Preview").await;
    next_frame().await;
    assert!(!screen.shows("left out"), "what was pasted is forgotten");
    // What belongs to somebody counts without being filled in first.
    paste("p2,c@x.org");
    screen.press("Preview").await;
    screen.sees("3 to change · 1 left out").await;
    screen.sees("Copy of p0 · AUDIT").await;
    screen.sees("Stands there twice").await;
    let sent = |stub: &Stub| {
        let all = stub.sent();
        let all = all.iter().filter(|sent| sent.request.target.ends_with("/clone"));
        let mut all: Vec<_> = all
            .map(|sent| {
                let body = String::from_utf8(sent.request.body.clone().unwrap()).unwrap();
                [&sent.request.target, " ", &body].concat()
            })
            .collect();
        all.sort();
        all
    };
    assert!(sent(&stub).is_empty());
    screen.press("Apply to 3").await;
    screen.sees("Done.").await;
    let expected = [("p0", "a"), ("p0", "b"), ("p2", "c")]
        .map(|(whom, to)| format!("/bim/iam/bim/user/{whom}/clone [\"{to}@x.org\"]"));
    assert_eq!(sent(&stub), expected);
}

#[wasm_bindgen_test]
async fn permissions_are_added_to_what_each_holds() {
    let (stub, town) = Town::of(3, &[Permission::USER_ADMIN]);
    let screen = selected(&stub, 3).await;
    screen.choose("Change", "Permissions…").await;
    screen.press("Preview").await;
    screen.sees("Choose at least one permission.").await;
    screen.tick("GOVERNANCE").await;
    screen.press("Preview").await;
    screen.sees("AUDIT, GOVERNANCE").await;
    screen.press("Apply to 3").await;
    screen.sees("Done.").await;
    assert_eq!(town.permissions("p1"), [Permission::AUDIT, Permission::GOVERNANCE]);
}

#[wasm_bindgen_test]
async fn whatever_fails_on_the_way_each_is_done_once() {
    let (stub, town) = Town::of(30, &[Permission::USER_ADMIN]);
    let faults = [
        Fault::Status(500),
        Fault::Wait(1),
        Fault::Unanswered,
        Fault::Half,
        Fault::Status(503),
        Fault::Status(502),
    ];
    for (at, fault) in faults.into_iter().enumerate() {
        town.fail(5 * at + 2, fault);
    }
    let screen = selected(&stub, 30).await;
    disable(&screen, 30).await;
    comes(&screen, "Done.").await;
    assert_eq!(town.count_disabled(), 30);
    assert!(town.done_twice().is_empty(), "done twice: {:?}", town.done_twice());
}

#[wasm_bindgen_test]
async fn who_keeps_failing_is_named_and_tried_again_alone() {
    let (stub, town) = Town::of(8, &[Permission::USER_ADMIN]);
    town.curse("p3", Some(Fault::Status(409)));
    let screen = selected(&stub, 8).await;
    disable(&screen, 8).await;
    screen.sees("Some failed.").await;
    screen.sees("1 failed").await;
    // Before the page, so that it stays at the top of the window however far that is scrolled.
    let (dock, main) = (screen.find(".job-dock").unwrap(), screen.find("main").unwrap());
    assert_eq!(dock.compare_document_position(&main), web_sys::Node::DOCUMENT_POSITION_FOLLOWING);
    screen.press("Details").await;
    screen.sees("It was made to fail.").await;
    assert_eq!(town.writes(), 8);
    town.curse("p3", None);
    screen.press("Retry failed").await;
    screen.sees("Done.").await;
    assert_eq!((town.writes(), town.count_disabled()), (9, 8));
}

#[wasm_bindgen_test]
async fn it_can_be_paused_gone_on_with_and_cancelled_while_one_moves_about() {
    let (stub, town) = Town::of(40, &[Permission::USER_ADMIN]);
    // The service asks to wait: time to press.
    town.fail(4, Fault::Wait(1));
    let screen = selected(&stub, 40).await;
    disable(&screen, 40).await;
    screen.press("Pause").await;
    screen.sees("Paused").await;
    let before = town.writes();
    screen.each("a.nav-item[href=groups]")[0].click();
    screen.wait("another page", |screen| screen.field("Search groups").is_some()).await;
    assert!(before < 40 && town.writes() == before);
    assert!(asks_before_leaving(), "the tab closes without asking");
    screen.press("Go on").await;
    comes(&screen, "Done.").await;
    assert_eq!(town.count_disabled(), 40);
    assert!(!asks_before_leaving());
    screen.press("Dismiss").await;
    screen.wait("no dock", |screen| screen.find(".job-dock").is_none()).await;

    town.fail(4, Fault::Wait(30));
    screen.each("a.nav-item[href=users]")[0].click();
    screen.sees("40 selected").await;
    screen.choose("Change", "Enable…").await;
    screen.press("Apply to 40").await;
    screen.sees("The service asks to wait").await;
    screen.press("Cancel the rest").await;
    screen.sees("not begun").await;
    screen.wait("it is over", |screen| screen.button("Dismiss").is_some()).await;
    assert!(town.count_disabled() > 20, "{} are still disabled", town.count_disabled());
    let told =
        |screen: &Screen| screen.find(".job-dock [role=status]").and_then(|status| status.text_content());
    screen.wait("the dock", |screen| told(screen).is_some()).await;
    assert_eq!(told(&screen).unwrap(), "Cancelled. What was done stays done.");
}

#[wasm_bindgen_test]
async fn a_search_that_is_typed_while_it_ends_is_not_lost() {
    let (stub, town) = Town::of(40, &[Permission::USER_ADMIN]);
    town.fail(4, Fault::Wait(1));
    let screen = selected(&stub, 40).await;
    disable(&screen, 40).await;
    screen.press("Close").await;
    // The first answer does not come before the job is over, which reads the list again.
    let (late, held) = oneshot::channel();
    let mut held = Some(held);
    stub.rule::<SearchUsers>(move |sent| {
        let is_typed = String::from_utf8(sent.request.body.clone().unwrap()).unwrap().contains("barr");
        match held.take_if(|_| is_typed) {
            Some(held) => Reply::Later(held),
            None => {
                let found = if is_typed { nobody() } else { people() };
                Reply::Now(Stub::response(200, serde_json::to_vec(&found).unwrap()))
            }
        }
    });
    screen.type_into("Search users", "barr").await;
    comes(&screen, "Done.").await;
    screen.sees("Nobody matches").await;
    drop(late);
}

#[wasm_bindgen_test]
async fn a_session_that_ends_in_the_middle_is_renewed_and_the_job_goes_on() {
    let (stub, town) = Town::of(20, &[Permission::USER_ADMIN]);
    town.fail(6, Fault::Status(401));
    let screen = selected(&stub, 20).await;
    disable(&screen, 20).await;
    screen.sees("Your session has ended").await;
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    comes(&screen, "Done.").await;
    assert_eq!((town.count_disabled(), town.done_twice().len()), (20, 0));
}

#[wasm_bindgen_test]
async fn a_refusal_of_all_pauses_instead_of_failing_one_by_one() {
    let (stub, town) = Town::of(50, &[Permission::USER_ADMIN]);
    (5..50).for_each(|at| town.fail(at, Fault::Status(403)));
    let screen = selected(&stub, 50).await;
    disable(&screen, 50).await;
    screen.sees("Paused").await;
    assert!(town.writes() < 15, "{} writes", town.writes());
}

#[wasm_bindgen_test]
async fn deleting_is_counted_and_done_once_although_answers_are_lost() {
    let (stub, town) = Town::of(6, &[Permission::USER_ADMIN]);
    town.fail(1, Fault::Unanswered);
    let screen = selected(&stub, 6).await;
    screen.choose("Change", "Delete…").await;
    screen.sees("They go for good").await;
    screen.type_into("How many change", "6").await;
    screen.press("Apply to 6").await;
    comes(&screen, "Done.").await;
    assert_eq!(town.count(), 0);
}

#[wasm_bindgen_test]
async fn without_user_admin_the_menu_says_what_it_needs() {
    let (stub, town) = Town::of(3, &[Permission::AUDIT]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Barrett Springer").await;
    screen.tick("Select this page").await;
    screen.choose("Change", "Delete…").await;
    assert!(screen.shows("This needs USER_ADMIN."));
    assert!(screen.field("How many change").is_none());
    assert_eq!(town.writes(), 0);
}

/// Whether the browser would ask before the tab is closed.
fn asks_before_leaving() -> bool {
    let init = web_sys::EventInit::new();
    init.set_cancelable(true);
    let event = web_sys::Event::new_with_event_init_dict("beforeunload", &init).unwrap();
    leptos::prelude::window().dispatch_event(&event).unwrap();
    event.default_prevented()
}

#[wasm_bindgen_test]
async fn signing_out_asks_while_work_is_under_way_and_sends_nothing_afterwards() {
    let (stub, town) = Town::of(40, &[Permission::USER_ADMIN]);
    town.fail(4, Fault::Wait(1));
    let screen = selected(&stub, 40).await;
    disable(&screen, 40).await;
    screen.sees("Disable").await;
    screen.each("button.account")[0].click();
    screen.press("Sign out").await;
    screen.sees("Signing out leaves the rest of it undone.").await;
    screen.press("Sign out").await;
    screen.sees("You are signed out.").await;
    let (before, start) = (town.writes(), js_sys::Date::now());
    // Longer than the service asked to wait.
    while js_sys::Date::now() - start < 1_500.0 {
        next_frame().await;
    }
    assert_eq!(town.writes(), before);
    assert!(town.count_disabled() < 40);
}
