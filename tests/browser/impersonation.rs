//! Acting as somebody else.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{
    CreateUser, CurrentUserInfo, Extensions, GetToken, GetUserApiKeys, Impersonate, ListExtensions,
    SearchUsers,
};
use bim_api::wire::key::KeySession;
use bim_api::{Permission, Problem, Token};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, people, person};
use crate::screen::{Screen, signed_in};

const THEIRS: &str = "token-of-the-other";

/// An API that lets its one admin act as "Other Admin".
fn with_other() -> Stub {
    let stub = api(&[Permission::USER_ADMIN, Permission::IMPERSONATE_USER]);
    stub.answer::<Impersonate>(&KeySession { authenticated: true, token: Some(Token::new(THEIRS)) });
    let me = person(&[Permission::USER_ADMIN, Permission::IMPERSONATE_USER]);
    let mut other = person(&[Permission::USER_ADMIN]);
    other.userid = "other".into();
    other.profile.name = Some("Other Admin".to_owned());
    stub.rule::<CurrentUserInfo>(move |sent| {
        let is_other = sent.token.as_ref() == Some(&Token::new(THEIRS));
        let body = serde_json::to_vec(if is_other { &other } else { &me }).unwrap();
        Reply::Now(Stub::response(200, body))
    });
    stub
}

async fn acting(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "impersonate/bim/other").await;
    screen.type_into("Your own API key", "my-key").await;
    screen.type_into("Reason", "Ticket 7").await;
    screen.press("Start").await;
    screen.sees("You act as Other Admin").await;
    screen
}

fn last_token(stub: &Stub, target: &str) -> Option<Token> {
    stub.sent().iter().rfind(|sent| sent.request.target == target).and_then(|sent| sent.token.clone())
}

#[wasm_bindgen_test]
async fn it_takes_a_reason_and_a_key() {
    let stub = with_other();
    let screen = signed_in(&stub, "impersonate/bim/other").await;
    screen.press("Start").await;
    screen.sees("Fill this in.").await;
    assert!(stub.bodies::<Impersonate>().is_empty());
    assert_eq!(screen.field("Username").unwrap().value(), "other");
    stub.refuse::<Impersonate>(&Problem::new(401, "no such key"));
    screen.type_into("Your own API key", "wrong").await;
    screen.type_into("Reason", "Ticket 7").await;
    screen.press("Start").await;
    screen.sees("This API key is not known, or it was revoked.").await;
    assert!(!screen.shows("Sign in again"), "the own session has not ended");
}

#[wasm_bindgen_test]
async fn it_sees_as_the_other_changes_nothing_until_unlocked_and_ends_without_signing_in() {
    let stub = with_other();
    stub.answer::<CreateUser>(&example!("01-create-a-new-user"));
    let screen = acting(&stub).await;
    screen.sees("Arthur 1").await;
    assert_eq!(last_token(&stub, "/bim/user/search"), Some(Token::new(THEIRS)));
    assert_eq!(stub.bodies::<Impersonate>()[0].userid.as_str(), "other");

    screen.press("New user").await;
    screen.type_into("Username", "charlie").await;
    screen.press("Create user").await;
    screen.sees("You act as somebody else, read-only.").await;
    assert!(stub.bodies::<CreateUser>().is_empty());
    screen.press("Unlock changes").await;
    screen.sees("is saved in the name of").await;
    screen.press("Unlock changes").await;
    screen.sees("Changes unlocked").await;
    screen.press("Create user").await;
    screen.sees("Account created").await;
    assert_eq!(last_token(&stub, "/bim/iam/bim/user"), Some(Token::new(THEIRS)));

    screen.press("End").await;
    screen.wait("the bar to go", |screen| !screen.shows("You act as Other Admin")).await;
    screen.press("Users").await;
    screen.sees("Arthur 1").await;
    let mine = last_token(&stub, "/bim/user/search");
    assert!(mine.is_some() && mine != Some(Token::new(THEIRS)));
    assert!(!screen.shows("Sign in"));
}

