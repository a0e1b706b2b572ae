//! Before anybody has signed in.

use anyhow::Result;
use bim_admin_e2e::{Account, Setup, story};

#[tokio::test]
async fn the_sign_in_page_is_small_and_without_barriers() -> Result<()> {
    let setup = Setup { accounts: &[Account::ADMIN], ..Setup::default() };
    story("sign-in-page", setup, async |person, _| {
        person.opens("login").await?;
        person.sees("button", "Sign in").await?;
        person.visited().await?.is_within_budget()?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}
