//! What only some machines have: the shared data beside the checkout, programs that check our output.

use std::env;
use std::io::Write;
use std::path::PathBuf;

use crate::scratch::repository;

/// Set by `cargo xtask test`, which installs every program: a missing one then fails its tests instead of skipping.
const COMPLETE: &str = "NERACA_TEST_COMPLETE";

/// The folder of real input files that some machines have beside the checkout (`../shared/data`), or where
/// `NERACA_SHARED_DATA` points.
#[must_use]
pub fn shared_data() -> Option<PathBuf> {
    let beside = || repository().parent().map(|parent| parent.join("shared/data"));
    env::var_os("NERACA_SHARED_DATA").map(PathBuf::from).or_else(beside).filter(|folder| folder.is_dir())
}

/// The program called `name` on PATH, or `None` when it is not installed.
///
/// # Panics
/// When it is missing although `cargo xtask test` has installed what tests need.
#[must_use]
pub fn program(name: &str) -> Option<PathBuf> {
    let found = managed::find_on_path(name);
    assert!(
        found.is_some() || env::var_os(COMPLETE).is_none(),
        "\"{name}\" is not on PATH after `cargo xtask setup`"
    );
    found
}

/// Says on standard error that the running test is skipped. Unlike `eprintln!` this is not swallowed for tests that
/// pass.
pub fn report_skipped(missing: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // Nothing can be done about a closed standard error.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: there is no {missing} on this machine");
}

/// The folder of shared data; where it is missing, says so and returns from the test, with the given value if any.
#[macro_export]
macro_rules! skip_without_shared_data {
    ($($value:expr)?) => {
        match $crate::shared_data() {
            Some(folder) => folder,
            None => {
                $crate::report_skipped("shared data");
                return $($value)?;
            }
        }
    };
}

/// The path of a program; where it is missing, says so and returns from the test, with the given value if any. Under
/// `cargo xtask test` a missing program fails the test.
#[macro_export]
macro_rules! skip_without_program {
    ($name:expr $(, $value:expr)?) => {
        match $crate::program($name) {
            Some(path) => path,
            None => {
                $crate::report_skipped($name);
                return $($value)?;
            }
        }
    };
}
