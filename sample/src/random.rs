//! Reproducible random numbers, so that a seed gives the same files on every
//! computer. Not for secrets.

/// A stream of numbers (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream for a seed and a purpose: the text of one State does not
    /// depend on which other States there are.
    pub(crate) fn new(seed: u64, purpose: &[&str]) -> Self {
        // FNV-1a, with a separator byte that occurs in none of the words.
        let bytes = purpose.iter().flat_map(|word| word.bytes().chain([0xff]));
        let mixed = bytes.fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut random = Self(mixed);
        random.next();
        random
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = end as u64;
        // The remainder is below `end`, which was a `usize`.
        (self.next() % end) as usize
    }

    /// True with this probability in per cent.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A random one of them.
    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_purpose_has_the_same_numbers_and_another_has_others() {
        let numbers = |seed, purpose: &[&str]| {
            let mut random = Random::new(seed, purpose);
            [random.next(), random.next()]
        };
        assert_eq!(numbers(1, &["XA", "Q.1"]), numbers(1, &["XA", "Q.1"]));
        assert_ne!(numbers(1, &["XA", "Q.1"]), numbers(2, &["XA", "Q.1"]));
        assert_ne!(numbers(1, &["XA", "Q.1"]), numbers(1, &["XAQ", ".1"]));
    }
}
