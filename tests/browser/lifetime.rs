//! How long a session lasts: told while there is time, asked about when there is little, over when there is none.

use bim_api::endpoints::{GetToken, SearchUsers};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, token};
use crate::screen::{Screen, next_frame, signed_in};

/// The navigation says so; on a narrow screen it is there and not seen.
async fn tells(screen: &Screen, text: &str) {
    let is_told = |screen: &Screen| {
        screen.find(".session-left").is_some_and(|line| line.text_content().unwrap().contains(text))
    };
    screen.wait(text, is_told).await;
}

#[wasm_bindgen_test]
async fn the_time_left_is_told_in_minutes() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetToken>(&token(-600.0, 3_000.0));
    let screen = signed_in(&stub, "api-keys/token").await;
    tells(&screen, "Session ends in 5").await;
    assert!(!screen.shows("Your session is about to end"));
}

#[wasm_bindgen_test]
async fn nothing_is_counted_where_nothing_is_known() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.refuse::<GetToken>(&Problem::new(404, "unknown"));
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    let asked = |stub: &bim_admin::api::stub::Stub| !stub.bodies::<GetToken>().is_empty();
    screen.wait("the question", |_| asked(&stub)).await;
    next_frame().await;
    assert!(screen.find(".session-left").is_none());
}

#[wasm_bindgen_test]
async fn two_minutes_before_the_end_somebody_is_asked_and_can_stay() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetToken>(&token(-3_480.5, 119.5));
    let screen = signed_in(&stub, "api-keys/token").await;
    screen.sees("Your session is about to end").await;
    screen.sees("1:5").await;
    let count = |stub: &bim_admin::api::stub::Stub| {
        stub.sent().iter().filter(|sent| sent.request.target == "/bim/rpc/user/current").count()
    };
    let before = count(&stub);
    screen.press("Stay signed in").await;
    screen.wait("the dialog to go", |screen| !screen.shows("Your session is about to end")).await;
    assert_eq!(count(&stub), before + 1);
    tells(&screen, "Session ends in 59 min").await;
}

#[wasm_bindgen_test]
async fn each_use_starts_the_time_anew() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetToken>(&token(-3_400.0, 200.0));
    let screen = signed_in(&stub, "api-keys/token").await;
    tells(&screen, "Session ends in 4 min").await;
    screen.press("Users").await;
    screen.sees("Arthur 1").await;
    tells(&screen, "Session ends in 59 min").await;
    assert!(!stub.bodies::<SearchUsers>().is_empty());
}

#[wasm_bindgen_test]
async fn a_session_whose_time_is_over_asks_to_sign_in_again() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetToken>(&token(-3_598.5, 1.5));
    let screen = signed_in(&stub, "api-keys/token").await;
    screen.sees("Sign in again").await;
    stub.answer::<GetToken>(&token(0.0, 3_600.0));
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    tells(&screen, "Session ends in 1 h").await;
    assert!(stub.sent().iter().any(|sent| sent.request.target == "/bim/ext"), "the old token was not ended");
    let asked = stub.sent().iter().filter(|sent| sent.request.target == "/bim/rpc/user/current").count();
    assert_eq!(asked, 2, "only signing in asks who that is");
}
