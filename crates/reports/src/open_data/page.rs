//! Pages of open data: plain, small, readable by machine and by ear. Indonesian first, English beside; nothing is loaded from
//! anywhere, nothing runs.

use std::fmt::Write as _;

use super::{DATASETS, Facts, Published};
use crate::report::{Cell, Report, Row, RowKind};

/// Enough to read a table by. Colours keep the contrast of the browser's own.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:80rem;margin:auto;padding:1rem}\
    table{border-collapse:collapse}caption{text-align:left;font-weight:bold}\
    th,td{border:1px solid #767676;padding:.2rem .5rem;text-align:left;vertical-align:top}\
    .n{text-align:right;white-space:nowrap}.t{font-weight:bold}.w{overflow-x:auto}code{overflow-wrap:anywhere}";

/// The index of an edition.
pub(super) fn index(published: &[Published], facts: &Facts<'_>) -> String {
    let title = format!("Data terbuka keuangan daerah: {}", facts.publisher());
    let mut page = head(&title);
    push(&mut page, format_args!("<h1>{}</h1>", escaped(&title)));
    page.push_str(
        "<p>Angka dari buku besar daerah, tanpa data pribadi. <span lang=\"en\">Figures of the regional ledger, without personal \
         data.</span></p>\n",
    );
    let mut years: Vec<i32> = published.iter().map(|one| one.year).collect();
    years.dedup();
    for year in years {
        push(
            &mut page,
            format_args!("<h2>Tahun anggaran {year} <span lang=\"en\">/ fiscal year</span></h2>\n<ul>\n"),
        );
        for dataset in &DATASETS {
            let path = format!("{year}/{}", dataset.name);
            push(
                &mut page,
                format_args!(
                    "<li><a href=\"{path}.html\">{title} <span lang=\"en\">/ {english}</span></a> \
                     (<a href=\"{path}.csv\" aria-label=\"CSV: {title} {year}\">CSV</a>, \
                     <a href=\"{path}.json\" aria-label=\"JSON: {title} {year}\">JSON</a>)</li>\n",
                    title = dataset.title,
                    english = dataset.english
                ),
            );
        }
        page.push_str("</ul>\n");
    }
    page.push_str("<p><a href=\"datapackage.json\">datapackage.json</a>: indeks untuk program <span lang=\"en\">/ index for programs</span></p>\n");
    proof(&mut page, facts, "checkpoint");
    page.push_str("</main>\n</html>\n");
    page
}

/// The page of a dataset of a year.
pub(super) fn dataset(one: &Published, facts: &Facts<'_>) -> String {
    let (report, dataset) = (&one.report, one.dataset);
    let title = format!("{} {}", dataset.title, one.year);
    let mut page = head(&format!("{title}: {}", facts.publisher()));
    page.push_str("<p><a href=\"../index.html\">Indeks <span lang=\"en\">/ index</span></a></p>\n");
    push(
        &mut page,
        format_args!("<h1>{} <span lang=\"en\">/ {}</span></h1>\n", escaped(&title), dataset.english),
    );
    push(
        &mut page,
        format_args!(
            "<p>Unduh <span lang=\"en\">/ download</span>: <a href=\"{name}.csv\" download>CSV</a>, \
             <a href=\"{name}.json\" download>JSON</a></p>\n",
            name = dataset.name
        ),
    );
    table(&mut page, report);
    for line in &report.closing {
        push(&mut page, format_args!("<p>{}</p>\n", escaped(line)));
    }
    push(&mut page, format_args!("<p>Digest <code>{}</code></p>\n", report.digest()));
    proof(&mut page, facts, "../checkpoint");
    page.push_str("</main>\n</html>\n");
    page
}

fn head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"id\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n<main>\n",
        escaped(title)
    )
}

fn table(page: &mut String, report: &Report) {
    let heads = report.head.iter().map(|line| escaped(line)).collect::<Vec<_>>().join(", ");
    push(
        page,
        format_args!(
            "<div class=\"w\" tabindex=\"0\" role=\"region\" aria-label=\"Tabel\">\n<table>\n<caption>{}: {heads}</caption>\n<thead><tr>",
            escaped(report.title)
        ),
    );
    for column in &report.columns {
        push(page, format_args!("<th scope=\"col\">{}</th>", escaped(column.title)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &report.rows {
        line(page, row);
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

fn line(page: &mut String, row: &Row) {
    let heavy = if matches!(row.kind, RowKind::Total | RowKind::Group) { " class=\"t\"" } else { "" };
    push(page, format_args!("<tr{heavy}>"));
    for (place, cell) in row.cells.iter().enumerate() {
        let shown = escaped(&cell.display());
        let is_figure = !matches!(cell, Cell::Text(_) | Cell::Empty | Cell::Date(_));
        match (place, is_figure) {
            // The second column names the row on every report of these.
            (1, _) => push(page, format_args!("<th scope=\"row\">{shown}</th>")),
            (_, true) => push(page, format_args!("<td class=\"n\">{shown}</td>")),
            (_, false) => push(page, format_args!("<td>{shown}</td>")),
        }
    }
    page.push_str("</tr>\n");
}

/// What proves the figures, and under which license they are.
fn proof(page: &mut String, facts: &Facts<'_>, checkpoint: &str) {
    push(
        page,
        format_args!(
            "<h2>Bukti <span lang=\"en\">/ proof</span></h2>\n<p>Buku <span lang=\"en\">/ book</span> {}, posisi \
             <span lang=\"en\">/ position</span> {}, akar pohon <span lang=\"en\">/ root of the tree</span> <code>{}</code>. ",
            escaped(facts.book),
            facts.position,
            facts.tree_root
        ),
    );
    match facts.checkpoint {
        Some(size) => push(
            page,
            format_args!(
                "<a href=\"{checkpoint}\">Checkpoint bertanda tangan <span lang=\"en\">/ signed checkpoint</span></a> ({size})</p>\n"
            ),
        ),
        None => page.push_str("Belum ada checkpoint <span lang=\"en\">/ no checkpoint yet</span></p>\n"),
    }
    let (license, url) = (escaped(&facts.settings.license), escaped(&facts.settings.license_url));
    let named =
        if url.is_empty() { license } else { format!("<a href=\"{url}\" rel=\"license\">{license}</a>") };
    push(page, format_args!("<p>Lisensi <span lang=\"en\">/ license</span>: {named}</p>\n"));
}

fn push(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = page.write_fmt(text);
}

/// Text that a page may hold anywhere: names of a chart and of a book come from outside.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_stays_text() {
        assert_eq!(escaped("<b a='1'>&\"é"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;é");
    }
}
