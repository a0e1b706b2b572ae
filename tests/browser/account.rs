//! What is done to an account: disabling, deleting, setting its password.

use bim_admin::api::stub::Stub;
use bim_api::endpoints::{
    ChangePassword, DeleteUser, DisableUser, GetProfile, GetUser, GetUserApiKeys, GetUserGroups,
    SearchGroups, SearchUsers,
};
use bim_api::wire::Attributes;
use bim_api::wire::session::{PasswordChange, PasswordChanged};
use bim_api::wire::user::{DisableOutcome, UserDetails};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, nobody, person, says};
use crate::screen::{Screen, signed_in};

fn details(change: impl FnOnce(&mut UserDetails)) -> UserDetails {
    let mut details: UserDetails = example!("17-view-a-user-s-information");
    details.userid = "x".into();
    change(&mut details);
    details
}

/// An API that knows what goes with the account.
fn with_losses(permissions: &[Permission]) -> Stub {
    let stub = api(permissions);
    stub.answer::<GetUser>(&details(|_| ()));
    stub.answer::<GetUserApiKeys>(&example!("34-view-a-user-s-api-keys"));
    stub.answer::<GetUserGroups>(&example!("19-view-a-user-s-groups"));
    says::<SearchGroups>(&stub, 200, r#"{"count":"0","hits":[]}"#);
    stub
}

async fn page(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "users/bim/x").await;
    screen.sees("Enabled").await;
    screen
}

#[wasm_bindgen_test]
async fn disabling_says_what_rests_and_is_one_call() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    screen.choose("Actions", "Disable").await;
    screen.sees("API keys (1) stop working until the account is enabled again: Credit Payments.").await;
    stub.answer::<DisableUser>(&DisableOutcome { userid: "x".into(), disabled: true });
    stub.answer::<GetUser>(&details(|details| details.disabled = true));
    screen.press("Disable").await;
    screen.sees("x is disabled.").await;
    assert!(stub.sent().iter().any(|sent| sent.request.target == "/bim/iam/bim/user/x/disable/true"));
    screen.choose("Actions", "Enable").await;
    screen.sees("work again").await;
}

#[wasm_bindgen_test]
async fn a_refusal_stays_in_the_dialog_with_its_reason() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.refuse::<DisableUser>(&Problem::new(409, "x is the last enabled person with USER_ADMIN."));
    screen.choose("Actions", "Disable").await;
    screen.sees("Disable this account?").await;
    screen.press("Disable").await;
    screen.sees("x is the last enabled person with USER_ADMIN.").await;
}

#[wasm_bindgen_test]
async fn deleting_says_what_goes_and_asks_for_the_username() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    stub.answer::<GetUser>(&details(|details| {
        details.bim_authorizations = Some(Attributes::from([("Land".to_owned(), vec!["JP".to_owned()])]));
    }));
    let screen = page(&stub).await;
    let mut alone = nobody();
    alone.count = bim_api::wire::Count::Text(1);
    stub.answer::<SearchUsers>(&alone);
    screen.choose("Actions", "Delete").await;
    screen.sees("Attributes (1) nobody else holds, and then nobody does: Land: JP.").await;
    screen.sees("Groups (1) lose this member: API Group #2.").await;
    screen.type_into("Username", "y").await;
    screen.press("Delete").await;
    screen.sees("This is not the username of the account.").await;
    stub.answer::<DeleteUser>(&());
    screen.type_into("Username", "x").await;
    screen.press("Delete").await;
    screen.sees("x was deleted.").await;
    screen.wait("the list", |screen| screen.button("New user").is_some()).await;
}

#[wasm_bindgen_test]
async fn an_api_that_cannot_delete_is_told_from_an_account_that_is_gone() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.answer::<SearchUsers>(&nobody());
    // As a service answers that does not know the row: the account is still there.
    stub.refuse::<DeleteUser>(&Problem::new(404, "Not Found"));
    stub.answer::<GetProfile>(&example!("18-view-a-user-profile"));
    screen.choose("Actions", "Delete").await;
    screen.type_into("Username", "x").await;
    screen.press("Delete").await;
    screen.sees("This API does not delete people. Disable the account instead.").await;
    assert!(!screen.shows("was deleted"));
    // Somebody else deleted it.
    stub.refuse::<GetProfile>(&Problem::new(404, "Not Found"));
    screen.press("Delete").await;
    screen.sees("x was deleted.").await;
}

#[wasm_bindgen_test]
async fn a_made_password_is_shown_once_and_is_the_one_that_was_sent() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.answer::<ChangePassword>(&PasswordChanged { success: true });
    screen.choose("Actions", "Reset password").await;
    screen.press("Set password").await;
    screen.sees("The password is set").await;
    let sent = stub.sent().into_iter().rfind(|sent| sent.request.target.ends_with("/password")).unwrap();
    let sent: PasswordChange = serde_json::from_slice(&sent.request.body.unwrap()).unwrap();
    assert_eq!((sent.password.expose().len(), sent.original_password), (20, None));
    assert!(!screen.shows(sent.password.expose()));
    screen.press("Reveal").await;
    screen.sees(sent.password.expose()).await;
    screen.press("Done").await;
    screen.wait("it is gone", |screen| !screen.shows(sent.password.expose())).await;
}

#[wasm_bindgen_test]
async fn a_refused_password_stands_at_its_field() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    stub.refuse::<ChangePassword>(&Problem::new(422, "Too short.").about("password"));
    screen.choose("Actions", "Reset password").await;
    screen.radio("Type").await;
    screen.type_into("New password", "short").await;
    screen.press("Set password").await;
    screen.sees("Too short.").await;
    assert_eq!(screen.problem("New password"), "Too short.");
}

#[wasm_bindgen_test]
async fn ones_own_account_is_neither_disabled_nor_deleted() {
    let own = person(&[Permission::USER_ADMIN]);
    let stub = with_losses(&[Permission::USER_ADMIN]);
    stub.answer::<GetUser>(&own);
    let screen = signed_in(&stub, &["users/bim/", own.userid.as_str()].concat()).await;
    screen.choose("Actions", "Delete").await;
    screen.sees("somebody else has to delete it").await;
    assert!(!screen.shows("Delete this account?"));
    screen.sees("you would lock yourself out").await;
}

#[wasm_bindgen_test]
async fn what_another_provider_owns_is_named_in_the_menu_and_at_the_address() {
    let stub = with_losses(&[Permission::USER_ADMIN]);
    let screen = signed_in(&stub, "users/okta/x").await;
    screen.choose("Actions", "Disable").await;
    screen.sees("This account belongs to").await;
    assert!(!screen.shows("Disable this account?"));
    drop(screen);
    let screen = signed_in(&stub, "users/okta/x/clone").await;
    screen.sees("This account belongs to").await;
    assert!(screen.field("Addresses").is_none());
}

#[wasm_bindgen_test]
async fn an_auditor_sees_every_action_and_what_it_needs() {
    let stub = with_losses(&[Permission::AUDIT]);
    let screen = page(&stub).await;
    screen.choose("Actions", "Disable").await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(!screen.shows("Disable this account?"));
}
