//! What a user admin does to an account, and who may not.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Person, Setup, is_bare, story};
use serde_json::json;

const JANE: Account = Account { username: "jane", name: "Jane Doe", permissions: &["AUDIT"] };
/// Another admin, at another desk.
const OTHER: Account = Account { username: "otto", name: "Otto Other", permissions: &["USER_ADMIN"] };
const SETUP: Setup = Setup {
    demo: 200,
    accounts: &[Account::ADMIN, Account::AUDITOR, Account::MEMBER, OTHER, JANE],
    path: "",
    behind_proxy: false,
};
const TABS: [&str; 5] = ["", "/permissions", "/attributes", "/groups", "/api-keys"];

#[tokio::test]
async fn an_account_is_changed_disabled_and_deleted() -> Result<()> {
    story("account", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        profile(person).await?;
        permissions(person).await?;
        memberships(person).await?;
        disable(person).await?;
        delete(person).await?;
        person.heard_no_complaint(&["404", "405"]).await
    })
    .await
}

async fn profile(person: &Person) -> Result<()> {
    person.opens("users/bim/jane").await?;
    person.fills("Phone", "0123 456").await?;
    person.fills("Snowflake", "JDOE").await?;
    person.reads("Not saved yet").await?;
    person.finds_no_barrier().await?;
    person.presses("Save").await?;
    person.reads("The profile is saved.").await?;
    person.reloads().await?;
    person.sees("textbox", "Phone").await?;
    ensure!(person.value_of("Phone").await? == "0123 456", "the phone was lost");
    ensure!(person.value_of("Snowflake").await? == "JDOE", "the id was lost");
    Ok(())
}

async fn permissions(person: &Person) -> Result<()> {
    person.turns_to("Permissions").await?;
    person.clicks("checkbox", "GOVERNANCE…").await?;
    person.clicks("checkbox", "AUDIT…").await?;
    person.reads("+ GOVERNANCE").await?;
    person.reads("\u{2212} AUDIT").await?;
    person.finds_no_barrier().await?;
    person.presses("Save").await?;
    person.reads("The permissions are saved.").await?;
    person.no_longer_sees("button", "Save").await?;
    person.reloads().await?;
    for (name, wanted) in [("GOVERNANCE…", "true"), ("AUDIT…", "false")] {
        let is_on = person.sees("checkbox", name).await?.prop("checked").await?;
        ensure!(is_on.as_deref() == Some(wanted), "{name} is {is_on:?}");
    }
    Ok(())
}

async fn memberships(person: &Person) -> Result<()> {
    person.turns_to("Groups").await?;
    person.reads("No groups").await?;
    person.fills("Group", "data stew").await?;
    person.clicks("option", "Data stewards…").await?;
    person.presses("Add to group").await?;
    person.reads("Added to the group Data stewards").await?;
    person.presses("Remove from Data stewards").await?;
    person.sees("dialog", "Remove from this group?").await?;
    person.finds_no_barrier().await?;
    person.presses("Remove").await?;
    person.reads("Removed from the group Data stewards").await?;
    person.reads("No groups").await
}

async fn disable(person: &Person) -> Result<()> {
    person.presses("Actions").await?;
    person.finds_no_barrier().await?;
    person.chooses("Disable").await?;
    person.reads("No API keys are concerned.").await?;
    person.finds_no_barrier().await?;
    person.presses("Disable").await?;
    person.reads("jane is disabled.").await?;
    person.presses("Actions").await?;
    person.chooses("Enable").await?;
    person.finds_no_barrier().await?;
    person.presses("Enable").await?;
    person.reads("jane is enabled.").await
}

async fn delete(person: &Person) -> Result<()> {
    person.presses("Actions").await?;
    person.chooses("Delete").await?;
    person.reads("No memberships are concerned.").await?;
    person.fills("Username", "jan").await?;
    person.presses("Delete").await?;
    person.reads("This is not the username of the account.").await?;
    person.finds_no_barrier().await?;
    person.fills("Username", "jane").await?;
    person.presses("Delete").await?;
    if is_bare() {
        person.reads("This API does not delete people. Disable the account instead.").await?;
        return person.finds_no_barrier().await;
    }
    person.sees("heading", "Users").await?;
    person.is_at("users").await?;
    person.opens("users/bim/jane").await?;
    person.reads("There is no such person").await?;
    person.finds_no_barrier().await
}

