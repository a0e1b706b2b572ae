//! The list of people as a tool: selecting, arranging, coming back to, and filters that the API does not have.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, story};

const SETUP: Setup = Setup { demo: 2_500, accounts: &[Account::ADMIN], path: "", behind_proxy: false };

#[tokio::test]
async fn everybody_who_matches_is_selected_across_pages() -> Result<()> {
    story("select", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.clicks("checkbox", "Select this page").await?;
        person.reads("50 selected").await?;
        person.finds_no_barrier().await?;
        person.follows("Next page").await?;
        person.reads("51–100 of").await?;
        person.reads("50 selected").await?;
        person.presses("Select all…").await?;
        person.no_longer_sees("button", "Select all…").await?;
        person.reads("2,").await?;
        person.finds_no_barrier().await?;
        person.presses("Clear selection").await?;
        person.no_longer_sees("button", "Clear selection").await?;
        person.presses("Select from a list").await?;
        person.finds_no_barrier().await?;
        person
            .pastes("Usernames or email addresses", "boss\nconan.o'brien@example.com, nobody@nowhere")
            .await?;
        person.presses("Select").await?;
        person.reads("These were not found").await?;
        person.reads("nobody@nowhere").await?;
        person.finds_no_barrier().await?;
        person.types("\u{e00c}").await?;
        person.reads("2 selected").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_list_that_is_loaded_again_is_asked_for_once() -> Result<()> {
    story("loaded-again", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("Next page").await?;
        person.reads("51–100 of").await?;
        person.requested().await?;
        person.reloads().await?;
        person.reads("51–100 of").await?;
        // What the first paint did not wait for has followed.
        let rows = person.texts("row").await?;
        ensure!(rows.len() == 50, "{} rows", rows.len());
        let are_told = "return [...document.querySelectorAll('td time')].every((time) => time.textContent && time.title)";
        ensure!(person.script(are_told).await? == true, "a time is not told");
        let requested = person.requested().await?;
        // Its last request: WebKit asks for what is preloaded once more.
        let code = requested.iter().rposition(|url| url.contains("split_inside")).context("no code")?;
        for call in ["/bim/rpc/user/current", "/bim/user/search"] {
            let at: Vec<_> = (0..requested.len()).filter(|at| requested[*at].ends_with(call)).collect();
            ensure!(
                at.len() == 1 && at[0] <= code + 3,
                "{call} is not asked for ahead, and once: {requested:#?}"
            );
        }
        person.fills("Search users", "barbara boss").await?;
        person.reads("1–1 of 1").await?;
        // Rows that come later are as seen as the first ones.
        person.fills("Search users", "").await?;
        person.reads("1–50 of").await?;
        let rows = person.texts("row").await?;
        ensure!(rows.len() == 50, "{} rows", rows.len());
        // So is a person whose record was asked for when the button went down.
        person.fills("Search users", "barbara boss").await?;
        person.reads("1–1 of 1").await?;
        person.requested().await?;
        person.follows("Barbara Boss").await?;
        person.sees("heading", "Barbara Boss").await?;
        person.sees("textbox", "Phone").await?;
        let requested = person.requested().await?;
        let asked = requested.iter().filter(|url| url.ends_with("/bim/iam/bim/user/boss")).count();
        ensure!(asked == 1, "the record is asked for {asked} times: {requested:#?}");
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn columns_and_views_are_kept() -> Result<()> {
    story("columns", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.presses("Columns").await?;
        person.clicks("checkbox", "Created").await?;
        person.presses("Move up Created").await?;
        person.presses("Move up Created").await?;
        person.finds_no_barrier().await?;
        person.types("\u{e00c}").await?;
        person.opens("users?permission=AUDIT").await?;
        columns(person, &["Name", "Email", "Provider", "Status", "Created", "Permissions", "Last sign-in"])
            .await?;
        person.presses("Saved views").await?;
        person.finds_no_barrier().await?;
        person.fills("Name of this view", "Auditors").await?;
        person.presses("Save").await?;
        person.sees("link", "Auditors").await?;
        person.finds_no_barrier().await?;
        person.opens("users").await?;
        person.presses("Saved views").await?;
        person.follows("Auditors").await?;
        person.reads("Permission: AUDIT").await?;
        person.presses("Columns").await?;
        person.presses("Default columns").await?;
        columns(person, &["Name", "Email", "Provider", "Status", "Permissions", "Last sign-in"]).await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

async fn columns(person: &Person, wanted: &[&str]) -> Result<()> {
    person.sees("columnheader", wanted[1]).await?;
    // The first one has the box that selects the page.
    let headers: Vec<String> = person.texts("columnheader").await?.into_iter().skip(1).collect();
    ensure!(headers == wanted, "the columns are {headers:?}");
    Ok(())
}

#[tokio::test]
async fn what_the_api_cannot_filter_is_looked_for_one_by_one() -> Result<()> {
    story("scan", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.presses("Filters").await?;
        person.reads("Looked for one by one").await?;
        person.finds_no_barrier().await?;
        person.opens("users?neverSignedIn=true").await?;
        person.reads("The API has no such filter, so the console looked at all 2,").await?;
        person.reads("Signed in: Never").await?;
        person.finds_no_barrier().await?;
        let rows = person.texts("row").await?;
        ensure!(rows.len() == 50, "{} rows", rows.len());
        ensure!(rows.iter().all(|row| row.contains("Never")), "somebody signed in: {rows:?}");
        person.follows("Next page").await?;
        person.reads("51–100 of").await?;
        person.clicks("checkbox", "Select this page").await?;
        person.presses("Select all…").await?;
        person.no_longer_sees("button", "Select all…").await?;
        person.presses("Look again").await?;
        person.reads("The API has no such filter, so the console looked at all 2,").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}
