//! Canonical protobuf written straight into one buffer: fields in the order of their tags, defaults left out. It gives
//! the same bytes as prost would, without first building a tree of owned strings.

use prost::encoding::encode_varint;

const VARINT: u32 = 0;
const DELIMITED: u32 = 2;

/// Small numbers of either sign as small numbers.
fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// A buffer that fields are written into.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes) }
    }

    /// How many bytes are written.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn key(&mut self, tag: u32, wire_type: u32) {
        encode_varint(u64::from(tag << 3 | wire_type), &mut self.bytes);
    }

    /// A number that is left out when zero.
    pub(crate) fn uint(&mut self, tag: u32, value: u64) {
        if value != 0 {
            self.present_uint(tag, value);
        }
    }

    /// A number that is written even when zero: a field with presence.
    pub(crate) fn present_uint(&mut self, tag: u32, value: u64) {
        self.key(tag, VARINT);
        encode_varint(value, &mut self.bytes);
    }

    /// An `int64`, `int32` or enum.
    pub(crate) fn int(&mut self, tag: u32, value: i64) {
        self.uint(tag, value as u64);
    }

    /// A `sint64` or `sint32`.
    pub(crate) fn sint(&mut self, tag: u32, value: i64) {
        self.uint(tag, zigzag(value));
    }

    /// A `sint64` or `sint32` that is written even when zero.
    pub(crate) fn present_sint(&mut self, tag: u32, value: i64) {
        self.present_uint(tag, zigzag(value));
    }

    pub(crate) fn bool(&mut self, tag: u32, value: bool) {
        self.uint(tag, u64::from(value));
    }

    pub(crate) fn text(&mut self, tag: u32, value: &str) {
        self.blob(tag, value.as_bytes());
    }

    pub(crate) fn blob(&mut self, tag: u32, value: &[u8]) {
        if !value.is_empty() {
            self.key(tag, DELIMITED);
            encode_varint(value.len() as u64, &mut self.bytes);
            self.bytes.extend_from_slice(value);
        }
    }

    /// One number of a packed list, which is a field written by [`Self::nested`].
    pub(crate) fn packed(&mut self, value: u64) {
        encode_varint(value, &mut self.bytes);
    }

    /// A nested message that prost encodes.
    pub(crate) fn message(&mut self, tag: u32, message: &impl prost::Message) {
        prost::encoding::message::encode(tag, message, &mut self.bytes);
    }

    /// A nested message. Its length is known when it is written: one byte is kept free for it, and the rare message of
    /// 128 bytes and more is moved to make room.
    pub(crate) fn nested(&mut self, tag: u32, write: impl FnOnce(&mut Self)) {
        self.key(tag, DELIMITED);
        let start = self.bytes.len();
        self.bytes.push(0);
        write(self);
        let length = self.bytes.len() - start - 1;
        if length < 0x80 {
            self.bytes[start] = length as u8;
            return;
        }
        let extra = prost::encoding::encoded_len_varint(length as u64) - 1;
        self.bytes.resize(self.bytes.len() + extra, 0);
        self.bytes.copy_within(start + 1..start + 1 + length, start + 1 + extra);
        let mut place = &mut self.bytes[start..=start + extra];
        encode_varint(length as u64, &mut place);
    }
}

impl From<Vec<u8>> for Writer {
    /// Goes on behind what is written.
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}
