//! Seeded randomness for the demo and the bench: the same seed gives the same events on every machine and for ever.

/// SplitMix64 by Sebastiano Vigna. Good enough to make a year look lived in, never for secrets.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator that starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; zero when the bound is zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        // The high half of the product is the fraction of `bound` that the 64 bits stand for.
        let product = u128::from(self.bits()) * u128::from(bound);
        (product >> 64) as u64
    }

    /// A number from `low` to `high`, both included; `low` when they are the wrong way round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).map_or(1, |span| span + 1);
        low + self.below(span) as i64
    }

    /// True so many times in a thousand.
    pub fn per_mille(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// One of `items`, which are never empty: they are tables of this program.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// One of `items`, each as often as its weight says.
    pub fn weighted<'a, T>(&mut self, items: &'a [(u64, T)]) -> &'a T {
        let total = items.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.below(total);
        for (weight, item) in items {
            if drawn < *weight {
                return item;
            }
            drawn -= weight;
        }
        &items[0].1
    }

    /// Whole rupiah around a mean, rounded to five hundred: many small ones and a few large ones, as payments are.
    pub fn rupiah_around(&mut self, mean: i64) -> i64 {
        // The product of two even spreads from 20 to 180 per cent has its mean at 100 and leans to the left.
        let (a, b) = (self.between(20, 180), self.between(20, 180));
        let amount = i128::from(mean) * i128::from(a) * i128::from(b) / 10_000;
        (amount as i64 / 500).max(1) * 500
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_sequence_is_the_published_one() {
        // The first outputs for seed 1234567, as the reference implementation prints them.
        let mut random = Random::new(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(expected.map(|_| random.bits()), expected);
    }

    #[test]
    fn amounts_lie_around_their_mean() {
        let mut random = Random::new(1);
        let sum: i64 = (0..10_000).map(|_| random.rupiah_around(1_000_000)).sum();
        assert!((9_700_000_000..10_300_000_000).contains(&sum), "{sum}");
    }
}
