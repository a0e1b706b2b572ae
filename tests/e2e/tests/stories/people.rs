//! Finding one of many.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, story};
use serde_json::Value;

/// Somebody to find among the invented people.
const SOUGHT: Account = Account { username: "quentin", name: "Quentin Quuxbury", permissions: &["AUDIT"] };
const MANY: Setup = Setup {
    demo: 10_000,
    accounts: &[Account::ADMIN, Account::AUDITOR, Account::MEMBER, SOUGHT],
    path: "",
    behind_proxy: false,
};
/// What one page of the list may put into the document.
const ELEMENTS: u64 = 1_500;

#[tokio::test]
async fn an_admin_finds_and_opens_one_of_ten_thousand() -> Result<()> {
    story("find-admin", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        // Disabled people are left out unless they are asked for.
        person.reads("1–50 of 9,").await?;
        let elements = person.script("return document.getElementsByTagName('*').length").await?;
        ensure!(elements.as_u64().is_some_and(|count| count <= ELEMENTS), "{elements} elements");
        person.finds_no_barrier().await?;
        find(person).await?;
        for (tab, shows) in [
            ("Permissions", "Administration"),
            ("Attributes", "Add attribute"),
            ("Groups", "Add to group"),
            ("API keys", "No API keys"),
            ("Profile", "Contact"),
        ] {
            person.turns_to(tab).await?;
            person.reads(shows).await?;
            person.finds_no_barrier().await?;
        }
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn an_auditor_finds_and_sees_but_cannot_create() -> Result<()> {
    story("find-auditor", MANY, async |person, _| {
        person.signs_in(Account::AUDITOR).await?;
        cannot_create(person).await?;
        find(person).await?;
        person.follows("Permissions").await?;
        person.reads("AUDIT").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_person_without_permissions_finds_profiles() -> Result<()> {
    story("find-member", MANY, async |person, _| {
        person.signs_in(Account::MEMBER).await?;
        cannot_create(person).await?;
        find(person).await?;
        person.reads("You see the profile alone").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn the_list_is_as_it_was_after_back() -> Result<()> {
    story("back-to-list", MANY, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.follows("Next page").await?;
        person.reads("51–100 of").await?;
        // Its later rows follow those that can be seen.
        person.finds_no_barrier().await?;
        let address = person.address().await?;
        let links =
            "return [...document.querySelectorAll('tbody a.row-link')].map((link) => link.textContent)";
        let links = person.script(links).await?;
        let names: Vec<_> = links.as_array().context("no links")?.iter().filter_map(Value::as_str).collect();
        let is_alone = |name: &&&str| names.iter().filter(|other| other == name).count() == 1;
        let name = *names.iter().find(is_alone).context("everybody has a namesake")?;
        person.follows(name).await?;
        person.sees("heading", name).await?;
        person.goes_back().await?;
        person.is_at(&address).await?;
        person.sees("link", name).await.map(drop)
    })
    .await
}

async fn find(person: &Person) -> Result<()> {
    person.fills("Search users", "quuxb").await?;
    person.sees("link", SOUGHT.name).await?;
    person.is_at("users?q=quuxb").await?;
    ensure!(person.texts("row").await?.len() == 1, "others were found, too");
    person.finds_no_barrier().await?;
    person.follows(SOUGHT.name).await?;
    person.sees("heading", SOUGHT.name).await?;
    person.is_at("users/bim/quentin").await?;
    person.finds_no_barrier().await
}

/// The button is there, says what it needs, and does nothing.
async fn cannot_create(person: &Person) -> Result<()> {
    let button = person.sees("button", "New user").await?;
    ensure!(button.attr("aria-disabled").await?.as_deref() == Some("true"), "New user can be pressed");
    person.opens("users/new").await?;
    person.reads("This needs USER_ADMIN.").await?;
    person.goes_back().await?;
    person.sees("heading", "Users").await.map(drop)
}
