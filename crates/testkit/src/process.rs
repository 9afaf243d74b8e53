//! Ending processes and waiting for what they do.

use std::thread;
use std::time::{Duration, Instant};

/// SIGKILL to a process.
///
/// # Panics
/// When there is no such process: then the test kills something else than it believes.
pub fn kill9(pid: u32) {
    if let Err(error) = managed::signal(pid, "KILL") {
        panic!("kill -9 {pid}: {error}");
    }
}

/// Asks `condition` again and again until it is true.
///
/// # Panics
/// After `timeout`, naming `what` was waited for.
pub fn wait_until(what: &str, timeout: Duration, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < timeout, "waited {timeout:?} in vain until {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
