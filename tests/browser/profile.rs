//! Everybody's own page.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::Problem;
use bim_api::endpoints::{ChangePassword, GetProfile, GetUserApiKeys, UpdateProfile};
use bim_api::wire::profile::{Profile, ProfileUpdate};
use bim_api::wire::session::{PasswordChange, PasswordChanged};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example};
use crate::screen::signed_in;

/// An API for somebody without any permission.
fn for_member() -> Stub {
    let stub = api(&[]);
    stub.answer::<GetProfile>(&example!("18-view-a-user-profile"));
    stub.answer::<GetUserApiKeys>(&example!("34-view-a-user-s-api-keys"));
    stub
}

/// The bodies sent to addresses that end like this.
fn sent_to<T: serde::de::DeserializeOwned>(stub: &Stub, end: &str) -> Vec<T> {
    let sent = stub.sent().into_iter().filter(|sent| sent.request.target.ends_with(end));
    sent.filter_map(|sent| serde_json::from_slice(&sent.request.body?).ok()).collect()
}

#[wasm_bindgen_test]
async fn it_says_in_plain_words_what_somebody_holds_and_offers_no_more_than_can_be_used() {
    let screen = signed_in(&for_member(), "profile").await;
    for text in ["No special permissions", "Test", "Through a group", "Credit Payments", "Manage API keys"] {
        screen.sees(text).await;
    }
    let nav = screen.find("nav.sidebar .nav-list").unwrap().text_content().unwrap();
    assert!(nav.contains("My profile") && nav.contains("API keys"), "{nav}");
    assert!(!nav.contains("Attributes") && !nav.contains("Activity"), "{nav}");
}

#[wasm_bindgen_test]
async fn a_password_takes_the_one_before_and_what_is_refused_stands_at_its_field() {
    let stub = for_member();
    stub.refuse::<ChangePassword>(&Problem::new(422, "This is not it.").about("originalPassword"));
    let screen = signed_in(&stub, "profile").await;
    screen.type_into("Current password", "old one").await;
    screen.type_into("New password", "password1").await;
    screen.sees("Strength: weak").await;
    screen.sees("Twelve characters or more are much harder to guess.").await;
    screen.type_into("New password", "seventeen quiet otters juggle").await;
    screen.sees("Strength: strong").await;
    screen.press("Change password").await;
    screen.sees("Fill this in.").await;
    screen.type_into("Repeat the password", "seventeen quiet otters juggle").await;
    screen.press("Change password").await;
    screen.sees("This is not it.").await;
    assert_eq!(screen.problem("Current password"), "This is not it.");
    stub.answer::<ChangePassword>(&PasswordChanged { success: true });
    screen.press("Change password").await;
    screen.sees("Your password was changed.").await;
    let sent = sent_to::<PasswordChange>(&stub, "/password").pop().unwrap();
    assert_eq!(sent.original_password.unwrap().expose(), "old one");
    assert_eq!(screen.field("Current password").unwrap().value(), "");
}

#[wasm_bindgen_test]
async fn the_notifications_preference_changes_alone() {
    let stub = for_member();
    stub.rule::<UpdateProfile>(|sent| {
        let update: ProfileUpdate = serde_json::from_slice(sent.request.body.as_ref().unwrap()).unwrap();
        let mut profile: Profile = example!("18-view-a-user-profile");
        profile.preferences = update.preferences.flatten();
        Reply::Now(Stub::response(200, serde_json::to_vec(&profile).unwrap()))
    });
    let screen = signed_in(&stub, "profile").await;
    screen.wait("the switch", |screen| screen.find("input[role=switch]").is_some()).await;
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(screen.find("input[role=switch]").unwrap())
        .click();
    screen.sees("Saved.").await;
    let sent = sent_to::<ProfileUpdate>(&stub, "/profile").pop().unwrap();
    let preferences = sent.preferences.flatten().unwrap();
    assert_eq!(preferences["notifications"]["email"], false);
    assert_eq!(preferences["sortProjectState"]["size"], 12);
    assert_eq!(sent.email, Some(Some("john.doe@immuta.com".to_owned())));
}
