//! From payment messages to what the rulebook sees: a kind and values of named fields.

use ledger::payment::Field::{
    Account, Agency, Amount, Basis, Channel, CorrectionAccount, Description, Disbursement, Document,
    Expenditure, Fee, FinancingIn, FinancingOut, From, FundRelease, Into, Kind, Order, Overpayment, Penalty,
    PenaltyAccount, Reason, Reference, Request, Revenue, Side, Transfer,
};
use ledger::payment::{Field, Item, Problem};
use ledger::{Currency, Payment, PaymentKind, Refusal, RefusalCode};

use crate::form::Reader;
use crate::message::Message;
use crate::payment_v1 as pb;
use crate::reconciliation;

/// The payment in a message; `None` when it is an instruction.
pub(crate) fn payment(message: &Message, book_currency: Currency) -> Option<Result<Payment<'_>, Refusal>> {
    let mut filling = Filling::new(book_currency);
    let kind = filling.fill(message)?;
    Some(filling.finish(kind))
}

/// A payment being read.
struct Filling<'a> {
    reader: Reader,
    /// Currency of the first amount, with its field's name.
    currency: Option<(Currency, &'static str)>,
    payment: Payment<'a>,
}

impl<'a> Filling<'a> {
    fn new(book_currency: Currency) -> Self {
        // Kind and currency are known at the end only.
        let payment = Payment::new(PaymentKind::AssessmentIssued, book_currency);
        Self { reader: Reader::new(book_currency), currency: None, payment }
    }

