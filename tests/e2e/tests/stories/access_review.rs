//! An access review, by keys alone.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, story};

use crate::asking::{keeps_files, saved_file};

/// Somebody who is to lose it, and never signed in.
const LEAVING: Account =
    Account { username: "zora", name: "Aaron Zorn", permissions: &["FETCH_POLICY_INFO"] };
/// Somebody who is to keep it.
const STAYING: Account =
    Account { username: "yann", name: "Berta Yann", permissions: &["FETCH_POLICY_INFO"] };
const SETUP: Setup =
    Setup { demo: 0, accounts: &[Account::ADMIN, LEAVING, STAYING], path: "", behind_proxy: false };
const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";
/// Longer than any way through a page.
const TABS: usize = 120;
const REVIEW: &str = "access-review?permission=FETCH_POLICY_INFO";

#[tokio::test]
async fn holders_are_reviewed_one_loses_it_and_the_file_says_who_decided() -> Result<()> {
    story("access-review", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.types_with_control('k').await?;
        person.sees("combobox", "Page, action, person or group").await?;
        person.types("Access review").await?;
        person.sees("option", "Access review…").await?;
        person.types(ENTER).await?;
        person.sees("heading", "Access review").await?;
        person.finds_no_barrier().await?;
        person.opens(REVIEW).await?;
        person.sees("heading", "Aaron Zorn").await?;
        person.reads("Never signed in").await?;
        person.finds_no_barrier().await?;
        keeps_files(person).await?;
        person.types("r").await?;
        person.sees("heading", "Berta Yann").await?;
        person.types("s").await?;
        person.reads("1 lose it · 1 skipped").await?;
        person.types("u").await?;
        person.reads("1 lose it · 1 undecided").await?;
        person.types("k").await?;
        person.reads("1 keep it · 1 lose it").await?;
        enters(person, "button Summary…").await?;
        person.reads("1 keep it · 1 lose it · 0 skipped · 0 undecided").await?;
        person.finds_no_barrier().await?;
        enters(person, "button Remove from 1").await?;
        person.reads("Done.").await?;
        person.finds_no_barrier().await?;
        enters(person, "button Save CSV").await?;
        says_who_decided(person).await?;
        // Gone at the service, too.
        person.opens("users?status=all&permission=FETCH_POLICY_INFO").await?;
        person.sees("link", "Berta Yann").await?;
        person.no_longer_sees("link", "Aaron Zorn").await?;
        enters(person, "button Review access").await?;
        person.is_at(REVIEW).await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

async fn says_who_decided(person: &Person) -> Result<()> {
    let text = saved_file(person).await?;
    let line = |name: &str| text.lines().find(|line| line.contains(name)).unwrap_or_default().to_owned();
    let (gone, kept) = (line("Aaron Zorn"), line("Berta Yann"));
    let reviewed = [",", Account::ADMIN.username, ",bim,Permission FETCH_POLICY_INFO,"].concat();
    ensure!(gone.contains(&reviewed) && kept.contains(&reviewed), "{text}");
    ensure!(gone.contains(",zora,bim,given here,Never signed in,remove,20"), "{gone}");
    ensure!(gone.ends_with(",removed,"), "{gone}");
    ensure!(kept.contains(",yann,bim,given here,Never signed in,keep,20") && kept.ends_with(",,"), "{kept}");
    Ok(())
}

async fn enters(person: &Person, control: &str) -> Result<()> {
    for _ in 0..TABS {
        if person.focus().await?.starts_with(control) {
            return person.types(ENTER).await;
        }
        person.types(TAB).await?;
    }
    anyhow::bail!("Tab never came to {control}; it is at {}", person.focus().await?)
}
