//! Tags, lengths and values: reading and writing them, the checksum over them, and what can be wrong with them.

use std::fmt::Write;

/// Tags that are templates: their value is tags again.
const TEMPLATES: &[std::ops::RangeInclusive<u8>] = &[26..=51, 62..=62, 64..=64, 80..=99];
/// Longest code that is read. EMVCo allows 512 characters.
pub(super) const CHARACTERS_MAX: usize = 512;
/// A tag with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// 0 to 99.
    pub tag: u8,
    /// What it holds.
    pub value: Value,
}

/// What a tag holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text of at most 99 characters.
    Text(String),
    /// Tags again.
    Template(Vec<Object>),
}

/// What is wrong with a code, by tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrisError {
    /// Longer than a code may be.
    #[error("the code has more than {CHARACTERS_MAX} characters; it is no QRIS code")]
    TooLong,
    /// Digits of a tag or a length are missing.
    #[error(
        "tag {path}: {found:?} stands where two digits of tag and two of length must; scan the code again"
    )]
    Malformed {
        /// The tags that lead there, such as `26.01`; the last one before the fault.
        path: String,
        /// What stands there.
        found: String,
    },
    /// A value is shorter than its length says.
    #[error("tag {path}: {missing} characters are missing at the end; scan the code again")]
    Cut {
        /// The tags that lead there.
        path: String,
        /// How many.
        missing: usize,
    },
    /// A tag stands twice.
    #[error("tag {path} stands twice")]
    Twice {
        /// The tags that lead there.
        path: String,
    },
    /// The last tag is not the checksum.
    #[error("tag 63: the checksum is missing or not the last tag; scan the code again")]
    NoChecksum,
    /// The checksum is of another code.
    #[error("tag 63: the checksum is {found} and the code's is {computed}; scan the code again")]
    WrongChecksum {
        /// What it says.
        found: String,
        /// What it should say.
        computed: String,
    },
    /// A tag is missing or holds what it may not.
    #[error("tag {path}: {problem}")]
    Field {
        /// The tags that lead there.
        path: String,
        /// What is wrong.
        problem: String,
    },
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, beginning with 0xFFFF, not reflected.
pub fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
        })
    })
}

pub(super) fn field(path: impl Into<String>, problem: String) -> QrisError {
    QrisError::Field { path: path.into(), problem }
}

/// The objects of a text; `path` leads to it and is empty at the top.
pub(super) fn objects_of(text: &str, path: &str) -> Result<Vec<Object>, QrisError> {
    let mut objects: Vec<Object> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let malformed = || {
            let last = objects.last().map_or_else(|| "00".to_owned(), |object| format!("{:02}", object.tag));
            QrisError::Malformed { path: joined(path, &last), found: rest.chars().take(4).collect() }
        };
        let (tag, length, value) = head(rest).ok_or_else(malformed)?;
        let here = joined(path, &format!("{tag:02}"));
        let end = value.char_indices().nth(length).map_or(value.len(), |(end, _)| end);
        let count = value[..end].chars().count();
        if count < length {
            return Err(QrisError::Cut { path: here, missing: length - count });
        }
        if objects.iter().any(|object| object.tag == tag) {
            return Err(QrisError::Twice { path: here });
        }
        let is_template = path.is_empty() && TEMPLATES.iter().any(|tags| tags.contains(&tag));
        let inner = &value[..end];
        let value_of = if is_template {
            Value::Template(objects_of(inner, &here)?)
        } else {
            Value::Text(inner.to_owned())
        };
        objects.push(Object { tag, value: value_of });
        rest = &value[end..];
    }
    Ok(objects)
}

fn joined(path: &str, tag: &str) -> String {
    if path.is_empty() { tag.to_owned() } else { format!("{path}.{tag}") }
}

/// Tag, length and what follows.
fn head(text: &str) -> Option<(u8, usize, &str)> {
    let (head, rest) = text.split_at_checked(4)?;
    head.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    Some((head[..2].parse().ok()?, head[2..].parse().ok()?, rest))
}

pub(super) fn write_objects(objects: &[Object], path: &str, text: &mut String) -> Result<(), QrisError> {
    for Object { tag, value } in objects {
        let here = joined(path, &format!("{tag:02}"));
        let inner = match value {
            Value::Text(inner) => inner.clone(),
            Value::Template(objects) => {
                let mut inner = String::new();
                write_objects(objects, &here, &mut inner)?;
                inner
            }
        };
        let count = inner.chars().count();
        if count > 99 || *tag > 99 {
            return Err(field(here, format!("has {count} characters; a value has at most 99")));
        }
        // Writing into a text does not fail.
        let _ = write!(text, "{tag:02}{count:02}{inner}");
    }
    Ok(())
}
