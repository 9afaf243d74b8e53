//! Neraca: assets, liabilities and equity on the last day and on the first. What is not closed yet of the accounts of the
//! year belongs to equity.

use super::{
    AT_END, Beside, DUE_FROM_AGENCIES, DUE_TO_TREASURY, Layout, Line, OPERATIONS, When, chart, credit, debit,
    heading, sum, terms,
};

pub(in super::super) const BALANCE_SHEET: Layout =
    Layout { name: "balance-sheet", beside: Beside::Opening, lines: LINES };

const LINES: &[Line] = &[
    heading("ASET", "ASSETS"),
    chart("current", debit(&["1.1"], AT_END).except(DUE_FROM_AGENCIES)),
    terms(
        "reciprocal_asset",
        "RK-SKPD (dieliminasi dalam konsolidasi)",
        "Due from agencies (eliminated on consolidation)",
        &[debit(DUE_FROM_AGENCIES, AT_END)],
    )
    .when(When::OneEntity),
    sum(
        "current_assets",
        "JUMLAH ASET LANCAR",
        "TOTAL CURRENT ASSETS",
        &[("current", 1), ("reciprocal_asset", 1)],
    ),
    chart("investments", debit(&["1.2"], AT_END)),
    sum(
        "long_term_investments",
        "JUMLAH INVESTASI JANGKA PANJANG",
        "TOTAL LONG-TERM INVESTMENTS",
        &[("investments", 1)],
    ),
    chart("fixed", debit(&["1.3"], AT_END)),
    sum("fixed_assets", "JUMLAH ASET TETAP", "TOTAL FIXED ASSETS", &[("fixed", 1)]),
    chart("reserve", debit(&["1.4"], AT_END)),
    sum("reserve_funds", "JUMLAH DANA CADANGAN", "TOTAL RESERVE FUNDS", &[("reserve", 1)]),
    chart("other", debit(&["1.5"], AT_END)),
    sum("other_assets", "JUMLAH ASET LAINNYA", "TOTAL OTHER ASSETS", &[("other", 1)]),
    chart("property", debit(&["1.6"], AT_END)),
    sum("investment_property", "JUMLAH PROPERTI INVESTASI", "TOTAL INVESTMENT PROPERTY", &[("property", 1)]),
    sum(
        "assets",
        "JUMLAH ASET",
        "TOTAL ASSETS",
        &[
            ("current_assets", 1),
            ("long_term_investments", 1),
            ("fixed_assets", 1),
            ("reserve_funds", 1),
            ("other_assets", 1),
            ("investment_property", 1),
        ],
    ),
    heading("KEWAJIBAN", "LIABILITIES"),
    chart("short", credit(&["2.1"], AT_END)),
    sum(
        "short_term_liabilities",
        "JUMLAH KEWAJIBAN JANGKA PENDEK",
        "TOTAL SHORT-TERM LIABILITIES",
        &[("short", 1)],
    ),
    chart("long", credit(&["2.2"], AT_END)),
    sum(
        "long_term_liabilities",
        "JUMLAH KEWAJIBAN JANGKA PANJANG",
        "TOTAL LONG-TERM LIABILITIES",
        &[("long", 1)],
    ),
    sum(
        "liabilities",
        "JUMLAH KEWAJIBAN",
        "TOTAL LIABILITIES",
        &[("short_term_liabilities", 1), ("long_term_liabilities", 1)],
    ),
    heading("EKUITAS", "EQUITY"),
    chart("own_equity", credit(&["3.1.01"], AT_END)),
    chart("cumulative_effects", credit(&["3.1.04"], AT_END)),
    terms(
        "current_surplus",
        "Surplus/(Defisit)-LO yang belum ditutup",
        "Operating surplus/(deficit) not closed yet",
        &[credit(OPERATIONS, AT_END)],
    ),
    terms(
        "reciprocal_equity",
        "RK-PPKD (dieliminasi dalam konsolidasi)",
        "Due to the treasury (eliminated on consolidation)",
        &[credit(DUE_TO_TREASURY, AT_END)],
    )
    .when(When::OneEntity),
    sum(
        "equity",
        "JUMLAH EKUITAS",
        "TOTAL EQUITY",
        &[("own_equity", 1), ("cumulative_effects", 1), ("current_surplus", 1), ("reciprocal_equity", 1)],
    ),
    sum(
        "liabilities_and_equity",
        "JUMLAH KEWAJIBAN DAN EKUITAS",
        "TOTAL LIABILITIES AND EQUITY",
        &[("liabilities", 1), ("equity", 1)],
    ),
];
