//! Laporan operasional (LO): accrual revenue less expenses.

use super::{Beside, Layout, Line, OF_YEAR, chart, credit, debit, heading, sum};

pub(in super::super) const OPERATING_STATEMENT: Layout =
    Layout { name: "operating-statement", beside: Beside::YearBeforeAndChange, lines: LINES };

const LINES: &[Line] = &[
    heading("KEGIATAN OPERASIONAL", "OPERATING ACTIVITIES"),
    chart("own_source", credit(&["7.1"], OF_YEAR)),
    chart("transfers", credit(&["7.2"], OF_YEAR)),
    chart("other_revenue", credit(&["7.3"], OF_YEAR)),
    sum(
        "revenue",
        "JUMLAH PENDAPATAN-LO",
        "TOTAL REVENUE",
        &[("own_source", 1), ("transfers", 1), ("other_revenue", 1)],
    ),
    chart("operating_expenses", debit(&["8.1"], OF_YEAR)),
    chart("transfer_expenses", debit(&["8.2"], OF_YEAR)),
    sum("expenses", "JUMLAH BEBAN", "TOTAL EXPENSES", &[("operating_expenses", 1), ("transfer_expenses", 1)]),
    sum(
        "operating_surplus",
        "SURPLUS/(DEFISIT) DARI OPERASI",
        "SURPLUS/(DEFICIT) FROM OPERATIONS",
        &[("revenue", 1), ("expenses", -1)],
    ),
    heading("KEGIATAN NON OPERASIONAL", "NON-OPERATING ACTIVITIES"),
    chart("non_operating_gains", credit(&["7.4"], OF_YEAR)),
    chart("non_operating_losses", debit(&["8.3"], OF_YEAR)),
    sum(
        "non_operating_surplus",
        "SURPLUS/(DEFISIT) DARI KEGIATAN NON OPERASIONAL",
        "SURPLUS/(DEFICIT) FROM NON-OPERATING ACTIVITIES",
        &[("non_operating_gains", 1), ("non_operating_losses", -1)],
    ),
    sum(
        "surplus_before_extraordinary",
        "SURPLUS/(DEFISIT) SEBELUM POS LUAR BIASA",
        "SURPLUS/(DEFICIT) BEFORE EXTRAORDINARY ITEMS",
        &[("operating_surplus", 1), ("non_operating_surplus", 1)],
    ),
    heading("POS LUAR BIASA", "EXTRAORDINARY ITEMS"),
    chart("extraordinary_revenue", credit(&["7.5"], OF_YEAR)),
    chart("extraordinary_expenses", debit(&["8.4"], OF_YEAR)),
    sum(
        "extraordinary",
        "JUMLAH POS LUAR BIASA",
        "TOTAL EXTRAORDINARY ITEMS",
        &[("extraordinary_revenue", 1), ("extraordinary_expenses", -1)],
    ),
    sum(
        "surplus",
        "SURPLUS/(DEFISIT)-LO",
        "OPERATING SURPLUS/(DEFICIT)",
        &[("surplus_before_extraordinary", 1), ("extraordinary", 1)],
    ),
];
