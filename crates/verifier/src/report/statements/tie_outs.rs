//! What must agree between the statements of one view, as every statement and budget realization says at its end.

use super::layout::{
    AT_END, BALANCE_SHEET, CASH, CASH_FLOW, DUE_FROM_AGENCIES, DUE_TO_TREASURY, EQUITY_CHANGES, Layout,
    OPERATING_STATEMENT, SURPLUS_CHANGES, credit, debit,
};
use super::{Setting, sum, values};
use crate::report::TieOut;
use crate::report::kinds::View;

/// What is left by the lines of a budget realization, and by those of the changes in the budget surplus.
pub(in crate::report) fn silpa(view: &View, setting: Setting, left: i128, currency: &str) -> TieOut {
    let figures = values(&SURPLUS_CHANGES, view, setting, false);
    TieOut {
        name: "lra-silpa",
        title: "SiLPA di LRA = SiLPA di LPSAL / surplus of the LRA = surplus of the LPSAL",
        left,
        right: figures.get("silpa").copied().unwrap_or_default(),
        currency: currency.to_owned(),
    }
}

/// Both figures of each comparison. `all` are the sums of all entities, over which alone agencies and treasury agree.
pub(in crate::report) fn tie_outs(view: &View, all: &View, setting: Setting, currency: &str) -> Vec<TieOut> {
    let figure = |layout: &Layout, key: &str| {
        values(layout, view, setting, false).get(key).copied().unwrap_or_default()
    };
    let [financial, budget] = view.books.map(|sides| (sides.debit, sides.credit));
    // The surplus of the operating statement in the place of the one that the statement of equity works out.
    let closing_equity = figure(&EQUITY_CHANGES, "closing_equity") - figure(&EQUITY_CHANGES, "surplus")
        + figure(&OPERATING_STATEMENT, "surplus");
    let cash = sum(view, &debit(CASH, AT_END));
    let (due_to, due_from) =
        (sum(all, &credit(DUE_TO_TREASURY, AT_END)), sum(all, &debit(DUE_FROM_AGENCIES, AT_END)));
    let tie_out = |name, title, (left, right): (i128, i128)| TieOut {
        name,
        title,
        left,
        right,
        currency: currency.to_owned(),
    };
    vec![
        tie_out("trial-balance", "neraca saldo debit = kredit / trial balance debit = credit", financial),
        tie_out(
            "budget-trial-balance",
            "neraca saldo anggaran debit = kredit / budget trial balance debit = credit",
            budget,
        ),
        tie_out(
            "balance-sheet",
            "aset = kewajiban + ekuitas / assets = liabilities + equity",
            (figure(&BALANCE_SHEET, "assets"), figure(&BALANCE_SHEET, "liabilities_and_equity")),
        ),
        tie_out(
            "equity-changes",
            "ekuitas awal + surplus-LO + mutasi = ekuitas akhir / opening equity + surplus + changes = closing equity",
            (closing_equity, figure(&BALANCE_SHEET, "equity")),
        ),
        tie_out(
            "surplus-to-cash",
            "SAL akhir = kas dikurangi PFK / closing budget surplus = cash less what is withheld",
            (figure(&SURPLUS_CHANGES, "closing_surplus"), figure(&SURPLUS_CHANGES, "surplus_in_cash")),
        ),
        tie_out(
            "cash-flow",
            "saldo akhir kas LAK = kas di neraca / closing cash of the cash flow = cash of the balance sheet",
            (figure(&CASH_FLOW, "closing_cash"), cash),
        ),
        tie_out(
            "reciprocal-accounts",
            "jumlah RK-PPKD = RK-SKPD / due to the treasury = due from agencies",
            (due_to, due_from),
        ),
    ]
}
