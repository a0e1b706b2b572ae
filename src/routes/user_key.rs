//! Who a person's page is about.

use bim_api::{IamId, Username};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// What a page URL keeps readable; `@` too, since usernames are often addresses.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// A name as a segment of an address.
pub(super) fn segment(name: &str) -> String {
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// A person by provider and username.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UserKey {
    /// The provider that owns the account.
    #[serde(rename = "provider")]
    pub iamid: IamId,
    /// The username.
    #[serde(rename = "username")]
    pub userid: Username,
}

impl UserKey {
    /// The address of the person's page, or of one below it.
    pub(super) fn href(&self, below: &str) -> String {
        let mut href = self.below("users");
        if !below.is_empty() {
            href.push('/');
            href.push_str(below);
        }
        href
    }

    /// The address of this person's place below another one.
    pub(super) fn below(&self, place: &str) -> String {
        let mut href = [place, "/"].concat();
        href.extend(utf8_percent_encode(self.iamid.as_str(), SEGMENT));
        href.push('/');
        href.extend(utf8_percent_encode(self.userid.as_str(), SEGMENT));
        href
    }
}
