//! What a failed story leaves behind: the page as picture and as text, the console, the service's log.

use std::fs;

use anyhow::Result;

use crate::given;
use crate::person::Person;
use crate::service::Service;

pub(crate) async fn keep(story: &str, person: &Person, service: &Service) -> Result<()> {
    let directory = given::evidence()?.join(story);
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("service.log"), service.log())?;
    person.driver.screenshot(&directory.join("page.png")).await?;
    if person.engine.tells_what_happens() {
        let console = person.driver.browser_log().await?;
        let console: Vec<_> =
            console.into_iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect();
        fs::write(directory.join("console.txt"), console.join("\n"))?;
    }
    let address = person.driver.current_url().await?;
    fs::write(directory.join("page.txt"), format!("{address}\n\n{}", person.page_text().await?))?;
    eprintln!("evidence: {}", directory.display());
    Ok(())
}
