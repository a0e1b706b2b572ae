//! The signed-in person's API keys.

use bim_admin::api::stub::{Reply, Stub};
use bim_api::endpoints::{AuthenticateApiKey, CreateApiKey, DeleteApiKey, GetToken, GetUserApiKeys};
use bim_api::wire::Timestamp;
use bim_api::wire::key::{ApiKeyInfo, CreatedApiKey, KeySession, RevokeOutcome};
use bim_api::{ApiKey, KeyId, Permission, Problem, Token};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, example, seconds_from_now, token};
use crate::screen::{Screen, open, signed_in};

const SECRET: &str = "the-new-key-itself";

fn listed() -> Vec<ApiKeyInfo> {
    example!("34-view-a-user-s-api-keys")
}

/// A key of this id and name, made and last used so many days ago.
fn key(id: i64, name: &str, made: f64, used: Option<f64>) -> ApiKeyInfo {
    let mut key = listed().remove(0);
    (key.keyid, key.name, key.project) = (KeyId(id), Some(name.to_owned()), None);
    (key.created, key.last_used) = (days_ago(made), used.map(days_ago));
    key
}

fn days_ago(days: f64) -> Timestamp {
    seconds_from_now(-days * 86_400.0)
}

/// An API with these keys, that makes the one of row 30's example.
fn with_keys(keys: &[ApiKeyInfo]) -> Stub {
    let stub = api(&[]);
    stub.answer::<GetUserApiKeys>(&keys.to_vec());
    let mut created: CreatedApiKey = example!("30-authenticate-a-user-and-create-a-project-api-key");
    created.apikey = ApiKey::new(SECRET);
    stub.answer::<CreateApiKey>(&created);
    stub
}

fn rows(screen: &Screen) -> Vec<String> {
    screen.all("tbody tr").iter().map(|row| row.text_content().unwrap()).collect()
}

async fn opens_menu(screen: &Screen, name: &str) {
    screen.press(&["Actions for ", name].concat()).await;
}

#[wasm_bindgen_test]
async fn the_list_says_which_keys_are_in_use_and_searches_and_sorts() {
    let keys =
        [key(1, "beta", 400.0, Some(91.0)), key(2, "alpha", 2.0, Some(1.0)), key(3, "gamma", 1.0, None)];
    let screen = signed_in(&with_keys(&keys), "api-keys").await;
    screen.sees("gamma").await;
    let first = rows(&screen);
    assert!(first[0].contains("gamma") && first[0].contains("Never used"), "{first:?}");
    assert!(first[1].contains("alpha") && !first[1].contains("Stale"), "{first:?}");
    assert!(first[2].contains("beta") && first[2].contains("Stale"), "{first:?}");
    assert!(first[2].contains("Old") && !first[1].contains("Old"), "{first:?}");
    screen.press("Name").await;
    screen.wait("sorted by name", |screen| rows(screen)[0].contains("alpha")).await;
    screen.type_into("Search API keys", "BET").await;
    screen.wait("one key", |screen| rows(screen).len() == 1).await;
    assert!(leptos::prelude::window().location().search().unwrap().contains("q=BET"));
    screen.type_into("Search API keys", "nothing").await;
    screen.sees("No API key matches").await;
    screen.press("Clear search").await;
    screen.wait("all keys", |screen| rows(screen).len() == 3).await;
}

#[wasm_bindgen_test]
async fn a_thousand_keys_are_shown_page_by_page() {
    let keys: Vec<_> = (0..1_000).map(|id| key(id, &format!("key {id:03}"), id as f64, None)).collect();
    let screen = signed_in(&with_keys(&keys), "api-keys?sort=name&order=asc").await;
    screen.sees("1–50 of 1,000").await;
    assert_eq!(rows(&screen).len(), 50);
    screen.press("Next page").await;
    screen.sees("51–100 of 1,000").await;
    assert!(rows(&screen)[0].contains("key 050"));
    assert!(leptos::prelude::window().location().search().unwrap().contains("page=2"));
    screen.type_into("Search API keys", "key 99").await;
    screen.wait("the ten", |screen| rows(screen).len() == 10).await;
    assert!(!leptos::prelude::window().location().search().unwrap().contains("page"));
}

