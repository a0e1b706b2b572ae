//! Copying a person to new accounts.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{CloneUser, GetProfile, GetUserGroups, SearchGroups};
use bim_api::wire::user::CloneOutcome;
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use crate::given::{api, example, says};
use crate::screen::{Screen, signed_in};

/// Nobody has these addresses yet, save for one.
async fn page(stub: &Stub) -> Screen {
    stub.answer::<GetUserGroups>(&example!("19-view-a-user-s-groups"));
    says::<SearchGroups>(stub, 200, r#"{"count":"0","hits":[]}"#);
    stub.rule::<GetProfile>(|sent| {
        if sent.request.target.contains("taken%40") {
            let profile: bim_api::wire::profile::Profile = example!("18-view-a-user-profile");
            return Reply::Now(Stub::response(200, serde_json::to_vec(&profile).unwrap()));
        }
        Reply::Now(Stub::response(404, serde_json::to_vec(&Problem::new(404, "unknown")).unwrap()))
    });
    let screen = signed_in(stub, "users/bim/x/clone").await;
    screen.sees("What is copied").await;
    screen
}

async fn list(screen: &Screen, text: &str) {
    screen.wait("the field", |screen| screen.find("textarea").is_some()).await;
    let field: HtmlTextAreaElement = wasm_bindgen::JsCast::unchecked_into(screen.find("textarea").unwrap());
    field.set_value(text);
    let bubbling = web_sys::EventInit::new();
    bubbling.set_bubbles(true);
    field.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &bubbling).unwrap()).unwrap();
}

fn calls(stub: &Stub) -> Vec<Vec<String>> {
    let sent = stub.sent().into_iter().filter(|sent| sent.request.target == "/bim/iam/bim/user/x/clone");
    sent.map(|sent| serde_json::from_slice(&sent.request.body.unwrap()).unwrap()).collect()
}

#[wasm_bindgen_test]
async fn each_address_is_judged_before_anything_is_sent() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    screen.sees("API Group #2").await;
    list(&screen, "a@x.com\nnobody\nA@x.com\ntaken@x.com").await;
    screen.sees("2 to be cloned to · 1 malformed · 1 twice").await;
    screen.press("Check addresses").await;
    screen.sees("1 to be cloned to · 1 malformed · 1 twice · 1 taken").await;
    screen.sees("There is an account of this name").await;
    assert!(calls(&stub).is_empty());
    stub.answer::<CloneUser>(&CloneOutcome::default());
    screen.press("Clone to 1").await;
    screen.sees("1 of 1 accounts created").await;
    assert_eq!(calls(&stub), [["a@x.com"]]);
}

#[wasm_bindgen_test]
async fn failed_ones_are_told_and_tried_again_alone() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    list(&screen, "a@x.com, b@x.com").await;
    screen.press("Check addresses").await;
    stub.answer::<CloneUser>(&CloneOutcome { failed_emails: vec!["b@x.com".to_owned()] });
    screen.press("Clone to 2").await;
    screen.sees("1 of 2 accounts created").await;
    screen.sees("No account; the service gives no reason").await;
    stub.answer::<CloneUser>(&CloneOutcome::default());
    screen.press("Retry failed").await;
    screen.sees("2 of 2 accounts created").await;
    assert_eq!(calls(&stub).last().unwrap(), &["b@x.com"]);
}

#[wasm_bindgen_test]
async fn long_lists_go_in_batches_and_a_refusal_stops_them() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    let addresses: Vec<String> = (0..60).map(|number| format!("p{number}@x.com")).collect();
    list(&screen, &addresses.join("\n")).await;
    screen.press("Check addresses").await;
    let mut call = 0;
    stub.rule::<CloneUser>(move |_| {
        call += 1;
        let body = if call == 1 {
            serde_json::to_vec(&CloneOutcome::default())
        } else {
            serde_json::to_vec(&Problem::new(403, "You lost USER_ADMIN."))
        };
        Reply::Now(Stub::response(if call == 1 { 200 } else { 403 }, body.unwrap()))
    });
    screen.press("Clone to 60").await;
    screen.sees("You lost USER_ADMIN.").await;
    screen.sees("25 of 60 accounts created").await;
    screen.sees("Not sent").await;
    assert_eq!(calls(&stub).iter().map(Vec::len).collect::<Vec<_>>(), [25, 25]);
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_looked_into_and_not_sent_again() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    list(&screen, "a@x.com").await;
    screen.press("Check addresses").await;
    stub.rule::<CloneUser>(|_| Reply::Lost);
    let profile: bim_api::wire::profile::Profile = example!("18-view-a-user-profile");
    screen.wait("checked", |screen| screen.button("Clone to 1").is_some()).await;
    stub.answer::<GetProfile>(&profile);
    screen.press("Clone to 1").await;
    screen.sees("1 of 1 accounts created").await;
    assert_eq!(calls(&stub).len(), 1);
}

#[wasm_bindgen_test]
async fn without_user_admin_the_page_says_what_it_needs() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users/bim/x/clone").await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(screen.find("textarea").is_none());
}
