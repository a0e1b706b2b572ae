//! Groups: what gives many people something at once.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, story};

/// Somebody to add, among the invented people.
const SOUGHT: Account = Account { username: "quentin", name: "Quentin Quuxbury", permissions: &[] };
/// The key, as WebDriver spells it.
const ESCAPE: &str = "\u{e00c}";
const MANY: Setup = Setup {
    demo: 1_000,
    accounts: &[Account::ADMIN, Account::AUDITOR, Account::MEMBER, SOUGHT],
    path: "",
    behind_proxy: false,
};

#[tokio::test]
async fn a_group_is_made_filled_renamed_and_deleted() -> Result<()> {
    story("group", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        make(person).await?;
        find_and_add(person).await?;
        paste_and_add(person).await?;
        person.follows("Details").await?;
        person.fills("Name", "Late shift").await?;
        person.fills("Description", "From ten to six").await?;
        person.presses("Save").await?;
        person.reads("Group saved.").await?;
        person.sees("heading", "Late shift").await?;
        person.finds_no_barrier().await?;
        let title = person.script("return document.title").await?;
        ensure!(title.as_str().is_some_and(|title| title.starts_with("Late shift")), "titled {title}");
        person.reloads().await?;
        person.sees("heading", "Late shift").await?;
        person.presses("Delete").await?;
        person.reads("2 people are members and lose what the group gives.").await?;
        person.finds_no_barrier().await?;
        person.fills("Name of the group", "Night shift").await?;
        person.presses("Delete").await?;
        person.reads("This is not the group's name.").await?;
        person.fills("Name of the group", "Late shift").await?;
        person.presses("Delete").await?;
        person.reads("Late shift is deleted.").await?;
        person.is_at("groups").await?;
        person.heard_no_complaint(&[" 409 "]).await
    })
    .await
}

/// A name that is taken, then one that is not.
async fn make(person: &Person) -> Result<()> {
    person.follows("Groups").await?;
    person.sees("heading", "Groups").await?;
    person.sees("link", "Data stewards").await?;
    person.finds_no_barrier().await?;
    person.follows("New group").await?;
    person.fills("Name", "Data stewards").await?;
    person.presses("Create group").await?;
    person.reads("There is a group of this name already.").await?;
    person.finds_no_barrier().await?;
    person.fills("Name", "Night shift").await?;
    person.presses("Create group").await?;
    person.sees("heading", "Night shift").await?;
    person.finds_no_barrier().await
}

/// Finds somebody among all people, and adds them.
async fn find_and_add(person: &Person) -> Result<()> {
    person.presses("Add members").await?;
    person.fills("Search people", "quuxbury").await?;
    person.clicks("checkbox", "Quentin Quuxbury quentin…").await?;
    person.finds_no_barrier().await?;
    person.presses("Add 1 member").await?;
    person.reads("Done.").await?;
    person.finds_no_barrier().await?;
    person.types(ESCAPE).await?;
    person.sees("link", "Quentin Quuxbury").await?;
    person.finds_no_barrier().await
}

/// Pastes a list that holds somebody who is a member, somebody new, an address, and names that nobody has.
async fn paste_and_add(person: &Person) -> Result<()> {
    person.presses("Add members").await?;
    person.clicks("radio", "Paste a list").await?;
    let list = format!("quentin\n{}\nnobody.at.all\nno-one@example.com", Account::MEMBER.username);
    person.pastes("Usernames or email addresses", &list).await?;
    person.presses("Check the list").await?;
    person.reads("2 found and chosen").await?;
    person.reads("2 not found").await?;
    person.reads("Line 3: nobody.at.all").await?;
    person.reads("Line 4: no-one@example.com").await?;
    person.finds_no_barrier().await?;
    person.presses("Add 2 members").await?;
    person.reads("1 were members already").await?;
    person.reads("Done.").await?;
    person.types(ESCAPE).await?;
    person.sees("link", Account::MEMBER.name).await.map(drop)
}

