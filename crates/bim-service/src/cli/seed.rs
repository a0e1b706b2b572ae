//! `bim-service seed`.

use clap::Args;

use super::store::StoreArgs;

#[derive(Debug, Args)]
pub(super) struct SeedArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// How many people.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=350_000))]
    demo: u32,
}

impl SeedArgs {
    pub(super) fn run(self) -> Result<(), String> {
        let people = usize::try_from(self.demo).map_err(|error| error.to_string())?;
        match self.store.open()?.seed(people)? {
            true => println!("added {people} people"),
            false => println!("the demo people are there already; nothing was added"),
        }
        Ok(())
    }
}