#[wasm_bindgen_test]
async fn names_are_told_as_they_are_whatever_they_hold() {
    let names = ["<b>bold</b>", "a\u{202e}b", "x' OR '1'='1", "   ", "\u{1F511}".repeat(200).as_str()]
        .map(str::to_owned);
    let keys: Vec<_> = names.iter().zip(1..).map(|(name, id)| key(id, name, 1.0, None)).collect();
    let screen = signed_in(&with_keys(&keys), "api-keys").await;
    screen.sees("<b>bold</b>").await;
    assert!(screen.find("tbody b").is_none());
    for name in names.iter().filter(|name| !name.trim().is_empty()) {
        assert!(rows(&screen).iter().any(|row| row.contains(name.as_str())), "{name}");
    }
    // A key without a name is known by its number.
    screen.sees("Key 4").await;
}

#[wasm_bindgen_test]
async fn somebody_elses_keys_are_shown_with_the_reason_why_not_more() {
    let stub = api(&[Permission::USER_ADMIN]);
    stub.answer::<GetUserApiKeys>(&listed());
    let screen = signed_in(&stub, "users/bim/x/api-keys").await;
    screen.sees("Credit Payments").await;
    screen.sees("Only the person can create, test, rotate or revoke these").await;
    assert!(screen.button("Revoke").is_none() && screen.button("Manage API keys").is_none());
}

#[wasm_bindgen_test]
async fn a_new_key_needs_a_name_or_a_project() {
    let stub = with_keys(&listed());
    let screen = signed_in(&stub, "api-keys/new").await;
    screen.press("Create API key").await;
    screen.sees("Give a name, a project, or both.").await;
    screen.type_into("Project", "three").await;
    screen.press("Create API key").await;
    screen.sees("A project is a whole number.").await;
    assert!(stub.bodies::<CreateApiKey>().is_empty());
    screen.wait("a suggestion", |screen| screen.find("datalist option[value='3']").is_some()).await;
    stub.refuse::<CreateApiKey>(&Problem::new(403, "You are no member.").about("projectId"));
    screen.type_into("Project", "3").await;
    screen.press("Create API key").await;
    screen.sees("You are no member.").await;
    assert_eq!(screen.problem("Project"), "You are no member.");
}

#[wasm_bindgen_test]
async fn a_new_key_is_shown_once_masked_and_nowhere_else() {
    let stub = with_keys(&listed());
    let screen = signed_in(&stub, "api-keys/new").await;
    screen.type_into("Name", "nightly").await;
    screen.press("Create API key").await;
    screen.sees("API key created").await;
    assert!(!screen.html().contains(SECRET), "the key stands in the document before it was revealed");
    let kept = [leptos::prelude::window().session_storage(), leptos::prelude::window().local_storage()];
    for storage in kept.into_iter().map(|storage| storage.unwrap().unwrap()) {
        for index in 0..storage.length().unwrap() {
            let value = storage.get_item(&storage.key(index).unwrap().unwrap()).unwrap().unwrap();
            assert!(!value.contains(SECRET), "the key was kept");
        }
    }
    screen.press("Reveal").await;
    screen.sees(&["curl --header 'Authorization: Bearer ", SECRET].concat()).await;
    screen.sees("https://bim.example/bim/rpc/user/current").await;
    // Leaving without it asks.
    screen.press("API keys").await;
    screen.sees("The API key is shown only here.").await;
    screen.press("Stay").await;
    screen.press("I have stored it").await;
    screen.sees("Credit Payments").await;
    assert!(!screen.html().contains(SECRET));
}

