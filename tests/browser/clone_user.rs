//! Copying a person to new accounts.

use bim_admin::api::stub::{Reply, Sent, Stub};
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

/// The addresses that were sent, each in a call of its own.
fn sent(stub: &Stub) -> Vec<String> {
    let calls = stub.sent().into_iter().filter(|sent| sent.request.target == "/bim/iam/bim/user/x/clone");
    calls.map(|sent| address(&sent)).collect()
}

fn address(sent: &Sent) -> String {
    let [address]: [String; 1] = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
    address
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
    assert!(sent(&stub).is_empty());
    stub.answer::<CloneUser>(&CloneOutcome::default());
    screen.press("Clone to 1").await;
    screen.sees("1 of 1 accounts created").await;
    assert_eq!(sent(&stub), ["a@x.com"]);
}

#[wasm_bindgen_test]
async fn failed_ones_are_told_and_tried_again_alone() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    list(&screen, "a@x.com, b@x.com").await;
    screen.press("Check addresses").await;
    stub.rule::<CloneUser>(|sent| {
        let failed_emails = Some(address(sent)).filter(|address| address == "b@x.com").into_iter().collect();
        Reply::Now(Stub::response(200, serde_json::to_vec(&CloneOutcome { failed_emails }).unwrap()))
    });
    screen.press("Clone to 2").await;
    screen.sees("1 of 2 accounts created").await;
    screen.sees("No account was made; the service gives no reason.").await;
    stub.answer::<CloneUser>(&CloneOutcome::default());
    screen.press("Retry failed").await;
    screen.sees("2 of 2 accounts created").await;
    assert_eq!(sent(&stub), ["a@x.com", "b@x.com", "b@x.com"]);
}

#[wasm_bindgen_test]
async fn whoever_got_an_account_meanwhile_needs_none() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    list(&screen, "a@x.com").await;
    screen.press("Check addresses").await;
    screen.wait("checked", |screen| screen.button("Clone to 1").is_some()).await;
    let profile: bim_api::wire::profile::Profile = example!("18-view-a-user-profile");
    stub.answer::<GetProfile>(&profile);
    stub.answer::<CloneUser>(&CloneOutcome { failed_emails: vec!["a@x.com".to_owned()] });
    screen.press("Clone to 1").await;
    screen.sees("0 of 1 accounts created").await;
    screen.sees("There is an account of this name").await;
    assert!(screen.button("Retry failed").is_none());
}

#[wasm_bindgen_test]
async fn a_refusal_of_all_leaves_the_rest_unsent_until_somebody_goes_on() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    let addresses: Vec<String> = (0..60).map(|number| format!("p{number}@x.com")).collect();
    list(&screen, &addresses.join("\n")).await;
    screen.press("Check addresses").await;
    let mut call = 0;
    stub.rule::<CloneUser>(move |_| {
        call += 1;
        let (status, body) = if call <= 10 {
            (200, serde_json::to_vec(&CloneOutcome::default()))
        } else {
            (403, serde_json::to_vec(&Problem::new(403, "You lost USER_ADMIN.")))
        };
        Reply::Now(Stub::response(status, body.unwrap()))
    });
    screen.press("Clone to 60").await;
    screen.sees("You lost USER_ADMIN.").await;
    screen.sees("10 of 60 accounts created").await;
    screen.sees("Not sent").await;
    assert!(sent(&stub).len() < 20, "{} calls", sent(&stub).len());
    stub.answer::<CloneUser>(&CloneOutcome::default());
    screen.press("Go on").await;
    screen
        .wait("the rest", |screen| screen.button("Go on").is_none() && screen.button("Pause").is_none())
        .await;
    screen.press("Retry failed").await;
    screen.sees("60 of 60 accounts created").await;
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
    assert_eq!(sent(&stub).len(), 1);
}

#[wasm_bindgen_test]
async fn without_user_admin_the_page_says_what_it_needs() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users/bim/x/clone").await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(screen.find("textarea").is_none());
}
