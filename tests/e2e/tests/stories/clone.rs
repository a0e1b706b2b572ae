//! Copying a person to new accounts.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Setup, story};

const MODEL: Account = Account { username: "mona", name: "Mona Model", permissions: &["GOVERNANCE"] };
const TAKEN: Account = Account { username: "taken@example.com", name: "Tea Taken", permissions: &[] };
const SETUP: Setup =
    Setup { demo: 50, accounts: &[Account::ADMIN, MODEL, TAKEN], path: "", behind_proxy: false };

#[tokio::test]
async fn several_addresses_become_accounts_like_the_model() -> Result<()> {
    story("clone", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        let attribute = "bim/iam/bim/user/mona/authorizations/Land/JP";
        let given = person.meanwhile(Account::ADMIN, "PUT", attribute, None).await;
        ensure!(given.is_ok(), "{given:?}");
        person.opens("users/bim/mona").await?;
        person.presses("Actions").await?;
        person.chooses("Clone").await?;
        person.reads("Land: JP").await?;
        person.finds_no_barrier().await?;
        let list = "ann@example.com\nBob <bob@example.com>; nobody\nANN@example.com\ntaken@example.com";
        person.pastes("Addresses", list).await?;
        person.reads("3 to be cloned to · 1 malformed · 1 twice").await?;
        person.presses("Check addresses").await?;
        person.reads("2 to be cloned to · 1 malformed · 1 twice · 1 taken").await?;
        person.finds_no_barrier().await?;
        person.presses("Clone to 2").await?;
        person.reads("2 of 2 accounts created").await?;
        person.finds_no_barrier().await?;
        for address in ["users/bim/ann%40example.com", "users/bim/bob%40example.com"] {
            person.opens(&format!("{address}/attributes")).await?;
            person.sees("button", "Remove Land: JP").await?;
            person.turns_to("Permissions").await?;
            let is_on = person.sees("checkbox", "GOVERNANCE…").await?.prop("checked").await?;
            ensure!(is_on.as_deref() == Some("true"), "GOVERNANCE was not copied");
        }
        person.heard_no_complaint(&["404"]).await
    })
    .await
}

#[tokio::test]
async fn two_thousand_lines_of_which_half_are_bad_are_sorted_out() -> Result<()> {
    let line = |n: u32| match n % 4 {
        0 | 1 => format!("person{n}@example.com"),
        2 => format!("person{}@example.com", n - 2),
        _ => format!("person{n} at example.com"),
    };
    let list = (0..2000).map(line).collect::<Vec<_>>().join("\n");
    story("clone-many", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/mona/clone").await?;
        person.pastes("Addresses", &list).await?;
        person.reads("1,000 to be cloned to · 500 malformed · 500 twice").await?;
        person.presses("Check addresses").await?;
        person.presses("Stop").await?;
        // What was typed is still there.
        person.reads("1,000 to be cloned to · 500 malformed · 500 twice").await?;
        person.finds_no_barrier().await?;
        person.heard_no_complaint(&["404"]).await
    })
    .await
}

#[tokio::test]
async fn a_file_of_addresses_is_dropped() -> Result<()> {
    const DROP: &str = "
        const held = new DataTransfer();
        held.items.add(new File(['ann@example.com\\r\\nbob@example.com\\r\\n'], 'people.csv', { type: 'text/csv' }));
        const drop = new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true });
        document.querySelector('.drop-zone').dispatchEvent(drop);
        return drop.defaultPrevented";
    story("clone-file", SETUP, async |person, _| {
        person.signs_in(Account::ADMIN).await?;
        person.opens("users/bim/mona/clone").await?;
        person.fills("Addresses", "zoe@example.com").await?;
        ensure!(person.script(DROP).await? == true, "the browser would have opened the file");
        person.reads("3 to be cloned to").await?;
        person.heard_no_complaint(&[]).await
    })
    .await
}
