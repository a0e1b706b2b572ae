//! The token inspector.

use bim_api::endpoints::GetToken;
use bim_api::wire::key::TokenInfo;
use bim_api::{Problem, ProjectId};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::given::{api, token};
use crate::screen::signed_in;

const PASTED: &str = "a-token-from-somewhere";

fn told() -> TokenInfo {
    let mut told = token(-3_001.0, 599.0);
    (told.scopes, told.project) = (Some("impersonation".to_owned()), Some(ProjectId(3)));
    (told.impersonationuserid, told.impersonationiamid) = (Some("boss".into()), Some("bim".into()));
    told
}

#[wasm_bindgen_test]
async fn a_token_is_told_about_and_kept_nowhere() {
    let stub = api(&[]);
    stub.refuse::<GetToken>(&Problem::new(404, "unknown"));
    let screen = signed_in(&stub, "api-keys/token").await;
    screen.type_into("Token", &["Bearer ", PASTED].concat()).await;
    assert_eq!(screen.field("Token").unwrap().type_(), "password");
    screen.press("Inspect").await;
    screen.sees("The API knows no such token, or it has ended.").await;
    stub.answer::<GetToken>(&told());
    screen.press("Inspect").await;
    screen.sees("impersonation").await;
    for text in ["jane.doe@immuta.com", "boss", "9:5"] {
        screen.sees(text).await;
    }
    assert_eq!(stub.bodies::<GetToken>().pop().unwrap().token.expose(), PASTED);
    assert!(!screen.html().contains(PASTED));
    screen.press("API keys").await;
    screen.wait("the list", |screen| screen.field("Search API keys").is_some()).await;
    assert!(!screen.html().contains(PASTED));
    screen.press("More actions").await;
    screen.press("Inspect a token").await;
    screen.wait("the form", |screen| screen.field("Token").is_some()).await;
    assert_eq!(screen.field("Token").unwrap().value(), "");
    assert!(!screen.shows("impersonation"));
}

#[wasm_bindgen_test]
async fn a_clock_that_is_wrong_here_changes_no_countdown() {
    let stub = api(&[]);
    // Ten minutes are left by the API's clock, which is two hours behind this machine's.
    stub.set_clock_ahead(-7_200_000.0);
    let screen = signed_in(&stub, "api-keys/token").await;
    stub.answer::<GetToken>(&token(-7_200.0 - 3_000.0, -7_200.0 + 599.0));
    screen.type_into("Token", PASTED).await;
    screen.press("Inspect").await;
    screen.sees("9:5").await;
}
