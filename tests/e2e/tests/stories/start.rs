//! From the first start to the first people.

use anyhow::{Context, Result};
use bim_admin_e2e::{Account, PASSWORD, Person, Setup, story};

#[tokio::test]
async fn the_sign_in_page_is_light_and_without_barriers() -> Result<()> {
    let setup = Setup { accounts: &[Account::ADMIN], ..Setup::default() };
    story("sign-in-page", setup, async |person, _| {
        person.opens("login").await?;
        person.sees("button", "Sign in").await?;
        person.needed_few_requests().await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn the_first_admin_invites_a_person_who_signs_in() -> Result<()> {
    story("first-start", Setup::default(), async |person, service| {
        let invitation = service.first_invitation()?.to_owned();
        creates_password(person, &invitation).await?;
        person.sees("heading", "Users").await?;
        person.signs_out("admin").await?;

        person.fills("Username", "admin").await?;
        person.fills("Password", PASSWORD).await?;
        person.presses("Sign in").await?;
        person.follows("New user").await?;
        person.finds_no_barrier().await?;
        person.fills("Username", "zoe@example.com").await?;
        person.fills("Full name", "Zoë Zimmermann").await?;
        person.fills("Email", "zoe@example.com").await?;
        person.presses("Create user").await?;
        person.sees("heading", "Account created").await?;
        person.finds_no_barrier().await?;
        person.presses("Reveal").await?;
        let link = person.link_on_screen().await?;
        person.follows("Open the account").await?;
        person.sees("heading", "Zoë Zimmermann").await?;
        person.signs_out("admin").await?;

        creates_password(person, &link).await?;
        person.sees("button", "Zoë Zimmermann…").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn an_invitation_works_once() -> Result<()> {
    story("used-invitation", Setup::default(), async |person, service| {
        let invitation = service.first_invitation()?.to_owned();
        creates_password(person, &invitation).await?;
        person.sees("heading", "Users").await?;
        person.signs_out("admin").await?;
        creates_password(person, &invitation).await?;
        person.sees("heading", "This link no longer works").await?;
        person.finds_no_barrier().await?;
        let cut = &invitation[..invitation.find("&userid").context("no userid")?];
        person.opens(cut).await?;
        person.sees("heading", "This link is not complete").await.map(drop)
    })
    .await
}

/// The link's secret is gone from the address bar before anything is typed.
async fn creates_password(person: &Person, link: &str) -> Result<()> {
    person.opens(link).await?;
    person.sees("heading", "Create your password").await?;
    person.is_at("login").await?;
    person.fills("New password", PASSWORD).await?;
    person.fills("Repeat the password", PASSWORD).await?;
    person.presses("Set password and sign in").await
}
