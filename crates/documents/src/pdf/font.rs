//! The two fonts of documents: text to bytes of WinAnsi (with five characters more), widths, and lines that fit a width.
//!
//! A character that the fonts don't have is shown as its code point, such as `<U+4E2D>`: text is never dropped in silence.

use super::widths::{BOLD, REGULAR};

/// A font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    Regular,
    Bold,
}

/// Characters of the codes 0x80 to 0x9F; the others from 0x20 on are those of Unicode.
const HIGH: [char; 32] = [
    '€', '≠', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '≤', 'Ž', '≥', '−', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '→', 'ž', 'Ÿ',
];

/// Those of them that WinAnsi leaves free, by the names that readers know them by.
pub(super) const ADDED: [(u8, &[u8]); 5] = [
    (0x81, b"notequal"),
    (0x8d, b"lessequal"),
    (0x8f, b"greaterequal"),
    (0x90, b"minus"),
    (0x9d, b"arrowright"),
];

/// After these a word may go on in the next line.
const BREAKS_AFTER: &[u8] = b"./-_:,;)";

/// A column made as wide as its widest cell holds that cell, whatever sums of floats say.
const ROUNDING: f32 = 0.05;

impl Font {
    /// Its name in page resources.
    pub(super) const fn name(self) -> &'static [u8] {
        match self {
            Self::Regular => b"R",
            Self::Bold => b"B",
        }
    }

    /// Width of encoded text in points.
    pub(super) fn width(self, text: &[u8], size: f32) -> f32 {
        let table = match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        };
        let width = |code: &u8| u32::from(*code).checked_sub(32).and_then(|at| table.get(at as usize));
        let sum: u64 = text.iter().filter_map(width).map(|width| u64::from(*width)).sum();
        sum as f32 * size / 1000.0
    }

    /// The widest piece of the text that breaking at spaces and within codes leaves.
    pub(super) fn widest_word(self, text: &[u8], size: f32) -> f32 {
        text.split(|code| *code == b' ').map(|word| self.width(word, size)).fold(0.0, f32::max)
    }

    /// The text in lines of a width: broken at spaces, else within codes, else anywhere. Always one line at least.
    pub(super) fn wrap(self, text: &[u8], size: f32, width: f32) -> Vec<Vec<u8>> {
        let width = width + ROUNDING;
        let mut lines = Vec::new();
        let mut line: Vec<u8> = Vec::new();
        for word in text.split(|code| *code == b' ').filter(|word| !word.is_empty()) {
            let mut longer = line.clone();
            if !line.is_empty() {
                longer.push(b' ');
            }
            longer.extend_from_slice(word);
            if self.width(&longer, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, size, width, &mut lines);
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Pushes the lines that a word alone fills, and gives back what is left of it.
    fn broken(self, word: &[u8], size: f32, width: f32, lines: &mut Vec<Vec<u8>>) -> Vec<u8> {
        let mut rest = word;
        while self.width(rest, size) > width {
            // One character a line at least, or a narrow column would never end.
            let mut fits = 1;
            while fits < rest.len() && self.width(&rest[..=fits], size) <= width {
                fits += 1;
            }
            let last = |wanted: &[u8]| rest[..fits].iter().rposition(|code| wanted.contains(code));
            // Numbers of documents have codes with points between strokes, which are better kept whole.
            let stroke = last(b"/").filter(|at| *at > fits / 2);
            let at_break = stroke.or_else(|| last(BREAKS_AFTER)).map_or(fits, |at| at + 1);
            let (line, after) = rest.split_at(at_break);
            lines.push(line.to_vec());
            rest = after;
        }
        rest.to_vec()
    }
}

/// Text as bytes of the fonts' encoding. White space is a space each; what the fonts lack is spelt out.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match (character, HIGH.iter().position(|known| *known == character)) {
            ('\n' | '\r' | '\t', _) => bytes.push(b' '),
            (' '..='~' | '\u{a0}'..='\u{ff}', _) => bytes.push(character as u8),
            (_, None) => bytes.extend(format!("<U+{:04X}>", character as u32).bytes()),
            (_, Some(place)) => bytes.push(0x80 + place as u8),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_lost() {
        assert_eq!(encode("Café – “€”\n"), b"Caf\xe9 \x96 \x93\x80\x94 ");
        assert_eq!(encode("中\u{7}\0"), b"<U+4E2D><U+0007><U+0000>");
        assert_eq!(encode("\u{81}≠→"), b"<U+0081>\x81\x9d");
    }

    #[test]
    fn lines_keep_every_letter_and_fit_their_width() {
        let text = encode(
            "Belanja alat tulis kantor 5.02.0.00.0.00.01.0000:1.1.01.03.01.0001 Pneumonoultramicroscopic",
        );
        let letters = |bytes: &[u8]| bytes.iter().filter(|code| **code != b' ').copied().collect::<Vec<_>>();
        for width in [3.0, 20.0, 60.0, 150.0, 1_000.0] {
            let lines = Font::Bold.wrap(&text, 8.0, width);
            assert_eq!(letters(&lines.concat()), letters(&text), "{width}");
            for line in lines.iter().filter(|line| line.len() > 1) {
                assert!(Font::Bold.width(line, 8.0) <= width + ROUNDING, "{width}: {line:?}");
            }
        }
        assert_eq!(Font::Regular.wrap(b"", 8.0, 10.0), [b""]);
        assert_eq!(Font::Regular.wrap(b"5.1.02.01", 10.0, 32.0), [b"5.1.02.".to_vec(), b"01".to_vec()]);
        assert_eq!(
            Font::Regular.wrap(b"0616/LS/5.02.0", 10.0, 60.0),
            [b"0616/LS/".to_vec(), b"5.02.0".to_vec()]
        );
    }
}
