//! A request as a command for a shell.

use bim_api::{Method, Request};

/// The command, in one line. Every word that is not ours is quoted.
pub(super) fn curl(address: &str, request: &Request, secret: &str) -> String {
    let mut command = "curl".to_owned();
    if request.method != Method::Get {
        command.extend([" --request ", request.method.as_str()]);
    }
    command.extend([" --header ", &quoted(&["Authorization: Bearer ", secret].concat())]);
    if let Some(body) = &request.body {
        let body = String::from_utf8_lossy(body);
        command.extend([" --header 'Content-Type: application/json' --data ", &quoted(&body)]);
    }
    command.extend([" ", &quoted(&[address, &request.target].concat())]);
    command
}

/// One word for a POSIX shell, whatever it holds.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_can_be_run_as_it_is() {
        let read = Request { method: Method::Get, target: "/bim/iam".to_owned(), body: None };
        assert_eq!(
            curl("https://bim.example/api", &read, "k1"),
            "curl --header 'Authorization: Bearer k1' 'https://bim.example/api/bim/iam'"
        );
        let body = Some(br#"{"name":"o'brien"}"#.to_vec());
        let write = Request { method: Method::Post, target: "/bim/group".to_owned(), body };
        assert_eq!(
            curl("https://bim.example", &write, "k1"),
            "curl --request POST --header 'Authorization: Bearer k1' --header 'Content-Type: application/json' \
             --data '{\"name\":\"o'\\''brien\"}' 'https://bim.example/bim/group'"
        );
    }
}
