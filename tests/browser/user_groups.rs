//! Joining and leaving groups.

use bim_admin::api::stub::Stub;
use bim_api::endpoints::{AddMember, GetUserGroups, RemoveMember, SearchGroups};
use bim_api::wire::user::UserGroup;
use bim_api::{GroupId, MembershipId, Permission, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, says};
use crate::screen::{Screen, signed_in};

const GROUPS: &str = r#"{"count":"2","hits":[
    {"id":2,"iamid":"bim","name":"API Group #2","authorizations":{"Land":["JP"]}},
    {"id":5,"iamid":"bim","name":"Finance","description":"Money"}]}"#;

async fn page(stub: &Stub) -> Screen {
    let mut groups: Vec<UserGroup> = example!("19-view-a-user-s-groups");
    groups.push(UserGroup {
        id: GroupId(9),
        name: "Directory".to_owned(),
        iamid: "okta".into(),
        group_user: MembershipId(90),
    });
    stub.answer::<GetUserGroups>(&groups);
    says::<SearchGroups>(stub, 200, GROUPS);
    let screen = signed_in(stub, "users/bim/x/groups").await;
    screen.sees("API Group #2").await;
    screen
}

#[wasm_bindgen_test]
async fn a_group_is_found_by_a_part_of_its_name_and_joined() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    screen.type_into("Group", "fin").await;
    screen.wait("a suggestion", |screen| screen.find("[role=option]").is_some()).await;
    screen.sees("Money").await;
    let option = screen.option("Finance").unwrap();
    option.click();
    screen.wait("the choice", |screen| screen.field("Group").unwrap().value() == "Finance").await;
    stub.answer::<AddMember>(&example!("24-add-a-user-to-a-group"));
    screen.press("Add to group").await;
    screen.sees("Added to the group Finance").await;
    let sent = stub.sent().into_iter().rfind(|sent| sent.request.target == "/bim/group/5/user").unwrap();
    assert_eq!(sent.request.body.unwrap(), br#"{"userid":"x","iamid":"bim"}"#);
}

#[wasm_bindgen_test]
async fn a_group_that_is_not_chosen_is_asked_for() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    screen.type_into("Group", "something").await;
    screen.press("Add to group").await;
    screen.sees("Choose a group from the list.").await;
}

#[wasm_bindgen_test]
async fn leaving_says_what_else_goes_and_takes_the_membership() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    let hits = |stub: &Stub| stub.sent().iter().any(|sent| sent.request.target.starts_with("/bim/group?"));
    screen.wait("what groups hold", |_| hits(&stub)).await;
    screen.press("Remove from API Group #2").await;
    screen.sees("Land: JP").await;
    stub.answer::<RemoveMember>(&());
    screen.press("Remove").await;
    screen.sees("Removed from the group API Group #2").await;
    // The membership's id, not the person's.
    assert!(stub.sent().iter().any(|sent| sent.request.target == "/bim/group/2/user/6"));
}

#[wasm_bindgen_test]
async fn a_membership_of_another_provider_is_locked_and_a_failure_stays_in_the_dialog() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    let foreign = screen.button("Remove from Directory").unwrap();
    assert_eq!(foreign.get_attribute("aria-disabled").as_deref(), Some("true"));
    stub.refuse::<RemoveMember>(&Problem::new(403, "Not any more."));
    screen.press("Remove from API Group #2").await;
    screen.press("Remove").await;
    screen.sees("Not any more.").await;
}
