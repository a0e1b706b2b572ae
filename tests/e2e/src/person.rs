//! A person at the browser: finds things by what they are and say, waits until they are there, and acts.

use anyhow::{Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{Key, WebDriver, WebElement};

use crate::browser::Engine;
use crate::service::Account;
use crate::service::PASSWORD;
use crate::tabs::Tabs;
use crate::waiting::until;

const LOCATE: &str = include_str!("locate.js");

/// Somebody with the console open.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) driver: WebDriver,
    base: String,
    api: Option<String>,
    pub(crate) engine: Engine,
    pub(crate) tabs: Tabs,
}

impl Person {
    pub(crate) fn new(driver: WebDriver, base: &str, api: Option<String>) -> Result<Self> {
        Ok(Self { driver, base: base.to_owned(), api, engine: Engine::given()?, tabs: Tabs::default() })
    }

    /// Types an address: a path below the console's own, without a leading slash, or a whole URL.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn opens(&self, address: &str) -> Result<()> {
        self.begins_at(address).await?;
        self.is_served().await
    }

    /// [`Self::opens`], without waiting for the app.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn begins_at(&self, address: &str) -> Result<()> {
        let url =
            if address.contains("://") { address.to_owned() } else { format!("{}{address}", self.base) };
        Ok(self.driver.goto(url).await?)
    }

    /// Waits until the app, or the notice that it cannot start, has taken the place of what stands before it.
    async fn is_served(&self) -> Result<()> {
        let script = "return !document.querySelector('#boot[role=status], .sign-in > main:not([id])')";
        let is_so = async || Ok(self.script(script).await? == true);
        self.waits_until("the app to start", is_so).await
    }

    /// Reloads the page.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn reloads(&self) -> Result<()> {
        self.driver.refresh().await?;
        self.is_served().await
    }

    /// Presses the browser's Back.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn goes_back(&self) -> Result<()> {
        self.driver.back().await?;
        self.is_served().await
    }

    /// Presses the browser's Forward.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn goes_forward(&self) -> Result<()> {
        self.driver.forward().await?;
        self.is_served().await
    }

    /// Opens the sign-in page and signs in.
    ///
    /// # Errors
    /// When the frame with the account's name does not come.
    pub async fn signs_in(&self, account: Account) -> Result<()> {
        self.opens("login").await?;
        self.fills("Username", account.username).await?;
        self.fills("Password", PASSWORD).await?;
        self.presses("Sign in").await?;
        self.sees("heading", "Users").await.map(drop)
    }

    /// Opens the account menu, which has the person's name, and signs out.
    ///
    /// # Errors
    /// When the sign-in page does not come.
    pub async fn signs_out(&self, name: &str) -> Result<()> {
        self.presses(&format!("{name}…")).await?;
        self.chooses("Sign out").await?;
        self.sees("heading", "Sign in").await.map(drop)
    }

    /// Waits until exactly one thing of this role and name can be seen.
    ///
    /// # Errors
    /// When there is none, or more than one, in time.
    pub async fn sees(&self, role: &str, name: &str) -> Result<WebElement> {
        until(&format!("the {role} \"{name}\""), || async move {
            let mut found = self.all(role, Some(name)).await?;
            ensure!(found.len() < 2, "there are {} of them", found.len());
            Ok(found.pop())
        })
        .await
    }

    /// Waits until this text can be read on the page.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn reads(&self, text: &str) -> Result<()> {
        until(&format!("the text \"{text}\""), || async move {
            Ok(self.page_text().await?.contains(text).then_some(()))
        })
        .await
    }

    /// Waits until nothing of this role and name can be seen.
    ///
    /// # Errors
    /// When it is still there in the end.
    pub async fn no_longer_sees(&self, role: &str, name: &str) -> Result<()> {
        until(&format!("the {role} \"{name}\" to go"), || async move {
            Ok(self.all(role, Some(name)).await?.is_empty().then_some(()))
        })
        .await
    }

    /// Waits until something is so that no role, name or text says.
    ///
    /// # Errors
    /// When it is not in time.
    pub async fn waits_until(&self, what: &str, is_so: impl AsyncFn() -> Result<bool>) -> Result<()> {
        until(what, || async { Ok(is_so().await?.then_some(())) }).await
    }

    /// Presses a button.
    ///
    /// # Errors
    /// When there is no such button, or it cannot be pressed.
    pub async fn presses(&self, name: &str) -> Result<()> {
        self.clicks("button", name).await
    }

    /// Follows a link.
    ///
    /// # Errors
    /// When there is no such link, or it cannot be clicked.
    pub async fn follows(&self, name: &str) -> Result<()> {
        self.clicks("link", name).await
    }

    /// Turns to a tab of the page; its name may be that of a page of the navigation, too.
    ///
    /// # Errors
    /// When there is no such tab.
    pub async fn turns_to(&self, name: &str) -> Result<()> {
        self.clicks("tab", name).await
    }

    /// Chooses from an open menu.
    ///
    /// # Errors
    /// When there is no such item.
    pub async fn chooses(&self, name: &str) -> Result<()> {
        self.clicks("menuitem", name).await
    }

    /// Clicks on what has this role and name, as soon as nothing covers it.
    ///
    /// # Errors
    /// When it cannot be clicked in time.
    pub async fn clicks(&self, role: &str, name: &str) -> Result<()> {
        until(&format!("the {role} \"{name}\" to be clicked"), || async move {
            self.sees(role, name).await?.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what a field holds.
    ///
    /// # Errors
    /// When there is no such field, or it refuses the text.
    pub async fn fills(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + "").await?;
        // Some drivers refuse to type nothing.
        if !text.is_empty() {
            field.send_keys(text).await?;
        }
        Ok(())
    }

    /// Replaces what a field holds by what was copied elsewhere: any text, and of any length.
    ///
    /// # Errors
    /// When there is no such field, or it refuses the text.
    pub async fn pastes(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.focus().await?;
        // What a paste comes to; the browser's own command takes a minute for thousands of lines.
        let script = "const field = document.activeElement;
            field.setRangeText(arguments[0], 0, field.value.length, 'end');
            field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));";
        self.driver.execute(script, vec![json!(text)]).await?;
        ensure!(self.value_of(label).await? == text, "\"{label}\" did not take the text");
        Ok(())
    }

    /// What a field holds.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value_of(&self, label: &str) -> Result<String> {
        Ok(self.field(label).await?.value().await?.unwrap_or_default())
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn types(&self, keys: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key while Control is held, wherever the focus is.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn types_with_control(&self, key: char) -> Result<()> {
        let keys = self.driver.action_chain().key_down(Key::Control).send_keys(key.to_string());
        Ok(keys.key_up(Key::Control).perform().await?)
    }

    /// The name of what has the focus and its role, as `role name`.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn focus(&self) -> Result<String> {
        // Tab leads from the page's end to Firefox's own bar, and this driver's keys go to the page nevertheless, where
        // Enter then presses nothing: the page takes the focus back.
        let script = "if (!document.hasFocus()) window.focus(); const e = document.activeElement; return `${e.getAttribute('role') ?? e.localName} \
                      ${e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent}`.trim()";
        Ok(self.driver.execute(script, Vec::new()).await?.convert()?)
    }

    /// Waits until the address ends like this, below the console's own.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn is_at(&self, address: &str) -> Result<()> {
        let wanted = format!("{}{address}", self.base);
        let wanted = wanted.as_str();
        until(&format!("the address {wanted}"), || async move {
            let now = self.driver.current_url().await?;
            ensure!(now.as_str() == wanted, "it is {now}");
            Ok(Some(()))
        })
        .await
    }

    /// The address below the console's own.
    ///
    /// # Errors
    /// When it is elsewhere.
    pub async fn address(&self) -> Result<String> {
        let now = self.driver.current_url().await?;
        match now.as_str().strip_prefix(&self.base) {
            Some(address) => Ok(address.to_owned()),
            None => bail!("{now} is not below {}", self.base),
        }
    }

    /// The texts of everything of a role that can be seen.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn texts(&self, role: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.all(role, None).await? {
            texts.push(text_in(&element).await?);
        }
        Ok(texts)
    }

    /// The text of what has this role and name, line by line.
    ///
    /// # Errors
    /// When there is no such thing.
    pub async fn text_of(&self, role: &str, name: &str) -> Result<String> {
        text_in(&self.sees(role, name).await?).await
    }

    /// What a script answers; for what no person could see, such as what storage holds.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// What a script hands to its callback, its last argument.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script_async(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute_async(script, Vec::new()).await?.json().clone())
    }

    /// The one web address that can be read on the page.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub async fn link_on_screen(&self) -> Result<String> {
        until("one web address on the page", || async move {
            let text = self.page_text().await?;
            let mut links = text.split_whitespace().filter(|word| word.starts_with("http"));
            let link = links.next().map(str::to_owned);
            ensure!(links.next().is_none(), "there are several");
            Ok(link)
        })
        .await
    }

    /// Whether a request may go there: to the console's origin, or to that of its API.
    pub(crate) fn may_ask(&self, url: &str) -> bool {
        url.starts_with(self.origin()) || self.api.as_ref().is_some_and(|api| url.starts_with(api))
    }

    fn origin(&self) -> &str {
        let end = self.base.match_indices('/').nth(2).map_or(self.base.len(), |(at, _)| at + 1);
        &self.base[..end]
    }

    async fn field(&self, label: &str) -> Result<WebElement> {
        until(&format!("the field \"{label}\""), || async move {
            for role in ["textbox", "searchbox", "combobox"] {
                if let Some(field) = self.all(role, Some(label)).await?.pop() {
                    return Ok(Some(field));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn all(&self, role: &str, name: Option<&str>) -> Result<Vec<WebElement>> {
        let found = self.driver.execute(LOCATE, vec![json!(role), json!(name)]).await?;
        Ok(found.elements()?)
    }

    pub(crate) async fn page_text(&self) -> Result<String> {
        Ok(self.driver.execute("return document.body.innerText", Vec::new()).await?.convert()?)
    }
}

/// Not as the driver reads it: WebKit's leaves out what an ellipsis cuts off, and joins lines.
async fn text_in(element: &WebElement) -> Result<String> {
    Ok(element.prop("innerText").await?.unwrap_or_default().trim().to_owned())
}
