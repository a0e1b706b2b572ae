//! Renaming a value for everybody who holds it, over a service that keeps what it is told, with steps that fail.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use bim_admin::api::stub::{Reply, Sent, Stub};
use bim_api::Permission;
use bim_api::endpoints::{GetUser, RemoveUserAttribute, SearchGroups, SearchUsers, SetUserAttribute};
use bim_api::wire::group::GroupHit;
use bim_api::wire::user::{UserDetails, UserHit, UserRecord};
use bim_api::wire::user_search::UserSearch;
use bim_api::wire::{Attributes, Count, Hits};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::attributes::person;
use crate::given::{api, example};
use crate::screen::{Screen, signed_in};

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// It is refused, and nothing is changed.
    Refused,
    /// It is done, and its answer is lost.
    Unanswered,
}

#[derive(Default)]
struct State {
    /// The values of Land, by who holds them.
    held: BTreeMap<String, BTreeSet<String>>,
    calls: usize,
    /// Which call fails, counted from 1.
    fails: Option<(usize, Failure)>,
    /// To it, values that differ by case are one.
    folds_case: bool,
    /// Whether anybody was without a value at any moment.
    was_bare: bool,
}

/// A service that keeps the values of one key.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<State>>);

impl Kept {
    fn serve(held: &[(&str, &str)], folds_case: bool) -> (Stub, Self) {
        let kept = Self::default();
        for (userid, value) in held {
            let mut state = kept.0.borrow_mut();
            state.held.entry((*userid).to_owned()).or_default().insert((*value).to_owned());
        }
        kept.0.borrow_mut().folds_case = folds_case;
        let stub = api(&[Permission::USER_ADMIN]);
        stub.answer::<SearchGroups>(&Hits::<GroupHit> { count: Count::Text(0), hits: Vec::new() });
        let (found, given, taken) = (kept.clone(), kept.clone(), kept.clone());
        stub.rule::<SearchUsers>(move |sent| found.search(sent));
        stub.rule::<SetUserAttribute>(move |sent| given.change(sent, true));
        stub.rule::<RemoveUserAttribute>(move |sent| taken.change(sent, false));
        let read = kept.clone();
        stub.rule::<GetUser>(move |sent| read.record(sent));
        (stub, kept)
    }

    fn record(&self, sent: &Sent) -> Reply {
        let userid = sent.request.target.rsplit('/').next().unwrap();
        let state = self.0.borrow();
        let values = state.held.get(userid).cloned().unwrap_or_default();
        let mut details: UserDetails = example!("17-view-a-user-s-information");
        details.userid = userid.into();
        let here = Attributes::from([("Land".to_owned(), values.into_iter().collect())]);
        details.bim_authorizations = Some(here);
        Reply::Now(Stub::response(200, serde_json::to_vec(&details).unwrap()))
    }

    fn search(&self, sent: &Sent) -> Reply {
        let search: UserSearch = serde_json::from_slice(sent.request.body.as_deref().unwrap()).unwrap();
        let state = self.0.borrow();
        let is_wanted = |values: &BTreeSet<String>| {
            search.user_attributes.iter().all(|wanted| values.contains(&wanted.value))
        };
        let found = state.held.iter().filter(|(_, values)| is_wanted(values));
        let hits: Vec<UserHit> = found
            .map(|(userid, values)| {
                let pairs: Vec<_> = values.iter().map(|value| ("Land", value.as_str())).collect();
                person(userid, &pairs, &[])
            })
            .collect();
        let hits = Hits { count: Count::Text(hits.len() as u64), hits };
        Reply::Now(Stub::response(200, serde_json::to_vec(&hits).unwrap()))
    }

