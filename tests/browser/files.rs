//! Lists of people as files: what is exported, and what a file that is imported does.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::CreateUser;
use bim_api::{Method, Permission};
use js_sys::{Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::screen::{Screen, next_frame, signed_in};
use crate::town::Town;

/// Keeps the files that are saved from now on, and lets the browser save none.
pub(crate) fn keep_saved_files() {
    let keep = "delete window.saved;
        const click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () {
            if (!this.download) return click.call(this);
            window.savedAs = this.download;
        };
        const real = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.saved = blob.arrayBuffer(); return real.call(URL, blob); };";
    Function::new_no_args(keep).call0(&JsValue::NULL).unwrap();
}

/// The last one of them.
pub(crate) async fn saved() -> String {
    let read = || js_sys::Reflect::get(&leptos::prelude::window(), &"saved".into()).unwrap();
    while read().is_undefined() {
        next_frame().await;
    }
    let buffer = JsFuture::from(read().unchecked_into::<js_sys::Promise>()).await.unwrap();
    String::from_utf8(Uint8Array::new(&buffer).to_vec()).unwrap()
}

/// Chooses a file of this name and these bytes.
pub(crate) async fn choose_file(screen: &Screen, name: &str, bytes: &[u8]) {
    screen.wait("the choice", |screen| screen.find("input[type=file]").is_some()).await;
    let choose = "const files = new DataTransfer();
        files.items.add(new File([bytes], name));
        input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    let input = screen.find("input[type=file]").unwrap();
    let choose = Function::new_with_args("input, name, bytes", choose);
    choose.call3(&JsValue::NULL, &input, &name.into(), &Uint8Array::from(bytes)).unwrap();
}

/// Chooses a file of people.
async fn choose(screen: &Screen, bytes: &[u8]) {
    choose_file(screen, "people.csv", bytes).await;
    screen.sees("Which column holds what").await;
}

async fn page(stub: &Stub) -> Screen {
    let screen = signed_in(stub, "users/import").await;
    screen.sees("Drop a CSV file here").await;
    screen
}

#[wasm_bindgen_test]
async fn an_export_has_everybody_and_imported_again_there_is_nothing_to_do() {
    let (stub, town) = Town::of(1100, &[Permission::USER_ADMIN]);
    town.disable("p7");
    let screen = signed_in(&stub, "users").await;
    screen.sees("p0").await;
    keep_saved_files();
    screen.press("Export CSV").await;
    screen.press("Export 1,100").await;
    screen.sees("1,100 lines are in the file.").await;
    let file = saved().await;
    let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 1101);
    assert!(lines[0].starts_with("\u{feff}provider,username,full_name,email,"), "{}", lines[0]);
    assert!(lines.iter().any(|line| line.starts_with("bim,p7,p7,") && line.contains(",disabled,")));
    screen.press("Close").await;
    screen.press("Import CSV").await;
    choose(&screen, file.as_bytes()).await;
    screen.sees("1,100 lines").await;
    screen.press("Preview").await;
    screen.sees("There is nothing to do").await;
    screen.sees("1,100 need nothing").await;
    assert_eq!(town.writes(), 0);
}

