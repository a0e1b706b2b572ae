//! Calls that travel together: what goes out in which request, and what becomes of a job when a batch fails.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use bim_admin::api::stub::{Fate, Reply, Stub};
use bim_admin::api::{Batches, Client, Transport};
use bim_api::endpoints::paths::{DisablePath, ProfilePath, UserPath};
use bim_api::endpoints::{
    CurrentUserInfo, DisableUser, Extensions, GetProfile, GetUserGroups, ListExtensions,
};
use bim_api::wire::user::UserGroup;
use bim_api::{ApiError, Call, Endpoint, Permission, Problem, Token};
use futures_channel::oneshot;
use futures_util::future::{join, join_all};
use leptos::prelude::Owner;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::bulk::{comes, selected};
use crate::given::says;
use crate::screen::{Screen, next_frame};
use crate::town::{Fault, Town};

/// A service with so many people that answers batches as `judge` says.
fn town(count: usize, judge: impl FnMut(usize) -> Fate + 'static) -> (Stub, Town) {
    let (stub, town) = Town::of(count, &[Permission::USER_ADMIN]);
    stub.answer::<ListExtensions>(&Extensions { extensions: vec!["batch".to_owned()] });
    stub.answer_batches(judge);
    (stub, town)
}

async fn changes_all(stub: &Stub, count: usize, what: &str) -> Screen {
    let screen = selected(stub, count).await;
    screen.choose("Change", what).await;
    screen.sees(&format!("{count} users")).await;
    screen.type_into("How many change", &count.to_string()).await;
    screen.press(&format!("Apply to {count}")).await;
    screen
}

fn problem(status: u16) -> Fate {
    Fate::Instead(Stub::response(status, serde_json::to_vec(&Problem::new(status, "made")).unwrap()))
}

/// Everybody is disabled while the third batch, or the third and all later ones, meet this.
async fn each_is_done_once(fate: impl Fn() -> Fate + 'static, is_for_good: bool) -> (Stub, Town) {
    let is_met = move |number: usize| if is_for_good { number >= 2 } else { number == 2 };
    let (stub, town) = town(120, move |number| if is_met(number) { fate() } else { Fate::Answered });
    let screen = changes_all(&stub, 120, "Disable…").await;
    comes(&screen, "Done.").await;
    assert!(stub.batches().len() > 2, "{:?}", stub.batches());
    assert_eq!((town.count_disabled(), town.done_twice().len()), (120, 0));
    (stub, town)
}

#[wasm_bindgen_test]
async fn a_job_sends_its_calls_together() {
    let (stub, town) = town(200, |_| Fate::Answered);
    let screen = changes_all(&stub, 200, "Disable…").await;
    comes(&screen, "Done.").await;
    assert_eq!((town.writes(), town.count_disabled()), (200, 200));
    let batches = stub.batches();
    let together: usize = batches.iter().sum();
    assert!(together > 180 && batches.len() < 20, "{batches:?}");
}

#[wasm_bindgen_test]
async fn each_call_is_a_request_where_the_service_announces_nothing() {
    let (stub, town) = Town::of(60, &[Permission::USER_ADMIN]);
    stub.answer_batches(|_| Fate::Answered);
    let screen = changes_all(&stub, 60, "Disable…").await;
    comes(&screen, "Done.").await;
    assert_eq!((town.count_disabled(), stub.batches().len()), (60, 0));
}

#[wasm_bindgen_test]
async fn what_fails_within_a_batch_is_that_call_s_own() {
    let (stub, town) = town(60, |_| Fate::Answered);
    let faults = [Fault::Status(500), Fault::Wait(1), Fault::Unanswered, Fault::Half, Fault::Status(503)];
    for (at, fault) in faults.into_iter().enumerate() {
        town.fail(9 * at + 8, fault);
    }
    town.curse("p3", Some(Fault::Status(409)));
    let screen = changes_all(&stub, 60, "Disable…").await;
    let start = js_sys::Date::now();
    while !screen.shows("Some failed.") {
        assert!(js_sys::Date::now() - start < 30_000.0, "on screen:\n{}", screen.text());
        next_frame().await;
    }
    assert!(screen.shows("1 failed"));
    assert_eq!((town.count_disabled(), town.done_twice().len()), (59, 0));
}

#[wasm_bindgen_test]
async fn each_is_looked_for_when_the_answer_of_a_batch_is_lost() {
    each_is_done_once(|| Fate::Lost, false).await;
}

