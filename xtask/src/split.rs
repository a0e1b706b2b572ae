//! Cuts the release build: what the sign-in page needs, what a signed-in person needs, and the pages beside the list
//! (docs/adr/0008-code-splitting.md). Works on what Trunk built, and gives every file a new hashed name, since
//! Trunk's hash is that of the uncut code.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::minify::minify;
use crate::stamp::integrity;
use crate::{place, process, tools};

/// What rustc's output uses; named here since the cut drops the list that stands in the module.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How the loader comes by a part; once more beside the cache, which may hold a file that was changed on its way. boot.js may
/// have it compiled before the loader asks: that takes the other core while this one starts the app.
const PARTS: &str = "const compiled = new Map();
const compile = (name) => {
    const [url, integrity] = [new URL(name, import.meta.url), hashes[name]];
    const code = fetch(url, { integrity }).catch(() => fetch(url, { integrity, cache: \"reload\" }))
        .then((answer) => WebAssembly.compileStreaming(answer));
    code.catch(() => compiled.delete(name));
    compiled.set(name, code);
    return code;
};
const part = (name) => compiled.get(name) ?? compile(name);
export const compileAhead = (names) => names.filter((name) => name in hashes).forEach(part);
";

/// Where the cut tool puts the code that loads the other parts.
const LOADER: &str = "__wasm_split.js";

/// Replaces the uncut code in `app` by its parts.
pub(crate) fn split(app: &Path) -> Result<()> {
    println!("Cutting the code into parts");
    let scratch = place::target().join("split");
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&scratch).with_context(|| scratch.display().to_string())?;
    let linked = place::target().join("wasm32-unknown-unknown/release/bim-admin.wasm");
    let mut cut = tools::command("wasm-split-cli");
    process::run(cut.args(["--target", "web", "--out-name", "main"]).arg(&linked).arg(&scratch))?;
    let mut bind = tools::command("wasm-bindgen");
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--no-demangle",
        "--out-name",
        "main",
    ]);
    process::run(bind.arg("--out-dir").arg(&scratch).arg(scratch.join("main.wasm")))?;

    let glue = read(&scratch.join("main.js"))?;
    let loader = read(&scratch.join(LOADER))?;
    let mut glue = merge(&glue, &loader)?;
    let mut hashes = String::new();
    let (mut inside, mut others) = (Vec::new(), Vec::new());
    for part in parts(&scratch)? {
        let code = optimise(&part)?;
        let stem =
            part.file_stem().and_then(|stem| stem.to_str()).context("a part without a name")?.to_owned();
        let name = format!("{stem}-{:016x}.wasm", hash(&code));
        glue = with_part(&glue, &stem, &name)?;
        hashes.push_str(&format!("\"./{name}\": \"{}\",\n", integrity(&code)));
        fs::write(app.join(&name), code).with_context(|| name.clone())?;
        // What both parts share is in a chunk, which comes with the first of them.
        if stem == "split_others" { &mut others } else { &mut inside }.push(format!("./{name}"));
    }
    if inside.is_empty() || others.is_empty() {
        bail!("nothing was cut off");
    }
    let glue = [&format!("const hashes = {{ {hashes} }};\n"), PARTS, &glue].concat();
    let main = optimise(&scratch.join("main_bg.wasm"))?;
    let style = app.join("inside.css");
    let name = format!("inside-{:016x}.css", hash(&read(&style)?));
    fs::rename(&style, app.join(&name)).with_context(|| name.clone())?;
    let parts = format!("data-inside=\"{}\" data-others=\"{}\"", inside.join(" "), others.join(" "));
    let told = format!("{parts} data-style=\"./{name}\"");
    install(app, &glue, &main, &told)
}

/// Takes the place of Trunk's glue and code, under names of their own; boot.js is `told` where the parts are.
fn install(app: &Path, glue: &str, main: &[u8], told: &str) -> Result<()> {
    let page = app.join("index.html");
    let mut html = read(&page)?;
    let old = files(app)?.into_iter().find_map(|path| {
        let name = path.file_name()?.to_str()?;
        Some(name.strip_prefix("bim-admin-")?.strip_suffix(".js")?.to_owned())
    });
    let old = old.context("Trunk left no bim-admin-*.js")?;
    let glue = minify(glue)?;
    let new = format!("{:016x}", hash(&(&glue, main)));
    for (end, content) in [(".js", glue.as_bytes()), ("_bg.wasm", main)] {
        let (before, after) = (format!("bim-admin-{old}{end}"), format!("bim-admin-{new}{end}"));
        fs::remove_file(app.join(&before)).with_context(|| before.clone())?;
        fs::write(app.join(&after), content).with_context(|| after.clone())?;
        html = html.replace(&before, &after);
    }
    html = html_with_small_boot(app, html)?;
    let tag = "<meta name=\"bim-app\" ";
    if !html.contains(tag) {
        bail!("index.html has no {tag}");
    }
    html = html.replace(tag, &format!("{tag}{told} "));
    fs::write(&page, html).context("index.html")
}

