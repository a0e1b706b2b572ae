//! Starts the bim service.
fn main() {}
