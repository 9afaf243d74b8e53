//! Random events of a regency's year, and what each means for the bank and for the budget, told without the rulebook.

use ledger::payment::{Field, FieldType, Item};
use ledger::{Currency, Payment, PaymentKind};
use proptest::prelude::*;

pub(crate) const PBB: &str = "4.1.01.15.01.0001";
pub(crate) const PBB_PENALTY: &str = "4.1.04.12.15.0001";
pub(crate) const KIOSK: &str = "4.1.02.01.05.0003";
pub(crate) const INTEREST: &str = "4.1.04.05.01.0001";
/// Stationery of one sub-activity of agency `1.02`, which has a budget, and a computer of another.
pub(crate) const SPENDING: [&str; 3] = [
    "5.1.02.01.01.0024~5.02.01.2.01.0003",
    "5.1.02.01.01.0024~5.02.01.2.02.0001",
    "5.2.02.10.01.0002~5.02.01.2.01.0003",
];
/// The appropriation of the first.
pub(crate) const CEILING: i64 = 1_500_000;
pub(crate) const FEE: &str = "5.1.02.02.01.0042~5.02.01.2.01.0003";
pub(crate) const INCOME_TAX: &str = "2.1.01.05.01.0001";
pub(crate) const AGENCIES: [&str; 2] = ["1.02", "5.02"];

/// An event, owned.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) kind: PaymentKind,
    texts: Vec<(Field, String)>,
    amounts: Vec<(Field, i64)>,
    items: Vec<(Field, &'static str, i64)>,
    /// The bank moves the money after the day's statement.
    pub(crate) is_late_at_bank: bool,
}

impl Event {
    pub(crate) fn payment(&self) -> Payment<'_> {
        let mut payment = Payment::new(self.kind, Currency::IDR);
        self.texts.iter().for_each(|(field, text)| payment.set_text(*field, text));
        self.amounts.iter().for_each(|(field, amount)| payment.set_amount(*field, *amount));
        for (field, account, amount) in &self.items {
            payment.set_items(*field, vec![Item { account, amount: *amount, previous: None }]);
        }
        payment
    }

    fn text(&self, field: Field) -> &str {
        self.texts.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
    }

    fn amount(&self, field: Field) -> i64 {
        self.amounts.iter().find(|(name, _)| *name == field).map_or(0, |(_, amount)| *amount)
    }

    fn deducted(&self) -> i64 {
        self.items.iter().filter(|(field, ..)| *field == Field::Deductions).map(|(.., amount)| amount).sum()
    }

    /// What the bank adds to the treasury's account, below zero for what it takes.
    pub(crate) fn at_bank(&self) -> i64 {
        use PaymentKind as Kind;
        let amount = self.amount(Field::Amount);
        match self.kind {
            Kind::PaymentReceived if self.text(Field::Into) == "treasury" => amount,
            Kind::SettlementReceived => amount - self.amount(Field::Fee),
            Kind::DepositMade
            | Kind::UnidentifiedReceived
            | Kind::InterestReceived
            | Kind::ImprestReturned => amount,
            Kind::SpendingReturned if self.text(Field::Into) == "treasury" => amount,
            Kind::RefundPaid => -amount,
            Kind::DisbursementPaid | Kind::ImprestIssued => self.deducted() - amount,
            Kind::TaxRemitted => -self.deducted(),
            _ => 0,
        }
    }

    /// Budgetary revenue by code: what a payer paid of what was owed, when it counts, less what was paid back.
    pub(crate) fn revenue(&self, on_receipt: bool) -> Vec<(&str, i64)> {
        use PaymentKind as Kind;
        let (account, amount) = (self.text(Field::Account), self.amount(Field::Amount));
        let penalty = self.amount(Field::Penalty);
        let paid = || {
            let tax = amount - penalty - self.amount(Field::Overpayment);
            vec![(account, tax), (self.text(Field::PenaltyAccount), penalty)]
        };
        match self.kind {
            Kind::PaymentReceived if on_receipt || self.text(Field::Into) == "treasury" => paid(),
            Kind::ReceiptIdentified => paid(),
            Kind::DepositMade | Kind::SettlementReceived if !on_receipt => vec![(account, amount)],
            Kind::InterestReceived => vec![(account, amount)],
            Kind::RefundPaid if self.text(Field::From) == "revenue" => vec![(account, -amount)],
            _ => Vec::new(),
        }
    }

    /// Merchant fees that were kept back less those authorised: spent by the bank's account and not yet by the budget.
    pub(crate) fn fees_pending(&self) -> i64 {
        match self.kind {
            PaymentKind::SettlementReceived => self.amount(Field::Fee),
            PaymentKind::FeeAuthorized => -self.amount(Field::Amount),
            _ => 0,
        }
    }
}