#[wasm_bindgen_test]
async fn each_is_looked_for_when_half_of_an_answer_arrives() {
    each_is_done_once(|| Fate::Half, false).await;
}

#[wasm_bindgen_test]
async fn a_page_in_the_answer_s_place_is_no_answer() {
    each_is_done_once(|| Fate::Instead(Stub::response(200, b"<h1>Back soon</h1>".to_vec())), false).await;
    each_is_done_once(|| Fate::Instead(Stub::response(202, Vec::new())), false).await;
}

#[wasm_bindgen_test]
async fn a_batch_that_fails_is_tried_again() {
    each_is_done_once(|| problem(500), false).await;
}

#[wasm_bindgen_test]
async fn a_batch_waits_as_long_as_the_service_asks() {
    let busy = || {
        let Fate::Instead(mut response) = problem(429) else { unreachable!() };
        response.retry_after = Some(1);
        Fate::Instead(response)
    };
    let (sent, answered) = (Rc::new(RefCell::new(Vec::new())), Rc::new(Cell::new(0.0)));
    let (noted, told) = (Rc::clone(&sent), Rc::clone(&answered));
    let (stub, town) = town(120, move |number| {
        noted.borrow_mut().push(js_sys::Date::now());
        if number != 2 {
            return Fate::Answered;
        }
        told.set(js_sys::Date::now());
        busy()
    });
    let screen = changes_all(&stub, 120, "Disable…").await;
    comes(&screen, "Done.").await;
    assert_eq!((town.count_disabled(), town.done_twice().len()), (120, 0));
    let since: Vec<f64> = sent.borrow().iter().map(|at| at - answered.get()).collect();
    // What is on its way beside it is not called back, and nothing else goes out.
    let meanwhile = since.iter().filter(|since| (1.0..950.0).contains(*since)).count();
    assert!(meanwhile <= 1 && since.iter().any(|since| *since >= 950.0), "{since:?}");
}

#[wasm_bindgen_test]
async fn where_batches_are_refused_each_call_goes_out_alone() {
    for status in [403, 404, 405, 413] {
        let (stub, _) = each_is_done_once(move || problem(status), true).await;
        assert!(stub.batches().len() <= 4, "it is asked again and again: {:?}", stub.batches());
    }
}

#[wasm_bindgen_test]
async fn whatever_a_batch_is_answered_nobody_counts_as_deleted_who_is_not() {
    for fate in [|| problem(404), || Fate::Instead(Stub::response(200, b"<h1>Back soon</h1>".to_vec()))] {
        let (stub, town) = town(60, move |number| if number == 1 { fate() } else { Fate::Answered });
        let screen = changes_all(&stub, 60, "Delete…").await;
        comes(&screen, "Done.").await;
        assert_eq!(town.count(), 0);
        assert!(stub.batches().len() > 1);
    }
}

#[wasm_bindgen_test]
async fn a_session_that_ends_is_renewed_once_for_all_of_a_batch() {
    let (stub, town) = town(120, |number| if number == 2 { problem(401) } else { Fate::Answered });
    let screen = changes_all(&stub, 120, "Disable…").await;
    screen.sees("Your session has ended").await;
    screen.type_into("Password", "correct horse battery").await;
    screen.press("Sign in").await;
    comes(&screen, "Done.").await;
    assert_eq!((town.count_disabled(), town.done_twice().len()), (120, 0));
}

/// A client whose batches are switched on, and what carries them.
fn client(stub: &Stub) -> (Client, Rc<dyn Transport>) {
    Owner::new().set();
    let client = Client::new(stub.clone());
    let batches = Batches::new(client);
    batches.switch_on();
    (client, Rc::new(batches))
}

async fn groups(
    client: Client,
    carrier: Rc<dyn Transport>,
    userid: &str,
) -> Result<Vec<UserGroup>, ApiError> {
    let path = UserPath { iamid: "bim".into(), userid: userid.into() };
    client
        .over(carrier, async move { client.send(&Call::<GetUserGroups> { path, query: (), body: () }).await })
        .await
}