/// Minifies boot.js, under a new name; answers the page that names it.
fn html_with_small_boot(app: &Path, html: String) -> Result<String> {
    let is_boot = |name: &str| name.starts_with("boot-") && name.ends_with(".js");
    let boot = files(app)?
        .into_iter()
        .find(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_boot));
    let boot = boot.context("Trunk left no boot-*.js")?;
    let before =
        boot.file_name().and_then(|name| name.to_str()).context("a name that is no text")?.to_owned();
    let small = minify(&read(&boot)?)?;
    let after = format!("boot-{:016x}.js", hash(&small));
    fs::remove_file(&boot).with_context(|| before.clone())?;
    fs::write(app.join(&after), small).with_context(|| after.clone())?;
    Ok(html.replace(&before, &after))
}

/// The loader becomes a part of the glue: one request less, and no import in a circle.
fn merge(glue: &str, loader: &str) -> Result<String> {
    // One import per part, all of the same file.
    let imports: Vec<&str> =
        glue.lines().filter(|line| line.starts_with("import") && line.contains(LOADER)).collect();
    if imports.is_empty() {
        bail!("the glue does not import the loader");
    }
    let mut loads = Vec::new();
    let mut body = String::new();
    for line in loader.lines().filter(|line| !line.starts_with("import ")) {
        let exported = line.strip_prefix("export ");
        if let Some(load) = exported.and_then(|line| line.split_whitespace().nth(1)) {
            loads.push(load);
        }
        body.push_str(exported.unwrap_or(line));
        body.push('\n');
    }
    let mut rest = glue.to_owned();
    for import in imports {
        let name = import.split_whitespace().nth(3).context("an import without a name")?;
        body.push_str(&format!("const {name} = {{ {} }};\n", loads.join(", ")));
        rest = rest.replace(import, "");
    }
    Ok(body + &rest)
}

/// The glue, which loads this part under its new name.
fn with_part(glue: &str, stem: &str, name: &str) -> Result<String> {
    let fetch = format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))");
    let (before, after) =
        glue.split_once(&fetch).with_context(|| format!("the glue must load {stem}.wasm by {fetch}"))?;
    let instantiate = "WebAssembly.instantiateStreaming(src, imports)";
    if after.contains(&fetch) || !after.contains(instantiate) {
        bail!("the glue must load {stem}.wasm once, and then call {instantiate}");
    }
    let after = after.replacen(instantiate, "src.then((code) => WebAssembly.instantiate(code, imports))", 1);
    Ok([before, &format!("part(\"./{name}\")"), &after].concat())
}

fn optimise(code: &Path) -> Result<Vec<u8>> {
    let mut wasm_opt = tools::command("wasm-opt");
    let small = code.with_extension("small");
    // The lowest kilobyte is the far end of the stack: no pointer leads there, so what is added to one may be left to the
    // load or store itself.
    wasm_opt
        .args(["-O3", "--low-memory-unused", "--strip-debug", "--strip-producers", "--quiet"])
        .args(FEATURES);
    process::run(wasm_opt.arg(code).arg("-o").arg(&small))?;
    fs::read(&small).with_context(|| small.display().to_string())
}

/// The lazily loaded parts.
fn parts(scratch: &Path) -> Result<Vec<PathBuf>> {
    let is_part = |path: &PathBuf| {
        path.extension().is_some_and(|end| end == "wasm")
            && !path.file_stem().is_some_and(|stem| stem == "main" || stem == "main_bg")
    };
    let mut parts: Vec<PathBuf> = files(scratch)?.into_iter().filter(is_part).collect();
    parts.sort();
    Ok(parts)
}

fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory).with_context(|| directory.display().to_string())?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn hash(content: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_moves_into_the_glue() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\n\
            function f() { return import1; }\n";
        let loader = "import { initSync } from \"./main.js\";\nlet shared;\nexport const load_a = 1;\n";
        let merged = merge(glue, loader).expect("both are as expected");
        assert_eq!(
            merged,
            "let shared;\nconst load_a = 1;\nconst import1 = { load_a };\nconst import2 = { load_a };\n\
             \n\nfunction f() { return import1; }\n"
        );
        assert!(merge("no import", loader).is_err());
    }

    #[test]
    fn a_part_is_loaded_under_its_name() {
        let glue = "const src = fetch(new URL(\"./a.wasm\", import.meta.url));\n\
            return WebAssembly.instantiateStreaming(src, imports);\n";
        assert_eq!(
            with_part(glue, "a", "a-1.wasm").expect("it is loaded"),
            "const src = part(\"./a-1.wasm\");\nreturn src.then((code) => WebAssembly.instantiate(code, imports));\n"
        );
        assert!(with_part(glue, "b", "b-1.wasm").is_err());
        assert!(with_part(&glue.repeat(2), "a", "a-1.wasm").is_err());
    }
}
