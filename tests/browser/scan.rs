//! Lists with a filter that the API does not have.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::Permission;
use bim_api::endpoints::SearchUsers;
use bim_api::wire::user::UserHit;
use bim_api::wire::user_search::UserSearch;
use bim_api::wire::{Count, Hits};
use futures_channel::oneshot;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, people};
use crate::screen::signed_in;

/// 2,500 people, of whom every hundredth never signed in.
fn answer(search: &UserSearch) -> Vec<u8> {
    let one = people().hits.remove(0);
    let person = |number: u32| {
        let mut hit: UserHit = one.clone();
        hit.userid = format!("p{number}").as_str().into();
        hit.profile.id = bim_api::ProfileId(number.into());
        hit.profile.name = Some(format!("Person {number}"));
        if number.is_multiple_of(100) {
            hit.last_login = None;
        }
        hit
    };
    let wanted = |number: &u32| {
        search.profile_ids.is_empty() || search.profile_ids.contains(&bim_api::ProfileId((*number).into()))
    };
    let all: Vec<u32> = (0..2500).filter(wanted).collect();
    let (from, size) = (search.offset.unwrap_or(0) as usize, search.size.unwrap() as usize);
    let hits: Vec<UserHit> = all.iter().skip(from).take(size).map(|number| person(*number)).collect();
    serde_json::to_vec(&Hits { count: Count::Text(all.len() as u64), hits }).unwrap()
}

fn search_of(body: &[u8]) -> UserSearch {
    serde_json::from_slice(body).unwrap()
}

#[wasm_bindgen_test]
async fn everybody_is_looked_at_page_by_page_and_it_says_so() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.rule::<SearchUsers>(|sent| {
        Reply::Now(Stub::response(200, answer(&search_of(sent.request.body.as_deref().unwrap()))))
    });
    let screen = signed_in(&stub, "users?neverSignedIn=true").await;
    screen.sees("the console looked at all 2,500 people itself").await;
    screen.sees("Person 2400").await;
    assert!(screen.shows("of 25") && !screen.shows("Person 1\n"));
    let looked: Vec<_> =
        stub.bodies::<SearchUsers>().into_iter().filter(|search| search.profile_ids.is_empty()).collect();
    let pages: Vec<_> = looked.iter().map(|search| (search.offset, search.size)).collect();
    assert_eq!(pages, [(Some(0), Some(1000)), (Some(1000), Some(1000)), (Some(2000), Some(1000))]);
    // Another page of it needs no looking again, and a plain list says nothing of it.
    screen.press("Clear all").await;
    screen.wait("the plain list", |screen| !screen.shows("looked at all") && screen.shows("of 2,500")).await;
}

#[wasm_bindgen_test]
async fn looking_can_be_stopped_and_gone_on_with() {
    let stub = api(&[Permission::USER_ADMIN]);
    let (late, held) = oneshot::channel();
    let mut held = Some(held);
    stub.rule::<SearchUsers>(move |sent| {
        let search = search_of(sent.request.body.as_deref().unwrap());
        match held.take() {
            Some(held) if search.offset == Some(1000) => Reply::Later(held),
            other => {
                held = other;
                Reply::Now(Stub::response(200, answer(&search)))
            }
        }
    });
    let screen = signed_in(&stub, "users?neverSignedIn=true").await;
    screen.sees("1,000 of 2,500 · 10 fit").await;
    // Who was found so far is shown.
    screen.sees("Person 900").await;
    screen.press("Stop").await;
    screen.sees("Looked at 1,000 of 2,500.").await;
    screen.sees("there may be more who fit").await;
    screen.press("Go on").await;
    screen.sees("the console looked at all 2,500 people itself").await;
    screen.sees("Person 2400").await;
    drop(late);
}

#[wasm_bindgen_test]
async fn whoever_may_not_search_is_told_what_it_needs() {
    let stub = api(&[Permission::AUDIT]);
    let screen = signed_in(&stub, "users?lacks=Land").await;
    screen.sees("Some filters were left out: they need USER_ADMIN.").await;
    assert!(stub.bodies::<SearchUsers>().is_empty() && !screen.shows("looked at all"));
}
