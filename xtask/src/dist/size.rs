//! What the app weighs on its way to the user, and the budget for it.

use std::{fs, path::Path};

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;

use super::{files, licences, packs, single, sums};

/// What the first page is meant to load in one language, compressed as a web server would: 170 kB.
/// The app is not there yet; every build says how far it is.
pub const GOAL: u64 = 170_000;

/// The most that the app may weigh in its heaviest language until [`GOAL`] is reached. It goes down
/// with what is made lighter, and up only with what the app learns to do, by a commit that says what
/// and how much.
pub const LIMIT: u64 = 612_000;

/// The most that the texts of one language may weigh.
pub const PACK_LIMIT: u64 = 25_000;

/// What the app is meant to weigh with all its languages.
pub const WHOLE_GOAL: u64 = 280_000;

/// What the app as one file is meant to weigh, as it lies on a stick: 420 kB. Not there yet either.
pub const SINGLE_GOAL: u64 = 420_000;

/// What was weighed.
#[derive(Debug, Default)]
struct Weight {
    /// Everything but the texts of the languages.
    app: u64,
    /// The heaviest language.
    heaviest: u64,
    /// All languages together.
    languages: u64,
}

/// Prints the size of each file and fails if they weigh more than they may.
pub fn check_budget(root: &Path, dist: &Path) -> Result<()> {
    let mut weight = Weight::default();
    println!("\n{:>10} {:>10}  file", "bytes", "brotli");
    // The one file is the same once more, for those who open it from disk; the licences are asked
    // for by who wants to read them.
    let apart = |name: &str| {
        [sums::NAME, single::NAME].contains(&name) || name.starts_with(licences::PREFIX)
    };
    for file in files::list(dist)?.into_iter().filter(|file| !apart(&file.name)) {
        let bytes = fs::read(&file.path)?;
        let small = brotli_size(&bytes)?;
        println!("{:>10} {small:>10}  {}", bytes.len(), file.name);
        if file.name.starts_with(packs::PREFIX) {
            weight.languages += small;
            weight.heaviest = weight.heaviest.max(small);
        } else {
            weight.app += small;
        }
    }
    let Weight { app, heaviest, languages } = weight;
    let (one, whole) = (app + heaviest, app + languages);
    println!("{one:>21}  in the heaviest language; the goal is {GOAL}, the limit for now {LIMIT}");
    println!("{whole:>21}  with all languages; the goal is {WHOLE_GOAL}");
    let single = fs::metadata(dist.join(single::NAME))?.len();
    println!("{single:>10} {:>10}  {}; the goal is {SINGLE_GOAL}", "as it is", single::NAME);
    licences::count(root)?;
    within(&weight)
}

fn within(weight: &Weight) -> Result<()> {
    let one = weight.app + weight.heaviest;
    ensure!(
        one <= LIMIT,
        "the build weighs {one} bytes compressed, {} over the limit of {LIMIT}: see which \
         dependency grew",
        one - LIMIT
    );
    ensure!(
        weight.heaviest <= PACK_LIMIT,
        "a language weighs {} bytes compressed, over the limit of {PACK_LIMIT}: see which texts grew",
        weight.heaviest
    );
    Ok(())
}

/// What bytes weigh on their way, compressed as a web server would.
pub fn brotli_size(bytes: &[u8]) -> Result<u64> {
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &BrotliEncoderParams::default())?;
    Ok(packed.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_counts() -> Result<()> {
        assert!(brotli_size(&[b'a'; 10_000])? < 100);
        Ok(())
    }

    #[test]
    fn one_byte_over_a_limit_fails() {
        let weigh = |app, heaviest| within(&Weight { app, heaviest, languages: 0 });
        assert!(weigh(LIMIT - PACK_LIMIT, PACK_LIMIT).is_ok());
        assert!(weigh(LIMIT, 1).is_err_and(|told| told.to_string().contains("1 over")));
        assert!(weigh(0, PACK_LIMIT + 1).is_err_and(|told| told.to_string().contains("language")));
    }
}
