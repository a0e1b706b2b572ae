//! Groups and attributes: what gives many people something at once.

use anyhow::{Context, Result};
use bim_admin_e2e::{Account, Person, Setup, story};

/// Somebody to add, among the invented people.
const SOUGHT: Account = Account { username: "quentin", name: "Quentin Quuxbury", permissions: &[] };
/// The key, as WebDriver spells it.
const ESCAPE: &str = "\u{e00c}";
const MANY: Setup = Setup {
    demo: 1_000,
    accounts: &[Account::ADMIN, Account::MEMBER, SOUGHT],
    path: "",
    behind_proxy: false,
};

#[tokio::test]
async fn a_group_is_made_filled_renamed_and_deleted() -> Result<()> {
    story("group", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("Groups").await?;
        person.sees("heading", "Groups").await?;
        person.finds_no_barrier().await?;
        person.follows("New group").await?;
        person.fills("Name", "engineers").await?;
        person.presses("Create group").await?;
        person.reads("There is a group of this name already.").await?;
        person.finds_no_barrier().await?;
        person.fills("Name", "Night shift").await?;
        person.presses("Create group").await?;
        person.sees("heading", "Night shift").await?;
        add(person).await?;
        person.follows("Details").await?;
        person.fills("Description", "From ten to six").await?;
        person.presses("Save").await?;
        person.reads("Group saved.").await?;
        person.finds_no_barrier().await?;
        person.reloads().await?;
        person.sees("heading", "Night shift").await?;
        person.presses("Delete").await?;
        person.reads("1 person is a member and loses what the group gives.").await?;
        person.finds_no_barrier().await?;
        person.fills("Name of the group", "Night shift").await?;
        person.clicks("button", "Delete").await?;
        person.reads("Night shift is deleted.").await?;
        person.is_at("groups").await?;
        person.heard_no_complaint(&[" 409 "]).await
    })
    .await
}

/// Finds somebody among all people, adds them, and them again by a pasted list.
async fn add(person: &Person) -> Result<()> {
    person.presses("Add members").await?;
    person.fills("Search people", "quuxbury").await?;
    person.clicks("checkbox", "Quentin Quuxbury quentin…").await?;
    person.finds_no_barrier().await?;
    person.presses("Add 1 member").await?;
    person.reads("Done.").await?;
    person.types(ESCAPE).await?;
    person.sees("link", "Quentin Quuxbury").await?;
    person.finds_no_barrier().await
}

#[tokio::test]
async fn an_attribute_is_renamed_for_everybody_and_then_removed_everywhere() -> Result<()> {
    story("attributes", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("Attributes").await?;
        person.reads("Complete when read:").await?;
        person.finds_no_barrier().await?;
        person.fills("Search keys and values", "JP").await?;
        person.presses("JP").await?;
        person.presses("Actions for Country: JP").await?;
        person.chooses("Rename or merge…").await?;
        person.fills("New value", "Nippon").await?;
        person.finds_no_barrier().await?;
        person.presses("Rename").await?;
        person.reads("Done.").await?;
        person.types(ESCAPE).await?;
        person.fills("Search keys and values", "Nippon").await?;
        person.presses("Actions for Country: Nippon").await?;
        person.chooses("Remove everywhere…").await?;
        person.reads("To be sure, type how many lose it:").await?;
        person.finds_no_barrier().await?;
        let count = count_to_type(person).await?;
        person.fills("Number of holders", &count).await?;
        person.presses("Remove everywhere").await?;
        person.reads("Country: Nippon was removed everywhere.").await?;
        person.reads("No key or value matches").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

/// The number that the help under the field tells.
async fn count_to_type(person: &Person) -> Result<String> {
    let script = "return document.body.innerText.match(/type how many lose it: (\\d+)/)[1]";
    let count = person.script(script).await?;
    count.as_str().map(str::to_owned).context("no number")
}

#[tokio::test]
async fn whoever_may_change_nothing_sees_groups_and_names() -> Result<()> {
    story("group-member", MANY, async |person, _| {
        person.signs_in(Account::MEMBER).await?;
        person.follows("Groups").await?;
        person.fills("Search groups", "data stew").await?;
        person.follows("Data stewards").await?;
        person.sees("heading", "Data stewards").await?;
        person.follows("Members").await?;
        person.reads("You see names alone.").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}
