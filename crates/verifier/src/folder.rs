//! The files of an exported log: reading them by path, and which of them are missing or do not belong there.
//!
//! `checkpoint`, `tile/<level>/…`, `tile/entries/…`, `attachment/<position>`, and `checkpoints/<size>` for earlier ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use transparency::tile::{TILE_WIDTH, TileId, TilePath};

use crate::catalogue::Code;
use crate::finding::{At, FINDINGS_MAX, Findings, Place};
use crate::text;

/// The newest checkpoint's path.
pub const CHECKPOINT: &str = "checkpoint";

/// What can't be used at all: nothing is proved or refuted by it.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A file can't be read.
    #[error("can't read \"{path}\": {source}")]
    Read {
        /// Its path.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The policy is not one.
    #[error(
        "\"{path}\" is not a policy: {problem}; it has lines such as \"log VKEY\", \"witness NAME VKEY\", \"quorum NAME\""
    )]
    Policy {
        /// Its path.
        path: String,
        /// Why.
        problem: String,
    },
    /// Two arguments that do not go together.
    #[error("{0}")]
    Usage(String),
}

/// A file that the user named.
///
/// # Errors
/// When it can't be read.
pub fn read_input(path: &Path) -> Result<Vec<u8>, InputError> {
    fs::read(path).map_err(|source| InputError::Read { path: path.display().to_string(), source })
}

/// A folder with the files of a log.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// The files of a folder that need not be there for every log.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Positions that have an attachment.
    pub attachments: BTreeSet<u64>,
    /// Sizes of earlier checkpoints.
    pub checkpoints: BTreeSet<u64>,
    /// Partial tiles and bundles of earlier sizes: their widths by kind, level and number.
    pub earlier: BTreeMap<Kind, Vec<u16>>,
}

/// A tile or bundle without its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A bundle, by its number.
    Entries(u64),
    /// A tile, by its level and number.
    Hashes(u8, u64),
}

impl Folder {
    /// A folder that exists.
    ///
    /// # Errors
    /// When it does not, or is not a folder.
    pub fn open(root: &Path) -> Result<Self, InputError> {
        let failed = |source| InputError::Read { path: root.display().to_string(), source };
        let folder = fs::metadata(root).map_err(failed)?.is_dir();
        if folder {
            Ok(Self { root: root.to_owned() })
        } else {
            Err(failed(io::ErrorKind::NotADirectory.into()))
        }
    }

    /// A file's bytes. `None`, with a finding at `place`, when it is missing or can't be read.
    pub fn read(&self, path: &str, place: Place, findings: &mut Findings) -> Option<Vec<u8>> {
        match self.bytes(path) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                findings.add(Place { file: Some(path.to_owned()), ..place }, absent(&error));
                None
            }
        }
    }

    /// A file's bytes; `None` when it is missing or can't be read, which whoever lists the folder tells.
    #[must_use]
    pub fn read_listed(&self, path: &str) -> Option<Vec<u8>> {
        self.bytes(path).ok()
    }

    /// The same into `bytes`, in place of what they held; false when it is missing or can't be read.
    #[must_use]
    pub fn read_listed_into(&self, path: &str, bytes: &mut Vec<u8>) -> bool {
        self.bytes_into(path, bytes).is_ok()
    }

    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.bytes_into(path, &mut bytes)?;
        Ok(bytes)
    }

    /// Reads a file. Links lead out of the folder, and pipes never end: neither is a file of a log.
    fn bytes_into(&self, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        let path = self.root.join(path);
        if !fs::symlink_metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        bytes.clear();
        // Sizes the bytes by the file before it reads.
        fs::File::open(path)?.read_to_end(bytes).map(drop)
    }

    /// The entry at a position that was checked before, in a log of `size` entries.
    #[must_use]
    pub fn entry(&self, position: u64, size: u64) -> Option<Vec<u8>> {
        let path = bundle_of(position, size)?;
        let bundle = self.read_listed(&path)?;
        let entries = transparency::tile::decode_bundle(&bundle).ok()?;
        entries.get(place_in_bundle(position)).map(|entry| entry.to_vec())
    }

    /// Lists what is there beside the tiles of a log of `size` entries, and finds what is missing and what is surplus.
    pub fn list(&self, size: u64, findings: &mut Findings) -> Listing {
        let bundles = TileId::of_level(0, size).map(TilePath::Entries);
        for path in bundles.chain(TileId::of_tree(size).map(TilePath::Hashes)) {
            let path = path.to_string();
            match fs::symlink_metadata(self.root.join(&path)) {
                Ok(found) if found.is_file() => {}
                Ok(_) => findings.add(Place::file(path), text!(Code::FileUnreadable)),
                Err(error) => findings.add(Place::file(path), absent(&error)),
            }
            // A checkpoint may sign any size; nobody wants to read a thousand million missing files.
            if findings.total() > FINDINGS_MAX as u64 {
                break;
            }
        }
        let mut listing = Listing::default();
        self.walk(Path::new(""), size, &mut listing, findings);
        listing
    }

    fn walk(&self, below: &Path, size: u64, listing: &mut Listing, findings: &mut Findings) {
        let Ok(entries) = fs::read_dir(self.root.join(below)) else {
            findings.add(Place::file(below.display().to_string()), text!(Code::FileUnreadable));
            return;
        };
        let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = below.join(entry.file_name());
            let kind = entry.file_type().ok();
            if kind.is_some_and(|kind| kind.is_dir()) {
                self.walk(&path, size, listing, findings);
            } else if !kind.is_some_and(|kind| kind.is_file()) || !listing.take(&path, size) {
                findings.add(Place::file(path.display().to_string()), text!(Code::FileSurplus, size));
            }
        }
    }
}

