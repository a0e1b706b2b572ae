//! The text of an invitation.

use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use super::MailError;
use crate::credentials;

/// What an invitation tells.
pub(crate) struct Invitation<'a> {
    /// Where people reach the service.
    pub(crate) place: &'a str,
    /// The full name; nobody is greeted by a username.
    pub(crate) name: &'a str,
    pub(crate) username: &'a str,
    /// The one-time link: a credential.
    pub(crate) link: &'a str,
    /// How long the link lives.
    pub(crate) hours: i64,
}

impl Invitation<'_> {
    /// The mail to `to`.
    pub(super) fn message(&self, from: &Mailbox, to: Address) -> Result<Message, MailError> {
        let unreachable = |error: String| MailError::Unreachable(error);
        let id = credentials::random_uuid().map_err(|error| unreachable(error.to_string()))?;
        // RFC 3834: vacation notices do not answer what a machine wrote.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        Message::builder()
            .message_id(Some(format!("<{id}@{}>", from.email.domain())))
            .from(from.clone())
            .to(Mailbox::new(self.greeted().map(str::to_owned), to))
            .subject(format!("Your account at {}", self.place))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(self.text())
            .map_err(|error| unreachable(error.to_string()))
    }

    /// The name, where it is one; what a provider once let in need not fit into a header.
    fn greeted(&self) -> Option<&str> {
        (self.name != self.username && !self.name.contains(char::is_control)).then_some(self.name)
    }

    fn text(&self) -> String {
        let Self { place, username, link, hours, .. } = self;
        let hello = self.greeted().map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"));
        format!(
            "{hello}\n\n\
             an account was created for you at {place}\n\n\
             Username: {username}\n\n\
             Create your password here, once, within {hours} hours:\n\n\
             {link}\n\n\
             Whoever has this link can set your password: do not pass it on.\n\
             If it no longer works, ask your user admin for a new one.\n\
             If you expected no account, ignore this mail.\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> String {
        let invitation = Invitation {
            place: "https://e.com/admin/",
            name,
            username: "charlie@e.com",
            link: "https://e.com/admin/login?token=t0",
            hours: 72,
        };
        let from = "BIM <bim@e.com>".parse().expect("a sender");
        let message =
            invitation.message(&from, "charlie@e.com".parse().expect("an address")).expect("a mail");
        String::from_utf8(message.formatted()).expect("ASCII")
    }

    /// The text as a mail program shows it.
    fn text(mail: &str) -> String {
        let mail = mail_parser::MessageParser::default().parse(mail.as_bytes()).expect("a mail");
        mail.body_text(0).expect("a text").into_owned()
    }

    #[test]
    fn says_who_where_and_until_when() {
        let mail = written("Charlie Doe");
        for said in [
            "From: BIM <bim@e.com>\r\n",
            "To: \"Charlie Doe\" <charlie@e.com>\r\n",
            "Subject: Your account at https://e.com/admin/\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "@e.com>\r\n",
        ] {
            assert!(mail.contains(said), "{said} is missing in\n{mail}");
        }
        let text = text(&mail);
        for said in [
            "Hello Charlie Doe,\r\n",
            "Username: charlie@e.com\r\n",
            "once, within 72 hours:\r\n\r\nhttps://e.com/admin/login?token=t0\r\n",
        ] {
            assert!(text.contains(said), "{said} is missing in\n{text}");
        }
    }

    #[test]
    fn nobody_is_greeted_by_a_username() {
        let mail = written("charlie@e.com");
        assert!(mail.contains("To: charlie@e.com\r\n") && text(&mail).starts_with("Hello,\r\n"), "{mail}");
    }

    #[test]
    fn names_in_any_script_arrive() {
        let mail = written("Käthe Ångström 東京");
        let read = mail_parser::MessageParser::default().parse(mail.as_bytes()).expect("a mail");
        let to = read.to().and_then(|to| to.first()).and_then(|to| to.name());
        assert_eq!(to, Some("Käthe Ångström 東京"));
        let text = text(&mail);
        assert!(text.starts_with("Hello Käthe Ångström 東京,\r\n"), "{text}");
        assert!(text.contains("\nhttps://e.com/admin/login?token=t0\r\n"), "{text}");
    }

    #[test]
    fn names_add_no_header() {
        for name in ["Eve\" <eve@e.com>, \"X", "Eve\r\nBcc: eve@e.com", "Eve\n\nbody", "Käthe\u{7f}"] {
            let mail = written(name);
            let headers = mail.split("\r\n\r\n").next().expect("headers");
            let names: Vec<_> = headers.lines().filter_map(|line| line.split_once(": ")).collect();
            assert!(names.len() == 8 && !headers.contains("\nBcc"), "{headers}");
        }
    }
}
