//! What the app weighs on its way to the user, and the budget for it.

use std::{fs, path::Path};

use anyhow::{Result, ensure};
use brotli::enc::BrotliEncoderParams;

use super::{files, sums};

/// The most that all of `dist/` may weigh, compressed as a web server would: 150 kB. This is the
/// one place where it is set.
pub const BUDGET: u64 = 150_000;

/// Prints the size of each file and fails if they weigh more than [`BUDGET`] together.
pub fn check_budget(dist: &Path) -> Result<()> {
    let (mut raw, mut packed) = (0, 0);
    println!("\n{:>10} {:>10}  file", "bytes", "brotli");
    for file in files::list(dist)?.into_iter().filter(|file| file.name != sums::NAME) {
        let bytes = fs::read(&file.path)?;
        let (size, small) = (bytes.len() as u64, brotli_size(&bytes)?);
        println!("{size:>10} {small:>10}  {}", file.name);
        raw += size;
        packed += small;
    }
    println!("{raw:>10} {packed:>10}  in all; the budget is {BUDGET}");
    within(packed)
}

fn within(packed: u64) -> Result<()> {
    ensure!(
        packed <= BUDGET,
        "the build weighs {packed} bytes compressed, {} over the budget of {BUDGET}: see which \
         dependency or text grew, before the budget does",
        packed - BUDGET
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
    fn the_budget_is_a_limit_not_a_goal() {
        assert!(within(BUDGET).is_ok());
        assert!(within(BUDGET + 1).is_err_and(|told| told.to_string().contains("1 over")));
    }
}
