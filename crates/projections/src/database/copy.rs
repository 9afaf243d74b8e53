//! Rows in the binary format of COPY.

use bytes::{BufMut, Bytes, BytesMut};

use crate::schema::{Kind, Table};
use crate::value::Value;

/// Signature, no flags, no header extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A buffer is sent when it holds this much: the server works on one while the next is encoded.
const CHUNK_BYTES: usize = 64 * 1024;

/// The rows of a table as chunks to send, one made when the one before is gone.
pub(super) fn chunks<'a>(table: &'static Table, values: &'a [Value]) -> impl Iterator<Item = Bytes> + 'a {
    let mut rows = values.chunks_exact(table.columns.len());
    let (mut started, mut ended) = (false, false);
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let mut buffer = BytesMut::with_capacity(CHUNK_BYTES + 4096);
        if !started {
            buffer.put_slice(HEADER);
            started = true;
        }
        while buffer.len() < CHUNK_BYTES {
            let Some(row) = rows.next() else {
                buffer.put_i16(-1);
                ended = true;
                break;
            };
            buffer.put_i16(table.columns.len() as i16);
            for ((_, kind), value) in table.columns.iter().zip(row) {
                put(&mut buffer, *kind, value);
            }
        }
        Some(buffer.freeze())
    })
}

fn put(buffer: &mut BytesMut, kind: Kind, value: &Value) {
    match (kind, value) {
        (_, Value::Null) => buffer.put_i32(-1),
        (Kind::Small, Value::Int(number)) => {
            buffer.put_i32(2);
            buffer.put_i16(*number as i16);
        }
        (Kind::Int, Value::Int(number)) => {
            buffer.put_i32(4);
            buffer.put_i32(*number as i32);
        }
        (_, Value::Int(number)) => {
            buffer.put_i32(8);
            buffer.put_i64(*number);
        }
        (_, Value::Text(text)) => put_bytes(buffer, text.as_bytes()),
        (_, Value::Bytes(bytes)) => put_bytes(buffer, bytes),
    }
}

fn put_bytes(buffer: &mut BytesMut, bytes: &[u8]) {
    buffer.put_i32(bytes.len() as i32);
    buffer.put_slice(bytes);
}
