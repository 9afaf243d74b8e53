//! Laporan perubahan ekuitas (LPE): equity from the beginning of the period to its end.

use super::{Comparison, Layout, Line, RECIPROCAL_EQUITY, chart, credit, sum, terms};
use crate::parameters::ReportName;
use crate::statements::figures::Basis::{Before, Change, Flow, Opening};

pub(in super::super) const EQUITY_CHANGES: Layout = Layout {
    name: ReportName::EquityChanges,
    title: "LAPORAN PERUBAHAN EKUITAS / STATEMENT OF CHANGES IN EQUITY",
    comparison: Comparison::YearBefore,
    lines: LINES,
};

const LINES: &[Line] = &[
    terms(
        "opening_own_equity",
        "EKUITAS AWAL",
        "OPENING EQUITY",
        &[credit(&["3.1.01", "3.1.04"], Opening), credit(&["7", "8"], Before)],
    ),
    terms(
        "opening_reciprocal",
        "RK-PPKD AWAL (dieliminasi dalam konsolidasi)",
        "OPENING DUE TO THE TREASURY (eliminated on consolidation)",
        &[credit(RECIPROCAL_EQUITY, Opening)],
    )
    .of_one_entity(),
    terms("surplus", "SURPLUS/(DEFISIT)-LO", "OPERATING SURPLUS/(DEFICIT)", &[credit(&["7", "8"], Flow)]),
    super::heading(
        "heading_effects",
        "DAMPAK KUMULATIF PERUBAHAN KEBIJAKAN/KESALAHAN MENDASAR",
        "CUMULATIVE EFFECTS OF CHANGES OF POLICY AND OF ERRORS",
    ),
    chart("cumulative_effects", credit(&["3.1.04"], Change)),
    terms(
        "other_changes",
        "MUTASI EKUITAS LAINNYA",
        "OTHER CHANGES IN EQUITY",
        &[credit(&["3.1.01"], Change)],
    ),
    terms(
        "reciprocal_change",
        "MUTASI RK-PPKD (dieliminasi dalam konsolidasi)",
        "CHANGE IN DUE TO THE TREASURY (eliminated on consolidation)",
        &[credit(RECIPROCAL_EQUITY, Change)],
    )
    .of_one_entity(),
    sum(
        "closing_equity",
        "EKUITAS AKHIR",
        "CLOSING EQUITY",
        &[
            ("opening_own_equity", 1),
            ("opening_reciprocal", 1),
            ("surplus", 1),
            ("cumulative_effects", 1),
            ("other_changes", 1),
            ("reciprocal_change", 1),
        ],
    ),
];