impl Listing {
    /// Takes a file in; false when a log of this size has no such file.
    fn take(&mut self, path: &Path, size: u64) -> bool {
        let Some(path) = path.to_str() else { return false };
        if path == CHECKPOINT {
            return true;
        }
        if let Some(position) = path.strip_prefix("attachment/").and_then(number) {
            return (1..=size).contains(&position) && self.attachments.insert(position);
        }
        if let Some(size) = path.strip_prefix("checkpoints/").and_then(number) {
            return self.checkpoints.insert(size);
        }
        let (id, kind) = match TilePath::parse(path) {
            Some(TilePath::Entries(id)) => (id, Kind::Entries(id.number)),
            Some(TilePath::Hashes(id)) => (id, Kind::Hashes(id.level, id.number)),
            None => return false,
        };
        let Some(whole) = TileId::in_tree(id.level, id.number, size) else { return false };
        if id.width < whole.width {
            self.earlier.entry(kind).or_default().push(id.width);
        }
        id.width <= whole.width
    }
}

fn absent(error: &io::Error) -> crate::catalogue::Text {
    match error.kind() {
        io::ErrorKind::NotFound => text!(Code::FileMissing),
        _ => text!(Code::FileUnreadable),
    }
}

/// A decimal number without sign or leading zeros.
fn number(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().filter(|number| number.to_string() == text)
}

/// The path of the bundle that holds a position.
#[must_use]
pub fn bundle_of(position: u64, size: u64) -> Option<String> {
    let number = position.checked_sub(1)? / TILE_WIDTH as u64;
    TileId::in_tree(0, number, size).map(|id| TilePath::Entries(id).to_string())
}

/// A position's place within its bundle, from 0.
fn place_in_bundle(position: u64) -> usize {
    (position.saturating_sub(1) % TILE_WIDTH as u64) as usize
}

/// The path of a position's attachment.
#[must_use]
pub fn attachment_path(position: u64) -> String {
    format!("attachment/{position}")
}

/// The attachment of the record at `at`; a finding when it is missing.
pub fn attachment(folder: &Folder, at: At<'_>, findings: &mut Findings) -> Option<Vec<u8>> {
    let bytes = folder.read_listed(&attachment_path(at.position));
    if bytes.is_none() {
        let place = Place { file: Some(attachment_path(at.position)), ..at.record() };
        findings.add(place, text!(Code::AttachmentMissing));
    }
    bytes
}
