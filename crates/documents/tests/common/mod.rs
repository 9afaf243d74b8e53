//! Reports made by hand, and the programs that read documents back.

#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;
use std::process::Command;

use documents::{Paper, Signatory};
use ledger::{Currency, Date};
use reports::{Cell, Column, LogState, Provenance, Published, Report, Row, RowKind};

/// Day of 2025.
pub(crate) fn day(month: u32, day: u32) -> Date {
    Date::new(2025, month, day).unwrap()
}

pub(crate) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(crate) fn amount(minor: i128) -> Cell {
    Cell::Amount(minor, Currency::IDR)
}

fn provenance(entity: Option<&str>, code: Option<&str>) -> Provenance {
    let published =
        |name: &str| Some(Published { name: name.to_owned(), version: 3, sha256: "ab".repeat(32) });
    Provenance {
        book: "main".to_owned(),
        entity: entity.map(str::to_owned),
        code: code.map(str::to_owned),
        from: Some(day(1, 1)),
        to: Some(day(12, 31)),
        position: 123_456,
        log: LogState {
            tree_root: "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02".to_owned(),
            chart: published("kabupaten"),
            rulebook: published("kabupaten"),
        },
        ..Provenance::default()
    }
}

pub(crate) const AGENCY: &str = "5.02.0.00.0.00.01.0000";

/// A cash book of `lines` lines.
pub(crate) fn cash_book(lines: u64) -> Report {
    let titles = [
        ("number", "No."),
        ("date", "Tanggal"),
        ("reference", "No. Bukti"),
        ("code", "Kode Rekening"),
        ("description", "Uraian"),
        ("receipt", "Penerimaan"),
        ("payment", "Pengeluaran"),
        ("balance", "Saldo"),
    ];
    let row = |kind, cells| Row { kind, level: 0, cells, entry: None };
    let empty = || Cell::Empty;
    let titled = |kind, title: &str, [a, b, c]: [Cell; 3]| {
        row(kind, vec![empty(), empty(), empty(), empty(), text(title), a, b, c])
    };
    let mut rows = vec![titled(RowKind::Balance, "Saldo awal", [empty(), empty(), amount(10_000_000_000)])];
    let mut balance = 10_000_000_000_i128;
    for number in 1..=lines {
        let paid = i128::from(number % 7 + 1) * 123_456_789;
        let into = number.is_multiple_of(3);
        balance += if into { paid } else { -paid };
        let words = match number % 4 {
            0 => {
                "Belanja alat tulis kantor bulan Januari pada Badan Pengelolaan Keuangan dan Aset Daerah, toko \"Sumber Rejeki\" – kuitansi no. 17/BKAD/2025"
            }
            1 => "Belanja makan dan minum rapat",
            2 => {
                "Pembayaran honorarium narasumber kegiatan bimbingan teknis penatausahaan keuangan daerah bagi bendahara pengeluaran"
            }
            _ => "Penerimaan ganti uang persediaan (GU)",
        };
        let reference = format!("16.08/04.0/{number:06}/GU/{AGENCY}/P6/{}/2025", number % 12 + 1);
        rows.push(row(
            RowKind::Detail,
            vec![
                Cell::Number(number),
                Cell::Date(day((number % 12) as u32 + 1, (number % 28) as u32 + 1)),
                text(&reference),
                text("5.1.02.01.01.0024"),
                text(words),
                if into { amount(paid) } else { empty() },
                if into { empty() } else { amount(paid) },
                amount(balance),
            ],
        ));
    }
    rows.push(titled(RowKind::Total, "JUMLAH", [amount(1), amount(2), amount(balance)]));
    Report {
        name: "cash-book",
        title: "BUKU KAS UMUM BENDAHARA PENGELUARAN",
        head: vec![
            "MAIN".to_owned(),
            format!("SKPD: {AGENCY}"),
            "Periode 1 Januari 2025 s.d. 31 Desember 2025".to_owned(),
        ],
        columns: titles.map(|(key, title)| Column { key, title }).to_vec(),
        rows,
        totals: vec![("closing_balance".to_owned(), amount(balance))],
        closing: vec![format!(
            "Pada hari ini tanggal 31 Desember 2025 Buku Kas Umum Bendahara Pengeluaran ditutup. Oleh kami didapat di dalam kas sebesar {} (Terbilang: {}), terdiri dari:",
            reports::format::money(balance, Currency::IDR),
            reports::terbilang::amount(balance, Currency::IDR)
        )],
        tie_outs: Vec::new(),
        provenance: provenance(Some(AGENCY), Some("1.1.01.03")),
    }
}

