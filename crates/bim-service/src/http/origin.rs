//! An origin, as browsers spell it: scheme, host and perhaps a port.

use std::fmt;
use std::str::FromStr;

use axum::http::{HeaderValue, Uri};

/// `https://console.example.com`, or with a port. Browsers compare it letter by letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(HeaderValue);

impl Origin {
    /// The value of `Access-Control-Allow-Origin`.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "null" || text.contains('*') {
            return Err("name each origin; neither all nor none can be allowed".to_owned());
        }
        let uri: Uri = text.parse().map_err(|_| "this is no origin".to_owned())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("write it whole, such as https://console.example.com".to_owned());
        };
        if !matches!(scheme, "http" | "https") {
            return Err("it must start with http:// or https://".to_owned());
        }
        let is_default = matches!((scheme, authority.port_u16()), ("http", Some(80)) | ("https", Some(443)));
        let spelt = format!("{scheme}://{authority}");
        if text != spelt
            || text != text.to_ascii_lowercase()
            || authority.as_str().contains('@')
            || is_default
        {
            return Err("write it as browsers do: lower case, no path, no user, no port that goes without \
                        saying"
                .to_owned());
        }
        HeaderValue::from_str(&spelt).map(Self).map_err(|_| "this is no origin".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn origins_are_spelt_as_browsers_do() {
        for good in
            ["https://a.example", "http://localhost:8080", "http://127.0.0.1:81", "https://[::1]:8443"]
        {
            assert_eq!(good.parse::<Origin>().map(|origin| origin.to_string()), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "*",
            "null",
            "a.example",
            "https://a.example/",
            "https://A.example",
            "https://a.example:443",
            "http://a.example:80",
            "https://u@a.example",
            "ftp://a.example",
            "https://*.example",
        ] {
            assert!(bad.parse::<Origin>().is_err(), "{bad}");
        }
    }
}
