//! What was changed, and taking it back.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Setup, is_bare, story};
use serde_json::json;

use crate::asking::{asks, token};

/// Who may read everybody's changes.
const ADMIN: Account = Account {
    username: "ida",
    name: "Ida Inspector",
    permissions: &["USER_ADMIN", "AUDIT", "CREATE_PROJECT"],
};
const SETUP: Setup = Setup { demo: 0, accounts: &[ADMIN, Account::MEMBER], path: "", behind_proxy: false };

#[tokio::test]
async fn a_change_is_seen_and_taken_back_and_what_others_changed_since_stays() -> Result<()> {
    story("activity", SETUP, async |person, _| {
        person.signs_in(ADMIN).await?;
        person.opens(&format!("users/bim/{}", Account::MEMBER.username)).await?;
        person.fills("Phone", "+41 1").await?;
        person.fills("Position", "Head of things").await?;
        person.presses("Save").await?;
        person.reads("The profile is saved.").await?;

        // Somebody else changes one of both.
        let own = token(person).await?;
        let profile = format!("bim/iam/bim/user/{}/profile", Account::MEMBER.username);
        person.meanwhile(ADMIN, "PUT", &profile, Some(json!({ "phone": "+41 2" }))).await?;

        person.follows("Activity").await?;
        person.reads("Profile changed").await?;
        person.finds_no_barrier().await?;
        let menu = format!("Actions for Profile changed {}", Account::MEMBER.username);
        person.presses(&menu).await?;
        person.clicks("menuitem", "Details").await?;
        person.reads("curl --request PUT").await?;
        ensure!(
            !person.script("return document.body.innerText").await?.to_string().contains(&own),
            "the token"
        );
        person.finds_no_barrier().await?;
        person.presses("Undo").await?;
        person.reads("Changed since, to +41 2").await?;
        person.finds_no_barrier().await?;
        person.presses("Undo").await?;
        person.reads("The change was undone").await?;
        let (_, now) = asks(person, ("GET", &profile), &own, None).await?;
        ensure!(now["phone"] == "+41 2" && now["position"].is_null(), "{now}");
        if is_bare() {
            return person.heard_no_complaint(&[]).await;
        }
        person.follows("Everybody").await?;
        person.reads("ProfileUpdated").await?;
        person.finds_no_barrier().await?;
        // The latest one.
        person.script("document.querySelector('tbody th button').click()").await?;
        person.reads("Signed in with").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}
