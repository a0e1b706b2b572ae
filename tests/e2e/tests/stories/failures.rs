//! When the API is away, something else answers in its place, or the console itself breaks.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Instead, PASSWORD, Person, Service, Setup, story};

const SETUP: Setup = Setup { demo: 120, accounts: &[Account::ADMIN], path: "", behind_proxy: true };

#[tokio::test]
async fn what_was_there_stays_while_the_api_is_away() -> Result<()> {
    story("api-away", SETUP, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        person.sees("link", "Next page").await?;
        service.stop()?;
        person.follows("Next page").await?;
        person.reads("The list could not be refreshed; what you see is older").await?;
        person.finds_no_barrier().await?;
        service.start_again()?;
        person.presses("Retry").await?;
        person.no_longer_sees("button", "Retry").await?;
        person.reads("51–").await
    })
    .await
}

#[tokio::test]
async fn what_is_on_its_way_is_no_barrier() -> Result<()> {
    story("loading", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.sees("link", "Next page").await?;
        // The pages' code comes once; answers stay away from here on.
        person.follows("Activity").await?;
        person.sees("heading", "Activity").await?;
        person
            .script(
                "const real = window.fetch; window.fetch = (what, ...more) =>
                   String(what.url ?? what).includes('/bim/') ? new Promise(() => {}) : real(what, ...more)",
            )
            .await?;
        let waits = "return document.querySelector('main .skeleton, main [role=progressbar], main [aria-busy=true]') !== null";
        for page in ["Groups", "Attributes", "API keys"] {
            person.follows(page).await?;
            person.sees("heading", page).await?;
            person.waits_until(page, async || Ok(person.script(waits).await? == true)).await?;
            person.finds_no_barrier().await?;
        }
        // A person's page, whose tabs each read something of their own.
        person.follows("Users").await?;
        person.waits_until("Users", async || Ok(person.script(waits).await? == true)).await?;
        person.finds_no_barrier().await?;
        person.script("document.querySelector('tbody a.row-link').click()").await?;
        for tab in ["Permissions", "Attributes", "Groups", "API keys", "Profile"] {
            let click = format!(
                "[...document.querySelectorAll('main nav a, main [role=tablist] a')]
                   .find((tab) => tab.textContent.trim().startsWith('{tab}')).click()"
            );
            person.script(&click).await?;
            person.waits_until(tab, async || Ok(person.script(waits).await? == true)).await?;
            person.finds_no_barrier().await?;
        }
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_foreign_answer_is_called_that() -> Result<()> {
    story("html-answer", SETUP, async |person, service| {
        person.signs_in(Account::ADMIN).await?;
        person.sees("link", "Next page").await?;
        service.proxy_answers_itself(true)?;
        person.fills("Search users", "abc").await?;
        person.reads("A proxy may have answered in its place.").await?;
        person.finds_no_barrier().await?;
        service.proxy_answers_itself(false)?;
        person.presses("Retry").await?;
        person.no_longer_sees("button", "Retry").await
    })
    .await
}

#[tokio::test]
async fn the_sign_in_page_works_without_the_list_of_providers() -> Result<()> {
    story("sign-in-html-answer", SETUP, async |person, service| {
        service.proxy_answers_itself(true)?;
        person.opens("login").await?;
        person.reads("The identity providers could not be listed.").await?;
        person.finds_no_barrier().await?;
        service.proxy_answers_itself(false)?;
        person.signs_in(Account::ADMIN).await
    })
    .await
}

#[tokio::test]
async fn code_that_cannot_be_loaded_is_said_and_a_reload_gets_it() -> Result<()> {
    story("code-missing", SETUP, async |person, service| {
        service.proxy_answers("/split_", Some(Instead::GONE))?;
        person.opens("login").await?;
        person.fills("Username", Account::ADMIN.username).await?;
        person.fills("Password", PASSWORD).await?;
        person.presses("Sign in").await?;
        person.reads("A part of this console could not be loaded").await?;
        person.finds_no_barrier().await?;
        service.proxy_answers("/split_", None)?;
        person.presses("Reload").await?;
        person.sees("heading", "Users").await?;
        person.sees("link", "Next page").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn what_the_list_opens_says_when_its_code_does_not_come() -> Result<()> {
    story("dialogs-missing", SETUP, async |person, service| {
        service.proxy_answers("/split_others", Some(Instead::GONE))?;
        person.signs_in(Account::ADMIN).await?;
        person.sees("link", "Next page").await?;
        person.presses("Saved views").await?;
        person.reads("A part of this console could not be loaded. Try again").await?;
        person.finds_no_barrier().await?;
        person.presses("Close").await?;
        person.types_with_control('k').await?;
        person.reads("A part of this console could not be loaded. Try again").await?;
        service.proxy_answers("/split_others", None)?;
        person.presses("Saved views").await?;
        person.sees("textbox", "Name of this view").await.map(drop)
    })
    .await
}

/// A section of WebAssembly that browsers skip: code with it still runs.
const SECTION: &str = "\0\u{2}\u{1}x";

#[tokio::test]
async fn code_that_was_changed_on_its_way_is_refused_and_said() -> Result<()> {
    story("changed-code", SETUP, async |person, service| {
        service.proxy_appends("_bg.wasm", SECTION)?;
        person.begins_at("login").await?;
        person.sees("heading", "This page could not start").await?;
        person.reads("is not the file of this version").await?;
        person.finds_no_barrier().await?;
        service.proxy_answers("_bg.wasm", None)?;
        signs_in_without(person, service, "/split_", SECTION).await
    })
    .await
}

#[tokio::test]
async fn a_style_that_was_changed_on_its_way_is_refused_and_said() -> Result<()> {
    story("changed-style", SETUP, async |person, service| {
        signs_in_without(person, service, "/inside", " ").await
    })
    .await
}

/// Whatever the browser kept of the changed file, a reload gets the right one.
async fn signs_in_without(
    person: &Person,
    service: &Service,
    part: &'static str,
    more: &'static str,
) -> Result<()> {
    service.proxy_appends(part, more)?;
    person.opens("login").await?;
    person.fills("Username", Account::ADMIN.username).await?;
    person.fills("Password", PASSWORD).await?;
    person.presses("Sign in").await?;
    person.reads("A part of this console could not be loaded").await?;
    service.proxy_answers(part, None)?;
    person.presses("Reload").await?;
    person.sees("link", "Next page").await.map(drop)
}

#[tokio::test]
async fn what_breaks_is_told_once_over_the_page_and_a_reload_mends_it() -> Result<()> {
    story("crash", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.sees("link", "Next page").await?;
        person.follows("New user").await?;
        person.fills("Full name", "Nora Noether").await?;
        // As an extension may do that tampers with pages: the next thing to be shown cannot be made.
        person.script("Node.prototype.cloneNode = () => { throw new Error('not here') }").await?;
        person.presses("Create user").await?;
        person.sees("dialog", "Something broke").await?;
        person.finds_no_barrier().await?;
        person.types("x").await?;
        let dialogs = person.script("return document.querySelectorAll('dialog[open]').length").await?;
        ensure!(dialogs == 1, "{dialogs} dialogs");
        person.follows("Reload").await?;
        person.sees("button", "Create user").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn an_open_tab_hears_of_a_newer_build_and_keeps_what_was_typed() -> Result<()> {
    story("upgrade", SETUP, async |person, service| {
        // The tab is seen again.
        const SEEN: &str = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
        const SAID: &str = "return document.body.innerText.includes('A newer version')";
        const READY: &str = "return document.querySelector('h1') !== null";
        person.signs_in(Account::ADMIN).await?;
        person.follows("New user").await?;
        person.fills("Full name", "Nora Noether").await?;
        // The build that runs is no news.
        person.script(SEEN).await?;
        service.proxy_answers("/version.json", Some(Instead::json("{\"build\": \"fedcba9876543210\"}")))?;
        hears_of_a_build(person).await?;
        person.finds_no_barrier().await?;
        person.presses("Reload").await?;
        person.sees("dialog", "Leave without saving?").await?;
        person.presses("Stay").await?;
        ensure!(person.value_of("Full name").await? == "Nora Noether", "what was typed is gone");
        // Nothing is lost: nobody asks.
        person.fills("Full name", "").await?;
        person.presses("Reload").await?;
        person
            .waits_until("the page to be loaded anew", async || {
                Ok(person.script(SAID).await? == false && person.script(READY).await? == true)
            })
            .await?;
        person.sees("button", "Create user").await?;
        // Declined, it is not said again of the same build.
        hears_of_a_build(person).await?;
        person.presses("Close").await?;
        person.no_longer_sees("button", "Reload").await?;
        let again = "const done = arguments[arguments.length - 1];
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
            fetch('version.json', { cache: 'no-store' }).then((answer) => answer.text()).then(() =>
              setTimeout(() => done(document.body.innerText.includes('A newer version')), 100))";
        ensure!(person.script_async(again).await? == false, "what was declined is said again");
        service.proxy_answers("/version.json", Some(Instead::json("{\"build\": \"0000000000000001\"}")))?;
        hears_of_a_build(person).await
    })
    .await
}

/// The tab is seen again, until it has looked.
async fn hears_of_a_build(person: &Person) -> Result<()> {
    let said = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        return document.body.innerText.includes('A newer version of this console was installed.')";
    person.waits_until("the note of a newer build", async || Ok(person.script(said).await? == true)).await
}
