//! Page URLs are spelt in `src/routes.rs` alone.

use super::{File, Finding, rust};

const PAGES: [&str; 9] = [
    "access-review",
    "activity",
    "api-keys",
    "attributes",
    "groups",
    "identity-providers",
    "login",
    "profile",
    "users",
];

pub(super) fn check(file: &File) -> Vec<Finding> {
    let in_app = file.is_rust() && file.path.starts_with("src/");
    if !in_app || file.path == "src/routes.rs" || file.path.starts_with("src/routes/") {
        return Vec::new();
    }
    rust::read(&file.text)
        .strings
        .into_iter()
        .filter(|(_, text)| is_page_url(text))
        .map(|(line, text)| Finding {
            path: file.path.clone(),
            line,
            what: format!("the page URL \"{text}\" is spelt here"),
            how: "use Route::href: routes.rs is the one place that knows URLs",
        })
        .collect()
}

fn is_page_url(text: &str) -> bool {
    let Some(path) = text.strip_prefix('/') else { return false };
    let first = path.split(['/', '?', '#']).next().unwrap_or(path);
    PAGES.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_routes_spell_page_urls() {
        let findings =
            |path: &str, text: &str| check(&File { path: path.to_owned(), text: text.to_owned() }).len();
        assert_eq!(findings("src/pages/a.rs", "let a = \"/users?q=1\"; // \"/users\""), 1);
        assert_eq!(findings("src/pages/a.rs", "let a = \"/userspace\"; let b = \"users\";"), 0);
        assert_eq!(findings("src/routes.rs", "let a = \"/users\";"), 0);
        assert_eq!(findings("crates/bim-service/src/a.rs", "let a = \"/users\";"), 0);
    }
}
