//! What is generated from a small proto tree, and what counts as stale.

use std::collections::BTreeMap;
use std::fs;

use testkit::TempDir;

const MESSAGE: &str =
    "syntax = \"proto3\";\npackage sample.v1;\n// An amount.\nmessage Amount { bytes raw = 1; }\n";

fn generate(proto: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let folder: TempDir = testkit::temp_dir();
    let (sources, scratch) = (folder.path().join("proto/sample/v1"), folder.path().join("scratch"));
    fs::create_dir_all(&sources)?;
    fs::create_dir_all(&scratch)?;
    fs::write(sources.join("sample.proto"), proto)?;
    codegen::generate(&folder.path().join("proto"), &scratch, &testkit::repository().join("rustfmt.toml"))
}

#[test]
fn a_package_becomes_messages_with_shared_bytes_and_a_strict_json_mapping() {
    let files = generate(MESSAGE).unwrap();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["sample.v1.rs", "sample.v1.serde.rs"]);
    assert!(files["sample.v1.rs"].contains("pub raw: ::prost::bytes::Bytes"), "{}", files["sample.v1.rs"]);
    assert!(files["sample.v1.rs"].contains("/// An amount."), "the comments of the proto file are lost");
    assert!(files["sample.v1.serde.rs"].contains("unknown_field"), "unknown JSON fields would be ignored");
    assert!(files.values().all(|text| text.starts_with("// Generated from proto/ by `cargo xtask codegen`")));
}

#[test]
fn a_mistake_in_a_proto_file_is_reported_with_its_place() {
    let error = generate(&MESSAGE.replace("bytes raw", "byte raw")).unwrap_err();
    assert!(format!("{error:?}").contains("sample.proto"), "{error:?}");
}

#[test]
fn changed_missing_and_left_over_files_are_stale_until_written() {
    let folder = testkit::temp_dir();
    let files = generate(MESSAGE).unwrap();
    assert_eq!(codegen::stale(&files, folder.path()).unwrap(), ["sample.v1.rs", "sample.v1.serde.rs"]);
    codegen::write(&files, folder.path()).unwrap();
    assert!(codegen::stale(&files, folder.path()).unwrap().is_empty());

    fs::write(folder.path().join("sample.v1.rs"), "changed").unwrap();
    fs::write(folder.path().join("old.v1.rs"), "left over").unwrap();
    assert_eq!(codegen::stale(&files, folder.path()).unwrap(), ["old.v1.rs", "sample.v1.rs"]);
    codegen::write(&files, folder.path()).unwrap();
    assert!(codegen::stale(&files, folder.path()).unwrap().is_empty());
}
