//! One story: one service, one browser, one person; evidence when it fails.

use anyhow::{Result, anyhow};

use crate::browser::Driver;
use crate::evidence;
use crate::person::Person;
use crate::service::{Service, Setup};
use crate::web_server::Server;

/// Tells a story. In the end nothing may have left the origin.
///
/// # Errors
/// What the story did not find as it should be.
pub async fn story(
    name: &str,
    setup: Setup,
    told: impl AsyncFnOnce(&Person, &mut Service) -> Result<()>,
) -> Result<()> {
    story_behind(Server::Service, name, setup, told).await
}

/// Tells a story where something else than the service serves the console.
///
/// # Errors
/// What the story did not find as it should be.
pub async fn story_behind(
    server: Server,
    name: &str,
    setup: Setup,
    told: impl AsyncFnOnce(&Person, &mut Service) -> Result<()>,
) -> Result<()> {
    let mut service = Service::start(setup, server)?;
    let chromedriver = Driver::start()?;
    let browser = chromedriver.open().await?;
    let outcome = browser
        .run_and_quit(|browser| async {
            let person = Person::new(browser, service.url(), service.api_elsewhere())?;
            let mut outcome = told(&person, &mut service).await;
            if outcome.is_ok() {
                outcome = person.requested().await.map(drop);
            }
            if outcome.is_err()
                && let Err(error) = evidence::keep(name, &person, &service).await
            {
                eprintln!("no evidence: {error:#}");
            }
            outcome
        })
        .await;
    outcome.map_err(|error| match error {
        thirtyfour::WebDriverRunError::Body(error) => error,
        other => anyhow!("{other}"),
    })
}
