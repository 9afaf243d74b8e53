//! One structured CloudEvent per line. Lines are read as they come; a line that is no event is yielded with its number
//! and bytes, so that it can be quarantined, and the next line is read.

use std::io::{self, BufRead};

use bytes::Bytes;
use wire::DecodeError;
use wire::cloudevents::{self, Event};

/// Longest line, in bytes. A bus takes 1 MiB by default and base64 adds a third; beyond this a "line" is another file.
pub const LINE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// A line that gives no event.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    /// It is not an event.
    #[error("line {line} is not an event")]
    NotAnEvent {
        /// Counted from one.
        line: u64,
        /// What it holds, without the line's end.
        raw: Bytes,
        /// What is wrong with it.
        #[source]
        error: DecodeError,
    },
    /// It is longer than [`LINE_BYTES_MAX`].
    #[error("line {line} is longer than {LINE_BYTES_MAX} bytes")]
    TooLong {
        /// Counted from one.
        line: u64,
        /// Its beginning.
        raw: Bytes,
    },
    /// Reading failed; no line follows.
    #[error("line {line} could not be read")]
    Read {
        /// Counted from one.
        line: u64,
        /// Why.
        #[source]
        error: io::Error,
    },
}

/// Events of a reader, line by line.
#[derive(Debug)]
pub struct EventLines<R> {
    reader: R,
    line: u64,
    failed: bool,
}

impl<R: BufRead> EventLines<R> {
    /// Reads from `reader`; nothing is read yet.
    pub fn new(reader: R) -> Self {
        Self { reader, line: 0, failed: false }
    }

    /// The number of the line read last, counted from one.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next line without its end, and whether it was cut; `None` at the end.
    fn read_line(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let (mut line, mut cut, mut any) = (Vec::new(), false, false);
        loop {
            let buffered = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                result => result?,
            };
            if buffered.is_empty() {
                return Ok(any.then_some((line, cut)));
            }
            any = true;
            let end = buffered.iter().position(|byte| *byte == b'\n');
            let part = &buffered[..end.unwrap_or(buffered.len())];
            let room = LINE_BYTES_MAX - line.len();
            cut |= part.len() > room;
            line.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                return Ok(Some((line, cut)));
            }
        }
    }
}

impl<R: BufRead> Iterator for EventLines<R> {
    type Item = Result<Event, LineFault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            let read = self.read_line();
            self.line += 1;
            let line = self.line;
            let (text, cut) = match read {
                Ok(None) => {
                    self.line -= 1;
                    return None;
                }
                Ok(Some(read)) => read,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(LineFault::Read { line, error }));
                }
            };
            if cut {
                return Some(Err(LineFault::TooLong { line, raw: text.into() }));
            }
            let text = Bytes::from(text);
            // Editors put a byte order mark in front of a file; it is no part of its first event.
            let start = if line == 1 && text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            let json = text.slice(start..);
            if json.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let event = cloudevents::from_json(&json);
            return Some(event.map_err(|error| LineFault::NotAnEvent { line, raw: text, error }));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"{"specversion":"1.0","id":"1","source":"s","type":"t","data":{}}"#;

    #[test]
    fn events_are_read_line_by_line_past_a_bom_blanks_and_a_missing_last_newline() {
        let text = format!("\u{FEFF}{EVENT}\r\n\n  \n{EVENT}");
        // A buffer of five bytes: a line comes in many parts.
        let mut lines = EventLines::new(io::BufReader::with_capacity(5, text.as_bytes()));
        assert_eq!(lines.next().unwrap().unwrap().envelope.id, "1");
        assert_eq!(lines.next().unwrap().unwrap().envelope.id, "1");
        assert!(lines.next().is_none() && lines.line() == 4);
    }

    #[test]
    fn a_bad_line_is_yielded_with_its_number_and_bytes_and_reading_goes_on() {
        let text = format!("{EVENT}\nnot json \u{0}\r\n{EVENT}\n");
        let items: Vec<_> = EventLines::new(text.as_bytes()).collect();
        let Err(LineFault::NotAnEvent { line, raw, error }) = &items[1] else { panic!("a fault") };
        assert_eq!((*line, &raw[..], error.code()), (2, &b"not json \0\r"[..], "undecodable"));
        assert!(items[0].is_ok() && items[2].is_ok() && items.len() == 3);
    }

    #[test]
    fn a_line_without_end_is_cut_and_does_not_fill_the_memory() {
        let text = [vec![b'x'; LINE_BYTES_MAX + 10], b"\n".to_vec(), EVENT.as_bytes().to_vec()].concat();
        let items: Vec<_> = EventLines::new(text.as_slice()).collect();
        assert!(matches!(&items[0], Err(LineFault::TooLong { line: 1, raw }) if raw.len() == LINE_BYTES_MAX));
        assert!(items[1].is_ok());
    }

    #[test]
    fn a_failed_read_is_the_last_item() {
        struct Broken;
        impl io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("disk gone"))
            }
        }
        let items: Vec<_> = EventLines::new(io::BufReader::new(Broken)).collect();
        assert!(matches!(items[..], [Err(LineFault::Read { line: 1, .. })]));
    }
}
