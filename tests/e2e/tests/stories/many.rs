//! Changing many at once, and lists as files.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, PASSWORD, Person, Setup, is_bare, story};
use serde_json::json;

use crate::asking::{asks, is_known, keeps_files, token};

/// As WebDriver names the key.
const ESCAPE: &str = "\u{e00c}";
const SETUP: Setup = Setup { demo: 120, accounts: &[Account::ADMIN], path: "", behind_proxy: true };

/// So many that each trouble is met, also where dozens of calls are one request.
fn many() -> Setup {
    Setup { demo: if is_bare() { 120 } else { 400 }, ..SETUP }
}

/// How many requests were in trouble at least, of so many calls: alone, every fifth; together, each trouble was met.
fn least(calls: usize) -> usize {
    if is_bare() { calls / 5 } else { 4 }
}

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

/// Waits until the job says that it is over, for longer than for anything else: it gives the service time.
async fn is_done(person: &Person) -> Result<()> {
    let is_over =
        async || Ok(person.script("return document.body.innerText.includes('Done.')").await? == true);
    for _ in 0..5 {
        if person.waits_until("the job to end", is_over).await.is_ok() {
            break;
        }
    }
    person.reads("Done.").await
}

#[tokio::test]
async fn everybody_is_given_an_attribute_although_every_fifth_write_is_in_trouble() -> Result<()> {
    story("many-disturbed", many(), async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        let count = selects_all(person, "users?status=all").await?;
        person.presses("Change").await?;
        person.finds_no_barrier().await?;
        person.chooses("Attributes…").await?;
        person.fills("Attribute", "Wave").await?;
        person.fills("Value", "One").await?;
        person.presses("Preview").await?;
        person.reads(&format!("{count} to change")).await?;
        person.finds_no_barrier().await?;
        service.proxy_disturbs(5)?;
        person.presses(&format!("Apply to {count}")).await?;
        person.sees("button", "Details").await?;
        person.finds_no_barrier().await?;
        // It goes on while one moves about.
        person.follows("Groups").await?;
        person.sees("heading", "Groups").await?;
        is_done(person).await?;
        service.proxy_disturbs(0)?;
        ensure!(service.disturbed_writes() >= least(count), "only {} writes", service.disturbed_writes());
        person.presses("Details").await?;
        person.reads(&format!("{count} of {count}")).await?;
        person.finds_no_barrier().await?;
        person.presses("Dismiss").await?;
        // Each holds it: nobody was forgotten.
        let holders = "users?status=all&attribute=Wave%3DOne";
        ensure!(selects_all(person, holders).await? == count, "somebody was forgotten");
        // To take it is to take something from somebody: the number is asked for.
        person.presses("Change").await?;
        person.chooses("Attributes…").await?;
        person.clicks("radio", "Remove").await?;
        person.fills("Attribute", "Wave").await?;
        person.fills("Value", "One").await?;
        person.presses("Preview").await?;
        person.reads("They no longer hold this value").await?;
        person.presses(&format!("Apply to {count}")).await?;
        person.reads("Fill this in.").await?;
        person.fills("How many change", &count.to_string()).await?;
        person.presses(&format!("Apply to {count}")).await?;
        is_done(person).await?;
        person.opens(holders).await?;
        person.reads("Nobody matches").await
    })
    .await
}