    fn change(&self, sent: &Sent, is_given: bool) -> Reply {
        let target = String::from(js_sys::decode_uri_component(&sent.request.target).unwrap());
        let parts: Vec<&str> = target.split('/').collect();
        let [.., userid, _, _, value] = parts[..] else { panic!("{target}") };
        let mut state = self.0.borrow_mut();
        state.calls += 1;
        let failure = state.fails.filter(|(at, _)| *at == state.calls).map(|(_, how)| how);
        if failure == Some(Failure::Refused) {
            return Reply::Now(Stub::response(422, br#"{"statusCode":422,"message":"broken"}"#.to_vec()));
        }
        let folds_case = state.folds_case;
        let is_it = |held: &String| held == value || (folds_case && held.eq_ignore_ascii_case(value));
        let values = state.held.get_mut(userid).unwrap();
        if !is_given {
            values.retain(|held| !is_it(held));
        } else if !values.iter().any(is_it) {
            values.insert(value.to_owned());
        }
        let here = Attributes::from([("Land".to_owned(), values.iter().cloned().collect())]);
        state.was_bare |= state.held.values().any(BTreeSet::is_empty);
        if failure == Some(Failure::Unanswered) {
            return Reply::Lost;
        }
        let mut record: UserRecord = example!("10-update-a-user-s-or-group-s-attributes");
        (record.userid, record.bim_authorizations) = (userid.into(), Some(here));
        Reply::Now(Stub::response(200, serde_json::to_vec(&record).unwrap()))
    }

    /// Lets this call, counted from now, fail.
    fn fail(&self, at: usize, how: Failure) {
        let mut state = self.0.borrow_mut();
        state.fails = Some((state.calls + at, how));
    }

    fn values(&self) -> Vec<String> {
        let state = self.0.borrow();
        assert!(!state.was_bare, "somebody was without a value");
        state.held.values().map(|values| values.iter().cloned().collect::<Vec<_>>().join("+")).collect()
    }
}

async fn rename(screen: &Screen, from: &str, to: &str) {
    screen.press(&["Actions for Land: ", from].concat()).await;
    screen.press("Rename or merge…").await;
    screen.type_into("New value", to).await;
    screen.sees("These are given the new value and lose the old one:").await;
    screen.press("Rename").await;
}

#[wasm_bindgen_test]
async fn whatever_step_fails_nobody_is_left_without_a_value_and_it_is_gone_on_with() {
    for how in [Failure::Refused, Failure::Unanswered] {
        for at in 1..=4 {
            let (stub, kept) = Kept::serve(&[("ann", "JP"), ("bob", "JP")], false);
            let screen = signed_in(&stub, "attributes?open=Land").await;
            kept.fail(at, how);
            rename(&screen, "JP", "Japan").await;
            if how == Failure::Refused {
                screen.sees("Some failed. What was done stays done.").await;
                screen.press("Retry failed").await;
            }
            // What may have been done is looked for, and gone on with.
            screen.sees("Done.").await;
            assert_eq!(kept.values(), ["Japan", "Japan"], "{how:?} at {at}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_was_closed_half_done_is_begun_again_with_those_who_still_hold_the_old_value() {
    let (stub, kept) = Kept::serve(&[("ann", "JP"), ("bob", "JP")], false);
    let screen = signed_in(&stub, "attributes?open=Land").await;
    // Given to ann, but not taken from her.
    kept.fail(2, Failure::Refused);
    rename(&screen, "JP", "Japan").await;
    screen.sees("Some failed. What was done stays done.").await;
    assert_eq!(kept.values(), ["JP+Japan", "Japan"]);
    screen.press("Close").await;
    screen.press("Actions for Land: JP").await;
    screen.press("Rename or merge…").await;
    screen.sees("People (1)").await;
    screen.type_into("New value", "Japan").await;
    screen.sees("Only the old one is taken from those who hold both: 1").await;
    screen.press("Merge").await;
    screen.sees("Done.").await;
    assert_eq!(kept.values(), ["Japan", "Japan"]);
}

#[wasm_bindgen_test]
async fn a_service_to_which_both_are_one_value_keeps_the_old_one() {
    let (stub, kept) = Kept::serve(&[("ann", "JP")], true);
    let screen = signed_in(&stub, "attributes?open=Land").await;
    rename(&screen, "JP", "Jp").await;
    screen.sees("The service holds the new value in another spelling").await;
    assert_eq!(kept.values(), ["JP"]);
}

#[wasm_bindgen_test]
async fn values_that_differ_by_their_unicode_form_are_pointed_out_and_become_one() {
    let (composed, decomposed) = ("Zürich", "Zu\u{308}rich");
    let (stub, kept) = Kept::serve(&[("ann", composed), ("bob", decomposed), ("carl", "Ζurich")], false);
    let screen = signed_in(&stub, "attributes?alike=true").await;
    // A Greek Ζ without the dots is another word.
    screen.sees("Looks like").await;
    assert!(!screen.shows("Ζurich"));
    screen.press(&["Actions for Land: ", decomposed].concat()).await;
    screen.press(&["Merge into “", composed, "”"].concat()).await;
    screen.sees("The new value is in use already: the two become one.").await;
    screen.press("Merge").await;
    screen.sees("Done.").await;
    assert_eq!(kept.values(), [composed, composed, "Ζurich"]);
}

#[wasm_bindgen_test]
async fn what_a_provider_gave_is_left_out_and_named() {
    let (stub, kept) = Kept::serve(&[("ann", "JP")], false);
    // Row 20 tells what was given here, and all together.
    stub.rule::<SearchUsers>(|_| {
        let mut carl = person("carl", &[], &[]);
        carl.iamid = "ldap".into();
        carl.authorizations = Some(Attributes::from([("Land".to_owned(), vec!["JP".to_owned()])]));
        (carl.bim_authorizations, carl.iam_authorizations) = (None, None);
        let hits = vec![person("ann", &[("Land", "JP")], &[]), carl];
        let hits = Hits { count: Count::Text(2), hits };
        Reply::Now(Stub::response(200, serde_json::to_vec(&hits).unwrap()))
    });
    let screen = signed_in(&stub, "attributes?open=Land").await;
    rename(&screen, "JP", "Japan").await;
    screen.sees("Done.").await;
    screen.sees("Left as it is, since an identity provider gives it (1)").await;
    assert!(screen.shows("Name of carl"));
    assert_eq!(kept.values(), ["Japan"]);
}
