//! Running the real program and reading what it says. Each test file uses some of it.

#![allow(dead_code, reason = "no test file uses all of it")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program with these arguments, without any setting from outside.
pub(crate) fn neraca(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_neraca"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("NERACA_") {
            command.env_remove(name);
        }
    }
    // A book on a server would have its keys in the folder that the tests run in.
    command.env("NERACA_KEYS", env!("CARGO_TARGET_TMPDIR"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// What it did.
pub(crate) fn run(arguments: &[&str]) -> Output {
    neraca(arguments).output().expect("the program starts")
}

/// Its exit code.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// Its one JSON object.
#[track_caller]
pub(crate) fn json(arguments: &[&str]) -> Value {
    let output = run(arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(code(&output), 0, "{arguments:?}\n{out}\n{err}");
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?} printed no JSON: {error}\n{out}"))
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("test folders have plain names")
}
