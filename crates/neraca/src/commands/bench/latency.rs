//! Latencies: how long messages took until they were durable, and their percentiles.

use std::time::Duration;

use serde::Serialize;

/// Times of many messages; messages of one answer share theirs.
#[derive(Debug, Default)]
pub struct Latencies {
    /// Microseconds, and how many messages took them.
    times: Vec<(u32, u32)>,
}

/// What stands in a report, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Percentiles {
    /// Half took no longer.
    pub p50: u32,
    /// 99 of 100 took no longer.
    pub p99: u32,
    /// 999 of 1,000 took no longer.
    pub p999: u32,
    /// The longest.
    pub max: u32,
}

impl Latencies {
    /// So many messages took so long.
    pub fn add(&mut self, took: Duration, messages: usize) {
        let micros = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
        self.times.push((micros, u32::try_from(messages).unwrap_or(u32::MAX)));
    }

    /// Takes over what another collected.
    pub fn append(&mut self, mut other: Self) {
        self.times.append(&mut other.times);
    }

    /// The percentiles; all zero without a message.
    pub fn percentiles(mut self) -> Percentiles {
        self.times.sort_unstable();
        let total: u64 = self.times.iter().map(|(_, messages)| u64::from(*messages)).sum();
        Percentiles {
            p50: self.at(total, 500),
            p99: self.at(total, 990),
            p999: self.at(total, 999),
            max: self.times.last().map_or(0, |(micros, _)| *micros),
        }
    }

    /// The time that so many of a thousand messages did not exceed. The times are sorted.
    fn at(&self, total: u64, per_mille: u64) -> u32 {
        let wanted = (total * per_mille).div_ceil(1_000);
        let mut seen = 0;
        for (micros, messages) in &self.times {
            seen += u64::from(*messages);
            if seen >= wanted {
                return *micros;
            }
        }
        0
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
        latencies.append(more);
        let expected = Percentiles { p50: 10, p99: 50, p999: 50, max: 900 };
        assert_eq!(latencies.percentiles(), expected);
        assert_eq!(Latencies::default().percentiles(), Percentiles::default());
    }
}