#[wasm_bindgen_test]
async fn a_file_of_other_hands_is_mapped_judged_and_applied() {
    let (stub, town) = Town::of(4, &[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    // Latin-1, semicolons, a column that is called otherwise, a quoted line break, a cut-off last line.
    let file = "Kennung;Name;Status;permissions\r\n\
        p0;p0;disabled;AUDIT\r\n\
        p1;p1;perhaps;AUDIT\r\n\
        p2;p2;;FLY\r\n\
        p77;J\u{fc}rg\r\n\
        p77;J\u{fc}rg;;AUDIT\r\n\
        P3;x;;AUDIT\r\n\
        p77;again;;AUDIT\r\n\
        p3;\"p3";
    let bytes: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    choose(&screen, &bytes).await;
    screen.sees("J\u{fc}rg").await;
    let kind = screen.all("select").into_iter().next().unwrap();
    let select = "select.value = '0'; select.dispatchEvent(new Event('change', { bubbles: true }));";
    Function::new_with_args("select", select).call1(&JsValue::NULL, &kind).unwrap();
    screen.press("Preview").await;
    screen.sees("1 to create · 1 to change · 4 with mistakes · 2 in conflict").await;
    for told in [
        "Either enabled or disabled.",
        "There is no permission FLY",
        "It has fewer cells",
        "differs in upper and lower case alone: p3",
        "This person stands in line 6.",
        "it was cut off",
    ] {
        assert!(screen.shows(told), "{told}\n{}", screen.text());
    }
    assert_eq!(town.writes(), 0);
    // One is disabled: that is no slip of the finger.
    screen.press("Apply to 2").await;
    screen.wait("a refusal", |screen| screen.problem("How many lose something").contains("Fill")).await;
    assert_eq!(town.writes(), 0);
    screen.type_into("How many lose something", "1").await;
    screen.press("Apply to 2").await;
    screen.sees("Done.").await;
    assert_eq!(town.count_disabled(), 1);
    // The service gave more than the file has.
    assert_eq!(town.permissions("p77"), [Permission::AUDIT]);
    let body = stub.bodies::<CreateUser>().remove(0);
    assert_eq!((body.userid.as_str(), body.profile.unwrap().name.as_deref()), ("p77", Some("J\u{fc}rg")));
    assert!(!stub.sent().iter().any(|sent| sent.request.method == Method::Delete));
}

#[wasm_bindgen_test]
async fn who_is_not_in_the_file_is_disabled_where_that_is_asked_for_alone() {
    let (stub, town) = Town::of(5, &[Permission::USER_ADMIN]);
    town.disable("p4");
    let screen = page(&stub).await;
    // A line with a mistake names somebody all the same.
    let file = b"username,permissions\nP0,\np1,AUDIT\np2,FLY\n";
    choose(&screen, file).await;
    screen.press("Preview").await;
    screen.sees("1 need nothing · 1 with mistakes · 1 in conflict").await;
    assert!(!screen.shows("no line names them"), "{}", screen.text());
    screen.press("Change the columns").await;
    screen.tick("Disable who is not in this file").await;
    screen.press("Preview").await;
    screen.sees("1 to disable, since no line names them").await;
    screen.sees("Not in the file: to be disabled").await;
    screen.press("Apply to 1").await;
    screen.wait("a refusal", |screen| screen.problem("How many lose something").contains("Fill")).await;
    assert_eq!((town.writes(), town.count_disabled()), (0, 1));
    screen.type_into("How many lose something", "1").await;
    screen.press("Apply to 1").await;
    screen.sees("Done.").await;
    assert_eq!((town.writes(), town.count_disabled()), (1, 2));
}

#[wasm_bindgen_test]
async fn columns_that_were_chosen_are_kept_for_the_next_such_file() {
    let (stub, _) = Town::of(2, &[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    choose(&screen, b"kennzeichen,mail\np0,a@x.org\n").await;
    let column = |screen: &Screen| {
        let select = screen.all("select").into_iter().next().unwrap();
        js_sys::Reflect::get(&select, &"value".into()).unwrap().as_string().unwrap()
    };
    assert_eq!(column(&screen), "");
    let kind = screen.all("select").into_iter().next().unwrap();
    let select = "select.value = '0'; select.dispatchEvent(new Event('change', { bubbles: true }));";
    Function::new_with_args("select", select).call1(&JsValue::NULL, &kind).unwrap();
    screen.press("Preview").await;
    screen.sees("1 to change").await;
    screen.press("Another file").await;
    choose(&screen, b"kennzeichen,mail\np1,b@x.org\n").await;
    assert_eq!(column(&screen), "0");
}

#[wasm_bindgen_test]
async fn a_file_in_utf_16_is_read_and_without_usernames_nothing_is_planned() {
    let (stub, _) = Town::of(2, &[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend("who\tfull_name\np0\tZo\u{eb}\n".encode_utf16().flat_map(u16::to_le_bytes));
    choose(&screen, &bytes).await;
    screen.sees("Zo\u{eb}").await;
    screen.press("Preview").await;
    next_frame().await;
    assert!(!screen.shows("to change"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn a_read_that_fails_is_said_and_can_be_tried_again() {
    let (stub, _) = Town::of(2, &[Permission::USER_ADMIN]);
    let screen = page(&stub).await;
    choose(&screen, b"username,email\np0,a@x.org\n").await;
    stub.rule::<bim_api::endpoints::SearchUsers>(|_| Reply::Lost);
    screen.press("Preview").await;
    screen.sees("It could not be read what is there").await;
    stub.answer::<bim_api::endpoints::SearchUsers>(&crate::given::nobody());
    screen.press("Retry").await;
    screen.sees("1 to create").await;
}

#[wasm_bindgen_test]
async fn without_user_admin_the_page_says_what_it_needs() {
    let (stub, _) = Town::of(2, &[Permission::AUDIT]);
    let screen = signed_in(&stub, "users/import").await;
    screen.sees("This needs USER_ADMIN.").await;
    assert!(screen.find("input[type=file]").is_none());
}
