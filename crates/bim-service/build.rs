//! With the feature `embed`, the app inside is made anew when the built app has changed.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=BIM_EMBED_APP");
    if let Some(folder) =
        std::env::var_os("BIM_EMBED_APP").filter(|_| std::env::var_os("CARGO_FEATURE_EMBED").is_some())
    {
        println!("cargo::rerun-if-changed={}", folder.to_string_lossy());
    }
}
