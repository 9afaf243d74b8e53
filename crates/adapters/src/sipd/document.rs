//! From rows to events: what a document is by its kind and the purpose in its number.

use std::collections::{BTreeMap, HashMap};

use profiles::document_number::{DocumentKind, DocumentNumber, Purpose};
use wire::message::Message;
use wire::payment_v1::{
    AccountAmount, Amount, DepositMade, DisbursementOrdered, DisbursementPaid, FundReleased, ImprestIssued,
    PaymentRequested, Vendor,
};

use super::rows::{Row, Table};
use super::{SipdEvent, SipdExport, SipdFault, SipdField, SipdKind, SipdMapping, text};
use crate::person::{Part, Person};
use crate::pseudonym::PseudonymKey;

/// Purposes by the words of an export.
const PURPOSES: [(&str, Purpose); 4] = [
    ("UP", Purpose::Imprest),
    ("GU", Purpose::Replenishment),
    ("TU", Purpose::AdditionalImprest),
    ("LS", Purpose::DirectPayment),
];

/// Makes events of a table's rows.
pub(super) fn export(source: String, table: Table, mapping: &SipdMapping, key: &PseudonymKey) -> SipdExport {
    let lines = lines(&table);
    let maker = Maker { table: &table, mapping, key, lines: &lines };
    let mut seen: HashMap<(String, String), u64> = HashMap::new();
    let (mut rows, mut passed_over) = (Vec::with_capacity(table.rows.len()), 0);
    for row in &table.rows {
        let place =
            (maker.text(row, SipdField::Number).to_owned(), maker.text(row, SipdField::Account).to_owned());
        let event = match seen.get(&place) {
            Some(line) => Err(maker.fault(row, SipdField::Number, format!(
                "this document has this account in line {line} already: add the two up, or tell them apart by sub-account"
            ))),
            None => maker.event(row),
        };
        seen.entry(place).or_insert(row.line);
        match event {
            Ok(Some(event)) => rows.push(Ok(event)),
            Ok(None) => passed_over += 1,
            Err(fault) => rows.push(Err(fault)),
        }
    }
    SipdExport { source, rows, passed_over }
}

/// How many rows each document has.
fn lines(table: &Table) -> BTreeMap<String, u64> {
    let mut lines = BTreeMap::new();
    for row in &table.rows {
        *lines.entry(table.text(row, SipdField::Number).to_owned()).or_default() += 1;
    }
    lines
}

struct Maker<'t> {
    table: &'t Table,
    mapping: &'t SipdMapping,
    key: &'t PseudonymKey,
    lines: &'t BTreeMap<String, u64>,
}

/// What a row's number says, or its columns in place of it.
struct Head {
    number: String,
    agency: String,
    purpose: Purpose,
}