    /// The schema's rungs come before those of amounts, so they are asked first.
    fn finish(mut self, kind: PaymentKind) -> Result<Payment<'a>, Refusal> {
        self.payment.kind = kind;
        if let Some((currency, _)) = self.currency {
            self.payment.currency = currency;
        }
        if let Some(fault) = self.payment.fault() {
            let code = match fault.problem {
                Problem::Missing => RefusalCode::FieldMissing,
                Problem::NotOneOf(_) | Problem::NotAName => RefusalCode::FieldInvalid,
            };
            self.reader.fail(Refusal::new(code, fault.to_string()));
        }
        self.reader.finish(self.payment)
    }

    fn texts(&mut self, texts: &[(Field, &'a str)]) {
        texts.iter().for_each(|(field, text)| self.payment.set_text(*field, text));
    }

    fn minor(&mut self, name: &'static str, amount: &pb::Amount) -> i64 {
        let (minor, currency) = self.reader.amount(name, amount);
        let (first, first_name) = *self.currency.get_or_insert((currency, name));
        if first != currency {
            let detail = format!("\"{name}\" in {currency} and \"{first_name}\" in {first}");
            self.reader.fail(Refusal::new(RefusalCode::CurrenciesMixed, detail));
        }
        minor
    }

    fn amount(&mut self, field: Field, amount: Option<&pb::Amount>) {
        if let Some(amount) = amount {
            let minor = self.minor(field.name(), amount);
            self.payment.set_amount(field, minor);
        }
    }

    /// The amount of a listed account, which is never left out.
    fn item_amount(&mut self, field: Field, amount: Option<&pb::Amount>) -> i64 {
        let Some(amount) = amount else {
            let detail = format!("an item of \"{}\" has no amount", field.name());
            self.reader.fail(Refusal::new(RefusalCode::FieldMissing, detail));
            return 0;
        };
        self.minor(field.name(), amount)
    }

    fn deductions(&mut self, deductions: &'a [pb::AccountAmount]) {
        let mut items = Vec::with_capacity(deductions.len());
        for deduction in deductions {
            let amount = self.item_amount(Field::Deductions, deduction.amount.as_ref());
            items.push(Item { account: &deduction.account, amount, previous: None });
        }
        self.payment.set_items(Field::Deductions, items);
    }

    fn budget(&mut self, field: Field, lines: &'a [pb::BudgetLine]) {
        let mut items = Vec::with_capacity(lines.len());
        for line in lines {
            let amount = self.item_amount(field, line.amount.as_ref());
            let previous = line.previous.as_ref().map(|previous| self.minor(field.name(), previous));
            items.push(Item { account: &line.account, amount, previous });
        }
        self.payment.set_items(field, items);
    }

    /// Reads a message's fields; `None` when it is not a payment.
    fn fill(&mut self, message: &'a Message) -> Option<PaymentKind> {
        self.fill_revenue(message)
            .or_else(|| self.fill_suspense(message))
            .or_else(|| self.fill_valuation(message))
            .or_else(|| self.fill_budget(message))
            .or_else(|| self.fill_spending(message))
            .or_else(|| self.fill_treasury(message))
    }

    /// What payers owe and pay.
    fn fill_revenue(&mut self, message: &'a Message) -> Option<PaymentKind> {
        Some(match message {
            Message::AssessmentIssued(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::AssessmentIssued
            }
            Message::PaymentReceived(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Channel, &body.channel)]);
                self.texts(&[
                    (PenaltyAccount, &body.penalty_account),
                    (Basis, &body.basis),
                    (Into, &body.into),
                ]);
                self.amount(Amount, body.amount.as_ref());
                self.amount(Penalty, body.penalty.as_ref());
                self.amount(Overpayment, body.overpayment.as_ref());
                PaymentKind::PaymentReceived
            }
            Message::SettlementReceived(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Channel, &body.channel)]);
                self.amount(Amount, body.amount.as_ref());
                self.amount(Fee, body.fee.as_ref());
                PaymentKind::SettlementReceived
            }
            Message::DepositMade(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Channel, &body.channel)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::DepositMade
            }
            Message::RefundPaid(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Channel, &body.channel)]);
                self.texts(&[(From, &body.from)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::RefundPaid
            }
            _ => return None,
        })
    }

    /// What came in by other ways than a payer's payment.
    fn fill_suspense(&mut self, message: &'a Message) -> Option<PaymentKind> {
        Some(match message {
            Message::UnidentifiedReceived(body) => {
                self.texts(&[(Channel, &body.channel), (Reference, &body.reference)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::UnidentifiedReceived
            }
            Message::ReceiptIdentified(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Basis, &body.basis)]);
                self.texts(&[(PenaltyAccount, &body.penalty_account), (Reference, &body.reference)]);
                self.amount(Amount, body.amount.as_ref());
                self.amount(Penalty, body.penalty.as_ref());
                self.amount(Overpayment, body.overpayment.as_ref());
                PaymentKind::ReceiptIdentified
            }
            Message::InterestReceived(body) => {
                self.texts(&[(Account, &body.account), (Channel, &body.channel)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::InterestReceived
            }
            _ => return None,
        })
    }

    /// What is decided about amounts that are in the books already.
    fn fill_valuation(&mut self, message: &'a Message) -> Option<PaymentKind> {
        Some(match message {
            Message::FeeAuthorized(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Document, &body.document)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::FeeAuthorized
            }
            Message::AllowanceRecognized(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Document, &body.document)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::AllowanceRecognized
            }
            Message::ReceivableWrittenOff(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Document, &body.document)]);
                self.texts(&[(Reason, &body.reason)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::ReceivableWrittenOff
            }
            Message::PriorYearCorrected(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Document, &body.document)]);
                self.texts(&[(Side, &body.side), (CorrectionAccount, &body.correction_account)]);
                self.texts(&[(Reason, &body.reason)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::PriorYearCorrected
            }
            _ => return None,
        })
    }

    /// What may be spent and should come in.
    fn fill_budget(&mut self, message: &'a Message) -> Option<PaymentKind> {
        Some(match message {
            Message::BudgetApproved(body) => {
                self.texts(&[(Agency, &body.agency), (Document, &body.document)]);
                self.budget(Revenue, &body.revenue);
                self.budget(Expenditure, &body.expenditure);
                self.budget(FinancingIn, &body.financing_in);
                self.budget(FinancingOut, &body.financing_out);
                PaymentKind::BudgetApproved
            }
            Message::BudgetRevised(body) => {
                self.texts(&[(Agency, &body.agency), (Document, &body.document)]);
                self.budget(Revenue, &body.revenue);
                self.budget(Expenditure, &body.expenditure);
                self.budget(FinancingIn, &body.financing_in);
                self.budget(FinancingOut, &body.financing_out);
                PaymentKind::BudgetRevised
            }
            Message::FundReleased(body) => {
                self.texts(&[(Agency, &body.agency), (Document, &body.document)]);
                self.texts(&[(Description, &body.description)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::FundReleased
            }
            Message::PaymentRequested(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Kind, &body.kind)]);
                self.texts(&[(Request, &body.request), (FundRelease, &body.fund_release)]);
                self.texts(&[(Description, &body.description)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::PaymentRequested
            }
            _ => return None,
        })
    }

    /// What agencies spend.
    fn fill_spending(&mut self, message: &'a Message) -> Option<PaymentKind> {
        Some(match message {
            Message::DeliveryAccepted(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::DeliveryAccepted
            }
            Message::SpendingReported(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Channel, &body.channel)]);
                self.texts(&[(Description, &body.description)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::SpendingReported
            }
            Message::SpendingReturned(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Channel, &body.channel)]);
                self.texts(&[(Description, &body.description), (Into, &body.into)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::SpendingReturned
            }
            Message::CardPurchase(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::CardPurchase
            }
            _ => return None,
        })
    }

    /// What the treasury pays.
    fn fill_treasury(&mut self, message: &'a Message) -> Option<PaymentKind> {
        Some(match message {
            Message::DisbursementOrdered(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Order, &body.order)]);
                self.texts(&[(Request, &body.request), (FundRelease, &body.fund_release)]);
                self.texts(&[(Kind, &body.kind)]);
                self.amount(Amount, body.amount.as_ref());
                self.amount(Transfer, body.transfer.as_ref());
                self.deductions(&body.deductions);
                PaymentKind::DisbursementOrdered
            }
            Message::DisbursementPaid(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Order, &body.order)]);
                self.texts(&[(Basis, &body.basis), (Channel, &body.channel)]);
                self.texts(&[(Disbursement, &body.disbursement), (Kind, &body.kind)]);
                self.amount(Amount, body.amount.as_ref());
                self.amount(Transfer, body.transfer.as_ref());
                self.deductions(&body.deductions);
                PaymentKind::DisbursementPaid
            }
            Message::DisbursementFailed(body) => {
                self.texts(&[(Agency, &body.agency), (Order, &body.order)]);
                PaymentKind::DisbursementFailed
            }
            Message::TaxRemitted(body) => {
                self.texts(&[(Agency, &body.agency), (Channel, &body.channel)]);
                self.deductions(&body.deductions);
                PaymentKind::TaxRemitted
            }
            Message::ImprestIssued(body) => {
                self.texts(&[(Agency, &body.agency), (Kind, &body.kind), (Channel, &body.channel)]);
                self.texts(&[(Order, &body.order), (Request, &body.request)]);
                self.texts(&[(FundRelease, &body.fund_release), (Disbursement, &body.disbursement)]);
                self.texts(&[(Description, &body.description)]);
                self.amount(Amount, body.amount.as_ref());
                self.amount(Transfer, body.transfer.as_ref());
                self.deductions(&body.deductions);
                PaymentKind::ImprestIssued
            }
            Message::ImprestReturned(body) => {
                self.texts(&[(Agency, &body.agency), (Channel, &body.channel)]);
                self.amount(Amount, body.amount.as_ref());
                PaymentKind::ImprestReturned
            }
            Message::ReconciliationConfirmed(body) => {
                self.texts(&[(Agency, &body.agency), (Account, &body.account), (Document, &body.document)]);
                reconciliation::check(body, &mut self.reader);
                PaymentKind::ReconciliationConfirmed
            }
            _ => return None,
        })
    }
}
