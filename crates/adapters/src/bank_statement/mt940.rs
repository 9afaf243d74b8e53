//! SWIFT MT940 as banks write it: with or without SWIFT's blocks around it, several statements a file, pages of one
//! statement one after the other. Pages are joined when the first ends with an interim balance that the next begins with.
//!
//! Tags that say nothing of the entries (`:21:`, `:64:`, `:NS:` and their like) are passed over; a tag that MT940 does not
//! have refuses the file. A value date of 30 February, which banks with months of 30 days write, is the month's last day.

use std::borrow::Cow;

use super::mt940_line::{self, StatedBalance};
use super::{
    BankEntry, BankStatement, References, Remark, StatementFault, Status, arithmetic, check_size, mt940_text,
};

/// Lines that banks put in front of a statement: sender, message type, receiver.
const HEADER_LINES_MAX: usize = 4;

/// Tags without meaning for the entries.
const PASSED_OVER: &[&str] = &["21", "13", "13C", "13D", "64", "65", "90C", "90D", "34F", "NS", "940"];

/// Reads every statement of a file.
///
/// # Errors
/// The first thing that is wrong with it, by line and tag.
pub fn read(file: &[u8]) -> Result<Vec<BankStatement>, StatementFault> {
    check_size(file)?;
    let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
    // Older banking programs write Latin-1, whose bytes are the first characters of Unicode.
    let text = match std::str::from_utf8(file) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(file.iter().map(|byte| char::from(*byte)).collect()),
    };
    let mut reader = Reader::default();
    let mut line_no = 0;
    for line in text.lines() {
        line_no += 1;
        reader.line(line, line_no)?;
    }
    reader.end(line_no.max(1))?;
    if reader.statements.is_empty() {
        return Err(no_statement(1));
    }
    Ok(reader.statements)
}

fn no_statement(line: u64) -> StatementFault {
    StatementFault::new(line, "file", "is not MT940: no statement begins with :20:; look for the right file")
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    statements: Vec<BankStatement>,
    /// The page in hand.
    page: Option<Page>,
    /// The tag in hand with its lines.
    field: Option<Field>,
    /// Lines without a tag since the last page ended.
    header_lines: usize,
    /// The page before this one ended with an interim balance.
    interrupted: bool,
}

/// A tag and the lines that belong to it.
struct Field {
    tag: String,
    line: u64,
    lines: Vec<String>,
}

/// A statement, or one page of it, being read.
#[derive(Default)]
struct Page {
    reference: String,
    account: String,
    number: String,
    opening: Option<StatedBalance>,
    opens_interim: bool,
    closed: bool,
    entries: Vec<BankEntry>,
    /// The line that the next text belongs to is the last of `entries`.
    awaits_text: bool,
    remarks: Vec<Remark>,
}

/// The tag that a line begins with, and the rest of the line.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.strip_prefix(':')?.split_once(':')?;
    let is_number = |tag: &str| tag.len() >= 2 && tag.bytes().take(2).all(|byte| byte.is_ascii_digit());
    let is_tag = tag.len() <= 3 && tag.is_ascii() && (is_number(tag) || tag == "NS");
    is_tag.then_some((tag, rest))
}

impl Reader {
    fn line(&mut self, line: &str, line_no: u64) -> Result<(), StatementFault> {
        let line = line.trim_end();
        // SWIFT's blocks: what is in front of block 4 says who sent it to whom.
        let line = match line.strip_prefix('{') {
            Some(blocks) => blocks.split_once("{4:").map_or("", |(_, inner)| inner),
            None => line,
        };
        if let Some((tag, rest)) = tag_of(line) {
            self.close_field()?;
            self.header_lines = 0;
            self.field = Some(Field { tag: tag.to_owned(), line: line_no, lines: vec![rest.to_owned()] });
            return Ok(());
        }
        if line.trim().is_empty() {
            return Ok(());
        }
        if line.trim() == "-" || line.starts_with("-}") {
            self.close_field()?;
            return self.close_page(line_no, "-");
        }
        match &mut self.field {
            Some(field) => field.lines.push(line.to_owned()),
            None if self.page.is_none() && self.header_lines < HEADER_LINES_MAX => self.header_lines += 1,
            None => return Err(no_statement(line_no.saturating_sub(self.header_lines as u64))),
        }
        Ok(())
    }

    fn end(&mut self, line_no: u64) -> Result<(), StatementFault> {
        self.close_field()?;
        self.close_page(line_no, "end of file")?;
        if self.header_lines > 0 {
            return Err(no_statement(line_no.saturating_sub(self.header_lines as u64 - 1)));
        }
        Ok(())
    }

    /// Refuses a page that ends without its closing balance.
    fn close_page(&mut self, line_no: u64, tag: &str) -> Result<(), StatementFault> {
        match self.page.take() {
            Some(page) if !page.closed => {
                let problem = format!(
                    "statement \"{}\" ends without its closing balance (:62F: or :62M:); ask the bank for it again",
                    page.reference
                );
                Err(StatementFault::new(line_no, tag, problem))
            }
            _ => Ok(()),
        }
    }

