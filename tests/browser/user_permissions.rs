//! Changing what a person may do.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{GetUser, RemovePermission, SetPermissions};
use bim_api::{Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, holding, record};
use crate::screen::{Screen, signed_in};

const TARGET: &str = "/bim/iam/bim/user/x/permissions";

async fn page(stub: &Stub, held: &[&str]) -> Screen {
    stub.answer::<GetUser>(&holding(held));
    let screen = signed_in(stub, "users/bim/x/permissions").await;
    screen.wait("the boxes", |screen| screen.checkbox("AUDIT").is_some()).await;
    screen
}

#[wasm_bindgen_test]
async fn what_is_added_and_taken_is_shown_before_it_is_sent_as_one_set() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &["CREATE_PROJECT", "BRAND_NEW"]).await;
    assert!(screen.checkbox("BRAND_NEW").unwrap().checked());
    screen.tick("AUDIT").await;
    screen.tick("CREATE_PROJECT").await;
    screen.sees("+ AUDIT").await;
    screen.sees("\u{2212} CREATE_PROJECT").await;
    stub.answer::<SetPermissions>(&record(&["BRAND_NEW", "AUDIT"]));
    screen.press("Save").await;
    screen.sees("The permissions are saved.").await;
    let sent = stub.sent().into_iter().rfind(|sent| sent.request.target == TARGET).unwrap();
    assert_eq!(sent.request.body.unwrap(), br#"["BRAND_NEW","AUDIT"]"#);
    screen.wait("no bar", |screen| screen.button("Save").is_none()).await;
}

#[wasm_bindgen_test]
async fn one_permission_taken_alone_is_row_4_and_a_refusal_says_why() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &["AUDIT", "USER_ADMIN"]).await;
    stub.refuse::<RemovePermission>(&Problem::new(409, "x is the last one with USER_ADMIN."));
    screen.tick("USER_ADMIN").await;
    screen.press("Save").await;
    screen.sees("x is the last one with USER_ADMIN.").await;
    assert!(stub.sent().iter().any(|sent| sent.request.target == [TARGET, "/USER_ADMIN"].concat()));
    // What was chosen is still there, to be sent again or discarded.
    screen.press("Discard").await;
    screen.wait("the box", |screen| screen.checkbox("USER_ADMIN").unwrap().checked()).await;
}

#[wasm_bindgen_test]
async fn the_later_save_is_told_what_changed_meanwhile_and_chooses() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &["CREATE_PROJECT"]).await;
    screen.tick("AUDIT").await;
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT", "GOVERNANCE"]));
    screen.press("Save").await;
    screen.sees("Somebody else saved meanwhile").await;
    assert!(!stub.sent().iter().any(|sent| sent.request.target == TARGET));
    stub.answer::<SetPermissions>(&record(&["CREATE_PROJECT", "GOVERNANCE", "AUDIT"]));
    screen.press("Save mine").await;
    screen.sees("The permissions are saved.").await;
    let sent = stub.sent().into_iter().rfind(|sent| sent.request.target == TARGET).unwrap();
    // Theirs stays, mine is added.
    assert_eq!(sent.request.body.unwrap(), br#"["CREATE_PROJECT","GOVERNANCE","AUDIT"]"#);
}

#[wasm_bindgen_test]
async fn somebody_deleted_meanwhile_is_said_to_be_gone() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &[]).await;
    screen.tick("AUDIT").await;
    stub.refuse::<GetUser>(&Problem::new(404, "unknown"));
    screen.press("Save").await;
    screen.sees("There is no such person").await;
}

#[wasm_bindgen_test]
async fn without_user_admin_the_boxes_stand_still_and_say_why() {
    let stub = api(&[Permission::AUDIT]);
    let screen = page(&stub, &["CREATE_PROJECT"]).await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(screen.checkbox("AUDIT").unwrap().disabled());
}

#[wasm_bindgen_test]
async fn ones_own_user_admin_cannot_be_taken() {
    let stub = api(&[Permission::USER_ADMIN]);
    let own = crate::given::person(&[Permission::USER_ADMIN]);
    stub.answer::<GetUser>(&own);
    let address = ["users/bim/", own.userid.as_str(), "/permissions"].concat();
    let screen = signed_in(&stub, &address).await;
    screen.wait("the box", |screen| screen.checkbox("USER_ADMIN").is_some_and(|own| own.disabled())).await;
    screen.sees("without it you could not give it back").await;
}

#[wasm_bindgen_test]
async fn what_the_service_kept_back_is_named() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &[]).await;
    stub.rule::<SetPermissions>(|_| {
        Reply::Now(Stub::response(200, serde_json::to_vec(&record(&[])).unwrap()))
    });
    screen.tick("GOVERNANCE").await;
    screen.press("Save").await;
    screen.sees("The service did not give these").await;
}

#[wasm_bindgen_test]
async fn another_tab_asks_before_the_choice_is_lost() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub, &[]).await;
    screen.tick("AUDIT").await;
    screen.press("Profile").await;
    screen.sees("Leave without saving?").await;
    screen.press("Stay").await;
    assert!(screen.checkbox("AUDIT").unwrap().checked());
}