/// Whether the tab's storage holds the other person's token.
fn is_kept() -> bool {
    let storage = leptos::prelude::window().session_storage().unwrap().unwrap();
    (0..storage.length().unwrap()).any(|index| {
        let value = storage.get_item(&storage.key(index).unwrap().unwrap()).unwrap().unwrap();
        value.contains(THEIRS)
    })
}

#[wasm_bindgen_test]
async fn the_tab_keeps_the_own_session_alone() {
    let stub = with_other();
    let screen = acting(&stub).await;
    assert!(!is_kept() && !screen.html().contains(THEIRS));
    // A page that the browser put aside whole comes back as it was.
    let window = leptos::prelude::window();
    window.dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    assert!(is_kept());
    window.dispatch_event(&web_sys::Event::new("pageshow").unwrap()).unwrap();
    assert!(!is_kept());
    // Asking how long it lasts is on the own account, which that keeps alive.
    screen
        .wait("the question", |_| stub.bodies::<GetToken>().iter().any(|ask| ask.token.expose() == THEIRS))
        .await;
    assert_ne!(last_token(&stub, "/bim/token"), Some(Token::new(THEIRS)));
}

#[wasm_bindgen_test]
async fn when_the_other_session_ends_the_own_one_goes_on_and_nothing_is_sent_again() {
    let stub = with_other();
    let screen = acting(&stub).await;
    screen.sees("Arthur 1").await;
    stub.rule::<SearchUsers>(|sent| {
        if sent.token.as_ref() == Some(&Token::new(THEIRS)) {
            let problem = serde_json::to_vec(&Problem::new(401, "ended")).unwrap();
            return Reply::Now(Stub::response(401, problem));
        }
        Reply::Now(Stub::response(200, serde_json::to_vec(&people()).unwrap()))
    });
    screen.type_into("Search users", "x").await;
    screen.sees("You act as yourself again").await;
    screen.sees("Arthur 1").await;
    assert!(!screen.shows("Sign in again") && !screen.shows("You act as Other Admin"));
}

#[wasm_bindgen_test]
async fn a_reload_goes_on_acting_read_only_and_the_end_is_the_own_session() {
    let stub = with_other();
    let screen = acting(&stub).await;
    screen.press("Unlock changes").await;
    screen.sees("is saved in the name of").await;
    screen.press("Unlock changes").await;
    screen.sees("Changes unlocked").await;

    let screen = screen.reload(&stub, "users");
    screen.sees("You act as Other Admin").await;
    screen.sees("Read-only").await;
    screen.sees("Arthur 1").await;
    assert!(!is_kept(), "it stands in the storage for longer than the reload takes");
    let searches = stub.sent().into_iter().filter(|sent| sent.request.target == "/bim/user/search");
    let after: Vec<_> = searches.map(|sent| sent.token).collect();
    assert!(after.iter().all(|token| *token == Some(Token::new(THEIRS))), "{after:?}");
    assert!(screen.find(".acting-bar p").unwrap().get_attribute("title").unwrap().contains("Ticket 7"));

    screen.press("End").await;
    screen.wait("the bar to go", |screen| !screen.shows("You act as Other Admin")).await;
    screen.press("Users").await;
    screen.sees("Arthur 1").await;
    assert_ne!(last_token(&stub, "/bim/user/search"), Some(Token::new(THEIRS)));
}

#[wasm_bindgen_test]
async fn a_session_that_ended_meanwhile_leaves_a_reload_with_the_own_one() {
    let stub = with_other();
    let screen = acting(&stub).await;
    let me = person(&[Permission::USER_ADMIN, Permission::IMPERSONATE_USER]);
    stub.rule::<CurrentUserInfo>(move |sent| {
        if sent.token.as_ref() == Some(&Token::new(THEIRS)) {
            let problem = serde_json::to_vec(&Problem::new(401, "disabled")).unwrap();
            return Reply::Now(Stub::response(401, problem));
        }
        Reply::Now(Stub::response(200, serde_json::to_vec(&me).unwrap()))
    });
    let screen = screen.reload(&stub, "users");
    screen.sees("You act as yourself again").await;
    assert!(!is_kept() && !screen.shows("You act as Other Admin"));
}

