//! This session's writes, taking them back, and everybody's.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::Extensions;
use bim_api::endpoints::{
    ChangePassword, CurrentUserInfo, GetUser, Impersonate, ListExtensions, SearchAudit, SetPermissions,
};
use bim_api::wire::audit::{AuditEvent, AuditPerson, AuditTarget};
use bim_api::wire::key::KeySession;
use bim_api::wire::session::{PasswordChange, PasswordChanged};
use bim_api::wire::{Count, Hits};
use bim_api::{Permission, Problem, Token, UserId};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::files::{keep_saved_files, saved};
use crate::given::{api, holding, person, record, seconds_from_now};
use crate::screen::{Screen, signed_in};

/// Gives AUDIT to x and goes to the list.
async fn after_a_change(stub: &Stub) -> Screen {
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT"]));
    let screen = signed_in(stub, "users/bim/x/permissions").await;
    change(stub, &screen).await;
    screen
}

async fn change(stub: &Stub, screen: &Screen) {
    stub.answer::<SetPermissions>(&record(&["CREATE_PROJECT", "AUDIT"]));
    screen.wait("the boxes", |screen| screen.checkbox("AUDIT").is_some()).await;
    screen.tick("AUDIT").await;
    screen.press("Save").await;
    screen.sees("The permissions are saved.").await;
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT", "AUDIT"]));
    screen.press("Activity").await;
}

fn rows(screen: &Screen) -> Vec<String> {
    screen.all("tbody tr").iter().map(|row| row.text_content().unwrap()).collect()
}

/// The permissions that were sent, one set after the other.
fn sets(stub: &Stub) -> Vec<Vec<Permission>> {
    let sent =
        stub.sent().into_iter().filter(|sent| sent.request.target == "/bim/iam/bim/user/x/permissions");
    sent.map(|sent| serde_json::from_slice(&sent.request.body.unwrap()).unwrap()).collect()
}

const ROW: &str = "Actions for Permissions changed x";

#[wasm_bindgen_test]
async fn a_change_is_listed_and_taken_back_upon_what_is_there_by_then() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = after_a_change(&stub).await;
    screen.wait("the row", |screen| rows(screen).len() == 1).await;
    let row = rows(&screen).remove(0);
    assert!(row.contains("Permissions changed") && row.contains("+ AUDIT") && row.contains("Done"), "{row}");

    // Somebody else gave another permission meanwhile: it stays.
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT", "AUDIT", "GOVERNANCE"]));
    screen.choose(ROW, "Undo").await;
    screen.sees("\u{2212} AUDIT").await;
    stub.refuse::<SetPermissions>(&Problem::new(409, "Not now."));
    screen.press("Undo").await;
    screen.sees("Not now.").await;
    stub.answer::<SetPermissions>(&record(&["CREATE_PROJECT", "GOVERNANCE"]));
    screen.press("Undo").await;
    screen.sees("The change was undone").await;
    let names = |set: &[Permission]| set.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(sets(&stub).last().unwrap()), ["CREATE_PROJECT", "GOVERNANCE"]);
    // Both tries of it are writes like any other.
    screen.wait("three rows", |screen| rows(screen).len() == 3).await;
    let told = rows(&screen);
    assert!(told[0].contains("\u{2212} AUDIT") && told[0].contains("Done"), "{told:?}");
    assert!(told[1].contains("Not done") && told[2].contains("Undone"), "{told:?}");

    screen.radio("Not done").await;
    screen.wait("the refused one", |screen| rows(screen).len() == 1).await;
    screen.radio("All").await;
    screen.type_into("Search changes", "NOBODY").await;
    screen.sees("No change matches").await;
    screen.type_into("Search changes", "audit").await;
    screen.wait("all three", |screen| rows(screen).len() == 3).await;
    keep_saved_files();
    screen.press("Export CSV").await;
    let file = saved().await;
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 4, "{file}");
    assert!(lines[0].starts_with("time,by,what,to,change"), "{file}");
    assert!(lines[1].contains("SetPermissions,PUT,/bim/iam/bim/user/x/permissions"), "{file}");
}

#[wasm_bindgen_test]
async fn what_is_as_it_was_already_is_not_undone_again() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = after_a_change(&stub).await;
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT"]));
    screen.choose(ROW, "Undo").await;
    screen.sees("Nothing is left to undo").await;
    screen.sees("Already so").await;
    assert_eq!(sets(&stub).len(), 1);
}

#[wasm_bindgen_test]
async fn a_failed_look_can_be_tried_again() {
    let stub = api(&[Permission::USER_ADMIN]);
    let screen = after_a_change(&stub).await;
    stub.refuse::<GetUser>(&Problem::new(500, "broken"));
    screen.choose(ROW, "Undo").await;
    screen.sees("What is there now could not be read").await;
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT", "AUDIT"]));
    screen.press("Retry").await;
    screen.sees("This will be put back").await;
}

#[wasm_bindgen_test]
async fn a_password_is_in_neither_the_list_nor_the_command() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetUser>(&holding(&[]));
    stub.answer::<ChangePassword>(&PasswordChanged { success: true });
    let screen = signed_in(&stub, "users/bim/x").await;
    screen.choose("Actions", "Reset password").await;
    screen.press("Set password").await;
    screen.sees("The password is set").await;
    let sent = stub.sent().into_iter().rfind(|sent| sent.request.target.ends_with("/password")).unwrap();
    let sent: PasswordChange = serde_json::from_slice(&sent.request.body.unwrap()).unwrap();
    screen.press("Done").await;
    screen.press("Activity").await;
    screen.choose("Actions for Password set x", "Details").await;
    screen.sees("<password>").await;
    assert!(screen.shows("curl --request PUT"), "{}", screen.text());
    assert!(!screen.html().contains(sent.password.expose()));
    screen.press("Close").await;
    // Nothing takes it back.
    screen.press("Actions for Password set x").await;
    screen.sees("The API has no call that takes this back.").await;
}

