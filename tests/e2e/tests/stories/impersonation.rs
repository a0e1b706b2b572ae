//! Acting as somebody else.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Person, Service, Setup, is_bare, story};

use crate::asking::{asks, is_known, is_nowhere, token};

/// Who may act as [`Account::ADMIN`].
const HELPER: Account = Account {
    username: "helper",
    name: "Helga Helper",
    permissions: &["USER_ADMIN", "CREATE_PROJECT", "IMPERSONATE_USER", "AUDIT"],
};
const SETUP: Setup =
    Setup { demo: 0, accounts: &[HELPER, Account::ADMIN, Account::MEMBER], path: "", behind_proxy: false };

#[tokio::test]
async fn an_admin_sees_what_another_sees_and_changes_only_what_was_unlocked() -> Result<()> {
    story("impersonation", SETUP, async |person, service| {
        person.signs_in(HELPER).await?;
        let own = token(person).await?;
        let key = acts_as(person, service, Account::ADMIN).await?;
        is_nowhere(person, &key).await?;
        person.finds_no_barrier().await?;

        person.follows("New user").await?;
        person.fills("Username", "nora").await?;
        person.presses("Create user").await?;
        person.reads("You act as somebody else, read-only.").await?;
        person.finds_no_barrier().await?;
        person.presses("Unlock changes").await?;
        person.sees("dialog", "Unlock changes?").await?;
        person.finds_no_barrier().await?;
        person.presses("Unlock changes").await?;
        person.reads("Changes unlocked").await?;
        person.presses("Create user").await?;
        person.sees("heading", "Account created").await?;
        person.finds_no_barrier().await?;

        let theirs = others_token(person).await?;
        is_nowhere(person, &theirs).await?;
        person.presses("End").await?;
        person.no_longer_sees("button", "End").await?;
        person.sees("button", &format!("{}…", HELPER.name)).await?;
        ensure!(token(person).await? == own, "the own session is another one");
        ensure!(is_known(person, &own).await?, "the own session has ended");
        has_ended(person, &theirs).await?;
        if is_bare() {
            return person.heard_no_complaint(&["401"]).await;
        }

        let events = "bim/ext/audit?event=UserCreated&target=nora";
        let (status, audit) = asks(person, ("GET", events), &own, None).await?;
        ensure!(status == 200, "the audit log answered {status}");
        let event = &audit["hits"][0];
        let names = (event["actor"]["userid"].as_str(), event["impersonator"]["userid"].as_str());
        ensure!(names == (Some("boss"), Some("helper")), "the log names {names:?}: {audit}");
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn acting_goes_on_after_a_reload_in_this_tab_alone() -> Result<()> {
    story("impersonation-reload", SETUP, async |person, service| {
        person.signs_in(HELPER).await?;
        acts_as(person, service, Account::ADMIN).await?;
        person.presses("Unlock changes").await?;
        person.sees("dialog", "Unlock changes?").await?;
        person.presses("Unlock changes").await?;
        person.reads("Changes unlocked").await?;
        let theirs = others_token(person).await?;
        person.reloads().await?;
        person.reads("Read-only").await?;
        person.sees("button", &format!("{}…", Account::ADMIN.name)).await?;
        ensure!(others_token(person).await? == theirs, "it is another session");
        is_nowhere(person, &theirs).await?;

        person.opens_tab().await?;
        person.opens("users").await?;
        person.sees("button", &format!("{}…", HELPER.name)).await?;
        person.signs_out(HELPER.name).await?;
        person.returns_to(0).await?;
        person.sees("heading", "Sign in").await?;
        has_ended(person, &theirs).await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

#[tokio::test]
async fn acting_ends_when_the_other_account_is_disabled() -> Result<()> {
    story("impersonation-disabled", SETUP, async |person, service| {
        person.signs_in(HELPER).await?;
        acts_as(person, service, Account::MEMBER).await?;
        service.command(&["user", "disable", Account::MEMBER.username])?;
        person.follows("API keys").await?;
        person.reads("You act as yourself again").await?;
        person.sees("button", &format!("{}…", HELPER.name)).await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}

/// Fills the form in; the answer is the key that it asks for.
async fn acts_as(person: &Person, service: &Service, whom: Account) -> Result<String> {
    let key = service.command(&["key", "create", "--username", HELPER.username])?;
    person.opens(&format!("impersonate/bim/{}", whom.username)).await?;
    person.sees("heading", "Act as somebody else").await?;
    person.finds_no_barrier().await?;
    person.presses("Start").await?;
    person.reads("Fill this in.").await?;
    person.finds_no_barrier().await?;
    person.fills("Your own API key", &key).await?;
    person.fills("Reason", "Ticket 7").await?;
    person.presses("Start").await?;
    person.sees("button", &format!("{}…", whom.name)).await?;
    person.reads(&format!("You act as {}", whom.name)).await?;
    Ok(key)
}

/// The token that the tab acts with: it is written down only while the page goes.
async fn others_token(person: &Person) -> Result<String> {
    let script = "dispatchEvent(new Event('pagehide'));
         const kept = Object.entries({ ...sessionStorage }).find(([key]) => key.endsWith(':acting'));
         dispatchEvent(new Event('pageshow'));
         return kept?.[1].split('\\n')[0]";
    Ok(person.script(script).await?.as_str().context("nobody acts as anybody")?.to_owned())
}

/// Ended at the service: that takes two calls, which nobody waits for.
async fn has_ended(person: &Person, token: &str) -> Result<()> {
    if is_bare() {
        // The contract has nothing to end it with.
        return Ok(());
    }
    person.waits_until("the other session to end", async || Ok(!is_known(person, token).await?)).await
}
