//! Everybody's own page, as somebody without any permission.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, PASSWORD, Person, Setup, story};
use serde_json::json;

use crate::asking::{asks, is_known};

const SETUP: Setup = Setup { demo: 0, accounts: &[Account::MEMBER], path: "", behind_proxy: false };
const NEXT: &str = "seventeen quiet otters juggle";

#[tokio::test]
async fn a_profile_and_a_preference_are_ones_own_to_change() -> Result<()> {
    story("own-profile", SETUP, async |person, _| {
        person.signs_in(Account::MEMBER).await?;
        person.follows("My profile").await?;
        person.reads("No special permissions").await?;
        person.finds_no_barrier().await?;
        person.fills("Phone", "+49 30 1234").await?;
        person.finds_no_barrier().await?;
        person.presses("Save").await?;
        person.no_longer_sees("button", "Save").await?;
        person.clicks("switch", "Notify me by email…").await?;
        person.reads("Saved.").await?;
        person.reloads().await?;
        person.reads("No special permissions").await?;
        ensure!(person.value_of("Phone").await? == "+49 30 1234", "the phone was not saved");
        let is_on = person.sees("switch", "Notify me by email…").await?.is_selected().await?;
        ensure!(!is_on, "the preference was not saved");
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_new_password_ends_the_old_one_and_every_other_session() -> Result<()> {
    story("own-password", SETUP, async |person, _| {
        person.signs_in(Account::MEMBER).await?;
        let elsewhere = signs_in_elsewhere(person, PASSWORD).await?.context("the password is refused")?;
        person.follows("My profile").await?;
        changes_password(person, "not this one", NEXT).await?;
        person.reads("This is not the password you have now.").await?;
        person.finds_no_barrier().await?;
        changes_password(person, PASSWORD, "member").await?;
        person.reads("It holds your name").await?;
        person.finds_no_barrier().await?;
        changes_password(person, PASSWORD, NEXT).await?;
        person.reads("Your password was changed.").await?;
        person.finds_no_barrier().await?;
        ensure!(!is_known(person, &elsewhere).await?, "the other session goes on");
        ensure!(signs_in_elsewhere(person, PASSWORD).await?.is_none(), "the old password still works");
        ensure!(signs_in_elsewhere(person, NEXT).await?.is_some(), "the new password does not work");
        // This session goes on.
        person.follows("API keys").await?;
        person.reads("No API keys yet").await?;
        person.heard_no_complaint(&["401", "422"]).await
    })
    .await
}

async fn changes_password(person: &Person, old: &str, new: &str) -> Result<()> {
    person.fills("Current password", old).await?;
    person.fills("New password", new).await?;
    person.fills("Repeat the password", new).await?;
    person.presses("Change password").await
}

/// The token of another session, if the password is right.
async fn signs_in_elsewhere(person: &Person, password: &str) -> Result<Option<String>> {
    let login = json!({ "username": Account::MEMBER.username, "password": password });
    let (_, answer) = asks(person, ("POST", "bim/iam/bim/user/authenticate"), "", Some(&login)).await?;
    Ok(answer["token"].as_str().map(str::to_owned))
}
