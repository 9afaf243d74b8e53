//! What a measurement used: processor time and bytes written by each process below this one, and its own memory. Read from
//! `/proc`; where that is missing every figure is zero.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

/// What processes have used up to a moment, by name: this program, and the private servers it started.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    by_name: BTreeMap<String, Used>,
}

/// What processes of one name used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Used {
    /// Seconds of processor time, user and system.
    pub cpu_seconds: f64,
    /// Bytes that went to the disk.
    pub written_bytes: u64,
}

/// The kernel counts processor time in hundredths of a second for whoever reads `/proc`.
const TICKS_PER_SECOND: f64 = 100.0;

/// One process of the table.
struct Process {
    name: String,
    parent: u32,
    used: Used,
}

impl Usage {
    /// Up to now.
    pub fn now() -> Self {
        let processes: HashMap<u32, Process> = std::fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let id = entry.file_name().to_str()?.parse().ok()?;
                Some((id, process(id)?))
            })
            .collect();
        let mut by_name: BTreeMap<String, Used> = BTreeMap::new();
        for (id, process) in &processes {
            if is_ours(*id, &processes) {
                let used = by_name.entry(process.name.clone()).or_default();
                used.cpu_seconds += process.used.cpu_seconds;
                used.written_bytes += process.used.written_bytes;
            }
        }
        Self { by_name }
    }

    /// What was used since an earlier moment.
    pub fn since(&self, earlier: &Self) -> BTreeMap<String, Used> {
        let spent = |(name, used): (&String, &Used)| {
            let before = earlier.by_name.get(name).copied().unwrap_or_default();
            let used = Used {
                cpu_seconds: round(used.cpu_seconds - before.cpu_seconds),
                written_bytes: used.written_bytes.saturating_sub(before.written_bytes),
            };
            (name.clone(), used)
        };
        self.by_name.iter().map(spent).collect()
    }
}

/// The most memory that this process ever held, and what it holds now, in bytes.
pub fn memory() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().split(' ').next()?.parse::<u64>().ok()
    };
    let bytes = |name| kilobytes(name).unwrap_or(0) * 1_024;
    (bytes("VmHWM:"), bytes("VmRSS:"))
}

/// To hundredths, which is what is measured.
fn round(seconds: f64) -> f64 {
    (seconds * 100.0).round() / 100.0
}

/// This process and those below it.
fn is_ours(id: u32, processes: &HashMap<u32, Process>) -> bool {
    let this = std::process::id();
    // A chain of parents ends at 1; a reused number could close a circle.
    std::iter::successors(Some(id), |id| processes.get(id).map(|process| process.parent))
        .take(64)
        .any(|id| id == this)
}

fn process(id: u32) -> Option<Process> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in parentheses and may hold any.
    let (front, rest) = stat.rsplit_once(')')?;
    let name = front.split_once('(')?.1.to_owned();
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |place: usize| fields.get(place)?.parse::<u64>().ok();
    // Own user and system time, and that of children that ended.
    let own = number(11)? + number(12)?;
    let ended = number(13)? + number(14)?;
    let ticks = if id == std::process::id() { own } else { own + ended };
    let io = std::fs::read_to_string(format!("/proc/{id}/io")).unwrap_or_default();
    let written = io.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok());
    let used =
        Used { cpu_seconds: ticks as f64 / TICKS_PER_SECOND, written_bytes: written.unwrap_or_default() };
    Some(Process { name, parent: u32::try_from(number(1)?).ok()?, used })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_this_process_works_is_counted() {
        let before = Usage::now();
        let started = std::time::Instant::now();
        let mut sum = 0_u64;
        while started.elapsed().as_millis() < 200 {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        let spent: f64 = Usage::now().since(&before).values().map(|used| used.cpu_seconds).sum();
        assert!(spent > 0.0, "{spent}");
        let (peak, now) = memory();
        assert!(peak >= now && now > 0, "{peak} {now}");
    }
}