/// Two admins at one profile: what the other saved is shown, and whoever decides loses nothing of the rest.
#[tokio::test]
async fn two_admins_save_the_same_profile() -> Result<()> {
    story("profile-clash", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/jane").await?;
        person.fills("Phone", "111").await?;
        person.fills("Location", "Bergen").await?;
        let theirs = json!({ "phone": "222", "organization": "Archive" });
        person.meanwhile(OTHER, "PUT", "bim/iam/bim/user/jane/profile", Some(theirs)).await?;
        person.presses("Save").await?;
        person.sees("dialog", "Somebody else saved meanwhile").await?;
        person.reads("You both changed the same: choose whose values count.").await?;
        for value in ["111", "222", "Archive"] {
            person.reads(value).await?;
        }
        person.finds_no_barrier().await?;
        person.presses("Take theirs").await?;
        ensure!(person.value_of("Phone").await? == "222", "theirs was not taken");
        ensure!(person.value_of("Location").await? == "Bergen", "what nobody else changed is lost");
        person.presses("Save").await?;
        person.reads("The profile is saved.").await?;
        person.reloads().await?;
        for (field, value) in [("Phone", "222"), ("Location", "Bergen"), ("Organization", "Archive")] {
            person.sees("textbox", field).await?;
            ensure!(person.value_of(field).await? == value, "{field} is not {value}");
        }
        person.heard_no_complaint(&[]).await
    })
    .await
}

