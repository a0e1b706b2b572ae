//! axe-core on the page as it stands, in light and in dark.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::given;
use crate::person::Person;

const RUN: &str = "
const done = arguments[arguments.length - 1];
const drawn = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
const still = () => Promise.allSettled(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime !== Infinity).map((each) => each.finished));
drawn().then(still).then(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  .then(({ violations, passes }) => done({ checked: passes.length, violations: violations.map((v) =>
    `${v.id} (${v.impact}): ${v.help}: ${v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join('; ')}`) }),
    (error) => done({ checked: 0, violations: [String(error)] }));";

impl Person {
    /// Checks the page as it stands.
    ///
    /// # Errors
    /// When axe finds a violation; each is named with its elements.
    pub async fn finds_no_barrier(&self) -> Result<()> {
        let axe = given::axe()?;
        let script = fs::read_to_string(&axe).with_context(|| axe.display().to_string())?;
        self.driver.execute(script, Vec::new()).await?;
        let schemes: &[&str] = if self.engine.tells_what_happens() { &["dark", "light"] } else { &[""] };
        for scheme in schemes {
            if !scheme.is_empty() {
                self.prefers(scheme).await?;
            }
            let report = self.driver.execute_async(RUN, Vec::new()).await?.json().clone();
            ensure!(report["checked"].as_u64() > Some(0), "axe checked nothing: {report}");
            let violations = report["violations"].as_array().map(Vec::as_slice).unwrap_or_default();
            let named: Vec<_> = violations.iter().filter_map(Value::as_str).collect();
            ensure!(
                named.is_empty(),
                "barriers in {scheme} at {}:\n{}",
                self.address().await?,
                named.join("\n")
            );
        }
        Ok(())
    }

    /// Colours as the system asks for them, without motion; what is under way already is waited for.
    async fn prefers(&self, scheme: &str) -> Result<()> {
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }
}
