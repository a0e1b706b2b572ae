//! Creating a person.

use bim_admin::api::stub::Reply;
use bim_api::endpoints::{CreateUser, GetProfile};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example};
use crate::screen::{Screen, signed_in};

async fn form(stub: &bim_admin::api::stub::Stub) -> Screen {
    let screen = signed_in(stub, "users/new").await;
    screen.wait("the form", |screen| screen.field("Username").is_some_and(|f| !f.read_only())).await;
    screen
}

#[wasm_bindgen_test]
async fn mistakes_are_told_at_their_fields_and_nothing_is_sent() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = form(&stub).await;
    screen.type_into("Email", "not an address").await;
    screen.press("Create user").await;
    screen.sees("Fill this in.").await;
    assert_eq!(screen.problem("Username"), "Fill this in.");
    assert_eq!(screen.problem("Email"), "This does not look like an email address.");
    assert!(stub.bodies::<CreateUser>().is_empty());
}

#[wasm_bindgen_test]
async fn a_taken_username_is_told_at_its_field_and_nothing_typed_is_lost() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.refuse::<CreateUser>(&Problem::new(409, "exists"));
    let screen = form(&stub).await;
    screen.type_into("Username", "jane").await;
    screen.type_into("Full name", "Jane Doe").await;
    screen.press("Create user").await;
    screen.sees("This username is taken.").await;
    assert_eq!(screen.problem("Username"), "This username is taken.");
    assert_eq!(screen.field("Full name").unwrap().value(), "Jane Doe");
}

#[wasm_bindgen_test]
async fn the_result_holds_the_link_masked_and_says_that_no_mail_went_out() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<CreateUser>(&example!("01-create-a-new-user"));
    let screen = form(&stub).await;
    screen.type_into("Username", "charlie.doe@immuta.com").await;
    screen.press("Create user").await;
    screen.sees("Account created").await;
    screen.sees("No mail was sent.").await;
    assert!(!screen.shows("/login?token="));
    screen.press("Reveal").await;
    screen.sees("/login?token=").await;
    let sent = stub.bodies::<CreateUser>().pop().unwrap();
    assert_eq!((sent.userid.as_str(), sent.password), ("charlie.doe@immuta.com", None));
}

#[wasm_bindgen_test]
async fn a_lost_answer_is_looked_into_and_never_sent_again() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<CreateUser>(|_| Reply::Lost);
    stub.answer::<GetProfile>(&example!("18-view-a-user-profile"));
    let screen = form(&stub).await;
    screen.type_into("Username", "jane").await;
    screen.press("Create user").await;
    screen.sees("but the account is there now").await;
    assert_eq!(stub.bodies::<CreateUser>().len(), 1);
    assert_eq!(screen.field("Username").unwrap().value(), "jane");
}

#[wasm_bindgen_test]
async fn leaving_with_something_typed_asks_first() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = form(&stub).await;
    screen.type_into("Username", "jane").await;
    screen.press("Cancel").await;
    screen.sees("Leave without saving?").await;
    screen.press("Stay").await;
    assert_eq!(screen.field("Username").unwrap().value(), "jane");
    screen.press("Cancel").await;
    screen.press("Leave").await;
    screen.sees("Arthur 1").await;
}

#[wasm_bindgen_test]
async fn without_user_admin_the_page_says_what_it_needs() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users/new").await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(screen.field("Username").is_none());
}
