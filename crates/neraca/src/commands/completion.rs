//! `neraca completion`: a completion script for a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::exit::Ending;
use crate::output;

/// Print a completion script, such as for `source <(neraca completion bash)`
#[derive(Args, Debug)]
pub struct Completion {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completion {
    /// Prints it.
    ///
    /// # Errors
    /// When standard output is closed.
    pub fn run(&self) -> anyhow::Result<Ending> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "neraca", &mut script);
        output::raw(&script)?;
        Ok(Ending::Done)
    }
}
