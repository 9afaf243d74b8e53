//! The file around the pages: fonts, the attached report, names and identity of the document.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{AssociationKind, FontFlags};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use reports::Report;

use super::canvas::Canvas;
use super::font::{ADDED, Font};
use super::widths::{BOLD, REGULAR};
use crate::error::DocumentError;
use crate::paper::Paper;

/// What makes documents, as their properties say.
const PROGRAM: &str = "Neraca";
/// Name of the attached report.
const ATTACHMENT: &str = "report.json";

/// A font file and its measures in thousandths of the size, as its tables have them.
struct Face {
    font: Font,
    name: &'static [u8],
    file: &'static [u8],
    widths: &'static [u16; 224],
    bounds: Rect,
    stem: f32,
}

const FACES: [Face; 2] = [
    Face {
        font: Font::Regular,
        name: b"NeracaSans-Regular",
        file: include_bytes!("../../fonts/NeracaSans-Regular.ttf"),
        widths: &REGULAR,
        bounds: Rect { x1: -203.0, y1: -212.0, x2: 1_000.0, y2: 878.0 },
        stem: 80.0,
    },
    Face {
        font: Font::Bold,
        name: b"NeracaSans-Bold",
        file: include_bytes!("../../fonts/NeracaSans-Bold.ttf"),
        widths: &BOLD,
        bounds: Rect { x1: -184.0, y1: -222.0, x2: 1_000.0, y2: 896.0 },
        stem: 140.0,
    },
];

/// Numbers of objects, counted up.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The whole file.
pub(super) fn write(
    report: &Report,
    paper: &Paper,
    (width, height): (f32, f32),
    canvases: Vec<Canvas>,
) -> Result<Vec<u8>, DocumentError> {
    let mut pdf = Pdf::new();
    let mut numbers = Numbers(0);
    let (catalog, tree, information) = (numbers.next(), numbers.next(), numbers.next());
    let attachment = attach(&mut pdf, &mut numbers, report)?;
    let mut fonts = Vec::new();
    for face in &FACES {
        fonts.push((face.font, embed(&mut pdf, &mut numbers, face)?));
    }
    let mut kids = Vec::with_capacity(canvases.len());
    for canvas in canvases {
        let (page, contents) = (numbers.next(), numbers.next());
        let mut written = pdf.page(page);
        written.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(contents);
        let mut resources = written.resources();
        let mut named = resources.fonts();
        for (font, id) in &fonts {
            named.pair(Name(font.name()), *id);
        }
        named.finish();
        resources.finish();
        written.finish();
        pdf.stream(contents, &deflated(&canvas.finish())?).filter(Filter::FlateDecode);
        kids.push(page);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);

    let mut written = pdf.catalog(catalog);
    written.pages(tree).lang(TextStr("id"));
    written.viewer_preferences().display_doc_title(true);
    written.names().embedded_files().names().insert(Str(ATTACHMENT.as_bytes()), attachment);
    written.insert(Name(b"AF")).array().item(attachment);
    written.finish();

    let (government, _) = paper.head(report);
    let digest = report.digest();
    let provenance = &report.provenance;
    let subject = format!(
        "Book {}, position {}, root {}",
        provenance.book, provenance.position, provenance.log.tree_root
    );
    let mut written = pdf.document_info(information);
    written.title(TextStr(report.title)).subject(TextStr(&subject));
    written.author(TextStr(government.as_deref().unwrap_or_default()));
    written.keywords(TextStr(&format!("report {}, digest {digest}", report.name)));
    written.creator(TextStr(PROGRAM)).producer(TextStr(PROGRAM));
    written.finish();
    // Two reports that differ in a figure are two documents; the same report is the same one, whenever it is made.
    pdf.set_file_id((digest.clone().into_bytes(), digest.into_bytes()));
    Ok(pdf.finish())
}

/// The report as JSON within the document.
fn attach(pdf: &mut Pdf, numbers: &mut Numbers, report: &Report) -> Result<Ref, DocumentError> {
    let (file, specification) = (numbers.next(), numbers.next());
    let json = report.to_json().to_string();
    let packed = deflated(json.as_bytes())?;
    let mut written = pdf.embedded_file(file, &packed);
    written.subtype(Name(b"application/json"));
    written.params().size(i32::try_from(json.len()).unwrap_or(i32::MAX));
    written.filter(Filter::FlateDecode);
    written.finish();
    let mut written = pdf.file_spec(specification);
    written.path(Str(ATTACHMENT.as_bytes())).unic_file(TextStr(ATTACHMENT));
    written.description(TextStr("The report, for neraca-verify"));
    written.embedded_file_with_unicode(file).association_kind(AssociationKind::Source);
    written.finish();
    Ok(specification)
}

/// A font with its file, for text in WinAnsi.
fn embed(pdf: &mut Pdf, numbers: &mut Numbers, face: &Face) -> Result<Ref, DocumentError> {
    let (font, descriptor, file) = (numbers.next(), numbers.next(), numbers.next());
    let mut written = pdf.indirect(font).dict();
    written.pair(Name(b"Type"), Name(b"Font"));
    written.pair(Name(b"Subtype"), Name(b"TrueType"));
    written.pair(Name(b"BaseFont"), Name(face.name));
    let mut encoding = written.insert(Name(b"Encoding")).dict();
    encoding.pair(Name(b"BaseEncoding"), Name(b"WinAnsiEncoding"));
    let mut differences = encoding.insert(Name(b"Differences")).array();
    for (code, name) in ADDED {
        differences.item(i32::from(code)).item(Name(name));
    }
    differences.finish();
    encoding.finish();
    written.pair(Name(b"FirstChar"), 32).pair(Name(b"LastChar"), 255);
    written.insert(Name(b"Widths")).array().items(face.widths.iter().map(|width| i32::from(*width)));
    written.pair(Name(b"FontDescriptor"), descriptor);
    written.finish();
    let mut written = pdf.font_descriptor(descriptor);
    written.name(Name(face.name)).flags(FontFlags::NON_SYMBOLIC).bbox(face.bounds);
    written.italic_angle(0.0).ascent(905.0).descent(-212.0).cap_height(688.0).stem_v(face.stem);
    written.font_file2(file);
    written.finish();
    let packed = deflated(face.file)?;
    let mut written = pdf.stream(file, &packed);
    written.pair(Name(b"Length1"), i32::try_from(face.file.len()).unwrap_or(i32::MAX));
    written.filter(Filter::FlateDecode);
    written.finish();
    Ok(font)
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, DocumentError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
