//! Addresses: deep links, under any path.

use anyhow::Result;
use bim_admin_e2e::{Account, Setup, story};

#[tokio::test]
async fn a_deep_link_at_the_root_survives_reload_back_and_forward() -> Result<()> {
    a_deep_link_survives("root-path", "/").await
}

#[tokio::test]
async fn a_deep_link_under_a_path_survives_reload_back_and_forward() -> Result<()> {
    a_deep_link_survives("sub-path", "/admin/").await
}

#[tokio::test]
async fn a_deep_link_under_a_long_path_survives_reload_back_and_forward() -> Result<()> {
    a_deep_link_survives("long-path", "/a/b/c/").await
}

/// The same build, wherever it is.
async fn a_deep_link_survives(name: &str, path: &'static str) -> Result<()> {
    let setup = Setup { demo: 200, accounts: &[Account::ADMIN], path, ..Setup::default() };
    story(name, setup, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.is_at("users").await?;
        person.opens("users/bim/boss/permissions").await?;
        person.sees("heading", Account::ADMIN.name).await?;
        person.reads("USER_ADMIN").await?;
        person.reloads().await?;
        person.sees("heading", Account::ADMIN.name).await?;
        person.is_at("users/bim/boss/permissions").await?;
        person.follows("Profile").await?;
        person.is_at("users/bim/boss").await?;
        person.goes_back().await?;
        person.is_at("users/bim/boss/permissions").await?;
        person.reads("USER_ADMIN").await?;
        person.goes_forward().await?;
        person.is_at("users/bim/boss").await?;
        person.reloads().await?;
        person.goes_back().await?;
        person.is_at("users/bim/boss/permissions").await?;
        person.reads("USER_ADMIN").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_link_waits_for_the_sign_in() -> Result<()> {
    let setup = Setup { accounts: &[Account::ADMIN], ..Setup::default() };
    story("link-before-sign-in", setup, async |person, _| {
        person.opens("users/bim/boss/permissions").await?;
        person.fills("Username", Account::ADMIN.username).await?;
        person.fills("Password", bim_admin_e2e::PASSWORD).await?;
        person.presses("Sign in").await?;
        person.sees("heading", Account::ADMIN.name).await?;
        person.is_at("users/bim/boss/permissions").await
    })
    .await
}

#[tokio::test]
async fn an_unknown_address_says_so() -> Result<()> {
    let setup = Setup { accounts: &[Account::ADMIN], ..Setup::default() };
    story("not-found", setup, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("no/such/page").await?;
        person.reads("Nothing has this address.").await?;
        person.finds_no_barrier().await?;
        person.follows("Go to Users").await?;
        person.sees("heading", "Users").await.map(drop)
    })
    .await
}
