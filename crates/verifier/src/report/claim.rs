//! What a report as JSON claims: which report, of which book, up to which position, over which days and accounts.

use serde_json::Value;

use crate::calendar;

/// What a report is of that names no code: the cash accounts, the expenditure that a paying treasurer answers for, the revenue
/// that a receiving one does.
const CODES: [(&str, &str); 3] =
    [("cash-book", "1.1.01"), ("spj-functional", "5"), ("spj-functional-receiving", "4")];

/// A report's claim.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    /// Its name, such as `trial-balance`.
    pub name: String,
    /// The book.
    pub book: String,
    /// The last position that it includes.
    pub position: u64,
    /// First day; what is before it is the opening balance.
    pub from: Option<i32>,
    /// Last day.
    pub to: Option<i32>,
    /// Only this entity.
    pub entity: Option<String>,
    /// Only this code and those below it.
    pub code: Option<String>,
    /// Deepest level shown.
    pub level: Option<usize>,
    /// Whether it says which codes and level it was asked for.
    pub says_filter: bool,
    /// The whole report.
    pub json: Value,
}

impl Claim {
    /// Whether it was asked for one code alone, whatever code it is of by itself.
    #[must_use]
    pub fn asks_code(&self) -> bool {
        let from = &self.json["provenance"];
        from["code"].is_string() || from["account"].is_string()
    }

    /// Reads a report.
    ///
    /// # Errors
    /// Names the field that is absent or not understood.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let json: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let from = &json["provenance"];
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let day = |field: &str| match &from[field] {
            Value::Null => Ok(None),
            value => match value.as_str().and_then(calendar::parse_date) {
                Some(day) => Ok(Some(day)),
                None => Err(format!("provenance.{field}")),
            },
        };
        let name = text(&json["report"]).ok_or("report")?;
        let asked = text(&from["code"]).or_else(|| text(&from["account"]));
        let own = CODES.iter().find(|(report, _)| *report == name);
        let code = asked.or_else(|| own.map(|(_, code)| (*code).to_owned()));
        Ok(Self {
            book: text(&from["book"]).ok_or("provenance.book")?,
            position: from["position"].as_u64().ok_or("provenance.position")?,
            from: day("from")?,
            to: day("to")?,
            entity: text(&from["entity"]),
            code,
            level: from["level"].as_u64().and_then(|level| usize::try_from(level).ok()),
            says_filter: from.get("level").is_some(),
            name,
            json,
        })
    }
}
