//! Two services on one PostgreSQL database behave as one.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::service::{Service, run};
use crate::store::Store;

const PASSWORD: &str = "correct horse battery";
const WRONG: &str = "wrong horse battery";

/// How often connections end while questions are asked.
const ROUNDS: usize = 20;
/// How long one round may take. Whoever asks may have panicked, and answers no more.
const PATIENCE: Duration = Duration::from_secs(60);
/// More than any round.
const LOST: usize = usize::MAX;

/// Two services, and what they share.
struct Pair {
    one: Service,
    other: Service,
    admin: String,
    store: Store,
}

impl Pair {
    fn start() -> Self {
        let store = Store::new();
        assert!(store.is_shared(), "BIM_TEST_POSTGRES names no server");
        run(&["user", "create", "--username", "admin", "--admin"], &store, "");
        let admin = run(&["key", "create", "--username", "admin"], &store, "");
        run(&["user", "create", "--username", "paula", "--password-stdin"], &store, PASSWORD);
        Self { one: Service::start(&store), other: Service::start(&store), admin, store }
    }
}

fn sign_in(service: &Service, password: &str) -> (u16, String) {
    let body = json!({ "username": "paula", "password": password });
    let answer = service.ask("", "POST", "/bim/iam/bim/user/authenticate", Some(body));
    (answer.status, answer.body["token"].as_str().unwrap_or_default().to_owned())
}

fn end_connections(store: &Store) {
    store.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
}

fn who_am_i(service: &Service, secret: &str) -> u16 {
    service.ask(secret, "GET", "/bim/rpc/user/current", None).status
}

#[test]
fn a_session_holds_and_ends_on_both() {
    let pair = Pair::start();
    let (status, token) = sign_in(&pair.one, PASSWORD);
    assert_eq!(status, 200);
    assert_eq!((who_am_i(&pair.one, &token), who_am_i(&pair.other, &token)), (200, 200));
    assert!(pair.other.ask(&token, "POST", "/bim/ext/sign-out", None).status < 300);
    assert_eq!((who_am_i(&pair.one, &token), who_am_i(&pair.other, &token)), (401, 401));
}

#[test]
fn disabling_ends_sessions_and_keys_on_the_other_at_once() {
    let pair = Pair::start();
    let key = run(&["key", "create", "--username", "paula"], &pair.store, "");
    let (_, token) = sign_in(&pair.other, PASSWORD);
    assert_eq!((who_am_i(&pair.other, &token), who_am_i(&pair.other, &key)), (200, 200));
    let disable = "/bim/iam/bim/user/paula/disable/true";
    assert!(pair.one.ask(&pair.admin, "PUT", disable, None).status < 300);
    assert_eq!((who_am_i(&pair.other, &token), who_am_i(&pair.other, &key)), (401, 401));
}

#[test]
fn permissions_hold_on_the_other_from_the_next_request() {
    let pair = Pair::start();
    let (_, token) = sign_in(&pair.other, PASSWORD);
    let read = || pair.other.ask(&token, "GET", "/bim/iam/bim/user/admin", None).status;
    assert_eq!(read(), 403);
    let body = json!(["AUDIT"]);
    let target = "/bim/iam/bim/user/paula/permissions";
    assert_eq!(pair.one.ask(&pair.admin, "PUT", target, Some(body)).status, 200);
    assert_eq!(read(), 200);
}

#[test]
fn lists_count_what_the_other_wrote() {
    let pair = Pair::start();
    let count = |service: &Service| {
        service.ask(&pair.admin, "GET", "/bim/user?name=newcomer", None).body["count"].clone()
    };
    // Asked before, so that both have a total to forget.
    assert_eq!((count(&pair.one), count(&pair.other)), (json!("0"), json!("0")));
    for number in 1..=6 {
        let (writes, reads) =
            if number % 2 == 0 { (&pair.one, &pair.other) } else { (&pair.other, &pair.one) };
        let body = json!({ "userid": format!("newcomer{number}") });
        assert_eq!(writes.ask(&pair.admin, "POST", "/bim/iam/bim/user", Some(body)).status, 200);
        assert_eq!(count(reads), json!(number.to_string()));
    }
}

