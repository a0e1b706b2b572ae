//! The link of an invitation: `login?token=..&userid=..&name=..` (contract: `newUserLink`).

use bim_api::{Token, Username};
use serde::Deserialize;

/// What an invitation's link carries. Debug shows no token.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LoginLink {
    /// The one-time credential for setting the password.
    pub token: Token,
    /// Who is invited.
    pub userid: Username,
    /// The person's name.
    #[serde(default)]
    pub name: String,
}

impl LoginLink {
    /// The link in a query; `None` where there is none, an error where it is cut off.
    pub fn parse(query: &str) -> Option<Result<Self, BrokenLink>> {
        let is_link = query.split('&').any(|pair| pair.starts_with("token=") || pair.starts_with("userid="));
        is_link.then(|| match serde_html_form::from_str::<Self>(query) {
            Ok(link) if !link.token.expose().is_empty() && !link.userid.as_str().is_empty() => Ok(link),
            _ => Err(BrokenLink),
        })
    }
}

/// The link lost a part on its way, as when a mail program breaks a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenLink;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_documented_link() {
        let query = "token=abc&userid=charlie.doe%40example.com&name=Charlie%20Doe";
        let link = LoginLink::parse(query).expect("a link").expect("whole");
        assert_eq!(
            (link.token.expose(), link.userid.as_str(), link.name.as_str()),
            ("abc", "charlie.doe@example.com", "Charlie Doe")
        );
        assert!(!format!("{link:?}").contains("abc"));
    }

    #[test]
    fn tells_none_from_broken() {
        assert_eq!(LoginLink::parse(""), None);
        assert_eq!(LoginLink::parse("next=users"), None);
        assert_eq!(LoginLink::parse("token=abc"), Some(Err(BrokenLink)));
        assert_eq!(LoginLink::parse("token=&userid=x"), Some(Err(BrokenLink)));
    }
}
