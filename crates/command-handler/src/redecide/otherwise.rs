//! Records that came out otherwise, for reversals of them. Under other rules that may be every record of the log, so they
//! lie in a file without a name, which is gone when this is; in memory is one place for every [`STRIDE`] of them.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;

use bytes::Bytes;
use event_store::{Outcome, Record};

/// Records between two places that are remembered: 16 bytes of memory, and a short walk.
const STRIDE: usize = 64;
/// Before each record: position, outcome, length of the bytes, length of the attachment (or none).
const HEAD: usize = 8 + 2 + 8 + 8;
/// In place of the length of an attachment that is not there.
const NONE: u64 = u64::MAX;

/// The file with its places. Records come in the order of their positions.
#[derive(Default)]
pub(super) struct Otherwise {
    file: Option<File>,
    /// Position and offset of every [`STRIDE`]th.
    places: Vec<(u64, u64)>,
    count: usize,
    length: u64,
}

impl Otherwise {
    /// Keeps a record.
    ///
    /// # Errors
    /// When the disk fails.
    pub(super) fn keep(&mut self, record: &Record) -> io::Result<()> {
        if self.count.is_multiple_of(STRIDE) {
            self.places.push((record.position, self.length));
        }
        let attachment = record.attachment.as_deref();
        let mut bytes = Vec::with_capacity(HEAD + record.bytes.len() + attachment.map_or(0, <[u8]>::len));
        bytes.extend(record.position.to_le_bytes());
        bytes.extend(record.outcome.number().to_le_bytes());
        bytes.extend((record.bytes.len() as u64).to_le_bytes());
        bytes.extend(attachment.map_or(NONE, |attachment| attachment.len() as u64).to_le_bytes());
        bytes.extend(&record.bytes);
        bytes.extend(attachment.unwrap_or_default());
        if self.file.is_none() {
            self.file = Some(nameless()?);
        }
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(self.length))?;
            file.write_all(&bytes)?;
        }
        self.count += 1;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Puts what came out in the place of what is recorded, where it is kept.
    ///
    /// # Errors
    /// When the disk fails.
    pub(super) fn replace(&mut self, record: &mut Record) -> io::Result<()> {
        let after = self.places.partition_point(|(position, _)| *position <= record.position);
        let (Some(file), Some(place)) = (&mut self.file, after.checked_sub(1)) else { return Ok(()) };
        file.seek(SeekFrom::Start(self.places[place].1))?;
        let end = self.places.get(after).map_or(self.length, |(_, offset)| *offset);
        let mut rest = vec![0; usize::try_from(end - self.places[place].1).map_err(io::Error::other)?];
        file.read_exact(&mut rest)?;
        let mut rest = Bytes::from(rest);
        while !rest.is_empty() {
            let (position, outcome, bytes, attachment) = next(&mut rest)?;
            if position == record.position {
                (record.outcome, record.bytes, record.attachment) = (outcome, bytes, attachment);
                return Ok(());
            }
        }
        Ok(())
    }
}

fn next(rest: &mut Bytes) -> io::Result<(u64, Outcome, Bytes, Option<Bytes>)> {
    let damaged = || io::Error::other("the scratch file was changed");
    let mut take = |length: u64| {
        let length = usize::try_from(length).ok().filter(|length| *length <= rest.len());
        length.map(|length| rest.split_to(length)).ok_or_else(damaged)
    };
    let mut number = |length| {
        let mut eight = [0; 8];
        eight[..length].copy_from_slice(&take(length as u64)?);
        Ok::<_, io::Error>(u64::from_le_bytes(eight))
    };
    let (position, outcome, bytes, attachment) = (number(8)?, number(2)?, number(8)?, number(8)?);
    let outcome = i16::try_from(outcome).ok().and_then(Outcome::from_number).ok_or_else(damaged)?;
    let bytes = take(bytes)?;
    let attachment = if attachment == NONE { None } else { Some(take(attachment)?) };
    Ok((position, outcome, bytes, attachment))
}

/// A file in the folder for temporary ones that only this process has.
fn nameless() -> io::Result<File> {
    let (folder, process) = (std::env::temp_dir(), std::process::id());
    for number in 0_u32.. {
        let path = folder.join(format!("neraca-redecide-{process}-{number}"));
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path);
        match file {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => return std::fs::remove_file(&path).map(|()| file),
        }
    }
    Err(io::Error::other("no name is free for a temporary file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(position: u64, bytes: String, attachment: Option<&'static str>) -> Record {
        Record {
            position,
            outcome: Outcome::Posted,
            code: String::new(),
            source: String::new(),
            id: String::new(),
            event_type: String::new(),
            recorded_at: 0,
            effective_date: 0,
            bus: None,
            bytes: bytes.into(),
            attachment: attachment.map(|text| Bytes::from_static(text.as_bytes())),
        }
    }

    #[test]
    fn what_is_kept_is_found_by_its_position_and_nothing_else_is_touched() {
        let mut otherwise = Otherwise::default();
        let mut early = record(2, "recorded".to_owned(), None);
        otherwise.replace(&mut early).unwrap();
        for position in (3..=1_003).step_by(2) {
            let attachment = (position % 5 == 0).then_some("attached");
            let outcome = if position % 3 == 0 { Outcome::Refused } else { Outcome::Posted };
            let kept = Record { outcome, ..record(position, format!("decided {position}"), attachment) };
            otherwise.keep(&kept).unwrap();
        }
        for position in 1..=1_010 {
            let mut found = record(position, "recorded".to_owned(), None);
            otherwise.replace(&mut found).unwrap();
            let is_kept = position % 2 == 1 && (3..=1_003).contains(&position);
            let bytes = if is_kept { format!("decided {position}") } else { "recorded".to_owned() };
            let refused = is_kept && position % 3 == 0;
            assert_eq!((found.bytes, found.outcome == Outcome::Refused), (bytes.into(), refused));
            assert_eq!(found.attachment.is_some(), is_kept && position % 5 == 0);
        }
        assert_eq!(otherwise.places.len(), 8, "memory holds one of {STRIDE}");
    }
}
