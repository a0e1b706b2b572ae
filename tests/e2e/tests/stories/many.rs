//! Changing many at once, and lists as files.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, PASSWORD, Person, Setup, story};
use serde_json::json;

use crate::asking::{asks, keeps_files, token};

/// As WebDriver names the key.
const ESCAPE: &str = "\u{e00c}";
const SETUP: Setup = Setup { demo: 120, accounts: &[Account::ADMIN], path: "", behind_proxy: true };

/// Everybody of the list is selected; their number.
async fn selects_all(person: &Person, address: &str) -> Result<usize> {
    person.opens(address).await?;
    person.clicks("checkbox", "Select this page").await?;
    let shown = "return Number(document.querySelector('.page-count').textContent.replace(/\\D/g, ''))";
    let count = usize::try_from(person.script(shown).await?.as_u64().unwrap_or_default())?;
    if count > 50 {
        person.presses(&format!("Select all {count} that match")).await?;
    }
    person.reads(&format!("{count} selected")).await?;
    Ok(count)
}

#[tokio::test]
async fn everybody_is_given_an_attribute_although_every_fifth_write_is_in_trouble() -> Result<()> {
    story("many-disturbed", SETUP, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        let count = selects_all(person, "users?status=all").await?;
        person.presses("Change").await?;
        person.finds_no_barrier().await?;
        person.chooses("Attributes…").await?;
        person.fills("Attribute", "Wave").await?;
        person.fills("Value", "One").await?;
        person.presses("Preview").await?;
        person.reads(&format!("{count} change")).await?;
        person.finds_no_barrier().await?;
        service.proxy_disturbs(5)?;
        person.presses(&format!("Apply to {count}")).await?;
        person.sees("button", "Details").await?;
        person.finds_no_barrier().await?;
        // It goes on while one moves about.
        person.follows("Groups").await?;
        person.sees("heading", "Groups").await?;
        let is_over =
            async || Ok(person.script("return document.body.innerText.includes('Done.')").await? == true);
        for _ in 0..6 {
            if person.waits_until("the job to end", is_over).await.is_ok() {
                break;
            }
        }
        person.reads("Done.").await?;
        service.proxy_disturbs(0)?;
        ensure!(service.disturbed_writes() >= count / 5, "only {} writes", service.disturbed_writes());
        person.presses("Details").await?;
        person.reads(&format!("{count} of {count}")).await?;
        person.finds_no_barrier().await?;
        person.presses("Dismiss").await?;
        // Each holds it: nobody was forgotten.
        person.opens("users?status=all&attribute=Wave%3DOne").await?;
        person.reads(&format!("of {count}")).await
    })
    .await
}

#[tokio::test]
async fn each_is_done_once_although_the_session_ends_amid_other_trouble() -> Result<()> {
    story("many-session", SETUP, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        let count = selects_all(person, "users?status=all").await?;
        person.presses("Change").await?;
        person.chooses("Attributes…").await?;
        person.fills("Attribute", "Wave").await?;
        person.fills("Value", "Two").await?;
        person.presses("Preview").await?;
        person.reads(&format!("{count} change")).await?;
        service.proxy_disturbs(5)?;
        person.presses(&format!("Apply to {count}")).await?;
        person.waits_until("some of each trouble", async || Ok(service.disturbed_writes() >= 4)).await?;
        service.ends_sessions_of(Account::ADMIN)?;
        person.sees("dialog", "Sign in again").await?;
        let before = person.script("return document.querySelector('.job-dock')?.innerText ?? ''").await?;
        ensure!(!before.as_str().unwrap_or_default().contains("Done."), "it was over before: {before}");
        person.fills("Password", PASSWORD).await?;
        person.presses("Sign in").await?;
        person.no_longer_sees("dialog", "Sign in again").await?;
        let is_over =
            async || Ok(person.script("return document.body.innerText.includes('Done.')").await? == true);
        for _ in 0..6 {
            if person.waits_until("the job to end", is_over).await.is_ok() {
                break;
            }
        }
        person.presses("Details").await?;
        person.reads(&format!("{count} of {count}")).await?;
        service.proxy_disturbs(0)?;
        ensure!(service.disturbed_writes() >= count / 5, "only {} writes", service.disturbed_writes());
        // What the service holds, asked beside the page.
        let search = json!({ "size": 1000, "offset": 0, "includeDisabled": true });
        let asked = asks(person, ("POST", "bim/user/search"), &token(person).await?, Some(&search)).await?;
        let hits = asked.1["hits"].as_array().cloned().unwrap_or_default();
        let held = hits.iter().filter(|hit| hit["bimAuthorizations"]["Wave"] == json!(["Two"])).count();
        ensure!(held == count && hits.len() == count, "{held} of {} hold it, not {count}", hits.len());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_export_imported_again_is_nothing_to_do() -> Result<()> {
    story("export-import", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users?status=all").await?;
        person.sees("link", "Next page").await?;
        keeps_files(person).await?;
        person.presses("Export CSV").await?;
        person.finds_no_barrier().await?;
        person.presses("Export…").await?;
        person.reads("lines are in the file.").await?;
        person.types(ESCAPE).await?;
        person.follows("Import CSV").await?;
        person.reads("Drop a CSV file here").await?;
        person.finds_no_barrier().await?;
        let choose = "const files = new DataTransfer();
            files.items.add(new File([window.savedFile], 'people.csv'));
            const input = document.querySelector('input[type=file]');
            input.files = files.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));";
        person.script(choose).await?;
        person.reads("Which column holds what").await?;
        person.finds_no_barrier().await?;
        person.presses("Preview").await?;
        person.reads("There is nothing to do").await?;
        person.finds_no_barrier().await?;
        let text = person.script("return document.body.innerText").await?;
        ensure!(!text.as_str().unwrap_or_default().contains("with mistakes"), "{text}");
        person.heard_no_complaint(&[]).await
    })
    .await
}
