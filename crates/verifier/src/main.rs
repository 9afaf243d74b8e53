//! `neraca-verify`: reads its arguments, runs one command of the library, prints the outcome and exits with its verdict.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use verifier::catalogue::Language;
use verifier::consistency_command::Named;
use verifier::finding::Outcome;
use verifier::folder::{CHECKPOINT, Folder, InputError, read_input};
use verifier::log_command::Depth;
use verifier::trust::Trust;
use verifier::{consistency_command, log_command, output, proof_command, report_command};

/// Something was wrong with the arguments or a file could not be read: nothing is proved, nothing refuted.
const EXIT_UNUSABLE: u8 = 1;
/// What was to be proved is not so.
const EXIT_REFUTED: u8 = 4;

/// Checks what a Neraca ledger says, from its files alone, without asking it anything.
///
/// A log is a folder that its operator hands out (`neraca export log`) or that anyone mirrors from its web address. A
/// policy is a text file that says whom you trust: the log's public key, and which independent witnesses must have
/// cosigned its checkpoints. Get the keys from their owners, not from the folder.
///
/// The verdict is PROVED or REFUTED, with what was checked and the first place where something is wrong. Memeriksa
/// pembukuan Neraca dari berkasnya saja; `--lang id` untuk bahasa Indonesia.
///
/// Exit codes: 0 proved, 1 usage or a file that can't be read, 4 refuted.
#[derive(Debug, Parser)]
#[command(name = "neraca-verify", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    general: General,
}

#[derive(Debug, Args)]
struct General {
    /// Language of the outcome; taken from LC_ALL or LANG when not given
    #[arg(long, global = true)]
    lang: Option<Language>,
    /// Print the outcome as JSON, for programs
    #[arg(long, global = true)]
    json: bool,
    /// What to do about a signature by a key that the policy does not know. Anybody can add such a line to a checkpoint,
    /// and it proves nothing. A log's folder is claimed to hold nothing else than it should, so `log` and `report` refute
    /// it; `proof` and `consistency` note it
    #[arg(long, global = true)]
    unknown_signatures: Option<UnknownSignatures>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum UnknownSignatures {
    /// Tell it.
    Note,
    /// The checkpoint is not what was signed and cosigned.
    Refute,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prove one entry: a receipt, offline
    ///
    /// Checks that the entry is in the log of a checkpoint that the log signed and enough witnesses cosigned, and tells
    /// in plain words what the entry says.
    #[command(
        after_help = "Example: neraca-verify proof receipt.tlog-proof --policy policy.txt --currency IDR"
    )]
    Proof {
        /// The proof file, as `neraca prove` writes it
        file: PathBuf,
        /// Whom you trust
        #[arg(long)]
        policy: PathBuf,
        /// The entry's bytes, when the proof file does not hold them or to compare them with those
        #[arg(long)]
        entry: Option<PathBuf>,
        /// The attachment of an entry that was too long for the log
        #[arg(long)]
        attachment: Option<PathBuf>,
        /// Show amounts in this currency; an entry itself says only minor units, such as sen
        #[arg(long)]
        currency: Option<String>,
    },
    /// Check a whole log, from its first byte to its last
    ///
    /// Every file, every hash up to the signed root, every record's form, and every rule of the ledger: balanced
    /// entries, sums, limits, holds, reversals, identities, charts and rulebooks, completeness against the bus.
    #[command(after_help = "Example: neraca-verify log ./log --policy policy.txt")]
    Log {
        /// The folder: checkpoint, tile/, attachment/, checkpoints/
        folder: PathBuf,
        /// Whom you trust
        #[arg(long)]
        policy: PathBuf,
        /// Check the files and the tree only, not what the records say
        #[arg(long)]
        tree_only: bool,
    },
    /// Prove that an old checkpoint's log is the beginning of a new one's
    ///
    /// Keep the checkpoint that you are shown today. Months later this proves that nothing before it was changed.
    #[command(
        after_help = "Example: neraca-verify consistency ./log --old january.checkpoint --policy policy.txt"
    )]
    Consistency {
        /// The folder with the tiles of the new log
        folder: PathBuf,
        /// The checkpoint that you kept
        #[arg(long)]
        old: PathBuf,
        /// The new checkpoint; the folder's own when not given
        #[arg(long)]
        new: Option<PathBuf>,
        /// Whom you trust
        #[arg(long)]
        policy: PathBuf,
    },
    /// Work out a report's figures again from the log that it claims
    ///
    /// Checks the whole log, then every figure of the report, and names the first cell that differs. Of the reports that
    /// `neraca report` makes, as JSON; one that is not known here is refused by its name.
    #[command(
        after_help = "Example: neraca-verify report trial-balance.json --log ./log --policy policy.txt"
    )]
    Report {
        /// The report, as `neraca report … --json` writes it
        file: PathBuf,
        /// The folder of the log
        #[arg(long)]
        log: PathBuf,
        /// Whom you trust
        #[arg(long)]
        policy: PathBuf,
    },
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let unusable = error.use_stderr();
            // A closed pipe is nobody's fault, and there is nowhere left to say it.
            let _ = error.print();
            return if unusable { EXIT_UNUSABLE.into() } else { ExitCode::SUCCESS };
        }
    };
    let language = arguments.general.lang.unwrap_or_else(language_of_environment);
    match run(&arguments.command, &arguments.general) {
        Ok((name, outcome)) => {
            let shown = match arguments.general.json {
                true => format!("{:#}\n", output::to_json(name, &outcome, language)),
                false => output::to_text(&outcome, language),
            };
            let written = std::io::stdout().write_all(shown.as_bytes());
            match (outcome.findings.is_empty(), written) {
                (true, Ok(())) => ExitCode::SUCCESS,
                (true, Err(_)) => EXIT_UNUSABLE.into(),
                (false, _) => EXIT_REFUTED.into(),
            }
        }
        Err(error) => {
            eprintln!("neraca-verify: {error}");
            EXIT_UNUSABLE.into()
        }
    }
}

