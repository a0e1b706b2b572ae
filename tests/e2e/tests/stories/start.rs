//! From the first start to the first people.

use anyhow::{Context, Result, ensure};
use bim_admin_e2e::{Account, PASSWORD, Person, Setup, story};

use crate::asking::is_nowhere;

#[tokio::test]
async fn the_sign_in_page_is_light_and_without_barriers() -> Result<()> {
    let setup = Setup { accounts: &[Account::ADMIN], ..Setup::default() };
    story("sign-in-page", setup, async |person, _| {
        person.opens("login").await?;
        person.sees("button", "Sign in").await?;
        person.needed_few_requests().await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

/// How far things have moved by themselves, as browsers count it.
const MOVED: &str = "
    const done = arguments[arguments.length - 1];
    let moved = 0;
    new PerformanceObserver((told) => told.getEntries().forEach((each) => { moved += each.value; }))
      .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(moved), 100)";

#[tokio::test]
async fn nothing_moves_on_the_sign_in_page_when_the_providers_come() -> Result<()> {
    let setup = Setup { demo: 10, accounts: &[Account::ADMIN], ..Setup::default() };
    story("sign-in-still", setup, async |person, _| {
        person.opens("login").await?;
        person.sees("combobox", "Identity provider").await?;
        person.reads("not available here").await?;
        if !person.can_wait_for_code() {
            // Only this engine counts it.
            return Ok(());
        }
        let moved = person.script_async(MOVED).await?.as_f64().context("no number")?;
        // What a person cannot see has some 0.0001.
        ensure!(moved < 0.001, "things moved by {moved}");
        Ok(())
    })
    .await
}

/// Whether the app itself is there.
const APP: &str = "return document.getElementById('main') !== null";
/// The form on screen without what only the app needs, and without the choice of a provider, which comes later.
const FORM: &str = "
    const form = document.querySelector('.sign-in').cloneNode(true);
    form.querySelector('select')?.closest('.field').remove();
    form.querySelectorAll('.field-help').forEach((help) => help.remove());
    const own = ['id', 'for', 'aria-describedby', 'autofocus', 'title', 'tabindex', 'class'];
    for (const each of form.querySelectorAll('*'))
      for (const name of own) if (name !== 'class' || each.className === '') each.removeAttribute(name);
    return form.innerHTML.replace(/<!--.*?-->/g, '').replace(/>\\s+</g, '><').trim()";

#[tokio::test]
async fn the_sign_in_form_is_there_before_the_app() -> Result<()> {
    let setup = Setup { accounts: &[Account::ADMIN], ..Setup::default() };
    story("early-form", setup, async |person, _| {
        if !person.can_wait_for_code() {
            return person.opens("login").await;
        }
        person.waits_for_code(true).await?;
        person.begins_at("login").await?;
        person.sees("button", "Sign in").await?;
        person.finds_no_barrier().await?;
        let early = person.script(FORM).await?;
        person.fills("Username", Account::ADMIN.username).await?;
        person.fills("Password", "one word more").await?;
        ensure!(person.script(APP).await? == false, "the app is there without its code");
        person.waits_for_code(false).await?;
        person.waits_until("the app", async || Ok(person.script(APP).await? == true)).await?;
        let own = person.script(FORM).await?;
        ensure!(early == own, "before the app: {early}\nin the app: {own}");
        for (field, typed) in [("Username", Account::ADMIN.username), ("Password", "one word more")] {
            ensure!(person.value_of(field).await? == typed, "\"{field}\" was lost");
        }
        ensure!(person.focus().await?.ends_with("Password"), "the focus is at {}", person.focus().await?);
        // Sent before there is anything to send it.
        person.waits_for_code(true).await?;
        person.begins_at("users?q=b").await?;
        person.fills("Username", Account::ADMIN.username).await?;
        person.fills("Password", PASSWORD).await?;
        person.types("\u{e007}").await?;
        ensure!(person.script(APP).await? == false, "the app is there without its code");
        person.waits_for_code(false).await?;
        person.sees("heading", "Users").await?;
        person.is_at("users?q=b").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn the_first_admin_invites_a_person_who_signs_in() -> Result<()> {
    story("first-start", Setup::default(), async |person, service| {
        let invitation = service.first_invitation()?.to_owned();
        creates_password(person, &invitation).await?;
        person.sees("heading", "Users").await?;
        person.signs_out("admin").await?;

        person.fills("Username", "admin").await?;
        person.fills("Password", PASSWORD).await?;
        person.presses("Sign in").await?;
        person.follows("New user").await?;
        person.finds_no_barrier().await?;
        person.fills("Username", "zoe@example.com").await?;
        person.fills("Full name", "Zoë Zimmermann").await?;
        person.fills("Email", "zoe@example.com").await?;
        person.presses("Create user").await?;
        person.sees("heading", "Account created").await?;
        person.finds_no_barrier().await?;
        // The list was read again behind this page, which does not begin with it when it is loaded.
        let begins_with_list = "return Object.entries(sessionStorage).some(([key, kept]) =>
            key.startsWith('bim-ahead:') && kept.split('\\n')[2] === location.href)";
        ensure!(person.script(begins_with_list).await? == false, "the list is kept for this page");
        person.presses("Reveal").await?;
        let link = person.link_on_screen().await?;
        person.follows("Open the account").await?;
        person.sees("heading", "Zoë Zimmermann").await?;
        person.signs_out("admin").await?;

        creates_password(person, &link).await?;
        person.sees("button", "Zoë Zimmermann…").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn an_invitation_works_once() -> Result<()> {
    story("used-invitation", Setup::default(), async |person, service| {
        let invitation = service.first_invitation()?.to_owned();
        creates_password(person, &invitation).await?;
        person.sees("heading", "Users").await?;
        person.signs_out("admin").await?;
        creates_password(person, &invitation).await?;
        person.sees("heading", "This link no longer works").await?;
        person.finds_no_barrier().await?;
        let cut = &invitation[..invitation.find("&userid").context("no userid")?];
        person.opens(cut).await?;
        person.sees("heading", "This link is not complete").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn a_link_that_is_not_good_says_what_to_do_and_leaves_no_trace() -> Result<()> {
    let accounts = &[Account::ADMIN, Account::MEMBER];
    story("bad-links", Setup { accounts, ..Setup::default() }, async |person, service| {
        let invite = |account: Account| {
            let url = ["--public-url", service.url()];
            service.command(&["user", "invite", account.username, url[0], url[1]])
        };
        let (older, newer) = (invite(Account::MEMBER)?, invite(Account::MEMBER)?);
        let secret = secret_of(&newer)?.to_owned();
        for (link, says) in [
            (older.clone(), "This link no longer works"),
            (newer.replace("userid=member", "userid=boss"), "This link is not for this account"),
        ] {
            creates_password(person, &link).await?;
            person.sees("heading", says).await?;
            person.finds_no_barrier().await?;
            person.presses("Sign in").await?;
            person.fills("Username", "").await?;
        }
        // Opened and left: the secret is neither in the history nor in the service's log.
        person.opens(&newer).await?;
        person.sees("heading", "Create your password").await?;
        person.fills("New password", "member").await?;
        person.reads("It holds your name, which everybody knows.").await?;
        person.finds_no_barrier().await?;
        is_nowhere(person, &secret).await?;
        person.opens("login").await?;
        person.goes_back().await?;
        person.is_at("login").await?;
        person.sees("heading", "Sign in").await?;
        is_nowhere(person, &secret).await?;
        ensure!(!service.log().contains(&secret), "the secret stands in the service's log");
        creates_password(person, &newer).await?;
        person.sees("button", &format!("{}…", Account::MEMBER.name)).await?;
        person.heard_no_complaint(&["401", "403"]).await
    })
    .await
}

fn secret_of(link: &str) -> Result<&str> {
    let (_, rest) = link.split_once("token=").context("no token in the link")?;
    rest.split('&').next().context("no token in the link")
}

/// The link's secret is gone from the address bar before anything is typed.
async fn creates_password(person: &Person, link: &str) -> Result<()> {
    person.opens(link).await?;
    person.sees("heading", "Create your password").await?;
    person.is_at("login").await?;
    person.fills("New password", PASSWORD).await?;
    person.fills("Repeat the password", PASSWORD).await?;
    person.presses("Set password and sign in").await
}