impl Maker<'_> {
    fn text<'r>(&self, row: &'r Row, field: SipdField) -> &'r str {
        self.table.text(row, field)
    }

    fn fault(&self, row: &Row, field: SipdField, problem: String) -> SipdFault {
        SipdFault { line: row.line, column: self.table.column(field), problem, raw: self.table.raw(row) }
    }

    fn event(&self, row: &Row) -> Result<Option<SipdEvent>, SipdFault> {
        let head = self.head(row)?;
        let Some(message) = self.message(row, &head)? else { return Ok(None) };
        let date = message.date().to_owned();
        let id = self.line_name(&head.number, self.text(row, SipdField::Account));
        let source = format!("urn:neraca:sipd:{}", self.mapping.kind.as_str());
        let event = crate::event(&source, id, format!("{date}T00:00:00+07:00"), &message);
        Ok(Some(SipdEvent { event, payee: self.payee(row) }))
    }

    /// The name of a line: the document's number, with the account where the document has several lines.
    fn line_name(&self, number: &str, account: &str) -> String {
        let is_one_of_many = self.lines.get(number).is_some_and(|lines| *lines > 1);
        if is_one_of_many { format!("{number}#{account}") } else { number.to_owned() }
    }

    fn head(&self, row: &Row) -> Result<Head, SipdFault> {
        let number = self.text(row, SipdField::Number).to_owned();
        if number.is_empty() {
            return Err(self.fault(row, SipdField::Number, "the document has no number".to_owned()));
        }
        let stated = self.text(row, SipdField::Agency);
        let kind = match self.mapping.kind {
            SipdKind::FundRelease | SipdKind::DepositSlip => None,
            SipdKind::PaymentRequest => Some(DocumentKind::PaymentRequest),
            SipdKind::PaymentOrder => Some(DocumentKind::PaymentOrder),
            SipdKind::Disbursement => Some(DocumentKind::Disbursement),
        };
        let (agency, purpose) = match kind.filter(|_| !self.mapping.any_number) {
            Some(kind) => self.of_number(row, &number, kind, stated)?,
            None => (stated.to_owned(), self.stated_purpose(row, kind.is_some())?),
        };
        if !ledger::name::is_name(&agency) {
            return Err(self.fault(
                row,
                SipdField::Agency,
                format!("\"{agency}\" is not the code of an agency"),
            ));
        }
        Ok(Head { number, agency, purpose })
    }

    /// Agency and purpose as a number has them; a column that says otherwise is a fault.
    fn of_number(
        &self,
        row: &Row,
        number: &str,
        kind: DocumentKind,
        stated: &str,
    ) -> Result<(String, Purpose), SipdFault> {
        let fault = |problem| self.fault(row, SipdField::Number, problem);
        let parsed = DocumentNumber::parse(number).map_err(|error| fault(error.to_string()))?;
        if parsed.kind != kind {
            return Err(fault(format!(
                "document number \"{number}\" is of kind {}, and {} has {}",
                parsed.kind.code(),
                self.mapping.kind.as_str(),
                kind.code()
            )));
        }
        if !stated.is_empty() && stated != parsed.agency {
            let problem =
                format!("\"{stated}\" is not the agency in the document's number, {}", parsed.agency);
            return Err(self.fault(row, SipdField::Agency, problem));
        }
        let said = self.text(row, SipdField::Purpose).to_uppercase();
        // Exports say such as "LS Gaji"; the first word counts.
        let said = said.split_whitespace().next().unwrap_or_default();
        if PURPOSES.iter().any(|(word, purpose)| *word == said && *purpose != parsed.purpose) {
            let problem =
                format!("\"{said}\" is not the purpose in the document's number, {}", parsed.purpose.code());
            return Err(self.fault(row, SipdField::Purpose, problem));
        }
        Ok((parsed.agency.to_owned(), parsed.purpose))
    }

    fn stated_purpose(&self, row: &Row, is_needed: bool) -> Result<Purpose, SipdFault> {
        let said = self.text(row, SipdField::Purpose).to_uppercase();
        let said = said.split_whitespace().next().unwrap_or_default();
        match PURPOSES.iter().find(|(word, _)| *word == said) {
            Some((_, purpose)) => Ok(*purpose),
            // Fund releases and deposit slips have none.
            None if !is_needed => Ok(Purpose::DirectPayment),
            None => {
                Err(self.fault(row, SipdField::Purpose, format!("\"{said}\" is not one of UP, GU, TU, LS")))
            }
        }
    }

    /// What the document says; `None` for an order of imprest, for which nothing is held.
    fn message(&self, row: &Row, head: &Head) -> Result<Option<Message>, SipdFault> {
        let date = text::date(self.text(row, SipdField::Date));
        let date = date.map_err(|problem| self.fault(row, SipdField::Date, problem))?;
        let amount = self.amount(row, SipdField::Amount, self.text(row, SipdField::Amount))?;
        let own = |field| self.text(row, field).to_owned();
        let agency = head.agency.clone();
        Ok(Some(match (self.mapping.kind, head.purpose) {
            (SipdKind::FundRelease, _) => Message::FundReleased(FundReleased {
                date,
                agency,
                amount,
                document: head.number.clone(),
                valid_from: self.day(row, SipdField::ValidFrom)?,
                valid_to: self.day(row, SipdField::ValidTo)?,
                description: own(SipdField::Description),
            }),
            (SipdKind::PaymentRequest, purpose) => Message::PaymentRequested(PaymentRequested {
                date,
                agency,
                account: own(SipdField::Account),
                amount,
                request: self.line_name(&head.number, self.text(row, SipdField::Account)),
                fund_release: own(SipdField::FundRelease),
                kind: word(purpose).to_owned(),
                description: own(SipdField::Description),
            }),
            (SipdKind::DepositSlip, _) => Message::DepositMade(DepositMade {
                date,
                agency,
                account: own(SipdField::Account),
                amount,
                slip: head.number.clone(),
                channel: own(SipdField::Channel),
                // Exports have persons there, and an event has offices.
                depositor: String::new(),
                description: own(SipdField::Description),
            }),
            (SipdKind::PaymentOrder, Purpose::DirectPayment) => {
                Message::DisbursementOrdered(DisbursementOrdered {
                    date,
                    agency,
                    account: self.account(row)?,
                    amount,
                    order: self.line_name(&head.number, self.text(row, SipdField::Account)),
                    vendor: self.vendor(row),
                    request: own(SipdField::Request),
                    fund_release: own(SipdField::FundRelease),
                    deductions: self.deductions(row)?,
                    transfer: self.transfer(row)?,
                    kind: String::new(),
                    description: own(SipdField::Description),
                })
            }
            (SipdKind::PaymentOrder, _) => return Ok(None),
            (SipdKind::Disbursement, Purpose::DirectPayment) => Message::DisbursementPaid(DisbursementPaid {
                date,
                agency,
                account: self.account(row)?,
                amount,
                order: self.order(row, head),
                basis: self.mapping.basis.clone(),
                deductions: self.deductions(row)?,
                channel: own(SipdField::Channel),
                vendor: self.vendor(row),
                disbursement: head.number.clone(),
                transfer: self.transfer(row)?,
                kind: String::new(),
                description: own(SipdField::Description),
            }),
            (SipdKind::Disbursement, purpose) => Message::ImprestIssued(ImprestIssued {
                date,
                agency,
                amount,
                kind: word(purpose).to_owned(),
                order: own(SipdField::Order),
                channel: own(SipdField::Channel),
                request: own(SipdField::Request),
                fund_release: own(SipdField::FundRelease),
                disbursement: head.number.clone(),
                deductions: self.deductions(row)?,
                transfer: self.transfer(row)?,
                description: own(SipdField::Description),
            }),
        }))
    }

    /// The order that a disbursement carries out, by the name that its line has there.
    fn order(&self, row: &Row, head: &Head) -> String {
        let order = self.text(row, SipdField::Order);
        let is_one_of_many = self.lines.get(&head.number).is_some_and(|lines| *lines > 1);
        if order.is_empty() || !is_one_of_many {
            return order.to_owned();
        }
        format!("{order}#{}", self.text(row, SipdField::Account))
    }

    fn account(&self, row: &Row) -> Result<String, SipdFault> {
        match self.text(row, SipdField::Account) {
            "" => Err(self.fault(
                row,
                SipdField::Account,
                "a direct payment (LS) names its expenditure account".to_owned(),
            )),
            account => Ok(account.to_owned()),
        }
    }

    fn amount(&self, row: &Row, field: SipdField, written: &str) -> Result<Option<Amount>, SipdFault> {
        self.money(row, &self.table.column(field), written).map(Some)
    }

    fn money(&self, row: &Row, column: &str, written: &str) -> Result<Amount, SipdFault> {
        let currency = self.mapping.currency;
        let minor = text::amount(written, self.mapping.amounts, currency).map_err(|problem| SipdFault {
            line: row.line,
            column: column.to_owned(),
            problem,
            raw: self.table.raw(row),
        })?;
        Ok(Amount { value: currency.decimal(minor.into()), currency: currency.code().to_owned() })
    }

    fn transfer(&self, row: &Row) -> Result<Option<Amount>, SipdFault> {
        match self.text(row, SipdField::Transfer) {
            "" => Ok(None),
            written => self.amount(row, SipdField::Transfer, written),
        }
    }

    /// What is withheld, of columns and of a list in the row. Zeros and blanks are nothing.
    fn deductions(&self, row: &Row) -> Result<Vec<AccountAmount>, SipdFault> {
        let of_columns = self
            .table
            .deductions
            .iter()
            .map(|(account, column)| (account.as_str(), column.as_str(), self.table.cell(row, column)));
        let listed = row
            .listed_deductions
            .iter()
            .map(|(account, written)| (account.as_str(), "potongan", written.as_str()));
        let mut deductions = Vec::new();
        for (account, column, written) in of_columns.chain(listed) {
            if written.is_empty() || written == "-" {
                continue;
            }
            let amount = self.money(row, column, written)?;
            if amount.value.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
                deductions.push(AccountAmount { account: account.to_owned(), amount: Some(amount) });
            }
        }
        Ok(deductions)
    }

    fn day(&self, row: &Row, field: SipdField) -> Result<String, SipdFault> {
        match self.text(row, field) {
            "" => Ok(String::new()),
            written => text::date(written).map_err(|problem| self.fault(row, field, problem)),
        }
    }

    fn vendor(&self, row: &Row) -> Option<Vendor> {
        let vendor = self.text(row, SipdField::Vendor);
        (!vendor.is_empty()).then(|| Vendor { id: self.key.of(vendor), ..Vendor::default() })
    }

    fn payee(&self, row: &Row) -> Option<Person> {
        let vendor = self.text(row, SipdField::Vendor);
        if vendor.is_empty() {
            return None;
        }
        let mut payee = Person::new(Part::Vendor, vendor);
        let account = self.text(row, SipdField::VendorAccount);
        payee.account = (!account.is_empty()).then(|| account.to_owned());
        Some(payee)
    }
}

/// The word of events for a purpose.
fn word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Imprest => "initial",
        Purpose::Replenishment => "replenishment",
        Purpose::AdditionalImprest => "additional",
        Purpose::DirectPayment => "direct",
    }
}
