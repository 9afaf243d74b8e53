//! Laporan perubahan ekuitas (LPE): equity from the first day to the last.

use super::super::super::kinds::BUSINESS_WITHIN;
use super::{
    AT_OPENING, BEFORE, Beside, DUE_TO_TREASURY, Layout, Line, OF_YEAR, OPERATIONS, When, chart, credit,
    heading, sum, terms,
};

pub(in super::super) const EQUITY_CHANGES: Layout =
    Layout { name: "equity-changes", beside: Beside::YearBefore, lines: LINES };

const LINES: &[Line] = &[
    terms(
        "opening_own_equity",
        "EKUITAS AWAL",
        "OPENING EQUITY",
        &[credit(&["3.1.01", "3.1.04"], AT_OPENING), credit(OPERATIONS, BEFORE)],
    ),
    terms(
        "opening_reciprocal",
        "RK-PPKD AWAL (dieliminasi dalam konsolidasi)",
        "OPENING DUE TO THE TREASURY (eliminated on consolidation)",
        &[credit(DUE_TO_TREASURY, AT_OPENING)],
    )
    .when(When::OneEntity),
    terms("surplus", "SURPLUS/(DEFISIT)-LO", "OPERATING SURPLUS/(DEFICIT)", &[credit(OPERATIONS, OF_YEAR)]),
    heading(
        "DAMPAK KUMULATIF PERUBAHAN KEBIJAKAN/KESALAHAN MENDASAR",
        "CUMULATIVE EFFECTS OF CHANGES OF POLICY AND OF ERRORS",
    ),
    chart("cumulative_effects", credit(&["3.1.04"], BUSINESS_WITHIN)),
    terms(
        "other_changes",
        "MUTASI EKUITAS LAINNYA",
        "OTHER CHANGES IN EQUITY",
        &[credit(&["3.1.01"], BUSINESS_WITHIN)],
    ),
    terms(
        "reciprocal_change",
        "MUTASI RK-PPKD (dieliminasi dalam konsolidasi)",
        "CHANGE IN DUE TO THE TREASURY (eliminated on consolidation)",
        &[credit(DUE_TO_TREASURY, BUSINESS_WITHIN)],
    )
    .when(When::OneEntity),
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
