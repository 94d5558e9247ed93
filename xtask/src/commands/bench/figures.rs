//! What was measured, as a table.
//!
//! Of several rounds the least counts, which is what the work takes when nothing comes between, and
//! the lower quartile, which shows whether the least was luck. Means and medians of a machine that
//! does other things say something about those.

use std::{collections::BTreeMap, fmt::Write};

use anyhow::{Context, Result, ensure};

/// Begins what is no step: how many bytes were taken.
const MEMORY: &str = "memory";

/// What one runner took, step by step.
#[derive(Debug, Default)]
pub struct Figures {
    /// The steps, in the order in which they are done.
    order: Vec<String>,
    /// For each step: nanoseconds (bytes, for the memory), one or more for each round.
    taken: BTreeMap<String, Vec<f64>>,
    /// For each step: the number that says what was done.
    done: BTreeMap<String, u64>,
}

impl Figures {
    /// Adds what a runner printed: a step, what it took, what was done.
    pub fn add(&mut self, printed: &str) -> Result<()> {
        for line in printed.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [step, taken, done] = words.try_into().ok().context("not a line of figures")?;
            if !self.taken.contains_key(step) {
                self.order.push(step.to_owned());
            }
            self.taken.entry(step.to_owned()).or_default().push(taken.parse()?);
            self.done.insert(step.to_owned(), done.parse()?);
        }
        Ok(())
    }

    /// Fails if two of them did not do the same: then there is nothing to compare.
    pub fn ensure_same(all: &[Self]) -> Result<()> {
        for figures in all {
            for (step, done) in &figures.done {
                let same = all.iter().filter_map(|other| other.done.get(step));
                // What is written after an edit has one revision more than what JavaScript read.
                ensure!(
                    same.clone().all(|other| other.abs_diff(*done) <= 1),
                    "{step} came to different numbers: {:?}",
                    same.collect::<Vec<_>>()
                );
            }
        }
        Ok(())
    }

    fn least(&self, step: &str) -> Option<f64> {
        self.taken.get(step)?.iter().copied().reduce(f64::min)
    }

    fn lower_quartile(&self, step: &str) -> Option<f64> {
        let mut taken = self.taken.get(step)?.clone();
        taken.sort_by(f64::total_cmp);
        taken.get(taken.len() / 4).copied()
    }
}

/// The table, in Markdown: for each step and runner the least and the lower quartile, and how many
/// times the last runner's least the one before it takes.
pub fn table(runners: &[&str], figures: &[Figures]) -> String {
    let names = runners.join(" | ");
    let ([.., compared, plain], [first, ..]) = (runners, figures) else { return String::new() };
    let rule = "|---".repeat(runners.len() + 2);
    let mut text = format!("| step | {names} | {compared} to {plain} |\n{rule}|\n");
    for step in &first.order {
        let cells: Vec<String> = figures.iter().map(|figures| cell(figures, step)).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| {step} | {} | {} |", cells.join(" | "), ratio(figures, step));
    }
    text
}

/// Nothing where one of the two does not take the step.
fn ratio(figures: &[Figures], step: &str) -> String {
    let [.., compared, plain] = figures else { return String::new() };
    match (compared.least(step), plain.least(step)) {
        (Some(compared), Some(plain)) => format!("{:.1}", compared / plain),
        _ => String::new(),
    }
}

fn cell(figures: &Figures, step: &str) -> String {
    match (figures.least(step), figures.lower_quartile(step)) {
        (Some(least), Some(_)) if step.starts_with(MEMORY) => format!("{:.1} MB", least / 1e6),
        (Some(least), Some(quartile)) => format!("{} – {} ms", ms(least), ms(quartile)),
        _ => String::new(),
    }
}

/// Nanoseconds as milliseconds, in three digits.
fn ms(nanoseconds: f64) -> String {
    let ms = nanoseconds / 1e6;
    let decimals = if ms >= 100.0 {
        0
    } else if ms >= 10.0 {
        1
    } else {
        2
    };
    format!("{ms:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(rounds: &[&str]) -> Result<Figures> {
        let mut figures = Figures::default();
        rounds.iter().try_for_each(|round| figures.add(round))?;
        Ok(figures)
    }

    #[test]
    fn the_least_and_the_lower_quartile_count() -> Result<()> {
        let rounds = ["read 9000000 5", "read 4000000 5", "read 7000000 5", "read 6000000 5"];
        let figures = figures(&rounds)?;
        assert_eq!(cell(&figures, "read"), "4.00 – 6.00 ms");
        assert_eq!(cell(&figures, "write"), "");
        Ok(())
    }

    #[test]
    fn the_table_has_a_row_for_each_step_in_order() -> Result<()> {
        let one = figures(&["read 250000000 5\nedit 20000 1\nmemory 3000000 0"])?;
        let two = figures(&["read 500000000 5\nedit 40000 1\nmemory 2000000 0"])?;
        let three = figures(&["read 125000000 5\nmemory 9000000 0"])?;
        let told = table(&["a", "b", "c"], &[one, two, three]);
        let rows: Vec<&str> = told.lines().skip(2).collect();
        assert_eq!(rows[0], "| read | 250 – 250 ms | 500 – 500 ms | 125 – 125 ms | 4.0 |");
        assert_eq!(rows[1], "| edit | 0.02 – 0.02 ms | 0.04 – 0.04 ms |  |  |");
        assert_eq!(rows[2], "| memory | 3.0 MB | 2.0 MB | 9.0 MB | 0.2 |");
        Ok(())
    }

    #[test]
    fn whoever_did_less_is_not_compared() -> Result<()> {
        let all = [figures(&["read 1 500"])?, figures(&["read 1 400"])?];
        assert!(Figures::ensure_same(&all).is_err());
        assert!(figures(&["not a figure"]).is_err());
        Ok(())
    }
}
