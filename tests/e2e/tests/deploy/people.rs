//! People at work behind the servers: signing in, deep links, reload, Back, and the self-test.

use anyhow::{Result, ensure};
use bim_admin_e2e::{Account, Person, Server, Service, Setup, story_behind};

const SETUP: Setup = Setup { demo: 60, accounts: &[Account::ADMIN], path: "", behind_proxy: false };

async fn works(server: Server, name: &str) -> Result<()> {
    story_behind(server, name, SETUP, is_at_home).await
}

async fn is_at_home(person: &Person, _: &mut Service) -> Result<()> {
    person.signs_in(Account::ADMIN).await?;
    person.opens("users/bim/boss/permissions").await?;
    person.sees("heading", Account::ADMIN.name).await?;
    person.reloads().await?;
    person.reads("USER_ADMIN").await?;
    person.follows("Profile").await?;
    person.is_at("users/bim/boss").await?;
    person.goes_back().await?;
    person.is_at("users/bim/boss/permissions").await?;
    person.opens("users/new").await?;
    person.fills("Username", "zoe@example.com").await?;
    person.presses("Create user").await?;
    person.sees("heading", "Account created").await?;
    person.heard_no_complaint(&[]).await?;
    has_nothing_wrong(person).await
}

/// The self-test agrees.
async fn has_nothing_wrong(person: &Person) -> Result<()> {
    person.begins_at("about").await?;
    person.reads("16 checks: nothing wrong, nothing to improve.").await?;
    let rows =
        person.script("return document.querySelectorAll('.self-test section [data-state]').length").await?;
    ensure!(rows == 16, "{rows} results");
    Ok(())
}

#[tokio::test]
#[ignore = "needs a browser for each server: cargo xtask test --full deploy"]
async fn people_work_behind_nginx() -> Result<()> {
    works(Server::Nginx, "deploy-nginx").await
}

#[tokio::test]
#[ignore = "needs a browser for each server: cargo xtask test --full deploy"]
async fn people_work_behind_nginx_under_a_path() -> Result<()> {
    works(Server::NginxUnderPath, "deploy-nginx-path").await
}

#[tokio::test]
#[ignore = "needs a browser for each server: cargo xtask test --full deploy"]
async fn people_work_behind_caddy() -> Result<()> {
    works(Server::Caddy, "deploy-caddy").await
}

#[tokio::test]
#[ignore = "needs a browser for each server: cargo xtask test --full deploy"]
async fn people_work_with_the_api_on_another_origin() -> Result<()> {
    works(Server::NginxElsewhere, "deploy-elsewhere").await
}
