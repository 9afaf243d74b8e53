//! Latencies: how long messages took until they were durable, and their percentiles.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// Times of many messages; messages of one answer share theirs.
#[derive(Debug)]
pub struct Latencies {
    micros: Histogram<u64>,
}

/// What stands in a report, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Percentiles {
    /// Half took no longer.
    pub p50: u64,
    /// 99 of 100 took no longer.
    pub p99: u64,
    /// 999 of 1,000 took no longer.
    pub p999: u64,
    /// The longest.
    pub max: u64,
}

/// An hour; what takes longer counts as that.
const LONGEST: u64 = 3_600_000_000;
/// Figures are right to a thousandth.
const DIGITS: u8 = 3;

impl Default for Latencies {
    fn default() -> Self {
        let micros = Histogram::new_with_max(LONGEST, DIGITS);
        Self { micros: micros.expect("the bounds are constants that a test asks") }
    }
}

impl Latencies {
    /// So many messages took so long.
    pub fn add(&mut self, took: Duration, messages: usize) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(LONGEST);
        self.micros.saturating_record_n(micros, messages as u64);
    }

    /// Takes over what another collected.
    pub fn append(&mut self, other: &Self) {
        // Both have the same bounds, so nothing can be out of range.
        let _ = self.micros.add(&other.micros);
    }

    /// The percentiles; all zero without a message.
    pub fn percentiles(&self) -> Percentiles {
        Percentiles {
            p50: self.micros.value_at_quantile(0.5),
            p99: self.micros.value_at_quantile(0.99),
            p999: self.micros.value_at_quantile(0.999),
            max: self.micros.max(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_count_messages_and_not_answers() {
        let mut latencies = Latencies::default();
        latencies.add(Duration::from_micros(900), 1);
        latencies.add(Duration::from_micros(10), 989);
        let mut more = Latencies::default();
        more.add(Duration::from_micros(50), 10);
        latencies.append(&more);
        let expected = Percentiles { p50: 10, p99: 50, p999: 50, max: 900 };
        assert_eq!(latencies.percentiles(), expected);
        assert_eq!(Latencies::default().percentiles(), Percentiles::default());
    }

    #[test]
    fn what_takes_longer_than_can_be_told_is_not_lost() {
        let mut latencies = Latencies::default();
        latencies.add(Duration::from_secs(100_000), 1);
        let told = latencies.percentiles();
        assert_eq!((told.p50, told.max), (told.max, told.p999));
        assert!(told.p50 >= LONGEST, "{told:?}");
    }
}
