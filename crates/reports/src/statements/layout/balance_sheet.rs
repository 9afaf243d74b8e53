//! Neraca: assets, liabilities and equity at the end of the period and at its beginning.

use super::{
    Comparison, Layout, Line, RECIPROCAL_ASSET, RECIPROCAL_EQUITY, chart, credit, debit, sum, terms,
};
use crate::parameters::ReportName;
use crate::statements::figures::Basis::Closing;

/// What the accounts of the year hold that is not closed yet belongs to equity, so that the statement balances on any day.
pub(in super::super) const BALANCE_SHEET: Layout = Layout {
    name: ReportName::BalanceSheet,
    title: "NERACA / BALANCE SHEET",
    comparison: Comparison::Opening,
    lines: LINES,
};

const LINES: &[Line] = &[
    super::heading("heading_assets", "ASET", "ASSETS"),
    chart("current", debit(&["1.1"], Closing).except(RECIPROCAL_ASSET)),
    terms(
        "reciprocal_asset",
        "RK-SKPD (dieliminasi dalam konsolidasi)",
        "Due from agencies (eliminated on consolidation)",
        &[debit(RECIPROCAL_ASSET, Closing)],
    )
    .of_one_entity(),
    sum(
        "current_assets",
        "JUMLAH ASET LANCAR",
        "TOTAL CURRENT ASSETS",
        &[("current", 1), ("reciprocal_asset", 1)],
    ),
    chart("investments", debit(&["1.2"], Closing)),
    sum(
        "long_term_investments",
        "JUMLAH INVESTASI JANGKA PANJANG",
        "TOTAL LONG-TERM INVESTMENTS",
        &[("investments", 1)],
    ),
    chart("fixed", debit(&["1.3"], Closing)),
    sum("fixed_assets", "JUMLAH ASET TETAP", "TOTAL FIXED ASSETS", &[("fixed", 1)]),
    chart("reserve", debit(&["1.4"], Closing)),
    sum("reserve_funds", "JUMLAH DANA CADANGAN", "TOTAL RESERVE FUNDS", &[("reserve", 1)]),
    chart("other", debit(&["1.5"], Closing)),
    sum("other_assets", "JUMLAH ASET LAINNYA", "TOTAL OTHER ASSETS", &[("other", 1)]),
    chart("property", debit(&["1.6"], Closing)),
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
    super::heading("heading_liabilities", "KEWAJIBAN", "LIABILITIES"),
    chart("short", credit(&["2.1"], Closing)),
    sum(
        "short_term_liabilities",
        "JUMLAH KEWAJIBAN JANGKA PENDEK",
        "TOTAL SHORT-TERM LIABILITIES",
        &[("short", 1)],
    ),
    chart("long", credit(&["2.2"], Closing)),
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
    super::heading("heading_equity", "EKUITAS", "EQUITY"),
    chart("own_equity", credit(&["3.1.01"], Closing)),
    chart("cumulative_effects", credit(&["3.1.04"], Closing)),
    terms(
        "current_surplus",
        "Surplus/(Defisit)-LO yang belum ditutup",
        "Operating surplus/(deficit) not closed yet",
        &[credit(&["7", "8"], Closing)],
    ),
    terms(
        "reciprocal_equity",
        "RK-PPKD (dieliminasi dalam konsolidasi)",
        "Due to the treasury (eliminated on consolidation)",
        &[credit(RECIPROCAL_EQUITY, Closing)],
    )
    .of_one_entity(),
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
