//! Acting as somebody else.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, Person, Service, Setup, is_bare, story};

use serde_json::{Value, json};

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

#[tokio::test]
async fn whoever_acts_in_a_project_acts_in_one_of_the_other_person() -> Result<()> {
    story("impersonation-project", SETUP, async |person, service| {
        let project = |name: &str| service.command(&["project", "create", name]);
        let (theirs, other) = (project("Churn model")?, project("Claims")?);
        service.command(&["project", "member", "add", "--project", &theirs, Account::MEMBER.username])?;
        let key = service.command(&["key", "create", "--username", HELPER.username])?;
        person.signs_in(HELPER).await?;
        person.opens(&format!("impersonate/bim/{}", Account::MEMBER.username)).await?;
        person.fills("Your own API key", &key).await?;
        person.fills("Reason", "Ticket 8").await?;
        // Neither a name nor a project that is not theirs; nothing typed is lost over it.
        person.fills("Project", "Churn model").await?;
        person.presses("Start").await?;
        person.reads("A project is a whole number.").await?;
        person.fills("Project", &other).await?;
        person.presses("Start").await?;
        person.reads("is no member of the project").await?;
        person.finds_no_barrier().await?;
        ensure!(person.value_of("Reason").await? == "Ticket 8", "the reason was lost");
        person.fills("Project", &theirs).await?;
        person.presses("Start").await?;
        person.reads(&format!("You act as {}", Account::MEMBER.name)).await?;

        let (own, acting) = (token(person).await?, others_token(person).await?);
        let told = about(person, &own, &acting).await?;
        let number = theirs.parse::<u64>()?;
        ensure!(told["project"] == number, "it is for another project: {told}");
        person.presses("End").await?;
        person.no_longer_sees("button", "End").await?;
        // What the inspector says of such a token, while it lasts.
        let body = json!({ "apikey": key, "userid": Account::MEMBER.username, "iamid": "bim",
            "projectId": number });
        let (_, opened) = asks(person, ("POST", "bim/apikey/impersonate"), &own, Some(&body)).await?;
        person.opens("api-keys/token").await?;
        person.fills("Token", opened["token"].as_str().context("no token")?).await?;
        person.presses("Inspect").await?;
        person.reads(HELPER.username).await?;
        person.reads(&theirs).await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&["422"]).await
    })
    .await
}

#[tokio::test]
async fn a_tab_that_is_closed_leaves_no_session_of_another_person_behind() -> Result<()> {
    story("impersonation-closed", SETUP, async |person, service| {
        person.signs_in(HELPER).await?;
        let own = token(person).await?;
        person.opens_tab().await?;
        acts_as(person, service, Account::ADMIN).await?;
        let theirs = others_token(person).await?;
        // Without the extension it ends by itself, an hour after its last use.
        let ends_soon = async || Ok(is_bare() || lasts(person, &own, &theirs).await? < 180.0);
        // A reload goes the same way, and takes it up again.
        person.reloads().await?;
        person.reads(&format!("You act as {}", Account::ADMIN.name)).await?;
        person
            .waits_until("the session to last on", async || Ok(lasts(person, &own, &theirs).await? > 180.0))
            .await?;
        person.closes_tab().await?;
        person.returns_to(0).await?;
        person.waits_until("the session to be about to end", ends_soon).await?;
        person.sees("button", &format!("{}…", HELPER.name)).await?;
        ensure!(is_known(person, &own).await?, "the own session has ended");
        person.heard_no_complaint(&[]).await
    })
    .await
}

/// What row 33 tells of a token.
async fn about(person: &Person, own: &str, token: &str) -> Result<Value> {
    let (status, told) = asks(person, ("POST", "bim/token"), own, Some(&json!({ "token": token }))).await?;
    ensure!(status == 200, "row 33 answered {status}: {told}");
    Ok(told)
}

/// How many seconds a token still lasts, by the service's own times.
async fn lasts(person: &Person, own: &str, token: &str) -> Result<f64> {
    let told = about(person, own, token).await?;
    let script = format!("return (Date.parse({}) - Date.now()) / 1000", told["expiration"]);
    person.script(&script).await?.as_f64().context("no time")
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