#[wasm_bindgen_test]
async fn testing_says_whether_the_key_works() {
    let stub = with_keys(&listed());
    stub.answer::<AuthenticateApiKey>(&KeySession { authenticated: true, token: Some(Token::new("t2")) });
    let screen = signed_in(&stub, "api-keys/new").await;
    screen.type_into("Name", "nightly").await;
    screen.press("Create API key").await;
    screen.press("Test").await;
    screen.sees("That session ends with the key.").await;
    assert_eq!(stub.bodies::<AuthenticateApiKey>().pop().unwrap().apikey.expose(), SECRET);
    // The session of the test is not this tab's: what follows goes out as before.
    screen.press("I have stored it").await;
    screen.sees("Credit Payments").await;
    assert!(stub.sent().iter().all(|sent| sent.token.as_ref() != Some(&Token::new("t2"))));

    stub.refuse::<AuthenticateApiKey>(&Problem::new(401, "unknown"));
    screen.press("More actions").await;
    screen.press("Test an API key").await;
    screen.type_into("API key", "old-one").await;
    screen.press("Test").await;
    screen.sees("This API key is not known, or it was revoked.").await;
}

#[wasm_bindgen_test]
async fn revoking_says_what_ended_and_points_out_a_key_nobody_asked_for() {
    let before = [key(1, "old", 9.0, None)];
    let stub = with_keys(&before);
    stub.answer::<DeleteApiKey>(&RevokeOutcome { revoked_tokens: 2 });
    let screen = signed_in(&stub, "api-keys").await;
    screen.sees("old").await;
    opens_menu(&screen, "old").await;
    screen.press("Revoke").await;
    screen.sees("This cannot be undone.").await;
    stub.answer::<GetUserApiKeys>(&vec![key(9, "made by the service", 0.0, None)]);
    screen.press("Revoke").await;
    screen.sees("old was revoked. 2 sessions ended with it.").await;
    screen.sees("There is a key in the list that was not there before").await;
    assert!(rows(&screen)[0].contains("New"), "{:?}", rows(&screen));
    assert!(stub.sent().iter().any(|sent| sent.request.target == "/bim/apikey/1"));
}

#[wasm_bindgen_test]
async fn revoking_the_key_of_this_session_warns_first() {
    let keys = [key(1, "used now", 9.0, Some(0.0)), key(2, "used before", 9.0, Some(1.0))];
    let stub = with_keys(&keys);
    stub.answer::<AuthenticateApiKey>(&KeySession {
        authenticated: true,
        token: Some(Token::new("of-a-key")),
    });
    stub.answer::<GetToken>(&token(-1.0, 3_599.0));
    let screen = open(&stub, "api-keys");
    screen.press("Sign in with an API key").await;
    screen.type_into("API key", "k").await;
    screen.press("Sign in").await;
    screen.wait("the time left", |screen| screen.find(".session-left").is_some()).await;
    for (name, is_warned) in [("used before", false), ("used now", true)] {
        opens_menu(&screen, name).await;
        screen.press("Revoke").await;
        screen.sees("This cannot be undone.").await;
        assert_eq!(screen.shows("This may be the key that you signed in with"), is_warned, "{name}");
        screen.press("Cancel").await;
        screen.wait("no dialog", |screen| !screen.shows("This cannot be undone.")).await;
    }
}

