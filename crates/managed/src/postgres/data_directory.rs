//! Making a data directory: by `initdb`, or by copying one that was made before. Either appears under its name whole.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::{Binaries, Options, SUPERUSER};
use crate::account::Account;
use crate::child;
use crate::error::{Error, Result};

/// The major version a data directory was made by, or `None` when there is none.
pub(super) fn major_version(data: &Path) -> Option<String> {
    fs::read_to_string(data.join("PG_VERSION")).ok().map(|text| text.trim().to_owned())
}

/// Makes the data directory if there is none, and checks that one which exists fits the programs.
pub(super) fn ensure(
    data: &Path,
    binaries: &Binaries,
    account: Option<&Account>,
    options: &Options,
) -> Result<()> {
    match major_version(data) {
        None => make(data, binaries, account, options),
        Some(version) if version == binaries.major_version => Ok(()),
        Some(made_by) => Err(Error::OtherMajorVersion {
            path: data.to_path_buf(),
            made_by,
            programs: binaries.folder.clone(),
            found: binaries.major_version.clone(),
        }),
    }
}

/// Makes it beside its place first: a kill in the middle leaves nothing that looks like a cluster.
fn make(data: &Path, binaries: &Binaries, account: Option<&Account>, options: &Options) -> Result<()> {
    let unfinished = data.with_extension("unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(Error::io("remove the unfinished", &unfinished))?;
    }
    child::own_folder(unfinished.clone(), 0o700, account)?;
    match &options.template {
        Some(template) => copy(template, &unfinished, account)?,
        None => initdb(&unfinished, binaries, account, options)?,
    }
    fs::rename(&unfinished, data).map_err(Error::io("put in place", data))
}

fn initdb(data: &Path, binaries: &Binaries, account: Option<&Account>, options: &Options) -> Result<()> {
    let mut command = Command::new(binaries.folder.join("initdb"));
    // Byte order and UTF-8 do not change with the machine's locales, so an index is never silently reordered.
    command.args(["-U", SUPERUSER, "-A", "trust", "--locale=C", "-E", "UTF8", "-D"]).arg(data);
    if !options.durable {
        command.arg("--no-sync");
    }
    child::prepare(&mut command, account);
    child::run(&mut command, &format!("initdb in \"{}\"", data.display()))?;
    Ok(())
}

/// Copies a data directory with its modes, as property of `account`.
fn copy(from: &Path, to: &Path, account: Option<&Account>) -> Result<()> {
    for entry in fs::read_dir(from).map_err(Error::io("read the folder", from))? {
        let source = entry.map_err(Error::io("read the folder", from))?.path();
        let Some(name) = source.file_name() else { continue };
        let target = to.join(name);
        let metadata = fs::metadata(&source).map_err(Error::io("read", &source))?;
        if metadata.is_dir() {
            child::own_folder(target.clone(), metadata.permissions().mode() & 0o777, account)?;
            copy(&source, &target, account)?;
        } else {
            fs::copy(&source, &target).map_err(Error::io("copy to", &target))?;
            child::give_to(&target, account)?;
        }
    }
    Ok(())
}
