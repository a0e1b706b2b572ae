//! The sign-in page.

use bim_admin::pages::Arrival;
use bim_admin::routes::LoginLink;
use bim_api::endpoints::{Authenticate, AuthenticateApiKey, ChangePassword, ListIams};
use bim_api::wire::key::KeySession;
use bim_api::wire::session::PasswordChanged;
use bim_api::{Permission, Problem, Token};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, says};
use crate::screen::{open, open_with, signed_in};

#[wasm_bindgen_test]
async fn a_wrong_password_is_told_at_its_field_and_the_username_stays() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.refuse::<Authenticate>(&Problem::new(401, "no"));
    let screen = open(&stub, "login");
    screen.type_into("Username", "jane").await;
    screen.type_into("Password", "wrong").await;
    screen.press("Sign in").await;
    screen.sees("Username or password is wrong.").await;
    assert_eq!(screen.problem("Password"), "Username or password is wrong.");
    assert_eq!(screen.field("Username").unwrap().value(), "jane");
    assert_eq!(screen.field("Password").unwrap().value(), "");
}

#[wasm_bindgen_test]
async fn nothing_is_sent_while_a_field_is_empty() {
    let stub = api(&[]);
    let screen = open(&stub, "login");
    screen.press("Sign in").await;
    screen.sees("Fill this in.").await;
    assert!(stub.sent().iter().all(|sent| !sent.request.target.contains("authenticate")));
}

#[wasm_bindgen_test]
async fn the_password_goes_to_the_chosen_provider_and_the_list_follows() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "").await;
    screen.sees("Arthur 1").await;
    let sent = stub.sent();
    let login = sent.iter().find(|sent| sent.request.target.contains("authenticate")).unwrap();
    assert_eq!(login.request.target, "/bim/iam/bim/user/authenticate");
    assert!(login.token.is_none());
    let search = sent.iter().find(|sent| sent.request.target == "/bim/user/search").unwrap();
    assert!(search.token.is_some());
}

#[wasm_bindgen_test]
async fn too_many_tries_say_how_long_to_wait() {
    let stub = api(&[]);
    stub.refuse::<Authenticate>(&Problem::new(429, "slow down"));
    let screen = open(&stub, "login");
    screen.type_into("Username", "jane").await;
    screen.type_into("Password", "x").await;
    screen.press("Sign in").await;
    screen.sees("Too many tries").await;
    assert_eq!(screen.field("Password").unwrap().value(), "x");
}

#[wasm_bindgen_test]
async fn without_a_list_of_providers_there_is_a_field_for_one() {
    let stub = api(&[]);
    stub.refuse::<ListIams>(&Problem::new(401, ""));
    let screen = open(&stub, "login");
    screen.wait("a field", |screen| screen.field("Identity provider").is_some()).await;
    assert_eq!(screen.field("Identity provider").unwrap().value(), "bim");
}

#[wasm_bindgen_test]
async fn an_api_key_is_exchanged_and_not_kept() {
    let stub = api(&[]);
    stub.answer::<AuthenticateApiKey>(&KeySession {
        authenticated: true,
        token: Some(Token::new("made-of-a-key")),
    });
    let screen = open(&stub, "login");
    screen.press("Sign in with an API key").await;
    screen.type_into("API key", "the-key").await;
    screen.press("Sign in").await;
    screen.wait("the page inside", |screen| screen.find("nav.sidebar").is_some()).await;
    assert_eq!(stub.bodies::<AuthenticateApiKey>().last().unwrap().apikey.expose(), "the-key");
    let storage = leptos::prelude::window().session_storage().unwrap().unwrap();
    let kept: Vec<_> = (0..storage.length().unwrap())
        .map(|index| storage.get_item(&storage.key(index).unwrap().unwrap()).unwrap().unwrap())
        .collect();
    assert!(kept.iter().all(|value| value != "the-key") && kept.iter().any(|value| value == "made-of-a-key"));
}

fn invited() -> Arrival {
    Arrival::Invited(LoginLink {
        token: Token::new("once"),
        userid: "new".into(),
        name: "New One".to_owned(),
    })
}

#[wasm_bindgen_test]
async fn an_invitation_sets_the_password_and_signs_in() {
    let stub = api(&[]);
    stub.answer::<ChangePassword>(&PasswordChanged { success: true });
    let screen = open_with(&stub, "login", invited());
    screen.sees("New One").await;
    screen.type_into("New password", "new one").await;
    screen.sees("It holds your name, which everybody knows.").await;
    screen.type_into("New password", "correct horse battery").await;
    screen.sees("Strength: ").await;
    screen.type_into("Repeat the password", "other").await;
    screen.press("Set password and sign in").await;
    screen.sees("The two passwords differ.").await;
    screen.type_into("Repeat the password", "correct horse battery").await;
    screen.press("Set password and sign in").await;
    screen.wait("the page inside", |screen| screen.find("nav.sidebar").is_some()).await;
    let sent = stub.sent();
    let change = sent.iter().find(|sent| sent.request.target.ends_with("/password")).unwrap();
    assert_eq!(change.token, Some(Token::new("once")));
}

#[wasm_bindgen_test]
async fn what_the_service_refuses_stands_at_the_password_and_a_used_link_says_what_to_do() {
    let stub = api(&[]);
    stub.refuse::<ChangePassword>(&Problem::new(422, "Too short.").about("password"));
    let screen = open_with(&stub, "login", invited());
    screen.type_into("New password", "short").await;
    screen.type_into("Repeat the password", "short").await;
    screen.press("Set password and sign in").await;
    screen.sees("Too short.").await;
    assert_eq!(screen.problem("New password"), "Too short.");
    stub.refuse::<ChangePassword>(&Problem::new(401, ""));
    screen.press("Set password and sign in").await;
    screen.sees("This link no longer works").await;
}

#[wasm_bindgen_test]
async fn each_link_that_is_not_good_says_what_to_do_next() {
    let cases = [(403, "This link is not for this account"), (404, "This account is not there any more")];
    for (status, says) in cases {
        let stub = api(&[]);
        stub.refuse::<ChangePassword>(&Problem::new(status, ""));
        let screen = open_with(&stub, "login", invited());
        screen.type_into("New password", "correct horse battery").await;
        screen.type_into("Repeat the password", "correct horse battery").await;
        screen.press("Set password and sign in").await;
        screen.sees(says).await;
        screen.press("Sign in").await;
        screen.wait("the form", |screen| screen.field("Username").is_some()).await;
    }
    let screen = open_with(&api(&[]), "login", Arrival::Broken);
    screen.sees("Copy the whole link into the address bar").await;
}

#[wasm_bindgen_test]
async fn an_answer_that_is_not_the_apis_is_told_as_such() {
    let stub = api(&[]);
    says::<Authenticate>(&stub, 200, "<html><body>Welcome to nginx</body></html>");
    let screen = open(&stub, "login");
    screen.type_into("Username", "jane").await;
    screen.type_into("Password", "x").await;
    screen.press("Sign in").await;
    screen.sees("not one of the BIM API").await;
    assert!(screen.shows("Welcome to nginx"));
}
