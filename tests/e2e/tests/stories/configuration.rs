//! What an operator sets in config.json, what is said when it is wrong, and the page that checks everything.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Instead, Setup, is_bare, story};

const SETUP: Setup = Setup { demo: 1200, accounts: &[Account::ADMIN], path: "/tools/", behind_proxy: true };
const FILE: &str = "/config.json";

#[tokio::test]
async fn a_wrong_configuration_says_what_and_where() -> Result<()> {
    story("wrong-configuration", Setup { demo: 0, ..SETUP }, async |person, service| {
        for (file, says) in [
            (Instead::json("{\n  \"title\": \"BIM\"\n  \"hide\": []\n}"), "config.json · line 3, column 3"),
            (Instead::json("{\n  \"idleMinutes\": \"ten\"\n}"), "line 2, column 18 · idleMinutes"),
            (Instead::json("{\"titel\": \"BIM\"}"), "There is no such key."),
            (Instead::json("{\"pageSize\": 30}"), "This must be one of 25, 50, 100, 200."),
            (
                Instead::json("{\n  \"hide\": [\n    \"groups\",\n    \"grups\"\n  ]\n}"),
                "line 4, column 5 · hide[1]",
            ),
            (Instead::json("{\"apiBase\": \"https://bim.example/?a=b\"}"), "line 1, column 13 · apiBase"),
            (Instead::json("{\"locale\": \"de-\"}"), "line 1, column 12 · locale"),
            (Instead::json("[]"), "This must be an object in braces."),
            (Instead::GONE, "The server answers 404 in its place."),
            (Instead::MAINTENANCE, "The server answers with a page in its place"),
        ] {
            service.proxy_answers(FILE, Some(file))?;
            person.begins_at("users").await?;
            person.sees("heading", "This console is not set up correctly").await?;
            person.reads(says).await?;
            ensure!(person.texts("heading").await?.len() == 1, "{says}: more than the message is shown");
        }
        person.finds_no_barrier().await?;
        service.proxy_answers(FILE, None)?;
        person.presses("Check again").await?;
        person.sees("heading", "Sign in").await?;
        person.signs_in(Account::ADMIN).await
    })
    .await
}

#[tokio::test]
async fn what_the_operator_set_is_there() -> Result<()> {
    const SET: &str = r##"{
        "apiBase": "/tools", "title": "Maple Console", "supportUrl": "https://help.example/", "pageSize": 25,
        "logo": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'></svg>",
        "hide": ["groups", "impersonate"], "locale": "de-DE"
    }"##;
    story("configured", SETUP, async |person, service| {
        service.proxy_answers(FILE, Some(Instead::json(SET)))?;
        person.opens("login").await?;
        person.reads("Maple Console").await?;
        person.sees("link", "Get help").await?;
        let picture = "return document.querySelector('.brand img.brand-mark')?.naturalWidth > 0";
        person.waits_until("the logo", async || Ok(person.script(picture).await? == true)).await?;
        person.finds_no_barrier().await?;
        person.signs_in(Account::ADMIN).await?;
        // The total's thousands are written as Germans do.
        person.reads("1–25 of 1.140").await?;
        person.no_longer_sees("link", "Groups").await?;
        person.opens("groups").await?;
        person.sees("heading", "Not offered here").await?;
        person.finds_no_barrier().await?;
        let title = person.script("return document.title").await?;
        ensure!(title.as_str().is_some_and(|title| title.ends_with("· Maple Console")), "{title}");
        person.heard_no_complaint(&[]).await
    })
    .await
}

/// The places of the API's answers that were asked for before the app ran.
const SENT: &str = "return performance.getEntriesByType('resource').map((entry) => entry.name)";

#[tokio::test]
async fn a_token_goes_to_the_configured_api_alone() -> Result<()> {
    story("configured-elsewhere", Setup { demo: 0, ..SETUP }, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        // The operator points the console at another API of the same host.
        let moved = Instead::json("{\"apiBase\": \"/other\"}");
        service.proxy_answers(FILE, Some(moved))?;
        person.opens("users").await?;
        person.sees("heading", "Sign in").await?;
        service.proxy_answers(FILE, Some(moved))?;
        person.opens("users").await?;
        person.sees("heading", "Sign in").await?;
        let is_asked = async || Ok(person.script(SENT).await?.to_string().contains("/other/bim/iam"));
        person.waits_until("the API to be asked for its providers", is_asked).await?;
        let sent = person.script(SENT).await?.to_string();
        ensure!(!sent.contains("/tools/bim/"), "the API before was asked: {sent}");
        // Back again: the session of that API is still there.
        service.proxy_answers(FILE, None)?;
        person.opens("users").await?;
        person.sees("heading", "Users").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn the_self_test_finds_nothing_wrong_and_needs_no_sign_in() -> Result<()> {
    story("self-test", Setup { demo: 0, behind_proxy: false, ..SETUP }, async |person, _| {
        person.begins_at("about").await?;
        person.sees("heading", "About this console").await?;
        let done = "return document.querySelector('.self-test[data-state=done]') !== null";
        person.waits_until("every check", async || Ok(person.script(done).await? == true)).await?;
        let wrong = "return [...document.querySelectorAll('.self-test [data-state=wrong]')].map((row) => row.innerText)";
        let wrong = person.script(wrong).await?;
        ensure!(wrong.as_array().is_some_and(Vec::is_empty), "{wrong}");
        if is_bare() {
            person.reads("The API does not delete people (405).").await?;
            person.reads("nothing else depends on them").await?;
        } else {
            person.reads("The API deletes people.").await?;
            person.reads("sign-out, leave, audit, sync, batch, outbox").await?;
        }
        person.finds_no_barrier().await?;
        person.follows("Open the console").await?;
        person.sees("heading", "Sign in").await?;
        // From within: the menu leads there, and Back leads back.
        person.signs_in(Account::ADMIN).await?;
        person.presses(&format!("{}…", Account::ADMIN.name)).await?;
        person.chooses("About this console").await?;
        person.sees("heading", "About this console").await?;
        person.goes_back().await?;
        person.sees("heading", "Users").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn the_self_test_says_what_is_wrong_and_what_to_do() -> Result<()> {
    story("self-test-wrong", Setup { demo: 0, ..SETUP }, async |person, service| {
        service.proxy_answers("/iam/", Some(Instead::MAINTENANCE))?;
        service.proxy_answers("/missing-", Some(Instead::MAINTENANCE))?;
        service.proxy_answers(FILE, Some(Instead::json("{\"titel\": \"\"}")))?;
        person.begins_at("about").await?;
        // The fourth: the proxy says nothing of how long its config.json lasts.
        person.reads("4 wrong").await?;
        person.reads("Line 1, column 2, titel: There is no such key.").await?;
        person.reads("A file that is not there is answered with a page.").await?;
        person.reads("A page is answered in the API's place.").await?;
        person.reads("location /iam/ { proxy_pass http://127.0.0.1:8080; }").await?;
        person.finds_no_barrier().await
    })
    .await
}