/// A budget for the agency's sub-activities, not generous.
pub(crate) fn budget() -> Event {
    Event {
        kind: PaymentKind::BudgetApproved,
        texts: vec![(Field::Agency, AGENCIES[0].to_owned()), (Field::Document, "DPA 1".to_owned())],
        amounts: Vec::new(),
        items: vec![(Field::Expenditure, SPENDING[0], CEILING), (Field::Revenue, PBB, 9_000_000)],
        is_late_at_bank: false,
    }
}

/// One event of revenue, spending or correction. Orders are named by few numbers, so that some are paid and some fail.
pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    (0_usize..25, 0_usize..2, 0_usize..3, 1_000_i64..1_000_000, 0_i64..1_000, 0_usize..6).prop_map(
        |(choice, agency, word, amount, part, order)| event(choice, agency, word, amount, part, order),
    )
}

fn event(choice: usize, agency: usize, word: usize, amount: i64, part: i64, order: usize) -> Event {
    use PaymentKind as Kind;
    let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::BudgetApproved | Kind::BudgetRevised));
    let kind = *kinds.cycle().nth(choice).expect("a cycle has no end");
    let is_late_at_bank = part % 5 == 0;
    let amounts = vec![(Field::Amount, amount)];
    let mut event = Event { kind, texts: Vec::new(), amounts, items: Vec::new(), is_late_at_bank };
    for spec in kind.fields() {
        let text = match spec.field {
            Field::Agency if kind == Kind::TaxRemitted => "ppkd".to_owned(),
            Field::Agency => AGENCIES[agency].to_owned(),
            Field::Account => account_of(kind, word).to_owned(),
            Field::Order | Field::Request | Field::Disbursement => format!("SPM {order}"),
            Field::Document | Field::Reason | Field::Description | Field::FundRelease => "dokumen".to_owned(),
            _ => match spec.field_type {
                FieldType::Word(words) => words[(word + order) % words.len()].to_owned(),
                _ => continue,
            },
        };
        event.texts.push((spec.field, text));
    }
    add_parts(&mut event, amount, part, order);
    event
}

fn account_of(kind: PaymentKind, word: usize) -> &'static str {
    use PaymentKind as Kind;
    match kind {
        Kind::InterestReceived => INTEREST,
        Kind::FeeAuthorized => FEE,
        Kind::PriorYearCorrected => ["1.1.03.15.01.0001", "2.1.06.02.01.0024", "1.1.12.01.03.0001"][word],
        Kind::AssessmentIssued
        | Kind::PaymentReceived
        | Kind::SettlementReceived
        | Kind::DepositMade
        | Kind::RefundPaid
        | Kind::ReceiptIdentified
        | Kind::AllowanceRecognized
        | Kind::ReceivableWrittenOff => [PBB, KIOSK, PBB][word],
        _ => SPENDING[word],
    }
}

/// Amounts within the event's amount.
fn add_parts(event: &mut Event, amount: i64, part: i64, order: usize) {
    use PaymentKind as Kind;
    match event.kind {
        // Custody takes no overpayment, and a penalty only with its account.
        Kind::PaymentReceived | Kind::ReceiptIdentified if part % 2 == 0 => {
            event.amounts.push((Field::Penalty, part));
            event.texts.push((Field::PenaltyAccount, PBB_PENALTY.to_owned()));
        }
        Kind::PaymentReceived if event.text(Field::Into) != "treasury" => {}
        Kind::PaymentReceived | Kind::ReceiptIdentified => event.amounts.push((Field::Overpayment, part)),
        Kind::SettlementReceived => event.amounts.push((Field::Fee, if part % 3 == 0 { 0 } else { part })),
        Kind::DisbursementPaid | Kind::DisbursementOrdered => {
            event.items.push((Field::Deductions, INCOME_TAX, part));
            event.amounts.push((Field::Transfer, amount - part));
            // Some are paid without an order.
            if event.kind == Kind::DisbursementPaid && order > 3 {
                event.texts.retain(|(field, _)| *field != Field::Order);
            }
        }
        Kind::ImprestIssued => {
            event.items.push((Field::Deductions, INCOME_TAX, part));
            event.amounts.push((Field::Transfer, amount - part));
        }
        Kind::TaxRemitted => event.items.push((Field::Deductions, INCOME_TAX, part.max(1))),
        _ => {}
    }
}