/// A budget realisation with every level of the chart.
pub(crate) fn budget(rows: usize) -> Report {
    let titles = ["Kode", "Uraian", "Anggaran", "Realisasi", "Lebih/(Kurang)", "%", "Realisasi Tahun Lalu"];
    let keys = ["code", "name", "budget", "realized", "difference", "percent", "previous"];
    let names = [
        "PENDAPATAN DAERAH",
        "PENDAPATAN ASLI DAERAH (PAD)",
        "Pajak Daerah",
        "Pajak Barang dan Jasa Tertentu atas Makanan dan/atau Minuman",
        "PBJT atas Jasa Kesenian dan Hiburan, Pergelaran Kesenian, Musik, Tari dan/atau Busana",
    ];
    let mut made = Vec::new();
    for place in 0..rows {
        let level = (place % 5) as u8 + 1;
        let code = ["4", "4.1", "4.1.01", "4.1.01.19", "4.1.01.19.05"][place % 5];
        let budget = 123_456_789_012_345 / (i128::from(level) * 7 - 6);
        let realized = budget * 97 / 100 + place as i128;
        let kind = if level < 4 { RowKind::Group } else { RowKind::Detail };
        let cells = vec![
            text(code),
            text(names[place % 5]),
            amount(budget),
            amount(realized),
            amount(realized - budget),
            Cell::Percent(9_700),
            if level == 5 { amount(0) } else { amount(budget / 2) },
        ];
        made.push(Row { kind, level, cells, entry: None });
    }
    let sum = vec![
        Cell::Empty,
        text("SISA LEBIH PEMBIAYAAN ANGGARAN (SiLPA)"),
        amount(123_456_789_012_345),
        amount(120_456_789_012_345),
        amount(-3_000_000_000_000),
        Cell::Percent(9_757),
        amount(0),
    ];
    made.push(Row { kind: RowKind::Total, level: 0, cells: sum, entry: None });
    Report {
        name: "budget-realization",
        title: "LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH",
        head: vec![
            "MAIN".to_owned(),
            "Untuk tahun yang berakhir sampai dengan 31 Desember 2025 dan 2024".to_owned(),
        ],
        columns: keys.into_iter().zip(titles).map(|(key, title)| Column { key, title }).collect(),
        rows: made,
        totals: Vec::new(),
        closing: Vec::new(),
        tie_outs: Vec::new(),
        provenance: provenance(None, None),
    }
}

/// A paper on which everybody is known.
pub(crate) fn paper() -> Paper {
    let of = |role, title: Option<&str>, name: &str, nip: Option<&str>| Signatory {
        role,
        entity: None,
        title: title.map(str::to_owned),
        name: name.to_owned(),
        nip: nip.map(str::to_owned),
    };
    Paper {
        government: Some("PEMERINTAH KABUPATEN OGAN KOMERING ULU TIMUR".to_owned()),
        place: Some("Martapura".to_owned()),
        signed_on: Some(Date::new(2026, 1, 5).unwrap()),
        agencies: [(AGENCY.to_owned(), "Badan Pengelolaan Keuangan dan Aset Daerah".to_owned())].into(),
        signatories: vec![
            of(
                documents::Role::HeadOfGovernment,
                Some("Bupati Ogan Komering Ulu Timur"),
                "Nama Bupati, S.H.",
                None,
            ),
            of(
                documents::Role::BudgetUser,
                None,
                "Drs. Nama Kepala Badan, M.Si.",
                Some("19700101 199503 1 001"),
            ),
            of(
                documents::Role::PayingTreasurer,
                None,
                "Nama Bendahara, A.Md.",
                Some("19850202 200801 2 002"),
            ),
        ],
    }
}

/// What a program says about a file; its standard output.
pub(crate) fn told(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{} {arguments:?}: {}{}",
        program.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
