//! What camt elements hold: texts, amounts with their direction, days and moments, each refused with its line.

use ledger::{Currency, Date, Timestamp};
use roxmltree::Node;

use super::{Lines, StatementFault};

/// A child element by name, in whatever namespace the document has.
pub(super) fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    children(node, name).next()
}

pub(super) fn children<'a>(node: Node<'a, 'a>, name: &str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The element at the end of a path.
pub(super) fn at<'a>(node: Node<'a, 'a>, path: &[&str]) -> Option<Node<'a, 'a>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// The text at the end of a path; empty when it is not there.
pub(super) fn text<'a>(node: Node<'a, 'a>, path: &[&str]) -> &'a str {
    at(node, path).and_then(|node| node.text()).unwrap_or_default().trim()
}

/// Turns elements into statements; knows the lines.
pub(super) struct Reader {
    pub(super) lines: Lines,
    /// Lines in front of the document's first character.
    pub(super) before: u64,
}

impl Reader {
    pub(super) fn line(&self, node: Node<'_, '_>) -> u64 {
        self.before + self.lines.at(node.range().start)
    }

    pub(super) fn fault(&self, node: Node<'_, '_>, problem: impl Into<String>) -> StatementFault {
        StatementFault::new(self.line(node), node.tag_name().name(), problem)
    }

    /// The element's `Amt` with the sign of its `CdtDbtInd`.
    pub(super) fn signed(&self, node: Node<'_, '_>, currency: Currency) -> Result<i64, StatementFault> {
        let amount = child(node, "Amt").ok_or_else(|| self.fault(node, "has no Amt"))?;
        let minor = self.amount(amount, currency)?;
        Ok(if self.is_credit(node)? { minor } else { -minor })
    }

    pub(super) fn is_credit(&self, node: Node<'_, '_>) -> Result<bool, StatementFault> {
        match text(node, &["CdtDbtInd"]) {
            "CRDT" => Ok(true),
            "DBIT" => Ok(false),
            other => {
                let place = child(node, "CdtDbtInd").unwrap_or(node);
                Err(self.fault(place, format!("CdtDbtInd is {other:?} and must be CRDT or DBIT")))
            }
        }
    }

    pub(super) fn amount(&self, node: Node<'_, '_>, currency: Currency) -> Result<i64, StatementFault> {
        let stated = node.attribute("Ccy").unwrap_or_default();
        if stated != currency.code() {
            let problem = format!("currency is \"{stated}\" where the account's is \"{currency}\"");
            return Err(self.fault(node, problem));
        }
        // A comment within the digits would hide those behind it.
        if node.children().count() > 1 {
            return Err(self.fault(node, "holds more than its digits"));
        }
        let written = node.text().unwrap_or_default().trim();
        if written.contains('-') {
            return Err(self.fault(node, format!("{written:?} is negative; CdtDbtInd says the direction")));
        }
        let plain = plain_decimal(written);
        currency.minor_units(&plain).map_err(|error| self.fault(node, format!("{written:?} {error}")))
    }

    /// The date of an element that holds `Dt` or `DtTm`.
    pub(super) fn day(&self, node: Option<Node<'_, '_>>) -> Result<Option<Date>, StatementFault> {
        let Some(node) = node else { return Ok(None) };
        if let Some(moment) = child(node, "DtTm") {
            return self.moment(Some(moment));
        }
        let written = text(node, &["Dt"]);
        // A date may carry an offset, which says nothing of the day.
        let day = written.get(..10).and_then(Date::parse);
        day.map(Some).ok_or_else(|| {
            self.fault(node, format!("{written:?} is not a date such as \"2026-01-31\" that exists"))
        })
    }

    /// The date of a moment as its writer saw it.
    pub(super) fn moment(&self, node: Option<Node<'_, '_>>) -> Result<Option<Date>, StatementFault> {
        let Some(node) = node else { return Ok(None) };
        let written = node.text().unwrap_or_default().trim();
        let with_offset = Timestamp::parse(written).or_else(|| Timestamp::parse(&format!("{written}Z")));
        with_offset.map(|moment| Some(moment.local_date)).ok_or_else(|| {
            self.fault(node, format!("{written:?} is not a moment such as \"2026-01-31T23:59:59+07:00\""))
        })
    }
}

/// A decimal of XML Schema, which may begin with `+` or lack a digit beside its point, as plain digits.
fn plain_decimal(written: &str) -> String {
    let unsigned = written.strip_prefix('+').unwrap_or(written);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    match (whole, fraction) {
        ("", "") => written.to_owned(),
        (whole, "") => whole.to_owned(),
        ("", fraction) => format!("0.{fraction}"),
        _ => unsigned.to_owned(),
    }
}