#[wasm_bindgen_test]
async fn whoever_goes_on_to_a_third_person_comes_back_to_themselves() {
    let stub = with_other();
    let screen = acting(&stub).await;
    screen.sees("Arthur 1").await;
    stub.answer::<Impersonate>(&KeySession { authenticated: true, token: Some(Token::new("third")) });
    let others = |sent: &bim_admin::api::stub::Sent| {
        let mut person = person(&[Permission::USER_ADMIN, Permission::IMPERSONATE_USER]);
        match sent.token.as_ref().map(Token::expose) {
            Some("third") => {
                (person.userid, person.profile.name) = ("third".into(), Some("Third Person".to_owned()));
            }
            Some(THEIRS) => {
                (person.userid, person.profile.name) = ("other".into(), Some("Other Admin".to_owned()));
            }
            _ => {}
        }
        person
    };
    stub.rule::<CurrentUserInfo>(move |sent| {
        Reply::Now(Stub::response(200, serde_json::to_vec(&others(sent)).unwrap()))
    });
    let screen = screen.reload(&stub, "impersonate/bim/third");
    screen.sees("You act as Other Admin").await;
    screen.type_into("Your own API key", "my-key").await;
    screen.type_into("Reason", "Ticket 8").await;
    screen.press("Start").await;
    screen.sees("You act as Third Person").await;
    screen.press("End").await;
    screen.wait("the bar to go", |screen| !screen.shows("You act as")).await;
    let account = screen.find("button.account").unwrap().text_content().unwrap();
    assert!(account.contains("Jane Doe"), "{account}");
}

#[wasm_bindgen_test]
async fn keys_and_password_of_the_other_person_are_theirs_alone() {
    let stub = with_other();
    stub.answer::<GetUserApiKeys>(&example!("34-view-a-user-s-api-keys"));
    let screen = acting(&stub).await;
    screen.press("API keys").await;
    screen.sees("Credit Payments").await;
    assert!(screen.find("tbody button").is_none(), "a key can be rotated");
    screen.press("My profile").await;
    screen.sees("theirs alone to change").await;
    assert!(screen.field("Current password").is_none());
}

#[wasm_bindgen_test]
async fn a_page_that_goes_lets_the_other_session_end_where_the_service_can() {
    const LEAVE: &str = "/bim/ext/leave";
    let window = leptos::prelude::window();
    let stub = with_other();
    stub.answer::<ListExtensions>(&Extensions { extensions: vec!["sign-out".to_owned()] });
    let screen = acting(&stub).await;
    screen.sees("Arthur 1").await;
    window.dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    window.dispatch_event(&web_sys::Event::new("pageshow").unwrap()).unwrap();
    assert_eq!(last_token(&stub, LEAVE), None, "the service does not know how");

    stub.answer::<ListExtensions>(&Extensions { extensions: vec!["leave".to_owned()] });
    let screen = screen.reload(&stub, "users");
    screen.sees("You act as Other Admin").await;
    let asked = || stub.sent().iter().filter(|sent| sent.request.target == "/bim/ext").count();
    screen.wait("the question", |_| asked() > 1).await;
    screen.sees("Arthur 1").await;
    window.dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    assert_eq!(last_token(&stub, LEAVE), Some(Token::new(THEIRS)), "never the own one");
    window.dispatch_event(&web_sys::Event::new("pageshow").unwrap()).unwrap();

    screen.press("End").await;
    screen.wait("the bar to go", |screen| !screen.shows("You act as Other Admin")).await;
    let left = || stub.sent().iter().filter(|sent| sent.request.target == LEAVE).count();
    let before = left();
    window.dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    assert_eq!(left(), before, "nobody acts as anybody any more");
}
