//! A test's own binary as a child process that writes to a log until it is killed.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use event_store::EventStore;
use event_store::conformance::batch;

const TARGET: &str = "NERACA_TEST_CHILD_TARGET";

/// The folder or URL that a child works on.
pub(crate) fn target() -> String {
    std::env::var(TARGET).expect("set by the parent")
}

/// A child process and what it says.
pub(crate) struct Running {
    pub(crate) process: Child,
    lines: BufReader<ChildStdout>,
    durable: u64,
}

/// Starts this test binary again with one of its ignored tests alone.
pub(crate) fn child(test: &str, target: &str) -> Running {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads", "1"])
        .env(TARGET, target)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap());
    Running { process, lines, durable: 0 }
}

impl Running {
    /// Reads what the child says until a line is exactly this.
    pub(crate) fn wait_for(&mut self, line: &str) {
        while self.next().expect("the child ended before it said so") != line {}
    }

    /// Kills it without warning. Returns the highest position that it had been told was durable.
    pub(crate) fn kill(&mut self) -> u64 {
        testkit::kill9(self.process.id());
        self.process.wait().unwrap();
        while self.next().is_some() {}
        self.durable
    }

    fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        if self.lines.read_line(&mut line).unwrap() == 0 {
            return None;
        }
        let line = line.trim().to_owned();
        if let Some(position) = line.strip_prefix("durable ") {
            self.durable = position.parse().unwrap_or(self.durable);
        }
        Some(line)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Appends batches of ten and says each time what is durable.
pub(crate) async fn append_forever(store: &dyn EventStore) {
    let mut writer = store.lead("book").await.unwrap().writer;
    // The test harness leaves its own line unfinished.
    println!();
    for batch_number in 0.. {
        let first = batch_number * 10 + 1;
        let head = writer.append(&batch(first..=first + 9)).await.unwrap();
        println!("durable {}", head.position);
    }
}
