//! Reading SNAP bodies: JSON whose fields come as numbers or as texts, absent or null, whatever the standard says.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// An object's fields as they are written, so that a number keeps every digit.
#[derive(Debug)]
pub(crate) struct Fields<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Fields<'a> {
    /// The fields of an object; `None` when the text is not one.
    pub(crate) fn read(json: &'a [u8]) -> Option<Self> {
        serde_json::from_slice(json).ok().map(Self)
    }

    /// The text of a text or number; `None` when the field is absent, null, blank or something else.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let raw = self.0.get(name)?.get();
        let text = match raw.as_bytes().first()? {
            b'"' => serde_json::from_str::<String>(raw).ok()?,
            b'-' | b'0'..=b'9' => raw.to_owned(),
            _ => return None,
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The fields of a nested object.
    pub(crate) fn object(&self, name: &str) -> Option<Fields<'a>> {
        Self::read(self.0.get(name)?.get().as_bytes())
    }

    /// The objects in a list; none when the field is absent or null.
    pub(crate) fn objects(&self, name: &str) -> Vec<Fields<'a>> {
        let list = self.0.get(name).and_then(|raw| serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok());
        list.unwrap_or_default().into_iter().filter_map(|raw| Self::read(raw.get().as_bytes())).collect()
    }

    /// A field as it is written, to be echoed.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied()
    }
}

/// A moment as SNAP senders write it, as RFC 3339: `20201231T235959Z`, `20201231T235959+0700` or RFC 3339 itself.
/// `None` when it is neither.
pub(crate) fn moment(text: &str) -> Option<String> {
    let rfc3339 = match text.split_at_checked(15) {
        Some((basic, zone)) if basic.as_bytes().get(8) == Some(&b'T') && basic.is_ascii() => {
            let part = |range: std::ops::Range<usize>| basic.get(range).unwrap_or_default();
            let zone = match zone.split_at_checked(3) {
                Some((hours, minutes)) if minutes.len() == 2 && minutes.is_ascii() => {
                    format!("{hours}:{minutes}")
                }
                _ => zone.to_owned(),
            };
            let (date, time) =
                ((part(0..4), part(4..6), part(6..8)), (part(9..11), part(11..13), part(13..15)));
            format!("{}-{}-{}T{}:{}:{}{zone}", date.0, date.1, date.2, time.0, time.1, time.2)
        }
        _ => text.to_owned(),
    };
    ledger::Timestamp::parse(&rfc3339).map(|_| rfc3339)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit_and_null_is_absent() {
        let json = br#"{"a":12345678901234567890,"b":" 088899","c":null,"d":250000.00,"e":"","f":{"g":"x"},"h":[{"i":1}],"j":true}"#;
        let fields = Fields::read(json).unwrap();
        let text = |name| fields.text(name);
        assert_eq!(text("a").unwrap(), "12345678901234567890");
        assert_eq!((text("b").unwrap(), text("d").unwrap()), ("088899".to_owned(), "250000.00".to_owned()));
        assert_eq!((text("c"), text("e"), text("j"), text("z")), (None, None, None, None));
        assert_eq!(fields.object("f").unwrap().text("g").unwrap(), "x");
        assert_eq!(fields.objects("h")[0].text("i").unwrap(), "1");
        assert!(Fields::read(b"[1]").is_none());
    }

    #[test]
    fn moments_are_read_in_both_spellings() {
        assert_eq!(moment("20201231T235959Z").unwrap(), "2020-12-31T23:59:59Z");
        assert_eq!(moment("20201231T235959+0700").unwrap(), "2020-12-31T23:59:59+07:00");
        assert_eq!(moment("2026-08-10T09:35:27+07:00").unwrap(), "2026-08-10T09:35:27+07:00");
        for text in ["20201331T235959Z", "2020-12-31", "20201231T235959", "20201231Tääää", "20201231", ""]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
