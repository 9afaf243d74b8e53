//! Folders that a command makes anew each time it runs. Such a folder carries a marker, and one without it is never
//! touched: it may hold somebody's books.

use std::path::Path;

use anyhow::{Context, bail};

/// The marker's name.
const MARKER: &str = ".made-by-neraca";

/// Makes an empty, marked folder, removing what an earlier run left there.
///
/// # Errors
/// When there is something that no earlier run made, or the folder can't be made.
pub fn make_anew(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    let marked = folder.join(MARKER).is_file();
    let occupied = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(error).with_context(|| format!("folder \"{shown}\"")),
    };
    if occupied && !marked {
        bail!(
            "folder \"{shown}\" holds something that no earlier run of this command made; name another with --data"
        );
    }
    if occupied {
        std::fs::remove_dir_all(folder).with_context(|| format!("remove the earlier \"{shown}\""))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("make folder \"{shown}\""))?;
    std::fs::write(folder.join(MARKER), "The next run of the command that made this folder removes it.\n")
        .with_context(|| format!("folder \"{shown}\""))
}

/// Removes a folder that [`make_anew`] made.
pub fn remove(folder: &Path) {
    if folder.join(MARKER).is_file()
        && let Err(error) = std::fs::remove_dir_all(folder)
    {
        tracing::warn!(folder = %folder.display(), %error, "could not remove the folder");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_of_an_earlier_run_is_replaced() {
        let parent = testkit::temp_dir();
        let folder = parent.path().join("demo");
        make_anew(&folder).unwrap();
        std::fs::write(folder.join("old"), "x").unwrap();
        make_anew(&folder).unwrap();
        assert!(!folder.join("old").exists());

        let books = parent.path().join("books");
        std::fs::create_dir(&books).unwrap();
        std::fs::write(books.join("log.sqlite"), "money").unwrap();
        assert!(make_anew(&books).is_err());
        remove(&books);
        assert!(books.join("log.sqlite").exists());
    }
}
