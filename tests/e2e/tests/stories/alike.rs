//! Two people side by side, and making one like the other.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, story};

const MODEL: Account =
    Account { username: "mona", name: "Mona Model", permissions: &["GOVERNANCE", "CREATE_FILTER"] };
const NEW: Account = Account { username: "nick", name: "Nick Newcomer", permissions: &["AUDIT"] };
const OTHER: Account = Account { username: "otto", name: "Otto Other", permissions: &["USER_ADMIN"] };
const SETUP: Setup =
    Setup { demo: 50, accounts: &[Account::ADMIN, OTHER, MODEL, NEW], path: "", behind_proxy: false };

async fn opens_comparison(person: &Person) -> Result<()> {
    person.opens("users/bim/nick/compare").await?;
    person.reads("Nobody to compare with yet").await?;
    person.finds_no_barrier().await?;
    person.fills("Compare with", "mona").await?;
    person.clicks("option", "Mona Model…").await?;
    person.is_at("users/bim/nick/compare?provider=bim&username=mona").await?;
    person.sees("checkbox", "GOVERNANCE").await.map(drop)
}

#[tokio::test]
async fn a_newcomer_is_made_like_a_model() -> Result<()> {
    story("make-like", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.meanwhile(OTHER, "PUT", "bim/iam/bim/user/mona/authorizations/Land/JP", None).await?;
        opens_comparison(person).await?;
        person.finds_no_barrier().await?;
        for difference in ["GOVERNANCE", "AUDIT", "Land: JP"] {
            person.clicks("checkbox", difference).await?;
        }
        person.presses("Make nick like mona").await?;
        person.reads("Change permissions: ").await?;
        person.reads("Give the attribute Land: JP").await?;
        person.finds_no_barrier().await?;
        person.presses("Apply").await?;
        person.presses("Done").await?;
        person.no_longer_sees("checkbox", "GOVERNANCE").await?;
        person.opens("users/bim/nick/attributes").await?;
        person.sees("button", "Remove Land: JP").await?;
        person.turns_to("Permissions").await?;
        for (name, wanted) in [("GOVERNANCE…", "true"), ("AUDIT…", "false"), ("CREATE_FILTER…", "false")]
        {
            let is_on = person.sees("checkbox", name).await?.prop("checked").await?;
            ensure!(is_on.as_deref() == Some(wanted), "{name} is {is_on:?}");
        }
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn the_first_is_made_like_the_second_or_the_other_way_round() -> Result<()> {
    story("make-alike-back", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        opens_comparison(person).await?;
        person.clicks("checkbox", "AUDIT").await?;
        person.presses("Make mona like nick").await?;
        person.reads("Change permissions: + AUDIT").await?;
        person.presses("Apply").await?;
        person.presses("Done").await?;
        person.no_longer_sees("checkbox", "AUDIT").await?;
        person.opens("users/bim/mona/permissions").await?;
        for (name, wanted) in [("AUDIT…", "true"), ("GOVERNANCE…", "true")] {
            let is_on = person.sees("checkbox", name).await?.prop("checked").await?;
            ensure!(is_on.as_deref() == Some(wanted), "{name} is {is_on:?}");
        }
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_right_that_is_lost_half_way_leaves_the_rest_unsent() -> Result<()> {
    story("make-like-refused", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        for value in ["JP", "KR"] {
            let path = format!("bim/iam/bim/user/mona/authorizations/Land/{value}");
            person.meanwhile(OTHER, "PUT", &path, None).await?;
        }
        opens_comparison(person).await?;
        for difference in ["Land: JP", "Land: KR"] {
            person.clicks("checkbox", difference).await?;
        }
        person.presses("Make nick like mona").await?;
        person.reads("Give the attribute Land: KR").await?;
        let taken = "bim/iam/bim/user/boss/permissions/USER_ADMIN";
        person.meanwhile(OTHER, "DELETE", taken, None).await?;
        person.presses("Apply").await?;
        person.reads("USER_ADMIN").await?;
        person.reads("Not sent").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&["403"]).await
    })
    .await
}
