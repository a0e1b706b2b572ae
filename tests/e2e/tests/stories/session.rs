//! A session over tabs, and its end.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Instead, PASSWORD, Person, Setup, is_bare, story};

use crate::asking::{is_known, is_nowhere, token};

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
    story("expired", SETUP, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("New user").await?;
        person.fills("Username", "nora").await?;
        person.fills("Full name", "Nora Noether").await?;
        // As if it had expired: the service no longer knows it, the page does not know that yet.
        service.ends_sessions_of(Account::ADMIN)?;
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
async fn somebody_is_asked_before_a_session_ends_and_nothing_is_lost_when_it_does() -> Result<()> {
    story("session-warning", SETUP, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        is_noplacebut_in_this_tab(person).await?;
        person.reads("Session ends in 1 h").await?;
        person.follows("New user").await?;
        person.sees("textbox", "Full name").await?;
        person.fills("Full name", "Nora Noether").await?;
        minutes_pass(person, 59).await?;
        person.sees("dialog", "Your session is about to end").await?;
        person.finds_no_barrier().await?;
        person.presses("Stay signed in").await?;
        person.no_longer_sees("dialog", "Your session is about to end").await?;
        let typed = person.value_of("Full name").await?;
        ensure!(typed == "Nora Noether", "what was typed is lost, and there is \"{typed}\"");
        let before = token(person).await?;

        minutes_pass(person, 61).await?;
        person.sees("dialog", "Sign in again").await?;
        if !is_bare() {
            person.waits_until("the session to end", async || Ok(!is_known(person, &before).await?)).await?;
        }
        ensure!(!service.log().contains(&before), "the token stands in the service's log");
        goes_on_after_signing_in(person).await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn another_account_in_one_tab_is_the_account_of_all() -> Result<()> {
    story("account-switch", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens_tab().await?;
        person.opens("api-keys").await?;
        person.sees("heading", "API keys").await?;
        person.signs_out(Account::ADMIN.name).await?;
        person.signs_in(Account::AUDITOR).await?;
        let now = token(person).await?;
        person.returns_to(0).await?;
        person.sees("button", &format!("{}…", Account::AUDITOR.name)).await?;
        person.no_longer_sees("heading", "Sign in").await?;
        ensure!(token(person).await? == now, "this tab has another session");
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

/// In the dialog over the page, on which something was typed.
async fn goes_on_after_signing_in(person: &Person) -> Result<()> {
    person.sees("dialog", "Sign in again").await?;
    person.finds_no_barrier().await?;
    person.fills("Password", PASSWORD).await?;
    person.presses("Sign in").await?;
    person.no_longer_sees("dialog", "Sign in again").await?;
    ensure!(person.value_of("Full name").await? == "Nora Noether", "what was typed is lost");
    Ok(())
}

/// As if so many minutes had gone by on this machine, with nobody at it.
async fn minutes_pass(person: &Person, minutes: u32) -> Result<()> {
    // The page's own clock: a driver's scripts may have another one.
    let script =
        format!("const {{ Date }} = window, now = Date.now; Date.now = () => now() + {minutes} * 60000");
    person.script(&script).await.map(drop)
}

/// The tab's own token is in the tab's storage, and nowhere else.
async fn is_noplacebut_in_this_tab(person: &Person) -> Result<()> {
    let token = token(person).await?;
    let Err(place) = is_nowhere(person, &token).await else { anyhow::bail!("the tab has no token") };
    ensure!(place.to_string().ends_with(": tab"), "{place}");
    Ok(())
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
        if !is_bare() {
            // Without the extension it ends by itself, an hour after its last use.
            person.waits_until("the session to end", async || Ok(!is_known(person, &token).await?)).await?;
        }
        goes_on_after_signing_in(person).await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}
