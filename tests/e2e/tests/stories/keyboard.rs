//! An account's life, by keys alone.

use anyhow::Result;
use bim_admin_e2e::{Account, Person, Setup, is_bare, story};

const SETUP: Setup = Setup { demo: 50, accounts: &[Account::ADMIN], path: "", behind_proxy: false };
/// Longer than any way through a page.
const TABS: usize = 120;
const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
const END: &str = "\u{e010}";

#[tokio::test]
async fn an_account_is_made_changed_copied_and_deleted() -> Result<()> {
    story("keyboard", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        goes_to(person, "New user").await?;
        person.sees("heading", "New user").await?;
        types_into(person, "input Username", "keys").await?;
        enters(person, "button Create user").await?;
        person.reads("Account created").await?;
        enters(person, "a Open the account").await?;
        person.sees("heading", "keys").await?;
        types_into(person, "input Phone", "1").await?;
        enters(person, "button Save").await?;
        person.reads("The profile is saved.").await?;

        goes_to(person, "Clone keys").await?;
        person.sees("heading", "Clone user").await?;
        types_into(person, "textarea Addresses", "copy@example.com").await?;
        enters(person, "button Check addresses").await?;
        person.sees("button", "Clone to 1").await?;
        enters(person, "button Clone to 1").await?;
        person.reads("1 of 1 accounts created").await?;

        goes_to(person, "copy@example.com").await?;
        person.is_at("users/bim/copy@example.com").await?;
        enters(person, "button Actions").await?;
        person.sees("menuitem", "Delete").await?;
        // The browser tells the menu that it is open after it has shown it.
        person
            .waits_until("the menu to have the focus", async || {
                Ok(person.focus().await?.starts_with("menuitem"))
            })
            .await?;
        person.types(END).await?;
        person.types(ENTER).await?;
        person.reads("Delete this account?").await?;
        types_into(person, "input Username", "copy@example.com").await?;
        person.types(ENTER).await?;
        if is_bare() {
            return person.reads("This API does not delete people. Disable the account instead.").await;
        }
        person.sees("heading", "Users").await?;
        person.reads("copy@example.com was deleted.").await?;
        person.heard_no_complaint(&["404"]).await
    })
    .await
}

/// Through the command palette.
async fn goes_to(person: &Person, place: &str) -> Result<()> {
    person.types_with_control('k').await?;
    person.sees("combobox", "Page, action, person or group").await?;
    person.types(place).await?;
    person.sees("option", &format!("{place}…")).await?;
    person.types(ENTER).await
}

async fn enters(person: &Person, control: &str) -> Result<()> {
    tabs_to(person, control).await?;
    person.types(ENTER).await
}

async fn types_into(person: &Person, control: &str, text: &str) -> Result<()> {
    tabs_to(person, control).await?;
    person.types(text).await
}

async fn tabs_to(person: &Person, control: &str) -> Result<()> {
    for _ in 0..TABS {
        if person.focus().await?.starts_with(control) {
            return Ok(());
        }
        person.types(TAB).await?;
    }
    anyhow::bail!("Tab never came to {control}; it is at {}", person.focus().await?)
}