fn run(command: &Command, general: &General) -> Result<(&'static str, Outcome), InputError> {
    let trust = |policy: &Path, default: UnknownSignatures| {
        let unknown = general.unknown_signatures.unwrap_or(default);
        Trust::read(policy, unknown == UnknownSignatures::Refute)
    };
    use UnknownSignatures::{Note, Refute};
    let read = |path: &Option<PathBuf>| path.as_deref().map(read_input).transpose();
    let mut outcome = Outcome::default();
    let name = match command {
        Command::Proof { file, policy, entry, attachment, currency } => {
            let input = proof_command::Input {
                path: file.display().to_string(),
                proof: read_input(file)?,
                entry: read(entry)?,
                attachment: read(attachment)?,
                currency: currency.clone(),
            };
            proof_command::run(&input, &trust(policy, Note)?, &mut outcome);
            "proof"
        }
        Command::Log { folder, policy, tree_only } => {
            let depth = Depth { tree_only: *tree_only, ..Depth::default() };
            log_command::run(&Folder::open(folder)?, &trust(policy, Refute)?, depth, &mut outcome);
            "log"
        }
        Command::Consistency { folder, old, new, policy } => {
            let new = new.clone().unwrap_or_else(|| folder.join(CHECKPOINT));
            let [old, new] = [named(old)?, named(&new)?];
            consistency_command::run(&Folder::open(folder)?, &trust(policy, Note)?, &old, &new, &mut outcome);
            "consistency"
        }
        Command::Report { file, log, policy } => {
            let report = named(file)?;
            report_command::run(&report, &Folder::open(log)?, &trust(policy, Refute)?, &mut outcome);
            "report"
        }
    };
    Ok((name, outcome))
}

fn named(path: &Path) -> Result<Named, InputError> {
    Ok(Named { path: path.display().to_string(), bytes: read_input(path)? })
}

fn language_of_environment() -> Language {
    // An empty variable is one that is not set.
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    set("LC_ALL").or_else(|| set("LANG")).map_or(Language::English, |locale| Language::of_locale(&locale))
}
