//! The program: configuration, wiring and commands. `main.rs` only calls [`run`].
//!
//! [`arguments`] is the command line, [`configuration`] the settings in force, [`profiles`] what a book begins with,
//! [`people`] what keeps identities out of the log, [`snap`] the partners that notify of payments,
//! [`site`] the stores and servers that the settings name, [`pipeline`] a running handler with its read models, and
//! `commands/` holds one file for each command. [`demo`] makes up a fiscal year; [`checks`] is what `verify` verifies.

pub mod arguments;
pub mod certificate;
pub mod checks;
pub mod commands;
pub mod configuration;
pub mod demo;
pub mod exit;
pub mod feeding;
pub mod http;
pub mod logs;
pub mod open_data;
pub mod output;
pub mod people;
pub mod pipeline;
pub mod profiles;
pub mod progress;
pub mod readmodels;
pub mod scratch;
pub mod secret;
pub mod shutdown;
pub mod signing;
pub mod site;
pub mod snap;
pub mod submission;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::commands::Context;
use crate::configuration::Configuration;
use crate::exit::Ending;

/// Runs the program with its command line and gives its exit code.
pub fn run(command_line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(command_line) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    match start(arguments) {
        Ok(ending) => ending.into(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => exit::report(&error),
    }
}

fn start(arguments: Arguments) -> anyhow::Result<Ending> {
    let Arguments { settings, config, json, command } = arguments;
    if let Command::Completion(completion) = &command {
        return completion.run();
    }
    let configuration = Configuration::load(&settings, config.as_deref(), |name| std::env::var(name).ok())?;
    let default_log = if matches!(command, Command::Serve(_)) { "info" } else { "warn" };
    logs::start(configuration.log.as_deref().unwrap_or(default_log), configuration.log_format)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let context = Context::new(configuration, json)?;
        commands::run(command, &context).await
    })
}

/// Whoever read our output has read enough, as `head` does.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