#[tokio::test]
async fn each_is_done_once_although_the_session_ends_amid_other_trouble() -> Result<()> {
    story("many-session", many(), async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        let count = selects_all(person, "users?status=all").await?;
        person.presses("Change").await?;
        person.chooses("Attributes…").await?;
        person.fills("Attribute", "Wave").await?;
        person.fills("Value", "Two").await?;
        person.presses("Preview").await?;
        person.reads(&format!("{count} to change")).await?;
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
        is_done(person).await?;
        person.presses("Details").await?;
        person.reads(&format!("{count} of {count}")).await?;
        service.proxy_disturbs(0)?;
        ensure!(service.disturbed_writes() >= least(count), "only {} writes", service.disturbed_writes());
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

/// Whoever is copied, and an address that is taken.
const MONA: Account = Account { username: "mona", name: "Mona Model", permissions: &["GOVERNANCE"] };
const NOEL: Account = Account { username: "noel", name: "Noel Next", permissions: &["FETCH_POLICY_INFO"] };
const OTTO: Account = Account { username: "otto", name: "Otto Other", permissions: &[] };
const TAKEN: Account = Account { username: "taken@example.com", name: "Tea Taken", permissions: &[] };
const MODELS: Setup =
    Setup { demo: 0, accounts: &[Account::ADMIN, MONA, NOEL, OTTO, TAKEN], path: "", behind_proxy: true };

#[tokio::test]
async fn several_people_are_cloned_together_and_each_account_is_made_once() -> Result<()> {
    story("many-cloned", MODELS, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        for one in [MONA, NOEL, OTTO] {
            person.clicks("checkbox", &format!("Select {}", one.name)).await?;
        }
        person.presses("Change").await?;
        person.chooses("Clone to…").await?;
        person.finds_no_barrier().await?;
        let list = "noel\ttaken@example.com, nobody\nmona\tann@example.com; bob@example.com";
        person.pastes("Paste a list", list).await?;
        person.presses("Preview").await?;
        // What is wrong is said where it went, and the rest is kept.
        person.reads("Not an email address: nobody").await?;
        person.finds_no_barrier().await?;
        let given = person.value_of("Mona Model · mona").await?;
        ensure!(given == "ann@example.com, bob@example.com", "{given}");
        person.fills("Noel Next · noel", "taken@example.com, carl@example.com").await?;
        person.presses("Preview").await?;
        person.reads("3 to change · 2 left out").await?;
        person.reads("There is an account of this name").await?;
        person.reads("No address was given.").await?;
        person.finds_no_barrier().await?;
        service.proxy_disturbs(2)?;
        person.presses("Apply to 3").await?;
        is_done(person).await?;
        service.proxy_disturbs(0)?;
        // One was asked to wait, and of one the answer was lost.
        ensure!(service.disturbed_writes() > 1, "only {} writes", service.disturbed_writes());
        let search = json!({ "size": 100, "offset": 0, "includeDisabled": true });
        let (_, answer) =
            asks(person, ("POST", "bim/user/search"), &token(person).await?, Some(&search)).await?;
        let hits = answer["hits"].as_array().context("no list of people")?;
        ensure!(hits.len() == MODELS.accounts.len() + 3, "{} accounts", hits.len());
        for (name, permission) in [("ann", MONA), ("bob", MONA), ("carl", NOEL)] {
            let userid = format!("{name}@example.com");
            let hit = hits.iter().find(|hit| hit["userid"] == json!(userid)).context(userid)?;
            ensure!(hit["permissions"] == json!(permission.permissions), "{hit}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn several_own_keys_are_revoked_together_and_the_others_live_on() -> Result<()> {
    let setup = Setup { demo: 0, accounts: &[Account::MEMBER], path: "", behind_proxy: false };
    story("many-keys", setup, async |person, service| {
        let make = |name: &str| {
            service.command(&["key", "create", "--username", Account::MEMBER.username, "--name", name])
        };
        let (old, older, kept) = (make("old")?, make("older")?, make("kept")?);
        person.signs_in(Account::MEMBER).await?;
        // A program has a session with one of them.
        let row = ("POST", "bim/apikey/authenticate");
        let (_, opened) = asks(person, row, "", Some(&json!({ "apikey": old }))).await?;
        let session = opened["token"].as_str().context("the key opens no session")?.to_owned();
        person.follows("API keys").await?;
        person.clicks("checkbox", "Select old").await?;
        person.clicks("checkbox", "Select older").await?;
        person.reads("2 selected").await?;
        person.presses("Revoke…").await?;
        person.sees("dialog", "Revoke the selected API keys").await?;
        person.reads("2 are revoked · 1 never used · 1 used within 90 days").await?;
        person.finds_no_barrier().await?;
        person.fills("How many change", "3").await?;
        person.presses("Revoke 2").await?;
        person.reads("This is not the number.").await?;
        person.finds_no_barrier().await?;
        ensure!(is_known(person, &session).await?, "a key was revoked before the number was right");
        person.fills("How many change", "2").await?;
        person.presses("Revoke 2").await?;
        is_done(person).await?;
        person.presses("Details").await?;
        person.reads("2 of 2 · 1 session ended").await?;
        person.finds_no_barrier().await?;
        person.presses("Dismiss").await?;
        person.sees("checkbox", "Select kept").await?;
        person.no_longer_sees("checkbox", "Select old").await?;
        person.no_longer_sees("checkbox", "Select older").await?;
        for gone in [&old, &older, &session] {
            ensure!(!is_known(person, gone).await?, "what was revoked lives on");
        }
        ensure!(is_known(person, &kept).await?, "the key that was not selected has ended");
        ensure!(!service.log().contains(&old), "a key stands in the service's log");
        person.heard_no_complaint(&["401"]).await
    })
    .await
}
