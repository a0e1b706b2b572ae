//! A session over tabs, and its end.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Instead, PASSWORD, Person, Setup, story};

const SETUP: Setup =
    Setup { demo: 0, accounts: &[Account::ADMIN, Account::AUDITOR], path: "", behind_proxy: false };

#[tokio::test]
async fn a_new_tab_is_signed_in_and_signing_out_reaches_all() -> Result<()> {
    story("tabs", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        let lasting = person.script("return JSON.stringify({ ...localStorage })").await?.to_string();
        let own = person.script("return Object.values({ ...sessionStorage }).join(' ')").await?;
        let tokens = own.as_str().unwrap_or_default().split(' ').filter(|value| value.len() > 15);
        let mut count = 0;
        for token in tokens {
            ensure!(!lasting.contains(token), "the token stands in localStorage");
            count += 1;
        }
        ensure!(count > 0, "no token in sessionStorage: {own}");

        person.opens_tab().await?;
        person.opens("users").await?;
        person.sees("heading", "Users").await?;
        person.signs_out(Account::ADMIN.name).await?;
        person.returns_to(0).await?;
        person.sees("heading", "Sign in").await?;
        person.opens("users").await?;
        person.sees("heading", "Sign in").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn nothing_typed_is_lost_when_a_session_ends() -> Result<()> {
    story("expired", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("New user").await?;
        person.fills("Username", "nora").await?;
        person.fills("Full name", "Nora Noether").await?;
        ends_session(person).await?;
        person.presses("Create user").await?;
        person.sees("dialog", "Sign in again").await?;
        person.finds_no_barrier().await?;
        person.fills("Password", PASSWORD).await?;
        person.presses("Sign in").await?;
        // The same person signed in, and the refusal proved that nothing had run: it goes out again.
        person.sees("heading", "Account created").await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn a_wrong_password_says_so_and_no_more() -> Result<()> {
    story("wrong-password", SETUP, async |person, _| {
        person.opens("login").await?;
        for username in [Account::ADMIN.username, "nobody"] {
            person.fills("Username", username).await?;
            person.fills("Password", "wrong password").await?;
            person.presses("Sign in").await?;
            person.reads("Username or password is wrong.").await?;
            ensure!(person.value_of("Username").await? == username, "the username was lost");
        }
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn a_page_that_nobody_touches_ends_its_session() -> Result<()> {
    story("idle", Setup { behind_proxy: true, ..SETUP }, async |person, service| {
        service.proxy_answers("/config.json", Some(Instead::json(r#"{"idleMinutes": 5}"#)))?;
        person.signs_in(Account::ADMIN).await?;
        person.follows("New user").await?;
        person.fills("Full name", "Nora Noether").await?;
        let token = token(person).await?;
        // As if the last key had been pressed an hour ago.
        let hour = "localStorage.setItem('bim-last-activity', String(Math.floor(Date.now() / 1000) - 3600))";
        person.script(hour).await?;
        person.sees("dialog", "Sign in again").await?;
        person.finds_no_barrier().await?;
        let after = status(person, "GET", "bim/rpc/user/current", &token).await?;
        ensure!(after == 401, "the session goes on: {after}");
        person.fills("Password", PASSWORD).await?;
        person.presses("Sign in").await?;
        person.no_longer_sees("dialog", "Sign in again").await?;
        ensure!(person.value_of("Full name").await? == "Nora Noether", "what was typed is lost");
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

/// As if it had expired: the service no longer knows it, the page does not know that yet.
async fn ends_session(person: &Person) -> Result<()> {
    let token = token(person).await?;
    let ended = status(person, "POST", "bim/ext/sign-out", &token).await?;
    ensure!(ended == 204, "signing out answered {ended}");
    Ok(())
}

/// The token of this tab, which no page shows.
async fn token(person: &Person) -> Result<String> {
    let values = "return Object.values({ ...sessionStorage }).find((value) => value.length > 15)";
    let token = person.script(values).await?;
    Ok(token.as_str().context("no token in sessionStorage")?.to_owned())
}

/// What the API says to somebody with this token.
async fn status(person: &Person, method: &str, path: &str, token: &str) -> Result<serde_json::Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         fetch(new URL('{path}', document.baseURI), {{ method: '{method}', headers: {{ Authorization: 'Bearer {token}' }} }})
           .then((answer) => done(answer.status), (error) => done(String(error)));"
    );
    person.script_async(&script).await
}
