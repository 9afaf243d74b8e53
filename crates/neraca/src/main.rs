//! The program `neraca`. Everything it does is in the library beside it, so that tests can reach it.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    neraca::run(std::env::args_os())
}
