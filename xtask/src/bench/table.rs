//! The result: what, ours, floor, ratio, budget, and whether it holds.

use std::fmt;

use anyhow::Result;

#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    /// What could not be measured, and why.
    missed: Vec<String>,
}

struct Row {
    what: String,
    ours: f64,
    floor: Option<f64>,
    unit: &'static str,
    budget: Budget,
}

enum Budget {
    /// Told beside what has one.
    None,
    AtMost(f64),
    AtLeast(f64),
    /// Of the floor.
    TimesAtMost(f64),
    TimesAtLeast(f64),
}

impl Table {
    pub(super) fn at_most(&mut self, what: &str, ours: f64, unit: &'static str, most: f64) {
        self.add(what, ours, None, unit, Budget::AtMost(most));
    }

    pub(super) fn at_least(&mut self, what: &str, ours: f64, unit: &'static str, least: f64) {
        self.add(what, ours, None, unit, Budget::AtLeast(least));
    }

    pub(super) fn told(&mut self, what: &str, ours: f64, unit: &'static str) {
        self.add(what, ours, None, unit, Budget::None);
    }

    pub(super) fn times_at_most(&mut self, what: &str, ours: f64, floor: f64, unit: &'static str, most: f64) {
        self.add(what, ours, Some(floor), unit, Budget::TimesAtMost(most));
    }

    pub(super) fn times_at_least(
        &mut self,
        what: &str,
        ours: f64,
        floor: f64,
        unit: &'static str,
        least: f64,
    ) {
        self.add(what, ours, Some(floor), unit, Budget::TimesAtLeast(least));
    }

    fn add(&mut self, what: &str, ours: f64, floor: Option<f64>, unit: &'static str, budget: Budget) {
        let row = Row { what: what.to_owned(), ours, floor, unit, budget };
        println!("{row}");
        self.rows.push(row);
    }

    /// Measures a part. Where that fails, it is told, and the rest is measured all the same.
    pub(super) fn part(&mut self, what: &str, measure: impl FnOnce(&mut Self) -> Result<()>) {
        if let Err(error) = measure(self) {
            let missed = format!("NOT MEASURED: {what}: {error:#}");
            println!("{missed}");
            self.missed.push(missed);
        }
    }

    pub(super) fn holds(&self) -> bool {
        self.missed.is_empty() && self.rows.iter().all(Row::holds)
    }
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.floor.map(|floor| self.ours / floor)
    }

    fn holds(&self) -> bool {
        let ratio = self.ratio().unwrap_or(f64::NAN);
        match self.budget {
            Budget::None => true,
            Budget::AtMost(most) => self.ours <= most,
            Budget::AtLeast(least) => self.ours >= least,
            Budget::TimesAtMost(most) => ratio <= most,
            Budget::TimesAtLeast(least) => ratio >= least,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let floor = self.floor.map(|floor| format!("{floor:.1}")).unwrap_or_default();
        let ratio = self.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let budget = match self.budget {
            Budget::None => String::new(),
            Budget::AtMost(most) => format!("<= {most:.0} {}", self.unit),
            Budget::AtLeast(least) => format!(">= {least:.0} {}", self.unit),
            Budget::TimesAtMost(most) => format!("<= {most:.2} x"),
            Budget::TimesAtLeast(least) => format!(">= {least:.2} x"),
        };
        let verdict = match self.budget {
            Budget::None => "",
            _ if self.holds() => "ok",
            _ => "OVER",
        };
        write!(
            formatter,
            "{:<52} {:>10.1} {:<5} {floor:>9} {ratio:>6} {budget:>14}  {verdict}",
            self.what, self.ours, self.unit
        )
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "{:<52} {:>10} {:<5} {:>9} {:>6} {:>14}",
            "what", "ours", "", "floor", "ratio", "budget"
        )?;
        self.rows.iter().try_for_each(|row| writeln!(formatter, "{row}"))?;
        self.missed.iter().try_for_each(|missed| writeln!(formatter, "{missed}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_budget_that_does_not_hold_is_enough() {
        let mut table = Table::default();
        table.at_most("a", 10.0, "ms", 10.0);
        table.times_at_most("b", 15.0, 10.0, "ms", 1.6);
        table.times_at_least("c", 400.0, 1000.0, "/s", 1.0 / 3.0);
        table.told("no budget", 1e9, "ms");
        assert!(table.holds(), "{table}");
        table.times_at_least("d", 300.0, 1000.0, "/s", 1.0 / 3.0);
        assert!(!table.holds());
        assert!(table.to_string().lines().last().is_some_and(|line| line.ends_with("OVER")));
    }

    #[test]
    fn what_could_not_be_measured_does_not_hold_and_keeps_nothing_else_from_it() {
        let mut table = Table::default();
        table.part("a", |_| anyhow::bail!("it took too long"));
        table.part("b", |table| {
            table.at_most("b", 1.0, "ms", 2.0);
            Ok(())
        });
        assert!(!table.holds());
        assert!(table.to_string().ends_with("ok\nNOT MEASURED: a: it took too long\n"), "{table}");
    }
}
