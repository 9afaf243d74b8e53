//! The house rules for Rust files that no other tool checks.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// More lines than this, and the file holds more than one thing.
const LINES_MAX: usize = 900;

/// What marks unfinished work, and what each should be instead. Spelt in halves, or this file would break its own rule.
const UNFINISHED: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "do it or file an issue"),
    (concat!("FIX", "ME"), "fix it or file an issue"),
    (concat!("dbg", "!("), "use tracing or remove it"),
];

/// Folders with Rust files of ours.
const FOLDERS: &[&str] = &["crates", "bench", "xtask", "tests"];

/// Every breach below `root`, each as a line with the file's path and what to do.
pub(crate) fn findings(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
        collect(&folder, &mut files)?;
    }
    files.sort();
    let mut findings = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("read \"{}\"", file.display()))?;
        let path = file.strip_prefix(root).unwrap_or(&file).display();
        findings.extend(breaches(&text).into_iter().map(|breach| format!("{path}{breach}")));
    }
    Ok(findings)
}

/// The Rust files below `folder` that people write.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let generated = path.file_name().is_some_and(|name| name == "generated" || name == "target");
            if !generated {
                collect(&path, files)?;
            }
        } else if path.extension() == Some(OsStr::new("rs")) {
            files.push(path);
        }
    }
    Ok(())
}

/// What is wrong with one file; each begins where the path ends.
fn breaches(text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    if !text.starts_with("//!") {
        breaches.push(": opens without `//!`; say what it holds and its neighbours".to_owned());
    }
    let lines = text.lines().count();
    if lines > LINES_MAX {
        breaches.push(format!(": {lines} lines, {LINES_MAX} at most; split it by what it holds"));
    }
    for (number, line) in text.lines().enumerate() {
        for (mark, advice) in UNFINISHED.iter().filter(|(mark, _)| line.contains(mark)) {
            breaches.push(format!(":{}: \"{mark}\"; {advice}", number + 1));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_found_with_its_place() {
        let (unfinished, debug) = (UNFINISHED[0].0, UNFINISHED[2].0);
        assert_eq!(breaches("//! Good.\nfn good() {}\n"), Vec::<String>::new());
        assert!(breaches("fn headless() {}\n")[0].contains("`//!`"));
        assert!(breaches(&format!("//! Head.\n// {unfinished} later\n"))[0].starts_with(":2: "));
        assert!(breaches(&format!("//! Head.\n\nfn f() {{ {debug}1); }}\n"))[0].starts_with(":3: "));
        assert!(breaches(&"//! line\n".repeat(LINES_MAX)).is_empty());
        assert!(breaches(&"//! line\n".repeat(LINES_MAX + 1))[0].contains("split it"));
    }

    #[test]
    fn generated_files_are_left_alone_and_others_are_found_below() {
        let root = testkit::temp_dir();
        for folder in ["crates/one/src", "crates/one/src/generated"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
            fs::write(root.path().join(folder).join("file.rs"), "struct Headless;").unwrap();
        }
        let found = findings(root.path()).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/one/src/file.rs: opens without"), "{found:?}");
    }
}
