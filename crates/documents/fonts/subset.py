"""Makes the fonts of documents, and the table of their widths, out of Liberation Sans 2.

The subset holds the characters of WinAnsi and five others alone, without hints, under another name, as its licence asks of a changed
font. Needs fonttools; run in this folder: python3 subset.py FOLDER-WITH-LIBERATION-SANS
"""

import sys
from fontTools import subset
from fontTools.ttLib import TTFont

CODES = range(0x20, 0x100)
DROPPED = ["GDEF", "GSUB", "GPOS", "FFTM", "gasp", "meta", "LTSH", "VDMX", "hdmx", "kern", "DSIG"]


# Codes that WinAnsi leaves free, and what documents have there.
FREE = {0x81: "\u2260", 0x8D: "\u2264", 0x8F: "\u2265", 0x90: "\u2212", 0x9D: "\u2192"}


def character(code):
    return FREE.get(code) or bytes([code]).decode("cp1252", "ignore")


def make(weight):
    font = TTFont(f"{sys.argv[1]}/LiberationSans-{weight}.ttf")
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += DROPPED
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character(code)) for code in CODES if character(code)])
    subsetter.subset(font)
    for record in list(font["name"].names):
        if record.platformID != 3:
            font["name"].removeNames(platformID=record.platformID)
    names = {1: "Neraca Sans", 2: weight, 3: f"Neraca Sans {weight} 1.0", 4: f"Neraca Sans {weight}", 6: f"NeracaSans-{weight}"}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) == (3, 1)]
    font.save(f"NeracaSans-{weight}.ttf")
    return font


def widths(font):
    """Advance widths of WinAnsi codes 32 to 255 in thousandths of the size; codes without a character have none."""
    cmap, advances, scale = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    found = [cmap.get(ord(character(code))) if character(code) else None for code in CODES]
    return [round(advances[glyph][0] * 1000 / scale) if glyph else 0 for glyph in found]


def rust(name, values):
    rows = [values[start : start + 16] for start in range(0, len(values), 16)]
    lines = "".join("    " + ", ".join(map(str, row)) + ",\n" for row in rows)
    return f"#[rustfmt::skip]\npub(super) const {name}: [u16; 224] = [\n{lines}];\n"


with open("../src/pdf/widths.rs", "w") as file:
    file.write("//! Advance widths of the embedded fonts, for `font`: WinAnsi codes 32 to 255, in thousandths of the size. Made by\n")
    file.write("//! `fonts/subset.py`.\n\n")
    file.write(rust("REGULAR", widths(make("Regular"))) + "\n" + rust("BOLD", widths(make("Bold"))))
