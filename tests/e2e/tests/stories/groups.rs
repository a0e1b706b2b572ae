//! Groups, as somebody sees them who may change nothing.

use anyhow::Result;
use bim_admin_e2e::{Account, Setup, story};

const MANY: Setup = Setup { demo: 1_000, accounts: &[Account::MEMBER], path: "", behind_proxy: false };

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
