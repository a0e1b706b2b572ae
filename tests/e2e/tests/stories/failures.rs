//! When the API is away, or something else answers in its place.

use anyhow::Result;
use bim_admin_e2e::{Account, Setup, story};

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
