//! API keys from the first to the last day, and tokens that somebody found.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, story};
use serde_json::json;

use crate::asking::{asks, is_known, is_nowhere, token};

const SETUP: Setup = Setup { demo: 0, accounts: &[Account::MEMBER], path: "", behind_proxy: false };

#[tokio::test]
async fn a_key_is_made_used_tested_and_revoked() -> Result<()> {
    story("key", SETUP, async |person, service| {
        person.signs_in(Account::MEMBER).await?;
        person.opens("api-keys").await?;
        person.reads("No API keys yet").await?;
        person.finds_no_barrier().await?;
        let key = makes_key(person, "nightly").await?;
        runs_command(person, Account::MEMBER.username).await?;
        person.presses("Test").await?;
        person.reads("The key works").await?;
        person.finds_no_barrier().await?;
        let session = opens_session(person, &key).await?;
        // Whoever leaves without it is asked first.
        person.follows("Users").await?;
        person.sees("dialog", "Leave without saving?").await?;
        person.presses("Stay").await?;
        person.presses("I have stored it").await?;
        person.sees("row", "Select nightly…").await?;
        is_nowhere(person, &key).await?;
        person.finds_no_barrier().await?;

        person.presses("More actions").await?;
        person.chooses("Test an API key").await?;
        person.fills("API key", "no-such-key").await?;
        person.presses("Test").await?;
        person.reads("This API key is not known, or it was revoked.").await?;
        person.finds_no_barrier().await?;
        person.fills("API key", &key).await?;
        person.presses("Test").await?;
        person.reads("The key works").await?;
        person.presses("Close").await?;

        person.presses("Actions for nightly").await?;
        person.chooses("Revoke").await?;
        person.sees("dialog", "Revoke API key").await?;
        person.finds_no_barrier().await?;
        person.presses("Revoke").await?;
        // Two tests and the session of a program.
        person.reads("3 sessions ended with it.").await?;
        person.reads("No API keys yet").await?;
        ensure!(!is_known(person, &session).await? && !is_known(person, &key).await?, "the key lives on");
        ensure!(!service.log().contains(&key), "the key stands in the service's log");
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn a_key_is_rotated_and_can_be_left_alone_after_each_step() -> Result<()> {
    story("rotate", SETUP, async |person, service| {
        let made = ["key", "create", "--username", Account::MEMBER.username, "--name", "nightly"];
        let old = service.command(&made)?;
        person.signs_in(Account::MEMBER).await?;
        person.follows("API keys").await?;
        person.presses("Actions for nightly").await?;
        person.chooses("Rotate").await?;
        person.sees("heading", "Rotate API key").await?;
        ensure!(person.value_of("Name").await? == "nightly", "the new key is not like the old one");
        person.finds_no_barrier().await?;
        // Nothing was made yet: whoever leaves has lost nothing, and comes back to the same step.
        let address = person.address().await?;
        person.follows("Users").await?;
        person.sees("heading", "Users").await?;
        person.goes_back().await?;
        person.presses("Create API key").await?;

        let new = reveals_key(person).await?;
        person.finds_no_barrier().await?;
        ensure!(is_known(person, &old).await?, "the old key ended before its time");
        person.presses("Test").await?;
        person.reads("The key works").await?;
        person.presses("I have stored it").await?;
        person.reads("Once nothing uses the old key any more.").await?;
        is_nowhere(person, &new).await?;
        person.finds_no_barrier().await?;
        // Both work until the last step, which can wait.
        person.presses("Later").await?;
        person.sees("heading", "API keys").await?;
        ensure!(person.texts("row").await?.len() == 2, "one of the two keys is missing");
        ensure!(is_known(person, &old).await? && is_known(person, &new).await?, "one key has ended");

        person.opens(&address).await?;
        person.presses("Create API key").await?;
        let newer = reveals_key(person).await?;
        person.presses("I have stored it").await?;
        person.presses("Revoke").await?;
        person.reads("The new key has taken the place of the old one.").await?;
        person.finds_no_barrier().await?;
        ensure!(!is_known(person, &old).await?, "the old key lives on");
        ensure!(is_known(person, &new).await? && is_known(person, &newer).await?, "a new key has ended");
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn a_token_is_told_about_and_forgotten() -> Result<()> {
    story("token", SETUP, async |person, service| {
        person.signs_in(Account::MEMBER).await?;
        person.follows("API keys").await?;
        person.presses("More actions").await?;
        person.chooses("Inspect a token").await?;
        person.finds_no_barrier().await?;
        person.fills("Token", "no-such-token").await?;
        person.presses("Inspect").await?;
        person.reads("The API knows no such token, or it has ended.").await?;
        person.finds_no_barrier().await?;

        let key = ["key", "create", "--username", Account::MEMBER.username];
        let found = opens_session(person, &service.command(&key)?).await?;
        person.fills("Token", &format!("Bearer {found}")).await?;
        person.presses("Inspect").await?;
        person.sees("link", Account::MEMBER.username).await?;
        person.finds_no_barrier().await?;
        counts_down(person).await?;
        is_nowhere(person, &found).await?;
        person.follows("Users").await?;
        person.sees("heading", "Users").await?;
        is_nowhere(person, &found).await?;
        person.goes_back().await?;
        ensure!(person.value_of("Token").await?.is_empty(), "the token is there again");
        ensure!(is_known(person, &found).await?, "asking ended it");
        ensure!(!service.log().contains(&found), "the token stands in the service's log");
        ensure!(found != token(person).await?, "it was the tab's own");
        person.heard_no_complaint(&["404"]).await
    })
    .await
}

async fn makes_key(person: &Person, name: &str) -> Result<String> {
    person.opens("api-keys/new").await?;
    person.presses("Create API key").await?;
    person.reads("Give a name, a project, or both.").await?;
    person.finds_no_barrier().await?;
    person.fills("Name", name).await?;
    person.presses("Create API key").await?;
    person.sees("heading", "API key created").await?;
    person.finds_no_barrier().await?;
    reveals_key(person).await
}

/// The key, which stands in the page from then on alone.
async fn reveals_key(person: &Person) -> Result<String> {
    let masked = person.text_of("group", "Command").await?;
    ensure!(masked.contains("Bearer \u{2022}"), "the command is not masked: {masked}");
    person.presses("Reveal").await?;
    let shown = person.text_of("group", "API key").await?;
    let key = shown.lines().next().context("no key")?.to_owned();
    ensure!(key.len() > 20 && key.is_ascii(), "this is no key: {key}");
    Ok(key)
}

/// Copies the command into a terminal.
async fn runs_command(person: &Person, username: &str) -> Result<()> {
    let shown = person.text_of("group", "Command").await?;
    let command = shown.lines().find(|line| line.starts_with("curl ")).context("no command")?;
    let output = Command::new("sh").args(["-c", &format!("{command} --silent --fail")]).output()?;
    let answer = String::from_utf8(output.stdout)?;
    ensure!(output.status.success() && answer.contains(username), "{command}: {answer}");
    Ok(())
}

async fn opens_session(person: &Person, key: &str) -> Result<String> {
    let row = ("POST", "bim/apikey/authenticate");
    let (status, answer) = asks(person, row, "", Some(&json!({ "apikey": key }))).await?;
    ensure!(status == 200, "the key opens no session: {status}");
    Ok(answer["token"].as_str().context("no token")?.to_owned())
}

/// The time left is there, and becomes less.
async fn counts_down(person: &Person) -> Result<()> {
    let first = person.text_of("timer", "…").await?;
    ensure!(first.len() >= 4 && first.contains(':'), "no countdown: {first}");
    let is_less = async || Ok(person.text_of("timer", "…").await? != first);
    person.waits_until("the time to pass", is_less).await
}
