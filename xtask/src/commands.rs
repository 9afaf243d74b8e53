//! Running programs: each is printed before it runs, and a failure says which one it was.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};

use crate::root;

/// The cargo that runs us, in the root of the checkout.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// What the tasks do with a command.
pub(crate) trait Run {
    /// Prints it, runs it, and fails when it fails.
    fn run(&mut self) -> Result<()>;

    /// Prints it, runs it, and hands its exit code on.
    fn exit_code(&mut self) -> Result<ExitCode>;

    /// Runs it without a word and says whether it succeeded; a missing program did not.
    fn succeeds(&mut self) -> bool;
}

impl Run for Command {
    fn run(&mut self) -> Result<()> {
        let shown = show(self);
        println!("+ {shown}");
        let status = self.stdin(Stdio::null()).status().with_context(|| format!("run `{shown}`"))?;
        ensure!(status.success(), "`{shown}` failed: {status}");
        Ok(())
    }

    fn exit_code(&mut self) -> Result<ExitCode> {
        let shown = show(self);
        println!("+ {shown}");
        let status = self.status().with_context(|| format!("run `{shown}`"))?;
        // Ended by a signal, a program has no code.
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        Ok(ExitCode::from(code.unwrap_or(1)))
    }

    fn succeeds(&mut self) -> bool {
        let status = self.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }
}

/// The command line with the variables set for it, as one would type it; the program without its folder.
fn show(command: &Command) -> String {
    let variables =
        command.get_envs().filter_map(|(name, value)| Some(format!("{}={}", text(name), text(value?))));
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    let words = command.get_args().map(text);
    variables.chain([program]).chain(words).collect::<Vec<_>>().join(" ")
}

fn text(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.is_empty() || word.contains([' ', '"', '$', '\'']) {
        format!("{word:?}")
    } else {
        word.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["test", "a name", ""]).env("CI", "true");
        assert_eq!(show(&command), "CI=true cargo test \"a name\" \"\"");
    }

    #[test]
    fn a_failing_program_is_named_and_its_code_is_kept() {
        let mut failing = Command::new("/bin/sh");
        failing.args(["-c", "exit 7"]);
        assert!(failing.run().unwrap_err().to_string().contains("exit 7"));
        assert_eq!(failing.exit_code().unwrap(), ExitCode::from(7));
        assert!(!failing.succeeds());
        assert!(!Command::new("/no/such/program").succeeds());
    }
}