#[wasm_bindgen_test]
async fn what_is_done_in_anothers_name_carries_both_and_outlasts_it() {
    let stub = api(&[Permission::USER_ADMIN, Permission::IMPERSONATE_USER]);
    stub.answer::<GetUser>(&holding(&["CREATE_PROJECT"]));
    stub.answer::<Impersonate>(&KeySession { authenticated: true, token: Some(Token::new("theirs")) });
    let me = person(&[Permission::USER_ADMIN, Permission::IMPERSONATE_USER]);
    let mut other = person(&[Permission::USER_ADMIN]);
    other.userid = "other".into();
    let own = me.userid.to_string();
    stub.rule::<CurrentUserInfo>(move |sent| {
        let is_other = sent.token.as_ref() == Some(&Token::new("theirs"));
        Reply::Now(Stub::response(200, serde_json::to_vec(if is_other { &other } else { &me }).unwrap()))
    });
    let screen = signed_in(&stub, "impersonate/bim/other").await;
    screen.type_into("Your own API key", "my-key").await;
    screen.type_into("Reason", "Ticket 7").await;
    screen.press("Start").await;
    screen.sees("You act as").await;
    screen.press("Unlock changes").await;
    screen.sees("Unlock changes?").await;
    screen.press("Unlock changes").await;
    screen.sees("Changes unlocked").await;
    let _ = leptos::prelude::window().history().unwrap().push_state_with_url(
        &wasm_bindgen::JsValue::NULL,
        "",
        Some("/users/bim/x/permissions"),
    );
    leptos::prelude::window().dispatch_event(&web_sys::Event::new("popstate").unwrap()).unwrap();
    change(&stub, &screen).await;
    let both = [&own, " as other"].concat();
    screen.wait("both names", |screen| rows(screen).first().is_some_and(|row| row.contains(&both))).await;
    screen.press("End").await;
    screen.wait("oneself", |screen| !screen.shows("You act as")).await;
    screen.press("Activity").await;
    screen.wait("both names", |screen| rows(screen).first().is_some_and(|row| row.contains(&both))).await;
}

fn event() -> AuditEvent {
    let person =
        |id, userid: &str| AuditPerson { id: UserId(id), iamid: "bim".into(), userid: userid.into() };
    AuditEvent {
        id: 5,
        created_at: seconds_from_now(-60.0),
        event: "GroupUpdated".to_owned(),
        actor: Some(person(1, "ada")),
        impersonator: Some(person(2, "bob")),
        means: "session".to_owned(),
        keyid: None,
        targets: vec![AuditTarget {
            kind: "group".to_owned(),
            id: Some(7),
            iamid: Some("bim".into()),
            name: Some("Asia".to_owned()),
        }],
        before: Some(json!({ "email": null, "name": "Asien" })),
        after: Some(json!({ "email": "a@b.c", "name": "Asia" })),
        request_id: Some("req-77".to_owned()),
    }
}

#[wasm_bindgen_test]
async fn everybodys_changes_are_there_where_the_service_tells_them() {
    let stub = api(&[Permission::AUDIT]);
    stub.answer::<ListExtensions>(&Extensions { extensions: vec!["audit".to_owned()] });
    stub.answer::<SearchAudit>(&Hits { count: Count::Text(1), hits: vec![event()] });
    let screen = signed_in(&stub, "activity").await;
    screen.sees("Nothing was changed yet").await;
    screen.press("Everybody").await;
    screen.wait("the row", |screen| rows(screen).iter().any(|row| row.contains("bob as ada"))).await;
    let row = rows(&screen).remove(0);
    assert!(row.contains("email: + a@b.c") && row.contains("name: Asien \u{2192} Asia"), "{row}");
    screen.press("GroupUpdated").await;
    screen.sees("req-77").await;
    screen.press("Close").await;
    screen.type_into("Who did it", "Ada").await;
    screen
        .wait("it is asked for", |_| {
            stub.sent().iter().any(|sent| sent.request.target.contains("/audit?actor=Ada"))
        })
        .await;
    screen.press("Filters").await;
    screen.type_into("To day", "2026-11-26").await;
    screen.type_into("Event", "GroupUpdated").await;
    screen.press("Apply").await;
    screen
        .wait("all of it is asked for", |_| {
            let last = stub.sent().into_iter().rfind(|sent| sent.request.target.contains("/audit?")).unwrap();
            let target = last.request.target;
            target.contains("actor=Ada")
                && target.contains("event=GroupUpdated")
                && target.contains("to=2026-11-2")
        })
        .await;
}

#[wasm_bindgen_test]
async fn without_a_log_or_the_right_to_it_the_address_says_so() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "activity/everybody").await;
    screen.sees("This service keeps no audit log").await;
    drop(screen);
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<ListExtensions>(&Extensions { extensions: vec!["audit".to_owned()] });
    let screen = signed_in(&stub, "activity/everybody").await;
    screen.sees("This needs AUDIT.").await;
    assert!(!stub.sent().iter().any(|sent| sent.request.target.contains("/audit")));
}