/// So the last user admin stays one: anybody else is removed by somebody who still is.
#[tokio::test]
async fn nobody_shuts_themselves_out() -> Result<()> {
    let accounts = &[Account::ADMIN, JANE];
    story("oneself", Setup { accounts, ..Setup::default() }, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/boss/permissions").await?;
        person.reads("You hold this yourself: without it you could not give it back.").await?;
        person.clicks("checkbox", "USER_ADMIN…").await?;
        let is_on = person.sees("checkbox", "USER_ADMIN…").await?.prop("checked").await?;
        ensure!(is_on.as_deref() == Some("true"), "the last user admin is none any more");
        person.finds_no_barrier().await?;
        person.presses("Actions").await?;
        person.reads("This is your own account: you would lock yourself out.").await?;
        person.reads("This is your own account: somebody else has to delete it.").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn what_a_group_gives_is_held_after_it_is_taken_here() -> Result<()> {
    story("still-held", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        let named = json!({ "iamid": "bim", "name": "Watch" });
        let group = person.meanwhile(OTHER, "POST", "bim/group", Some(named)).await?;
        let group = format!("bim/group/{}", group["id"]);
        let jane = json!({ "iamid": "bim", "userid": "jane" });
        person.meanwhile(OTHER, "POST", &format!("{group}/user"), Some(jane)).await?;
        let attribute = "authorizations/Land/JP";
        let given = format!("{}/{attribute}", group.replacen("bim/", "bim/iam/bim/", 1));
        person.meanwhile(OTHER, "PUT", &given, None).await?;
        person.meanwhile(OTHER, "PUT", &format!("bim/iam/bim/user/jane/{attribute}"), None).await?;
        person.opens("users/bim/jane/attributes").await?;
        person.reads("Watch").await?;
        person.presses("Remove Land: JP").await?;
        person.reads("Removed here, but not everywhere").await?;
        person.reads("Land: JP is still held through").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn awkward_attributes_are_given_kept_and_taken() -> Result<()> {
    let (long_key, long) = ("k".repeat(500), "y".repeat(500));
    let pairs = [
        ("a/b.c %2F", "50 % \"quoted\" 'single' a/b"),
        ("🦊 fox", "👩🏽\u{200d}💻"),
        ("Land", "مصر"),
        ("...", "?#&=+;"),
        ("Long", long.as_str()),
        (long_key.as_str(), "short"),
    ];
    story("awkward-attributes", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/jane/attributes").await?;
        for (key, value) in pairs {
            person.pastes("Attribute", key).await?;
            person.pastes("Value", value).await?;
            person.presses("Add attribute").await?;
            person.sees("button", &format!("Remove {key}: {value}")).await?;
        }
        person.finds_no_barrier().await?;
        // "." and ".." would be lost on their way, and no key may be empty.
        person.pastes("Attribute", "..").await?;
        person.presses("Add attribute").await?;
        person.reads("This cannot be “.” or “..”").await?;
        person.reloads().await?;
        for (at, (key, value)) in pairs.into_iter().enumerate() {
            person.sees("button", &format!("Remove {key}: {value}")).await?;
            if at % 2 == 0 {
                person.presses(&format!("Remove {key}: {value}")).await?;
            } else {
                person.presses(&format!("Remove attribute {key}")).await?;
                person.sees("dialog", &format!("Remove attribute {key}")).await?;
                person.finds_no_barrier().await?;
                person.presses("Remove").await?;
            }
            person.no_longer_sees("button", &format!("Remove {key}: {value}")).await?;
        }
        person.reads("No attributes").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn a_password_is_made_shown_once_and_opens_the_account() -> Result<()> {
    story("reset-password", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/jane").await?;
        person.presses("Actions").await?;
        person.chooses("Reset password").await?;
        person.finds_no_barrier().await?;
        person.presses("Set password").await?;
        person.reads("The password is set").await?;
        person.presses("Reveal").await?;
        person.finds_no_barrier().await?;
        let script = "return document.querySelector('dialog .secret code').textContent";
        let password = person.script(script).await?.as_str().unwrap_or_default().to_owned();
        ensure!(password.len() == 20, "it has {} characters", password.len());
        person.presses("Done").await?;
        let kept = person.script("return document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage })");
        ensure!(!kept.await?.to_string().contains(&password), "the page still holds the password");
        person.signs_out(Account::ADMIN.name).await?;
        person.fills("Username", JANE.username).await?;
        person.fills("Password", &password).await?;
        person.presses("Sign in").await?;
        person.sees("button", &format!("{}…", JANE.name)).await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn whoever_may_not_change_an_account_sees_what_it_needs() -> Result<()> {
    story("account-closed", SETUP, async |person, _| {
        person.signs_in(Account::AUDITOR).await?;
        for tab in TABS {
            person.opens(&format!("users/bim/jane{tab}")).await?;
            person.sees("heading", JANE.name).await?;
            person.reads("USER_ADMIN").await?;
            person.finds_no_barrier().await?;
        }
        person.presses("Actions").await?;
        person.reads("This needs USER_ADMIN.").await?;
        person.finds_no_barrier().await?;
        person.opens("users/bim/jane/clone").await?;
        person.reads("This needs USER_ADMIN.").await?;
        person.finds_no_barrier().await?;
        person.signs_out(Account::AUDITOR.name).await?;
        person.signs_in(Account::MEMBER).await?;
        for tab in TABS {
            person.opens(&format!("users/bim/jane{tab}")).await?;
            person.reads("You see the profile alone").await?;
            person.finds_no_barrier().await?;
        }
        person.opens("users/bim/jane/compare").await?;
        person.reads("This needs").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn what_another_provider_owns_is_named_and_left_alone() -> Result<()> {
    story("account-foreign", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users?provider=corporateLdap").await?;
        person.reads("Corporate LDAP").await?;
        let first = "return document.querySelector('tbody a.row-link')?.getAttribute('href') ?? ''";
        person.sees("checkbox", "Select this page").await?;
        let address = person.script(first).await?.as_str().unwrap_or_default().to_owned();
        ensure!(address.starts_with("users/corporateLdap/"), "it is {address}");
        person.opens(&address).await?;
        person.reads("This account belongs to Corporate LDAP").await?;
        person.finds_no_barrier().await?;
        person.presses("Actions").await?;
        person.reads("This account belongs to Corporate LDAP: change it there.").await?;
        person.finds_no_barrier().await?;
        // Also when the address is opened by hand.
        person.opens(&format!("{address}/clone")).await?;
        person.reads("This account belongs to Corporate LDAP: change it there.").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}

#[tokio::test]
async fn what_another_admin_did_meanwhile_is_told() -> Result<()> {
    story("account-meanwhile", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/jane/permissions").await?;
        person.clicks("checkbox", "GOVERNANCE…").await?;
        let permissions = serde_json::json!(["AUDIT", "CREATE_PROJECT", "BRAND_NEW_ONE"]);
        let path = "bim/iam/bim/user/jane/permissions";
        // A name that nobody knows may be refused by the service: then two will do.
        if person.meanwhile(OTHER, "PUT", path, Some(permissions)).await.is_err() {
            let known = serde_json::json!(["AUDIT", "CREATE_PROJECT"]);
            person.meanwhile(OTHER, "PUT", path, Some(known)).await?;
        }
        person.presses("Save").await?;
        person.sees("dialog", "Somebody else saved meanwhile").await?;
        person.reads("CREATE_PROJECT").await?;
        person.finds_no_barrier().await?;
        person.presses("Save mine").await?;
        person.reads("The permissions are saved.").await?;
        person.turns_to("Profile").await?;
        person.fills("Phone", "1").await?;
        if is_bare() {
            return person.heard_no_complaint(&["422", "400"]).await;
        }
        person.meanwhile(OTHER, "DELETE", "bim/iam/bim/user/jane", None).await?;
        person.presses("Save").await?;
        person.reads("There is no such person").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&["404", "422", "400"]).await
    })
    .await
}