/// Answers each batch when it is told to; how many came.
fn later(stub: &Stub) -> Rc<Cell<Option<oneshot::Sender<bim_api::Response>>>> {
    let release = Rc::new(Cell::new(None));
    let held = Rc::clone(&release);
    stub.rule::<GetUserGroups>(move |sent| {
        if !sent.request.target.contains("/slow/") {
            return Reply::Now(Stub::response(200, b"[]".to_vec()));
        }
        let (answer, answered) = oneshot::channel();
        held.set(Some(answer));
        Reply::Later(answered)
    });
    release
}

fn requests(stub: &Stub) -> Vec<String> {
    stub.sent().into_iter().map(|sent| sent.request.target).collect()
}

#[wasm_bindgen_test]
async fn two_requests_are_under_way_and_the_next_takes_all_that_waits() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let release = later(&stub);
    let (client, carrier) = client(&stub);
    let ask = |userid: &str| {
        let (carrier, userid) = (Rc::clone(&carrier), userid.to_owned());
        async move { groups(client, carrier, &userid).await }
    };
    let is_over = Rc::new(Cell::new(false));
    let (first, over) = (join_all(["slow", "a", "b", "c"].map(ask)), Rc::clone(&is_over));
    spawn_local(async move {
        first.await.into_iter().for_each(|answer| assert!(answer.unwrap().is_empty()));
        over.set(true);
    });
    next_frame().await;
    assert_eq!(stub.batches(), [2, 2]);
    // One lane is free again: whatever comes at one time goes out in one request, a single call as it is.
    join_all(["d", "e", "f"].map(ask)).await;
    assert_eq!(stub.batches(), [2, 2, 3]);
    ask("g").await.unwrap();
    assert_eq!(stub.batches(), [2, 2, 3]);
    assert!(requests(&stub).last().unwrap().contains("/g/"));
    assert!(!is_over.get());
    release.take().unwrap().send(Stub::response(200, b"[]".to_vec())).ok().unwrap();
    next_frame().await;
    assert!(is_over.get());
}

#[wasm_bindgen_test]
async fn what_is_given_up_is_not_sent_and_takes_nothing_along() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let release = later(&stub);
    let (client, carrier) = client(&stub);
    let ask = |userid: &'static str| Box::pin(groups(client, Rc::clone(&carrier), userid));
    let (mut gone, mut a, mut b) = (ask("gone"), ask("a"), ask("b"));
    let _ = (futures_util::poll!(&mut gone), futures_util::poll!(&mut a), futures_util::poll!(&mut b));
    drop(gone);
    let (one, other) = join(a, b).await;
    assert!(one.is_ok() && other.is_ok());
    assert!(!requests(&stub).iter().any(|target| target.contains("/gone/")), "{:?}", requests(&stub));
    // On its way already, with another in the same request.
    let (mut slow, mut c, mut d) = (ask("slow"), ask("c"), ask("d"));
    let _ = (futures_util::poll!(&mut slow), futures_util::poll!(&mut c), futures_util::poll!(&mut d));
    assert!(d.await.is_ok());
    assert_eq!(stub.batches(), [2]);
    drop(slow);
    release.take().unwrap().send(Stub::response(200, b"[]".to_vec())).ok();
    assert!(c.await.is_ok());
}

#[wasm_bindgen_test]
async fn other_calls_go_out_by_themselves_beside_a_job() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let _held = later(&stub);
    says::<GetProfile>(&stub, 200, "{}");
    let (client, carrier) = client(&stub);
    let mut waits = Box::pin(join_all(["slow", "slow", "a", "b"].map(|userid| {
        let carrier = Rc::clone(&carrier);
        async move { groups(client, carrier, userid).await }
    })));
    let _ = futures_util::poll!(&mut waits);
    let path = ProfilePath { iamid: "bim".into(), userid: "me".into() };
    let _ = client.send(&Call::<GetProfile> { path, query: (), body: () }).await;
    assert!(requests(&stub)[0].contains("/me/"), "{:?}", requests(&stub));
    assert!(stub.batches().len() <= 2);
}

#[wasm_bindgen_test]
async fn what_may_not_travel_together_does_not_wherever_it_is_sent_from() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let _held = later(&stub);
    let (client, carrier) = client(&stub);
    let me = Call::<CurrentUserInfo> { path: (), query: (), body: () };
    let me = client.over(Rc::clone(&carrier), async move { client.send(&me).await });
    let ask = |userid: &'static str| groups(client, Rc::clone(&carrier), userid);
    let _ = join(me, join(ask("a"), ask("b"))).await;
    // Of three, two would share a request.
    assert!(stub.batches().is_empty(), "{:?}", stub.batches());
    assert!(requests(&stub).iter().any(|target| *target == CurrentUserInfo::PATH));
}

