//! Laporan arus kas (LAK): where cash came from and went, by the direct method. Receipts and payments are those of the budget
//! books, gross; what moved cash without them stands below.

use super::{
    CASH, CUSTODY, Comparison, FEE_EXPENDITURE, FEE_EXPENSE, FEE_PAYABLE, Layout, Line, OVERPAID,
    RECIPROCAL_ASSET, RECIPROCAL_EQUITY, SURPLUS_CORRECTION, WITHHELD, chart, credit, debit, sum, terms,
};
use crate::parameters::ReportName;
use crate::statements::figures::Basis::{Change, Opening};
use crate::statements::figures::Measure::{CreditsIn, DebitsOut};

pub(in super::super) const CASH_FLOW: Layout = Layout {
    name: ReportName::CashFlow,
    title: "LAPORAN ARUS KAS / STATEMENT OF CASH FLOWS",
    comparison: Comparison::YearBefore,
    lines: LINES,
};

/// Sale of assets that are not in enterprises: revenue of the budget, and no operating receipt.
const ASSETS_SOLD: &[&str] = &["4.1.04.01"];
/// Reserve funds and holdings: financing of the budget, and investment of cash.
const INVESTED_IN: &[&str] = &["6.1.02", "6.1.03"];
const INVESTED_OUT: &[&str] = &["6.2.01", "6.2.02"];

const LINES: &[Line] = &[
    super::heading("heading_operating", "ARUS KAS DARI AKTIVITAS OPERASI", "OPERATING ACTIVITIES"),
    chart("operating_in", credit(&["4.1", "4.2", "4.3"], Change).except(ASSETS_SOLD)),
    sum("operating_receipts", "JUMLAH ARUS MASUK KAS OPERASI", "OPERATING RECEIPTS", &[("operating_in", 1)]),
    chart("operating_out", debit(&["5.1", "5.3", "5.4"], Change)),
    sum(
        "operating_payments",
        "JUMLAH ARUS KELUAR KAS OPERASI",
        "OPERATING PAYMENTS",
        &[("operating_out", 1)],
    ),
    sum(
        "operating",
        "ARUS KAS BERSIH DARI AKTIVITAS OPERASI",
        "NET CASH FROM OPERATING ACTIVITIES",
        &[("operating_receipts", 1), ("operating_payments", -1)],
    ),
    super::heading("heading_investing", "ARUS KAS DARI AKTIVITAS INVESTASI", "INVESTING ACTIVITIES"),
    chart("assets_sold", credit(ASSETS_SOLD, Change)),
    chart("invested_in", credit(INVESTED_IN, Change)),
    sum(
        "investing_receipts",
        "JUMLAH ARUS MASUK KAS INVESTASI",
        "INVESTING RECEIPTS",
        &[("assets_sold", 1), ("invested_in", 1)],
    ),
    chart("capital", debit(&["5.2"], Change)),
    chart("invested_out", debit(INVESTED_OUT, Change)),
    sum(
        "investing_payments",
        "JUMLAH ARUS KELUAR KAS INVESTASI",
        "INVESTING PAYMENTS",
        &[("capital", 1), ("invested_out", 1)],
    ),
    sum(
        "investing",
        "ARUS KAS BERSIH DARI AKTIVITAS INVESTASI",
        "NET CASH FROM INVESTING ACTIVITIES",
        &[("investing_receipts", 1), ("investing_payments", -1)],
    ),
    super::heading("heading_financing", "ARUS KAS DARI AKTIVITAS PENDANAAN", "FINANCING ACTIVITIES"),
    chart("financed_in", credit(&["6.1"], Change).except(&["6.1.01", "6.1.02", "6.1.03"])),
    sum("financing_receipts", "JUMLAH ARUS MASUK KAS PENDANAAN", "FINANCING RECEIPTS", &[("financed_in", 1)]),
    chart("financed_out", debit(&["6.2"], Change).except(INVESTED_OUT)),
    sum(
        "financing_payments",
        "JUMLAH ARUS KELUAR KAS PENDANAAN",
        "FINANCING PAYMENTS",
        &[("financed_out", 1)],
    ),
    sum(
        "financing",
        "ARUS KAS BERSIH DARI AKTIVITAS PENDANAAN",
        "NET CASH FROM FINANCING ACTIVITIES",
        &[("financing_receipts", 1), ("financing_payments", -1)],
    ),
    super::heading("heading_transitory", "ARUS KAS DARI AKTIVITAS TRANSITORIS", "TRANSITORY ACTIVITIES"),
    terms(
        "withheld",
        "Penerimaan PFK",
        "Withheld for third parties",
        &[credit(WITHHELD, Change).measured(CreditsIn)],
    ),
    terms(
        "remitted",
        "Pengeluaran PFK",
        "Remitted to third parties",
        &[credit(WITHHELD, Change).measured(DebitsOut)],
    ),
    terms(
        "custody",
        "Kenaikan kas di bendahara penerimaan yang belum disetor",
        "Increase of cash with receiving treasurers, not deposited yet",
        &[debit(CUSTODY, Change)],
    )
    .on_deposit(),
    terms(
        "overpaid",
        "Kenaikan utang kelebihan pembayaran",
        "Increase of what is owed for overpayments",
        &[credit(OVERPAID, Change)],
    ),
    terms(
        "fees",
        "Biaya bank yang belum disahkan",
        "Bank fees not authorised yet",
        &[credit(FEE_EXPENSE, Change), credit(FEE_PAYABLE, Change), debit(FEE_EXPENDITURE, Change)],
    ),
    terms(
        "corrections",
        "Koreksi SAL tahun sebelumnya",
        "Corrections of earlier years' surplus",
        &[credit(SURPLUS_CORRECTION, Change)],
    ),
    terms(
        "reciprocal",
        "Kiriman uang antara SKPD dan kas daerah",
        "Transfers between agency and treasury",
        &[credit(RECIPROCAL_ASSET, Change), credit(RECIPROCAL_EQUITY, Change)],
    )
    .of_one_entity(),
    sum(
        "transitory",
        "ARUS KAS BERSIH DARI AKTIVITAS TRANSITORIS",
        "NET CASH FROM TRANSITORY ACTIVITIES",
        &[
            ("withheld", 1),
            ("remitted", 1),
            ("custody", 1),
            ("overpaid", 1),
            ("fees", 1),
            ("corrections", 1),
            ("reciprocal", 1),
        ],
    ),
    sum(
        "net",
        "KENAIKAN/(PENURUNAN) BERSIH KAS",
        "NET INCREASE/(DECREASE) IN CASH",
        &[("operating", 1), ("investing", 1), ("financing", 1), ("transitory", 1)],
    ),
    terms("opening_cash", "SALDO AWAL KAS", "OPENING CASH", &[debit(CASH, Opening)]),
    sum("closing_cash", "SALDO AKHIR KAS", "CLOSING CASH", &[("net", 1), ("opening_cash", 1)]),
];
