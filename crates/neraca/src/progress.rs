//! Progress on standard error: a bar where a terminal is there, and a plain line now and then where not.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often a plain line is written: often enough to see life, rarely enough for a log file.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Progress of one long piece of work, counted in items.
pub struct Progress {
    what: &'static str,
    bar: Option<ProgressBar>,
    done: u64,
    started: Instant,
    last_line: Instant,
}

impl Progress {
    /// Begins. `total` is `None` when it is not known.
    pub fn begin(what: &'static str, total: Option<u64>) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| bar(what, total));
        let now = Instant::now();
        Self { what, bar, done: 0, started: now, last_line: now }
    }

    /// So many more are done.
    pub fn add(&mut self, count: u64) {
        self.done += count;
        match &self.bar {
            Some(bar) => bar.inc(count),
            None if self.last_line.elapsed() >= LINE_EVERY => {
                self.last_line = Instant::now();
                eprintln!("{}: {} so far", self.what, self.done);
            }
            None => {}
        }
    }

    /// Ends, takes the bar away, and tells how long it took.
    pub fn end(self) -> Duration {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }
}

fn bar(what: &'static str, total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => {
            (ProgressBar::new(total), "{msg:24} [{bar:36}] {human_pos}/{human_len}  {per_sec}  {eta}")
        }
        None => (ProgressBar::no_length(), "{spinner} {msg:24} {human_pos}  {per_sec}"),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar.set_message(what);
    bar
}
