//! A session that ends under an open page.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{Authenticate, CreateUser, CurrentUserInfo, SearchUsers};
use bim_api::wire::session::LoginOutcome;
use bim_api::{Permission, Problem, Token};
use futures_channel::oneshot;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, people, person};
use crate::screen::{Screen, next_frame, signed_in};

const LOST: &str = "What you typed on this page would be lost.";

async fn signs_out(screen: &Screen) {
    screen.each("button.account")[0].click();
    screen.press("Sign out").await;
    screen.sees("You are signed out.").await;
}

/// Refuses the first call with the API's own 401, and answers the later ones.
fn expire_once(stub: &Stub) {
    let mut is_expired = true;
    stub.rule::<CreateUser>(move |_| {
        if std::mem::take(&mut is_expired) {
            return Reply::Now(Stub::response(
                401,
                serde_json::to_vec(&Problem::new(401, "expired")).unwrap(),
            ));
        }
        let created: bim_api::wire::user::CreatedUser = example!("01-create-a-new-user");
        Reply::Now(Stub::response(200, serde_json::to_vec(&created).unwrap()))
    });
}

#[wasm_bindgen_test]
async fn the_same_person_signs_in_again_and_the_request_goes_out_once_more() {
    let stub = api(&[Permission::USER_ADMIN]);
    expire_once(&stub);
    let screen = signed_in(&stub, "users/new").await;
    screen.type_into("Username", "charlie").await;
    screen.press("Create user").await;
    screen.sees("Sign in again").await;
    assert_eq!(screen.field("Username").unwrap().value(), "jane.doe@immuta.com");
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    screen.sees("Account created").await;
    assert_eq!(stub.bodies::<CreateUser>().len(), 2);
}

#[wasm_bindgen_test]
async fn somebody_else_signs_in_and_the_request_is_dropped() {
    let stub = api(&[Permission::USER_ADMIN]);
    expire_once(&stub);
    let screen = signed_in(&stub, "users/new").await;
    screen.type_into("Username", "charlie").await;
    screen.press("Create user").await;
    screen.sees("Sign in again").await;
    let mut other = person(&[Permission::USER_ADMIN]);
    other.userid = "other".into();
    other.profile.name = Some("Other Admin".to_owned());
    stub.answer::<CurrentUserInfo>(&other);
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    screen.sees("was dropped").await;
    let is_named = |screen: &Screen| {
        screen.find("nav.sidebar").is_some_and(|nav| nav.text_content().unwrap().contains("Other Admin"))
    };
    screen.wait("the other person's name", is_named).await;
    assert_eq!(stub.bodies::<CreateUser>().len(), 1);
}

#[wasm_bindgen_test]
async fn what_would_be_lost_is_asked_about_over_the_dialog_of_an_ended_session_too() {
    let stub = api(&[Permission::USER_ADMIN]);
    expire_once(&stub);
    let screen = signed_in(&stub, "users/new").await;
    screen.type_into("Username", "charlie").await;
    screen.press("Create user").await;
    screen.press("Sign in as somebody else").await;
    screen.sees(LOST).await;
    screen.press("Stay").await;
    screen.wait("the question to go", |screen| !screen.shows(LOST)).await;
    assert!(screen.shows("Sign in again"));
    screen.press("Sign in as somebody else").await;
    screen.sees(LOST).await;
    screen.press("Sign out").await;
    screen.sees("You are signed out.").await;
}

#[wasm_bindgen_test]
async fn a_call_of_the_person_before_is_not_sent_again_as_the_next_one() {
    let stub = api(&[Permission::USER_ADMIN]);
    let (answer, later) = oneshot::channel();
    let mut later = Some(later);
    stub.rule::<CreateUser>(move |_| later.take().map_or(Reply::Lost, Reply::Later));
    let screen = signed_in(&stub, "users/new").await;
    screen.type_into("Username", "charlie").await;
    screen.press("Create user").await;
    screen.each("button.account")[0].click();
    screen.press("Sign out").await;
    screen.sees(LOST).await;
    screen.press("Sign out").await;
    screen.sees("You are signed out.").await;
    let mut other = person(&[Permission::USER_ADMIN]);
    other.userid = "other".into();
    stub.answer::<CurrentUserInfo>(&other);
    let mut second: LoginOutcome = example!("02-authenticate-user-with-username-and-password");
    second.token = Some(Token::new("of-the-next-one"));
    stub.answer::<Authenticate>(&second);
    screen.type_into("Username", "other").await;
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    screen.wait("the page inside", |screen| screen.find("nav.sidebar").is_some()).await;
    // The first session has ended; its call comes back only now.
    let ended = serde_json::to_vec(&Problem::new(401, "ended")).unwrap();
    assert!(answer.send(Stub::response(401, ended)).is_ok());
    for _ in 0..3 {
        next_frame().await;
    }
    assert_eq!(stub.bodies::<CreateUser>().len(), 1);
    assert!(!screen.shows("Sign in again"));
}

#[wasm_bindgen_test]
async fn a_proxys_401_does_not_prove_that_nothing_ran() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<SearchUsers>(|_| Reply::Now(Stub::response(401, b"<html>proxy</html>".to_vec())));
    let screen = signed_in(&stub, "users").await;
    screen.sees("The list could not be loaded").await;
    assert!(!screen.shows("Sign in again"));
    stub.answer::<SearchUsers>(&people());
    screen.press("Retry").await;
    screen.sees("Arthur 1").await;
}

#[wasm_bindgen_test]
async fn signing_out_ends_at_the_sign_in_page() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users").await;
    screen.sees("Arthur 1").await;
    signs_out(&screen).await;
    assert!(!screen.shows("Arthur 1"));
}
