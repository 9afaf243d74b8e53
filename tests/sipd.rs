//! Documents of the treasury through the real program: a chain from request to payment, read again without a change, and broken
//! rows told by line and column.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use common::{code, json, run, text};
use serde_json::Value;

const NUMBER: &str = "16.08/KIND/000007/LS/5.02.0.00.0.00.01.0000/P1/3/2026";

fn number(kind: &str) -> String {
    NUMBER.replace("KIND", kind)
}

#[test]
fn a_chain_of_documents_posts_once_and_its_hold_is_consumed() {
    let folder = testkit::temp_dir();
    let data = folder.path().join("books");
    let import = |kind: &str, content: String, more: &[&str]| -> Value {
        let file = folder.path().join(format!("{kind}.csv"));
        std::fs::write(&file, content).unwrap();
        let arguments =
            [&["import", "sipd", text(&file), "--kind", kind], more, &["--data", text(&data), "--json"]];
        json(&arguments.concat())
    };
    let (spp, spm, sp2d) = (number("02.0"), number("03.0"), number("04.0"));
    let all = |kind: &str| {
        match kind {
        "spd" => import("spd", "Nomor SPD,Tanggal,Kode SKPD,Nilai\nSPD/1,02-01-2026,5.02.0.00.0.00.01.0000,\"500.000,00\"\n".to_owned(), &[]),
        "spp" => import("spp", format!("Nomor SPP,Tanggal,Kode Rekening,Nilai\n{spp},01-03-2026,5.1.02.01.01.0024,\"111.000,00\"\n"), &[]),
        "spm" => import("spm", format!("Nomor SPM,Tanggal,Kode Rekening,Nilai,Nomor SPP\n{spm},02-03-2026,5.1.02.01.01.0024,\"111.000,00\",{spp}\n"), &[]),
        "sp2d" => import(
            "sp2d",
            format!("Nomor SP2D;Tanggal;Kode Rekening;Nilai;PPN;Netto;Nomor SPM;Penerima\n{sp2d};3 Maret 2026;5.1.02.01.01.0024;111.000,00;11.000,00;100.000,00;{spm};CV Maju\n"),
            &["--deduction", "2.1.01.06.01.0001=PPN"],
        ),
        _ => import("sts", "Nomor STS,Tanggal,Kode SKPD,Kode Rekening,Nilai\nSTS/1,05-03-2026,5.02.0.00.0.00.01.0000,4.1.02.01.05.0003,\"1.000,00\"\n".to_owned(), &[]),
    }
    };
    let kinds = ["spd", "spp", "spm", "sp2d", "sts"];
    for kind in kinds {
        let said = all(kind);
        assert_eq!(said["posted"], 1, "{kind}: {said}");
    }
    let last = all("sts");
    for kind in kinds {
        let again = all(kind);
        assert_eq!((&again["posted"], &again["repeated"]), (&0.into(), &1.into()), "{kind}: {again}");
        assert_eq!((&again["position"], &again["digest"]), (&last["position"], &last["digest"]), "{kind}");
    }
    assert_eq!(json(&["verify", "--data", text(&data), "--json"])["ok"], true);
}

#[test]
fn broken_rows_are_quarantined_by_line_and_column_and_a_wrong_mapping_reads_nothing() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("books"), folder.path().join("sp2d.csv"));
    let sp2d = number("04.0").replace("LS", "UP");
    let other = sp2d.replace("000007", "000008");
    std::fs::write(
        &file,
        format!("Nomor SP2D,Tanggal,Nilai\n{sp2d},01-13-2026,100\n{other},01-03-2026,1.500\n"),
    )
    .unwrap();
    let place = ["--data", text(&data), "--json"];
    let sipd = ["import", "sipd", text(&file), "--kind", "sp2d", "--strict"];
    let output = run(&[&sipd[..], &place].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 3, "{said}");
    for part in ["line 2, column", "Tanggal", "line 3, column", "--amounts"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let repaired = json(&[&sipd[..5], &["--amounts", "indonesian"], &place].concat());
    assert_eq!((&repaired["posted"], &repaired["repeated"]), (&1.into(), &1.into()), "{repaired}");
    for (more, wanted) in [
        (["--column", "amount=Bruto"], "no column \"Bruto\""),
        (["--column", "sum=Nilai"], "no field \"sum\""),
        (["--deduction", "PPN"], "ACCOUNT=COLUMN"),
    ] {
        let output = run(&[&sipd[..5], &more, &place].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(code(&output) != 0 && said.contains(wanted), "{said}");
    }
}