    /// Takes the field in hand into the page.
    fn close_field(&mut self) -> Result<(), StatementFault> {
        let Some(field) = self.field.take() else { return Ok(()) };
        let fault = |problem: &str| StatementFault::new(field.line, format!(":{}:", field.tag), problem);
        if field.tag == "20" {
            self.close_page(field.line, ":20:")?;
            let reference = field.first().to_owned();
            self.page = Some(Page { reference, ..Page::default() });
            return Ok(());
        }
        if PASSED_OVER.contains(&field.tag.as_str()) {
            return Ok(());
        }
        let Some(page) = &mut self.page else {
            return Err(fault("no statement has begun; a statement begins with :20:"));
        };
        match field.tag.as_str() {
            "25" | "25P" => field.first().clone_into(&mut page.account),
            "28" | "28C" => field.first().clone_into(&mut page.number),
            "60F" | "60M" => page.open(&field)?,
            "61" => page.add(&field)?,
            "86" => page.describe(&field),
            "62F" | "62M" => {
                let statement = page.close(&field)?;
                let opens_interim = page.opens_interim;
                self.join(statement, opens_interim, &field)?;
            }
            _ => return Err(fault("is not a tag of MT940; ask the bank for an MT940 file")),
        }
        Ok(())
    }

    /// Adds a page: to the statement before it where that one was interrupted, else as a statement of its own.
    fn join(
        &mut self,
        page: BankStatement,
        opens_interim: bool,
        field: &Field,
    ) -> Result<(), StatementFault> {
        let goes_on = self.interrupted && opens_interim;
        let last = self.statements.last_mut().filter(|last| goes_on && last.account == page.account);
        self.interrupted = field.tag == "62M";
        match last {
            Some(last) => {
                if arithmetic::follows(last, &page) != Some(true) {
                    let problem = "the page before it ended with another balance; a page is missing";
                    return Err(StatementFault::new(field.line, ":60M:", problem));
                }
                for mut entry in page.entries {
                    entry.number = arithmetic::number(&last.entries, entry.line, ":61:")?;
                    last.entries.push(entry);
                }
                last.closing = page.closing;
                last.to = page.to;
                last.remarks.extend(page.remarks);
            }
            None => self.statements.push(page),
        }
        Ok(())
    }
}

impl Field {
    fn first(&self) -> &str {
        self.lines.first().map(|line| line.trim()).unwrap_or_default()
    }

    fn fault(&self, problem: impl Into<String>) -> StatementFault {
        StatementFault::new(self.line, format!(":{}:", self.tag), problem)
    }
}

impl Page {
    fn open(&mut self, field: &Field) -> Result<(), StatementFault> {
        if self.opening.is_some() {
            return Err(field.fault("the statement has an opening balance already"));
        }
        self.opening = Some(mt940_line::balance(&field.tag, field.first(), field.line)?);
        self.opens_interim = field.tag == "60M";
        Ok(())
    }

    fn add(&mut self, field: &Field) -> Result<(), StatementFault> {
        let Some(opening) = self.opening.filter(|_| !self.closed) else {
            return Err(field.fault("stands outside of the balances :60F: and :62F:"));
        };
        let line = mt940_line::statement_line(field.first(), opening.currency, field.line)?;
        if line.thirtieth {
            let text = format!("value date 30 February is read as {}", line.value_date);
            self.remarks.push(Remark { line: field.line, text });
        }
        let more = field.lines.get(1..).unwrap_or_default();
        let kind = line.kind.get(1..).unwrap_or_default();
        let text =
            [kind].into_iter().chain(more.iter().map(|line| line.trim())).collect::<Vec<_>>().join(" ");
        self.entries.push(BankEntry {
            number: arithmetic::number(&self.entries, field.line, ":61:")?,
            line: field.line,
            booking_date: line.booking_date,
            value_date: Some(line.value_date),
            amount: line.amount,
            references: References { own: line.own, bank: line.bank, ..References::default() },
            text,
            details: Vec::new(),
            reversal: line.reversal,
            status: Status::Booked,
        });
        self.awaits_text = true;
        Ok(())
    }

    /// Gives the last entry its text; a text behind the closing balance is of the whole statement.
    fn describe(&mut self, field: &Field) {
        let purpose = mt940_text::purpose(&field.lines);
        let entry = self.entries.last_mut().filter(|_| self.awaits_text && !self.closed);
        if let Some(entry) = entry.filter(|_| !purpose.is_empty()) {
            mt940_text::add_references(&purpose, &mut entry.references);
            entry.text = format!("{} {purpose}", entry.text);
        }
        self.awaits_text = false;
    }

    fn close(&mut self, field: &Field) -> Result<BankStatement, StatementFault> {
        let Some(opening) = self.opening else {
            return Err(field.fault("no opening balance (:60F: or :60M:) stands before it"));
        };
        if self.closed {
            return Err(field.fault("the statement has a closing balance already"));
        }
        self.closed = true;
        let closing = mt940_line::balance(&field.tag, field.first(), field.line)?;
        if closing.currency != opening.currency {
            let problem = format!(
                "currency is \"{}\" where the opening balance is in \"{}\"",
                closing.currency, opening.currency
            );
            return Err(field.fault(problem));
        }
        let parts = [self.reference.as_str(), self.number.as_str()];
        let date = closing.balance.date.map(|date| date.to_string()).unwrap_or_default();
        let parts: Vec<&str> =
            parts.into_iter().chain([date.as_str()]).filter(|part| !part.is_empty()).collect();
        let statement = BankStatement {
            id: parts.join(" "),
            account: self.account.clone(),
            currency: opening.currency,
            from: None,
            to: closing.balance.date,
            opening: Some(opening.balance),
            closing: Some(closing.balance),
            entries: std::mem::take(&mut self.entries),
            remarks: std::mem::take(&mut self.remarks),
        };
        arithmetic::check(&statement, field.line, &format!(":{}:", field.tag))?;
        Ok(statement)
    }
}
