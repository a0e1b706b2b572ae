//! People of a directory: they come by a sync, sign in with the directory's password, and cannot any more when they are
//! gone from it.

use anyhow::{Context, Result, anyhow};
use bim_admin_e2e::{Account, Setup, story};
use bim_ldap::{BASE, Directory, PASSWORD, READER, mail};
use serde_json::json;

const SETUP: Setup = Setup { demo: 0, accounts: &[Account::ADMIN], path: "", behind_proxy: false };

/// One of the directory's people, as the sign-in page names them.
async fn tries_to_sign_in(person: &bim_admin_e2e::Person, number: usize) -> Result<()> {
    person.sees("combobox", "Identity provider").await?;
    person.script("document.querySelector('select').value = 'staff'; document.querySelector('select').dispatchEvent(new Event('change', { bubbles: true }));").await?;
    person.fills("Username", &mail(number)).await?;
    person.fills("Password", PASSWORD).await?;
    person.presses("Sign in").await
}

#[tokio::test]
async fn people_of_a_directory_come_and_go() -> Result<()> {
    story("sync", SETUP, async |person, service| {
        let directory = Directory::start(12, 3).map_err(|error| anyhow!(error))?;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("staff.json");
        let config = json!({
            "id": "staff",
            "displayName": "Staff",
            "credentials": { "bind_dn": READER, "bind_password": PASSWORD },
            "options": {
                "host": "127.0.0.1",
                "port": directory.tls_port,
                "useSSL": true,
                "caFile": directory.authority(),
                "userSearchBase": BASE,
                "userSearchFilter": "(&(objectClass=inetOrgPerson)(mail=%s))",
                "groupSearchFilter": "(&(objectClass=groupOfNames)(cn=%s*))",
                "userGroupSearchFilter": "(member=<dn>)",
            },
            "schema": { "profile": { "email": "mail", "name": "cn" } },
            "supportedActions": ["syncGroups"],
        });
        std::fs::write(&file, config.to_string())?;
        service.start_again_with(&["--iam", file.to_str().context("a path")?])?;

        person.opens("").await?;
        person.signs_in(Account::ADMIN).await?;
        person.follows("Identity providers").await?;
        person.reads("Staff").await?;
        person.finds_no_barrier().await?;
        person.follows("Sync…").await?;
        person.presses("Preview sync").await?;
        person.sees("button", "Import 11").await?;
        person.finds_no_barrier().await?;
        person.presses("Apply sync").await?;
        person.reads("Everything is as it was previewed.").await?;
        person.finds_no_barrier().await?;
        person.signs_out(Account::ADMIN.name).await?;

        tries_to_sign_in(person, 1).await?;
        person.sees("button", "Person 1…").await?;
        person.signs_out("Person 1").await?;

        let gone = format!("dn: uid=user1,ou=People,{BASE}\nchangetype: delete\n");
        directory.change(&gone).map_err(|error| anyhow!(error))?;
        person.signs_in(Account::ADMIN).await?;
        person.follows("Identity providers").await?;
        person.follows("Sync…").await?;
        person.presses("Preview sync").await?;
        person.reads("1 person will be disabled").await?;
        person.reads(&mail(1)).await?;
        person.finds_no_barrier().await?;
        person.fills("Number of people who are disabled", "1").await?;
        person.presses("Apply sync").await?;
        person.reads("Everything is as it was previewed.").await?;
        person.signs_out(Account::ADMIN.name).await?;

        tries_to_sign_in(person, 1).await?;
        person.reads("wrong").await?;
        person.heard_no_complaint(&["401"]).await
    })
    .await
}
