//! ISO 20022: camt.053 statements and camt.054 notifications, versions 02 to 08. Text of an entry is its remittance
//! information; parties are not read. A document type declaration is refused, so no entity is ever expanded.

use ledger::Currency;
use roxmltree::{Document, Node, ParsingOptions};

use super::camt_fields::{Reader, at, child, children, text};
use super::{
    Balance, BankEntry, BankStatement, Detail, Lines, NOT_IN_USE, References, Remark, StatementFault, Status,
    arithmetic, check_size, reference,
};

/// What a namespace begins with; two digits of version follow.
const NAMESPACES: [(&str, Kind); 2] = [
    ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.", Kind::Statement),
    ("urn:iso:std:iso:20022:tech:xsd:camt.054.001.", Kind::Notification),
];
/// Versions whose elements this reader knows.
const VERSIONS: std::ops::RangeInclusive<u32> = 2..=8;
/// A node takes more memory than its text; a statement of [`super::FILE_BYTES_MAX`] bytes has fewer.
const NODES_MAX: u32 = 8_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Statement,
    Notification,
}

/// Reads every statement of a document.
///
/// # Errors
/// The first thing that is wrong with it, by line and element.
pub fn read(file: &[u8]) -> Result<Vec<BankStatement>, StatementFault> {
    check_size(file)?;
    let text = std::str::from_utf8(file).map_err(|error| {
        let line = file[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        StatementFault::new(line, "file", "is not UTF-8; save it as UTF-8")
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_start();
    let skipped = file.len() - text.len();
    let lines = Lines::of(text);
    let before = file[..skipped].iter().filter(|byte| **byte == b'\n').count() as u64;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let (line, problem) = match error {
            roxmltree::Error::DtdDetected => {
                let line = lines.at(text.find("<!").unwrap_or_default());
                (line, "declares a document type, which no statement does".to_owned())
            }
            roxmltree::Error::NodesLimitReached => (1, "has too many elements for a statement".to_owned()),
            error => (u64::from(error.pos().row), format!("is not well-formed XML ({error})")),
        };
        StatementFault::new(before + line, "file", format!("{problem}; ask the bank for it again"))
    })?;
    let reader = Reader { lines, before };
    reader.document(document.root_element())
}

impl Reader {
    fn document(&self, root: Node<'_, '_>) -> Result<Vec<BankStatement>, StatementFault> {
        let namespace = root.tag_name().namespace().unwrap_or_default();
        let known = NAMESPACES.iter().find_map(|(prefix, kind)| {
            let version: u32 = namespace.strip_prefix(prefix)?.parse().ok()?;
            VERSIONS.contains(&version).then_some(*kind)
        });
        let kind = known.filter(|_| root.tag_name().name() == "Document").ok_or_else(|| {
            let problem = format!(
                "namespace \"{namespace}\" is neither camt.053 nor camt.054 in version 02 to 08; export one of these"
            );
            self.fault(root, problem)
        })?;
        let (message, statement) = match kind {
            Kind::Statement => ("BkToCstmrStmt", "Stmt"),
            Kind::Notification => ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        };
        let message = child(root, message).ok_or_else(|| self.fault(root, format!("has no {message}")))?;
        let statements: Vec<BankStatement> =
            children(message, statement).map(|node| self.statement(node, kind)).collect::<Result<_, _>>()?;
        if statements.is_empty() {
            let problem =
                format!("holds no {statement}, so there is nothing to read; ask the bank for it again");
            return Err(self.fault(message, problem));
        }
        Ok(statements)
    }

    fn statement(&self, node: Node<'_, '_>, kind: Kind) -> Result<BankStatement, StatementFault> {
        let id = text(node, &["Id"]);
        if id.is_empty() {
            return Err(self.fault(node, "has no Id"));
        }
        let account = child(node, "Acct").ok_or_else(|| self.fault(node, "has no Acct"))?;
        let currency = self.currency(node, account)?;
        let mut statement = BankStatement {
            id: id.to_owned(),
            account: account_number(account).to_owned(),
            currency,
            from: self.moment(at(node, &["FrToDt", "FrDtTm"]))?,
            to: self.moment(at(node, &["FrToDt", "ToDtTm"]))?,
            opening: None,
            closing: None,
            entries: Vec::new(),
            remarks: Vec::new(),
        };
        for entry in children(node, "Ntry") {
            let entry = self.entry(entry, &mut statement)?;
            statement.entries.push(entry);
        }
        if kind == Kind::Statement {
            self.balances(node, &mut statement)?;
        }
        Ok(statement)
    }

    /// The account's currency: stated, or that of the first amount.
    fn currency(&self, node: Node<'_, '_>, account: Node<'_, '_>) -> Result<Currency, StatementFault> {
        let stated = text(account, &["Ccy"]);
        let amount = children(node, "Bal").chain(children(node, "Ntry")).find_map(|node| child(node, "Amt"));
        let code = match (stated, amount) {
            ("", Some(amount)) => amount.attribute("Ccy").unwrap_or_default(),
            ("", None) => return Err(self.fault(account, "has no Ccy, and the statement no amount")),
            (stated, _) => stated,
        };
        let place = if stated.is_empty() { amount.unwrap_or(account) } else { account };
        Currency::parse(code).ok_or_else(|| self.fault(place, format!("currency \"{code}\" {NOT_IN_USE}")))
    }

    /// Takes the booked balances and checks the sum.
    fn balances(&self, node: Node<'_, '_>, statement: &mut BankStatement) -> Result<(), StatementFault> {
        let coded = |code: &'static str| {
            children(node, "Bal").filter(move |balance| text(*balance, &["Tp", "CdOrPrtry", "Cd"]) == code)
        };
        // A page of a longer statement has interim balances, the first and the last of them.
        let opening = coded("OPBD").next().or_else(|| coded("PRCD").next()).or_else(|| coded("ITBD").next());
        let closing = coded("CLBD").last().or_else(|| coded("ITBD").last());
        let opening =
            opening.ok_or_else(|| self.fault(node, "has no opening balance (Bal with OPBD or PRCD)"))?;
        let closing = closing.ok_or_else(|| self.fault(node, "has no closing balance (Bal with CLBD)"))?;
        statement.opening = Some(self.balance(opening, statement.currency)?);
        statement.closing = Some(self.balance(closing, statement.currency)?);
        arithmetic::check(statement, self.line(closing), "Bal")
    }

    fn balance(&self, node: Node<'_, '_>, currency: Currency) -> Result<Balance, StatementFault> {
        Ok(Balance { date: self.day(child(node, "Dt"))?, amount: self.signed(node, currency)? })
    }

    fn entry(&self, node: Node<'_, '_>, statement: &mut BankStatement) -> Result<BankEntry, StatementFault> {
        let currency = statement.currency;
        let status = child(node, "Sts").ok_or_else(|| self.fault(node, "has no Sts"))?;
        let code = match text(status, &["Cd"]) {
            "" => status.text().unwrap_or_default().trim(),
            code => code,
        };
        let known = Status::parse(code).ok_or_else(|| {
            self.fault(status, format!("status \"{code}\" is none of BOOK, PDNG, FUTR, INFO"))
        })?;
        let value_date = self.day(child(node, "ValDt"))?;
        let booking_date = self.day(child(node, "BookgDt"))?.or(value_date);
        let amount = self.signed(node, currency)?;
        let mut entry = BankEntry {
            number: arithmetic::number(&statement.entries, self.line(node), "Ntry")?,
            line: self.line(node),
            booking_date: booking_date.ok_or_else(|| self.fault(node, "has neither BookgDt nor ValDt"))?,
            value_date,
            amount,
            references: References {
                bank: reference(text(node, &["AcctSvcrRef"])),
                own: reference(text(node, &["NtryRef"])),
                ..References::default()
            },
            text: text(node, &["AddtlNtryInf"]).to_owned(),
            details: Vec::new(),
            reversal: text(node, &["RvslInd"]) == "true" || text(node, &["RvslInd"]) == "1",
            status: known,
        };
        for details in children(node, "NtryDtls") {
            self.details(details, &mut entry, statement)?;
        }
        self.finish(node, &mut entry, statement)?;
        Ok(entry)
    }

    /// Checks the batch, and gives an entry of a single payment that payment's references and text.
    fn finish(
        &self,
        node: Node<'_, '_>,
        entry: &mut BankEntry,
        statement: &mut BankStatement,
    ) -> Result<(), StatementFault> {
        let checked = arithmetic::check_batch(entry, statement.currency, self.line(node), "Ntry");
        match checked {
            // Fees that the bank kept lie between the entry and its payments.
            Err(fault) if child(node, "Chrgs").is_some() => {
                statement.remarks.push(Remark {
                    line: fault.line,
                    text: "charges lie between the entry and its payments".to_owned(),
                });
                entry.details.iter_mut().for_each(|detail| detail.amount = None);
            }
            checked => checked?,
        }
        if let [only] = entry.details.as_mut_slice() {
            only.amount = Some(entry.amount);
            entry.references.end_to_end.clone_from(&only.references.end_to_end);
            entry.references.others.clone_from(&only.references.others);
            if entry.references.bank.is_empty() {
                entry.references.bank.clone_from(&only.references.bank);
            }
            if entry.text.is_empty() {
                entry.text.clone_from(&only.text);
            }
        }
        Ok(())
    }

    fn details(
        &self,
        node: Node<'_, '_>,
        entry: &mut BankEntry,
        statement: &mut BankStatement,
    ) -> Result<(), StatementFault> {
        let payments: Vec<Node<'_, '_>> = children(node, "TxDtls").collect();
        if let (Some(stated), false) = (at(node, &["Btch", "NbOfTxs"]), payments.is_empty()) {
            let count = stated.text().unwrap_or_default().trim();
            if count.parse() != Ok(payments.len()) {
                let problem = format!("the batch says {count:?} payments and holds {}", payments.len());
                return Err(self.fault(stated, problem));
            }
        }
        for payment in payments {
            let detail = self.payment(payment, entry.amount, statement)?;
            entry.details.push(detail);
        }
        Ok(())
    }

    fn payment(
        &self,
        node: Node<'_, '_>,
        entry_amount: i64,
        statement: &mut BankStatement,
    ) -> Result<Detail, StatementFault> {
        let amount = child(node, "Amt").or_else(|| at(node, &["AmtDtls", "TxAmt", "Amt"]));
        let amount = match amount {
            Some(amount) if amount.attribute("Ccy") != Some(statement.currency.code()) => {
                let text = "a payment in another currency than the account's is read without its amount";
                statement.remarks.push(Remark { line: self.line(amount), text: text.to_owned() });
                None
            }
            Some(amount) => {
                let minor = self.amount(amount, statement.currency)?;
                let credit = match text(node, &["CdtDbtInd"]) {
                    "" => entry_amount >= 0,
                    _ => self.is_credit(node)?,
                };
                Some(if credit { minor } else { -minor })
            }
            None => None,
        };
        let refs = |name: &str| reference(text(node, &["Refs", name]));
        let mut others: Vec<String> = ["InstrId", "TxId", "PmtInfId", "UETR", "ClrSysRef"].map(refs).into();
        let remittance = child(node, "RmtInf");
        for structured in remittance.iter().flat_map(|node| children(*node, "Strd")) {
            others.push(reference(text(structured, &["CdtrRefInf", "Ref"])));
        }
        others.retain(|other| !other.is_empty());
        let parts = remittance.iter().flat_map(|node| children(*node, "Ustrd"));
        let purpose: Vec<&str> = parts.filter_map(|part| part.text()).map(str::trim).collect();
        Ok(Detail {
            amount,
            references: References {
                end_to_end: refs("EndToEndId"),
                bank: refs("AcctSvcrRef"),
                own: String::new(),
                others,
            },
            text: purpose.join(" "),
        })
    }
}

/// The account's number: IBAN, or whatever else the bank numbers by.
fn account_number<'a>(account: Node<'a, 'a>) -> &'a str {
    match text(account, &["Id", "IBAN"]) {
        "" => text(account, &["Id", "Othr", "Id"]),
        iban => iban,
    }
}
