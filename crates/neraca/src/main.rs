//! The program `neraca`. Everything it does is in the library beside it, so that tests can reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    neraca::run(std::env::args_os())
}
