//! Whether work grows with the square of its size, on whatever machine: no
//! limit in seconds.

use std::time::{Duration, Instant};

/// How many times as large the large one is.
pub const TIMES: usize = 8;

/// How often it is tried. One round is enough, if nothing else runs beside it.
const ROUNDS: usize = 5;

/// Fails if the large one takes more than three times as long as so many small
/// ones together. If work grows with the size, both take the same time, and
/// what slows a machine slows both; with the square it would be `TIMES` as
/// long. The shortest of some rounds count.
pub fn is_no_square<T>(what: &str, small: &T, large: &T, work: impl Fn(&T)) {
    let (mut by_parts, mut at_once) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        by_parts = by_parts.min(timed(|| (0..TIMES).for_each(|_| work(small))));
        at_once = at_once.min(timed(|| work(large)));
        if at_once <= by_parts * 3 {
            return;
        }
    }
    panic!("{what}: {at_once:?}, but {by_parts:?} for as much in {TIMES} parts");
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}