#[wasm_bindgen_test]
async fn several_are_revoked_together_after_their_number_was_typed() {
    let all = [key(1, "old", 9.0, None), key(2, "busy", 9.0, Some(1.0)), key(3, "kept", 9.0, Some(1.0))];
    let stub = with_keys(&all);
    stub.answer::<DeleteApiKey>(&RevokeOutcome { revoked_tokens: 2 });
    let screen = signed_in(&stub, "api-keys").await;
    screen.sees("kept").await;
    for name in ["old", "busy"] {
        let at = rows(&screen).iter().position(|row| row.contains(name)).unwrap();
        screen.each(&format!("input[data-row='{at}']"))[0].click();
    }
    screen.sees("2 selected").await;
    screen.press("Revoke…").await;
    screen.sees("2 are revoked · 1 never used · 1 used within 90 days").await;
    screen.press("Revoke 2").await;
    screen.wait("a refusal", |screen| screen.problem("How many change").contains("Fill")).await;
    let revoked = |stub: &Stub| {
        let sent = stub.sent();
        let all = sent.iter().filter_map(|sent| sent.request.target.strip_prefix("/bim/apikey/"));
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(revoked(&stub).is_empty());
    stub.answer::<GetUserApiKeys>(&vec![all[2].clone(), key(9, "made by the service", 0.0, None)]);
    screen.type_into("How many change", "2").await;
    screen.press("Revoke 2").await;
    screen.sees("Done.").await;
    screen.sees("2 of 2 · 4 sessions ended").await;
    let mut ids = revoked(&stub);
    ids.sort();
    assert_eq!(ids, ["1", "2"]);
    screen.sees("There is a key in the list that was not there before").await;
    assert!(!screen.shows("2 selected"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn a_lost_answer_to_revoking_is_settled_by_the_list() {
    let stub = with_keys(&[key(1, "old", 9.0, None)]);
    stub.rule::<DeleteApiKey>(|_| Reply::Lost);
    let screen = signed_in(&stub, "api-keys").await;
    screen.sees("old").await;
    opens_menu(&screen, "old").await;
    screen.press("Revoke").await;
    screen.sees("This cannot be undone.").await;
    screen.press("Revoke").await;
    screen.sees("The key could not be revoked").await;
    stub.answer::<GetUserApiKeys>(&Vec::new());
    screen.press("Revoke").await;
    screen.sees("How many sessions ended is not known").await;
    screen.sees("No API keys yet").await;
}

#[wasm_bindgen_test]
async fn rotating_creates_then_tests_then_revokes() {
    let stub = with_keys(&listed());
    stub.answer::<AuthenticateApiKey>(&KeySession { authenticated: true, token: Some(Token::new("t2")) });
    stub.answer::<DeleteApiKey>(&RevokeOutcome { revoked_tokens: 0 });
    let screen = signed_in(&stub, "api-keys/323/rotate").await;
    screen.wait("the old key's name", |screen| screen.field("Name").is_some()).await;
    assert_eq!(screen.field("Name").unwrap().value(), "Credit Payments");
    screen.press("Create API key").await;
    screen.press("Test").await;
    screen.sees("The key works").await;
    let deleted = |stub: &Stub| stub.sent().iter().any(|sent| sent.request.target == "/bim/apikey/323");
    screen.press("I have stored it").await;
    screen.sees("Once nothing uses the old key any more.").await;
    assert!(!deleted(&stub) && !screen.html().contains(SECRET));
    stub.answer::<GetUserApiKeys>(&vec![key(334, "Credit Payments", 0.0, None)]);
    screen.press("Revoke").await;
    screen.sees("The new key has taken the place of the old one.").await;
    assert!(deleted(&stub) && !screen.shows("was not there before"));
}

#[wasm_bindgen_test]
async fn a_lost_answer_to_creating_is_looked_into() {
    let stub = with_keys(&listed());
    let screen = signed_in(&stub, "api-keys/new").await;
    screen.wait("the list", |screen| screen.find("datalist option").is_some()).await;
    stub.rule::<CreateApiKey>(|_| Reply::Lost);
    let mut both = listed();
    both.push(key(335, "nightly", 0.0, None));
    stub.answer::<GetUserApiKeys>(&both);
    screen.type_into("Name", "nightly").await;
    screen.press("Create API key").await;
    screen.sees("Revoke it there, then create another.").await;
    assert_eq!(stub.bodies::<CreateApiKey>().len(), 1);
}
