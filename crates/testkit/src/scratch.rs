//! Folders for tests: under the build's `target` where servers may enter it, else under the temporary folder. Those of
//! test processes that were killed are removed by the next one.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use managed::Account;

/// A folder that is removed with everything in it when this is dropped.
#[derive(Debug)]
pub struct TempDir {
    path: PathBuf,
}

impl TempDir {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        // What stays behind is removed by a later test process.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// A new empty folder that servers of this test may enter.
///
/// # Panics
/// When none can be made.
#[must_use]
pub fn temp_dir() -> TempDir {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = running().join(format!("{}-{number}", std::process::id()));
    fs::create_dir_all(&path).unwrap_or_else(|error| panic!("create \"{}\": {error}", path.display()));
    TempDir { path }
}

/// The root of the checkout.
#[must_use]
pub fn repository() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap_or(manifest).to_path_buf()
}

/// The folder that test processes share: the cached template, and `running/` with one folder per [`temp_dir`].
pub(crate) fn base() -> &'static Path {
    static BASE: OnceLock<PathBuf> = OnceLock::new();
    BASE.get_or_init(|| {
        let in_target = target().join("testkit");
        // As root, servers run as somebody else, who may not enter a checkout under /root.
        let stranger = Account { name: "anyone".to_owned(), uid: u32::MAX, gid: u32::MAX };
        let as_root = !matches!(Account::for_server("a test's server", &["nobody", "postgres"]), Ok(None));
        if as_root && !managed::can_enter(Some(&stranger), &in_target.join("inside")) {
            return own_temporary_folder();
        }
        in_target
    })
}

/// The build's target folder: the one with cargo's mark above the running test, else the checkout's.
fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let marked = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
    marked.map_or_else(|| repository().join("target"), Path::to_path_buf)
}

/// `neraca-testkit-root` in the temporary folder, made by root and by nobody else.
fn own_temporary_folder() -> PathBuf {
    let path = std::env::temp_dir().join("neraca-testkit-root");
    // It fails when it exists, which is looked at next.
    let _ = fs::DirBuilder::new().mode(0o755).create(&path);
    let owner = fs::symlink_metadata(&path).map(|metadata| (metadata.is_dir(), metadata.uid()));
    assert!(matches!(owner, Ok((true, 0))), "\"{}\" is not a folder of root's: remove it", path.display());
    path
}

/// The folder of the running tests' folders, swept once per process.
fn running() -> &'static Path {
    static RUNNING: OnceLock<PathBuf> = OnceLock::new();
    RUNNING.get_or_init(|| {
        let running = base().join("running");
        for entry in fs::read_dir(&running).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let pid = name.to_str().and_then(|name| name.split('-').next());
            if pid.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
                // Another test process may be sweeping too.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        running
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_folder_is_new_and_goes_with_its_owner() {
        let (first, second) = (temp_dir(), temp_dir());
        assert_ne!(first.path(), second.path());
        fs::write(first.path().join("file"), "text").unwrap();
        let path = first.path().to_path_buf();
        drop(first);
        assert!(!path.exists());
        assert!(second.path().is_dir());
    }
}
