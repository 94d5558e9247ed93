//! What the app weighs on its way to the user, and the budget for it.

use std::{fs, path::Path};

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;

use super::{files, single, sums};

/// What all of `dist/` is meant to weigh, compressed as a web server would: 150 kB. The app is not
/// there yet; every build says how far it is.
pub const GOAL: u64 = 150_000;

/// The most that all of `dist/` may weigh until [`GOAL`] is reached. It goes down with what is made
/// lighter, and up only with what the app learns to do, by a commit that says what and how much.
pub const LIMIT: u64 = 490_000;

/// What the app as one file is meant to weigh, as it lies on a stick: 420 kB. Not there yet either.
pub const SINGLE_GOAL: u64 = 420_000;

/// Prints the size of each file and fails if they weigh more than [`LIMIT`] together.
pub fn check_budget(dist: &Path) -> Result<()> {
    let (mut raw, mut packed) = (0, 0);
    println!("\n{:>10} {:>10}  file", "bytes", "brotli");
    // The one file is the same once more, for those who open it from disk.
    let apart = [sums::NAME, single::NAME];
    for file in files::list(dist)?.into_iter().filter(|file| !apart.contains(&&*file.name)) {
        let bytes = fs::read(&file.path)?;
        let (size, small) = (bytes.len() as u64, brotli_size(&bytes)?);
        println!("{size:>10} {small:>10}  {}", file.name);
        raw += size;
        packed += small;
    }
    println!("{raw:>10} {packed:>10}  in all; the goal is {GOAL}, the limit for now {LIMIT}");
    let whole = fs::metadata(dist.join(single::NAME))?.len();
    println!("{whole:>10} {:>10}  {}; the goal is {SINGLE_GOAL}", "as it is", single::NAME);
    within(packed)
}

fn within(packed: u64) -> Result<()> {
    ensure!(
        packed <= LIMIT,
        "the build weighs {packed} bytes compressed, {} over the limit of {LIMIT}: see which \
         dependency or text grew",
        packed - LIMIT
    );
    Ok(())
}

fn brotli_size(bytes: &[u8]) -> Result<u64> {
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
    fn one_byte_over_the_limit_fails() {
        assert!(within(LIMIT).is_ok());
        assert!(within(LIMIT + 1).is_err_and(|told| told.to_string().contains("1 over")));
    }
}
