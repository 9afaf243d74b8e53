//! What a measurement used: processor time and bytes written by each process below this one, and its own memory. Read from
//! `/proc`; where that is missing every figure is zero.

use std::collections::{BTreeMap, HashMap};

use procfs::process::{self, Process};
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

/// A process of the table.
struct Seen {
    name: String,
    parent: i32,
    used: Used,
}

impl Usage {
    /// Up to now.
    pub fn now() -> Self {
        let all = process::all_processes().into_iter().flatten().flatten();
        // One that ends meanwhile is told by whoever waited for it.
        let processes: HashMap<i32, Seen> =
            all.filter_map(|process| Some((process.pid(), seen(&process)?))).collect();
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
    let status = Process::myself().and_then(|process| process.status()).ok();
    let bytes = |kilobytes: Option<u64>| kilobytes.unwrap_or(0) * 1_024;
    status.map_or((0, 0), |status| (bytes(status.vmhwm), bytes(status.vmrss)))
}

/// To hundredths, which is what is measured.
fn round(seconds: f64) -> f64 {
    (seconds * 100.0).round() / 100.0
}

/// This process and those below it.
fn is_ours(id: i32, processes: &HashMap<i32, Seen>) -> bool {
    let this = std::process::id();
    // A chain of parents ends at 1; a reused number could close a circle.
    std::iter::successors(Some(id), |id| processes.get(id).map(|process| process.parent))
        .take(64)
        .any(|id| u32::try_from(id) == Ok(this))
}

fn seen(process: &Process) -> Option<Seen> {
    let stat = process.stat().ok()?;
    let own = stat.utime + stat.stime;
    // Servers end backends that worked for us; children of this program are measured by themselves.
    let ended = u64::try_from(stat.cutime + stat.cstime).unwrap_or(0);
    let is_this = u32::try_from(stat.pid) == Ok(std::process::id());
    let ticks = if is_this { own } else { own + ended };
    let used = Used {
        cpu_seconds: ticks as f64 / procfs::ticks_per_second() as f64,
        written_bytes: process.io().map_or(0, |io| io.write_bytes),
    };
    Some(Seen { name: stat.comm, parent: stat.ppid, used })
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
