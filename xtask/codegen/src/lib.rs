//! Rust from `proto/`: one file of messages and one of their JSON mapping per package, written into the `schema` crate.
//!
//! A crate apart from `xtask`, because its dependencies take a minute to compile and only this task needs them. The
//! result is committed, so that a build needs neither `protoc` nor a build script. The compiler for `.proto` files is
//! protox, which is a library.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use prost::Message;

/// The first line of every generated file.
const HEAD: &str =
    "// Generated from proto/ by `cargo xtask codegen`; change the .proto file and run it again.\n";

/// The generated files of every package below `proto`, by file name, formatted as `rustfmt.toml` says.
///
/// `scratch` is an empty folder that the generators may write into.
///
/// # Errors
/// When there is no `.proto` file, one of them has a mistake (the message names file and line), or rustfmt is missing.
pub fn generate(proto: &Path, scratch: &Path, rustfmt_toml: &Path) -> Result<BTreeMap<String, String>> {
    let sources = proto_files(proto)?;
    ensure!(!sources.is_empty(), "no .proto file below \"{}\"", proto.display());
    // Its Debug form is the one that names file and line.
    let descriptors = protox::compile(&sources, [proto]).map_err(|error| anyhow!("{error:?}"))?;
    let packages: Vec<String> = descriptors
        .file
        .iter()
        .map(|file| format!(".{}", file.package.as_deref().unwrap_or_default()))
        .collect();
    let encoded = descriptors.encode_to_vec();

    // `Bytes` fields share the buffer that the message came in instead of copying out of it.
    prost_build::Config::new().bytes(["."]).out_dir(scratch).compile_fds(descriptors)?;
    // Unknown JSON fields are refused, which is pbjson's default: a misspelt amount must not become an empty one.
    pbjson_build::Builder::new().register_descriptors(&encoded)?.out_dir(scratch).build(&packages)?;

    let mut files = BTreeMap::new();
    for entry in fs::read_dir(scratch)? {
        let path = entry?.path();
        if path.extension() != Some(OsStr::new("rs")) {
            continue;
        }
        let text = format!("{HEAD}{}", fs::read_to_string(&path)?.trim_start_matches("// @generated\n"));
        fs::write(&path, text)?;
        format(&path, rustfmt_toml)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read_to_string(&path)?);
    }
    Ok(files)
}

/// Writes `files` into `folder` and removes what was generated there before and is no longer.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(files: &BTreeMap<String, String>, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("create \"{}\"", folder.display()))?;
    for name in existing(folder)?.keys().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(folder.join(name))?;
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).with_context(|| format!("write \"{name}\""))?;
    }
    Ok(())
}

/// The names of files in `folder` that are not what `files` says, or are missing from either.
///
/// # Errors
/// When the folder cannot be read.
pub fn stale(files: &BTreeMap<String, String>, folder: &Path) -> Result<Vec<String>> {
    let existing = existing(folder)?;
    let names = files.keys().chain(existing.keys());
    let mut stale: Vec<String> =
        names.filter(|name| files.get(*name) != existing.get(*name)).cloned().collect();
    stale.sort();
    stale.dedup();
    Ok(stale)
}

/// The Rust files in `folder` by name; none when there is no folder.
fn existing(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("rs")) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

/// Every `.proto` file below `folder`, in the order of their paths so that the output never depends on the disk.
fn proto_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("read \"{}\"", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(proto_files(&path)?);
        } else if path.extension() == Some(OsStr::new("proto")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn format(path: &Path, rustfmt_toml: &Path) -> Result<()> {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--config-path"]).arg(rustfmt_toml).arg(path);
    let status = command.status().context("run rustfmt (install it with `rustup component add rustfmt`)")?;
    ensure!(status.success(), "rustfmt failed on \"{}\"", path.display());
    Ok(())
}
