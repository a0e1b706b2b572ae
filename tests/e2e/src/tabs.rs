//! Several tabs of one browser.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use thirtyfour::WindowHandle;

use crate::browser::{Engine, fill_screen};
use crate::person::Person;

/// The tabs in the order of opening, which drivers do not keep; empty until there are two.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tabs(Arc<Mutex<Vec<WindowHandle>>>);

impl Tabs {
    fn with<T>(&self, ask: impl FnOnce(&mut Vec<WindowHandle>) -> T) -> T {
        ask(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Person {
    /// Opens another tab and moves to it; `returns_to` goes back.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn opens_tab(&self) -> Result<()> {
        let front = self.driver.window().await?;
        // MiniBrowser opens tabs behind the one in front, and its driver brings none to the front: they stay hidden, and
        // nothing is drawn there. A window of its own has the same storage, and hears the others as a tab does.
        let is_window = self.engine == Engine::WebKit;
        let tab = if is_window { self.driver.new_window().await? } else { self.driver.new_tab().await? };
        self.tabs.with(|tabs| {
            if tabs.is_empty() {
                tabs.push(front);
            }
            tabs.push(tab.clone());
        });
        self.driver.switch_to_window(tab).await?;
        if is_window {
            fill_screen(&self.driver).await?;
        }
        Ok(())
    }

    /// Closes the tab in front; [`Self::returns_to`] another one.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn closes_tab(&self) -> Result<()> {
        let front = self.driver.window().await?;
        self.driver.close_window().await?;
        self.tabs.with(|tabs| tabs.retain(|tab| *tab != front));
        Ok(())
    }

    /// Moves to a tab, counted from 0 in the order of opening.
    ///
    /// # Errors
    /// When there is no such tab.
    pub async fn returns_to(&self, tab: usize) -> Result<()> {
        let handle = self.tabs.with(|tabs| tabs.get(tab).cloned());
        Ok(self.driver.switch_to_window(handle.context("there are fewer tabs")?).await?)
    }
}
