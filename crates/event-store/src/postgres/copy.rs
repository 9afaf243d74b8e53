//! Records in the binary format of COPY, encoded straight into the buffers that are sent: a record costs no allocation.

use bytes::{BufMut, Bytes, BytesMut};

use crate::columns::saturated;
use crate::record::Record;

/// The statement that takes the rows; [`Encoder`] writes the fields in this order.
pub(super) const COPY: &str =
    "copy record (position, recorded_at, bus_sequence, book, effective_date, bus_stream,
    outcome, code, source, id, event_type, bytes, attachment) from stdin (format binary)";

const FIELDS: i16 = 13;

/// Signature, no flags, no header extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A buffer is sent when it holds this much: large enough that its cost does not show, small enough that the server works
/// on one while the next is encoded.
const CHUNK_BYTES: usize = 64 * 1024;

/// Encodes the records of one book.
pub(super) struct Encoder {
    book_no: i32,
    buffer: BytesMut,
}

impl Encoder {
    pub(super) fn new(book_no: i32) -> Self {
        let mut buffer = BytesMut::with_capacity(CHUNK_BYTES + CHUNK_BYTES / 8);
        buffer.put_slice(HEADER);
        Encoder { book_no, buffer }
    }

    /// Adds a record; gives a chunk to send when one is full.
    pub(super) fn push(&mut self, record: &Record) -> Option<Bytes> {
        let buffer = &mut self.buffer;
        buffer.put_i16(FIELDS);
        put_i64(buffer, Some(saturated(record.position)));
        put_i64(buffer, Some(record.recorded_at));
        put_i64(buffer, record.bus.map(|bus| saturated(bus.sequence)));
        put_i32(buffer, Some(self.book_no));
        put_i32(buffer, Some(record.effective_date));
        put_i32(buffer, record.bus.map(|bus| bus.stream as i32));
        buffer.put_i32(2);
        buffer.put_i16(record.outcome.number());
        put_bytes(buffer, record.code.as_bytes());
        put_bytes(buffer, record.source.as_bytes());
        put_bytes(buffer, record.id.as_bytes());
        put_bytes(buffer, record.event_type.as_bytes());
        put_bytes(buffer, &record.bytes);
        match &record.attachment {
            Some(attachment) => put_bytes(buffer, attachment),
            None => buffer.put_i32(NULL),
        }
        if buffer.len() < CHUNK_BYTES {
            return None;
        }
        let full = buffer.split().freeze();
        buffer.reserve(CHUNK_BYTES + CHUNK_BYTES / 8);
        Some(full)
    }

    /// The last chunk, with the end mark.
    pub(super) fn finish(mut self) -> Bytes {
        self.buffer.put_i16(-1);
        self.buffer.freeze()
    }
}

/// In this format a field is its length and its bytes; NULL is the length -1.
const NULL: i32 = -1;

fn put_i64(buffer: &mut BytesMut, value: Option<i64>) {
    match value {
        Some(value) => {
            buffer.put_i32(8);
            buffer.put_i64(value);
        }
        None => buffer.put_i32(NULL),
    }
}

fn put_i32(buffer: &mut BytesMut, value: Option<i32>) {
    match value {
        Some(value) => {
            buffer.put_i32(4);
            buffer.put_i32(value);
        }
        None => buffer.put_i32(NULL),
    }
}

fn put_bytes(buffer: &mut BytesMut, bytes: &[u8]) {
    // `writing` refuses a field that is longer than a value may be.
    buffer.put_i32(bytes.len() as i32);
    buffer.put_slice(bytes);
}