#[test]
fn connections_that_the_server_ends_are_made_anew_before_anybody_notices() {
    let pair = Pair::start();
    let (_, token) = sign_in(&pair.one, PASSWORD);
    for _ in 0..20 {
        let list = pair.one.ask(&token, "GET", "/bim/user?size=5", None);
        assert_eq!((list.status, who_am_i(&pair.one, &token)), (200, 200));
        end_connections(&pair.store);
    }
    assert_eq!(who_am_i(&pair.one, &token), 200);
}

/// What one statement answers is asked again when its connection ends meanwhile.
#[test]
fn connections_that_the_server_ends_lose_no_question() {
    let pair = Pair::start();
    let target = "/bim/iam/bim/user/paula/permissions";
    assert_eq!(pair.one.ask(&pair.admin, "PUT", target, Some(json!(["AUDIT"]))).status, 200);
    let (_, token) = sign_in(&pair.one, PASSWORD);
    // Everybody has had an answer since they ended last before they end again: none is asked a third time.
    let ended = AtomicUsize::new(0);
    let answered = [const { AtomicUsize::new(0) }; 4];
    std::thread::scope(|scope| {
        for answered in &answered {
            scope.spawn(|| {
                while answered.load(Ordering::Relaxed) < ROUNDS {
                    let asked = ended.load(Ordering::Relaxed);
                    let person = pair.one.ask(&token, "GET", "/bim/iam/bim/user/paula", None);
                    answered.store(if person.status == 200 { asked } else { LOST }, Ordering::Relaxed);
                }
            });
        }
        for round in 1..=ROUNDS {
            end_connections(&pair.store);
            ended.store(round, Ordering::Relaxed);
            let begun = Instant::now();
            while answered.iter().any(|answered| answered.load(Ordering::Relaxed) < round) {
                if begun.elapsed() > PATIENCE {
                    // The others stop asking, or nobody is told.
                    ended.store(LOST, Ordering::Relaxed);
                    panic!("somebody is not answered in round {round}");
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    });
    assert_eq!(answered.map(AtomicUsize::into_inner), [ROUNDS; 4], "a question was lost");
}

#[test]
fn numbers_and_names_are_given_once() {
    let pair = Pair::start();
    let create = |service: &Service, who: &str| {
        let answer = service.ask(&pair.admin, "POST", "/bim/iam/bim/user", Some(json!({ "userid": who })));
        (answer.status, answer.body["newUser"]["id"].as_i64())
    };
    let (ours, theirs) = std::thread::scope(|scope| {
        let all = |service: &'static str| {
            let service = if service == "one" { &pair.one } else { &pair.other };
            (0..20).map(|number| create(service, &format!("same{number}"))).collect::<Vec<_>>()
        };
        let (one, other) = (scope.spawn(move || all("one")), scope.spawn(move || all("other")));
        (one.join().expect("answers"), other.join().expect("answers"))
    });
    let mut numbers = Vec::new();
    for (ours, theirs) in ours.into_iter().zip(theirs) {
        let mut statuses = [ours.0, theirs.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "one of two has the name");
        numbers.extend([ours.1, theirs.1].into_iter().flatten());
    }
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 20, "no number twice");
}

/// Each process counts for itself: together they let through at most twice as many.
#[test]
fn guessing_is_slowed_down_by_both_together() {
    let pair = Pair::start();
    let mut tries = 0;
    while [&pair.one, &pair.other].map(|service| sign_in(service, WRONG).0) != [429, 429] {
        tries += 1;
        assert!(tries <= 10, "each lets ten through");
    }
    assert_eq!(tries, 10);
}