#[tokio::test]
async fn a_group_that_is_deleted_elsewhere_is_said_to_be_gone() -> Result<()> {
    story("group-gone", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("Groups").await?;
        person.follows("Data stewards").await?;
        person.sees("heading", "Data stewards").await?;
        let address = person.address().await?;
        person.fills("Description", "Typed before it went").await?;
        person.opens_tab().await?;
        person.opens(&address).await?;
        person.presses("Delete").await?;
        person.fills("Name of the group", "Data stewards").await?;
        person.presses("Delete").await?;
        person.reads("Data stewards is deleted.").await?;
        person.returns_to(0).await?;
        person.presses("Save").await?;
        person.reads("There is no such group").await?;
        person.finds_no_barrier().await?;
        person.follows("Go to Groups").await?;
        person.sees("heading", "Groups").await?;
        person.no_longer_sees("link", "Data stewards").await?;
        person.heard_no_complaint(&[" 404 "]).await
    })
    .await
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
        person.finds_no_barrier().await?;
        person.presses("Actions for Country: JP").await?;
        person.chooses("Rename or merge…").await?;
        person.reads("Left as it is, since an identity provider gives it").await?;
        person.fills("New value", "Nippon").await?;
        person.finds_no_barrier().await?;
        person.presses("Rename").await?;
        person.reads("Done.").await?;
        person.finds_no_barrier().await?;
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
        person.finds_no_barrier().await?;
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
async fn somebody_asks_why_a_person_holds_what_a_group_gives() -> Result<()> {
    story("why", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/quentin/groups").await?;
        person.fills("Group", "Data stewards").await?;
        person.clicks("option", "Data stewards…").await?;
        person.presses("Add to group").await?;
        person.follows("Data stewards").await?;
        person.sees("heading", "Data stewards").await?;
        let group = person.address().await?;
        person.opens(&format!("{group}/attributes")).await?;
        give(person, "Clearance", "Cosmic").await?;
        person.presses("Why? Clearance: Cosmic").await?;
        person.reads("Given here, directly.").await?;
        person.finds_no_barrier().await?;
        person.opens("users/bim/quentin/attributes").await?;
        person.presses("Why? Clearance: Cosmic").await?;
        person.reads("Through the group Data stewards").await?;
        person.reads("It cannot be removed here: change it where it comes from.").await?;
        person.finds_no_barrier().await?;
        person.types(ESCAPE).await?;
        give(person, "Clearance", "Cosmic").await?;
        // The row is another one then.
        person.reads("Given here").await?;
        person.presses("Why? Clearance: Cosmic").await?;
        person.reads("Removed here, it would still be held through group Data stewards.").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

async fn give(person: &Person, key: &str, value: &str) -> Result<()> {
    person.fills("Attribute", key).await?;
    person.fills("Value", value).await?;
    person.presses("Add attribute").await?;
    person.reads(&format!("{key}: {value}")).await
}

#[tokio::test]
async fn an_auditor_reads_and_is_told_what_the_rest_needs() -> Result<()> {
    story("group-auditor", MANY, async |person, _| {
        person.signs_in(Account::AUDITOR).await?;
        may_only_read(person).await?;
        person.opens("attributes").await?;
        person.reads("Who holds which attribute needs USER_ADMIN.").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn whoever_may_change_nothing_sees_groups_and_names() -> Result<()> {
    story("group-member", MANY, async |person, _| {
        person.signs_in(Account::MEMBER).await?;
        may_only_read(person).await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

async fn may_only_read(person: &Person) -> Result<()> {
    person.follows("Groups").await?;
    person.reads("Attributes of groups, and everything that changes a group, need USER_ADMIN.").await?;
    person.fills("Search groups", "data stew").await?;
    person.follows("Data stewards").await?;
    person.sees("heading", "Data stewards").await?;
    person.finds_no_barrier().await?;
    person.follows("Members").await?;
    person.reads("You see names alone.").await?;
    person.finds_no_barrier().await
}