/// Creating many accounts, say, beside what travels together.
#[wasm_bindgen_test]
async fn what_travels_alone_leaves_the_page_a_connection() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let _held = later(&stub);
    let held = Rc::new(RefCell::new(Vec::new()));
    let kept = Rc::clone(&held);
    stub.rule::<CurrentUserInfo>(move |_| {
        let (answer, answered) = oneshot::channel();
        kept.borrow_mut().push(answer);
        Reply::Later(answered)
    });
    let (client, carrier) = client(&stub);
    let me = |_: usize| {
        let call = Call::<CurrentUserInfo> { path: (), query: (), body: () };
        client.over(Rc::clone(&carrier), async move { client.send(&call).await })
    };
    let is_over = Rc::new(Cell::new(false));
    let (alone, over) = (join_all((0..12).map(me)), Rc::clone(&is_over));
    spawn_local(async move {
        alone.await;
        over.set(true);
    });
    next_frame().await;
    assert_eq!(held.borrow().len(), 5, "of twelve");
    let ask = |userid: &'static str| groups(client, Rc::clone(&carrier), userid);
    let mut together = Box::pin(join_all(["a", "b", "c", "d"].map(ask)));
    let _ = futures_util::poll!(&mut together);
    next_frame().await;
    assert!(stub.batches().is_empty(), "the sixth is the page's");
    let go_on = || held.borrow_mut().pop().unwrap().send(Stub::response(200, b"{}".to_vec())).ok().unwrap();
    // What travels together goes first, and takes no more than its own.
    go_on();
    together.await;
    assert!(!stub.batches().is_empty(), "the first that is free is theirs");
    while !is_over.get() {
        assert!(held.borrow().len() <= 5, "{}", held.borrow().len());
        go_on();
        next_frame().await;
    }
}

#[wasm_bindgen_test]
async fn nothing_goes_out_as_somebody_else_and_no_request_has_two_credentials() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let _held = later(&stub);
    let (client, carrier) = client(&stub);
    let ask = |userid: &'static str| Box::pin(groups(client, Rc::clone(&carrier), userid));
    client.set_token(Some(Token::new("old")));
    let (mut a, mut b, mut c) = (ask("a"), ask("b"), ask("c"));
    let _ = (futures_util::poll!(&mut a), futures_util::poll!(&mut b), futures_util::poll!(&mut c));
    client.set_token(Some(Token::new("renewed")));
    // Half of four would be one of each.
    let mut d = ask("d");
    let _ = futures_util::poll!(&mut d);
    for one in [a, b, c, d] {
        one.await.unwrap();
    }
    let used: Vec<_> =
        stub.sent().iter().map(|sent| sent.token.clone().unwrap().expose().to_owned()).collect();
    assert_eq!(used, ["old", "old", "old", "renewed"]);
    let disable = |userid: &'static str| {
        let path = DisablePath { iamid: "bim".into(), userid: userid.into(), disable: true };
        let call = Call::<DisableUser> { path, query: (), body: () };
        Box::pin(client.over(Rc::clone(&carrier), async move { client.write(&call).await.outcome }))
    };
    let (mut e, mut f) = (disable("e"), disable("f"));
    let _ = (futures_util::poll!(&mut e), futures_util::poll!(&mut f));
    client.become_somebody(Some(Token::new("other")), false);
    let (one, other) = join(e, f).await;
    assert!(one.is_err_and(|error| error.is_outcome_unknown()) && other.is_err());
    assert_eq!(stub.sent().len(), 4);
}

#[wasm_bindgen_test]
async fn a_batch_is_no_larger_than_the_service_reads() {
    let stub = Stub::default();
    stub.answer_batches(|_| Fate::Answered);
    let _held = later(&stub);
    let (client, carrier) = client(&stub);
    let long = "x".repeat(90_000);
    let all = join_all((0..6).map(|number| {
        let (carrier, userid) = (Rc::clone(&carrier), format!("{number}{long}"));
        async move { groups(client, carrier, &userid).await }
    }))
    .await;
    assert!(all.iter().all(Result::is_ok));
    assert!(
        stub.batches().len() > 1 && stub.batches().iter().all(|count| *count == 2),
        "{:?}",
        stub.batches()
    );
}
