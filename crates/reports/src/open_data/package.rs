//! The data package: an index for programs, in the manner of the Data Package format (`datapackage.json`), with the license, the
//! SHA-256 of each file and what proves the figures.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Facts, File, Published};

/// The text of the package. `hash` is that of the file, `reportDigest` that of the report in it.
pub(super) fn write(published: &[Published], files: &BTreeMap<String, File>, facts: &Facts<'_>) -> String {
    let mut resources = Vec::new();
    for one in published {
        for format in ["csv", "json", "html"] {
            let path = format!("{}/{}.{format}", one.year, one.dataset.name);
            let Some(file) = files.get(&path) else { continue };
            resources.push(json!({
                "name": format!("{}-{}-{format}", one.dataset.name, one.year),
                "title": format!("{} {} / {} {}", one.dataset.title, one.year, one.dataset.english, one.year),
                "path": path,
                "format": format,
                "mediatype": file.content_type.split(';').next().unwrap_or_default(),
                "bytes": file.bytes.len(),
                "hash": format!("sha256:{}", file.sha256),
                "reportDigest": one.report.digest(),
            }));
        }
    }
    let checkpoint = match facts.checkpoint {
        Some(size) => json!({ "path": "checkpoint", "size": size }),
        None => Value::Null,
    };
    let package = json!({
        "name": format!("neraca-{}", facts.book.to_lowercase()),
        "title": format!("Data terbuka keuangan daerah / open financial data: {}", facts.publisher()),
        // Of the same log the same package: a version instead of a time.
        "version": facts.position.to_string(),
        "licenses": [license(facts)],
        "contributors": [{ "title": facts.publisher(), "role": "publisher" }],
        "resources": resources,
        "proof": {
            "book": facts.book,
            "position": facts.position,
            "treeRoot": facts.tree_root,
            "checkpoint": checkpoint,
        },
    });
    format!("{package:#}\n")
}

fn license(facts: &Facts<'_>) -> Value {
    let mut license = json!({ "name": facts.settings.license });
    if !facts.settings.license_url.is_empty() {
        license["path"] = json!(facts.settings.license_url);
    }
    license
}
