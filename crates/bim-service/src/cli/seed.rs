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
    /// How many events of the audit log, over the last year.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    events: u32,
}

impl SeedArgs {
    pub(super) fn run(self) -> Result<(), String> {
        let number = |number: u32| usize::try_from(number).map_err(|error| error.to_string());
        let (people, events) = (number(self.demo)?, number(self.events)?);
        let service = self.store.open()?;
        match service.seed(people)? {
            true => {
                service.seed_history(events)?;
                println!("added {people} people");
            }
            false => println!("the demo people are there already; nothing was added"),
        }
        Ok(())
    }
}
