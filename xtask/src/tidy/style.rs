//! Every style sheet is in a bundle: reached from `style/main.css` or `style/inside.css` through `@import`.

use std::collections::HashSet;

use super::{File, Finding};

const ENTRIES: [&str; 2] = ["style/main.css", "style/inside.css"];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let sheets: Vec<_> =
        files.iter().filter(|file| file.path.starts_with("style/") && file.path.ends_with(".css")).collect();
    let mut reached = HashSet::new();
    let mut waiting = ENTRIES.map(str::to_owned).to_vec();
    while let Some(path) = waiting.pop() {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.path == path) else { continue };
        if reached.insert(path.clone()) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            waiting.extend(imports(&sheet.text).map(|import| resolve(folder, import)));
        }
    }
    sheets
        .iter()
        .filter(|sheet| !reached.contains(&sheet.path))
        .map(|sheet| Finding {
            path: sheet.path.clone(),
            line: 1,
            what: "no @import reaches this style sheet".to_owned(),
            how: "import it in style/main.css or style/inside.css, or remove it",
        })
        .collect()
}

fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.trim().strip_prefix("@import")?.split('"').nth(1))
}

/// A relative path of a folder as a path of the repository.
pub(super) fn resolve(folder: &str, relative: &str) -> String {
    let mut parts: Vec<_> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_nothing_imports_is_found() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let files = [
            file(ENTRIES[0], "@import \"./ui/all.css\";"),
            file(ENTRIES[1], "@import \"./ui/list.css\";"),
            file("style/ui/all.css", "@import \"../base.css\" layer(base);"),
            file("style/base.css", ""),
            file("style/ui/list.css", ""),
            file("style/ui/lost.css", ""),
        ];
        let findings = check(&files);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].path, "style/ui/lost.css");
    }
}
