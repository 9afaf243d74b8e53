//! Revenue, event by event: who paid what by which channel, what is owed, what treasurers hold, how long it took.
//!
//! A reversal counts on its own day as all its original did, with the other sign: so months add up to their year, and what was
//! taken back counts for nothing once both are within the days that are asked for.

use std::collections::HashMap;

use ledger::{Currency, Date};

use super::{AccountFilter, Period, ReadModels};
use crate::error::ProjectionError;
use crate::revenue_events::{PENALTY, Stage};
use crate::value::{Row, Value};

/// Revenue of one kind in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueSum {
    /// What the events did.
    pub stage: Stage,
    /// The agency.
    pub entity: String,
    /// The revenue account within it.
    pub code: String,
    /// The currency.
    pub currency: Currency,
    /// The payer's channel; of a deposit the treasurer's own. Empty where nobody named one.
    pub channel: String,
    /// The district; empty where nobody named one.
    pub district: String,
    /// Such as 202603.
    pub month: u32,
    /// What messages say, minor units: of a payment without sanction and overpayment, each sanction under its own code.
    pub amount: i64,
    /// What their lines realised of the account: credits less debits, minor units.
    pub realized: i64,
    /// How many events; a sanction is none of its own.
    pub number: i64,
    /// Whether this is what a reversal made of events: the other way round, in its own month. What its lines realised is under
    /// [`Stage::TakenBack`].
    pub is_taken_back: bool,
}

/// Payments that settled an assessment after so many days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// The agency.
    pub entity: String,
    /// The revenue account within it.
    pub code: String,
    /// The payer's channel.
    pub channel: String,
    /// The district.
    pub district: String,
    /// Days from assessment to payment; negative where it was paid before.
    pub days: i64,
    /// How many.
    pub number: u64,
}

/// What is owed of one assessment, or of all that name none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The agency.
    pub entity: String,
    /// The revenue account within it.
    pub code: String,
    /// The currency.
    pub currency: Currency,
    /// Its number; empty for payments that name none.
    pub assessment: String,
    /// The day it was assessed; `None` where no assessment has this number.
    pub assessed_on: Option<Date>,
    /// The last day to pay.
    pub due_date: Option<Date>,
    /// The district that it names.
    pub district: String,
    /// Assessed less what was paid of it or written off, minor units. Negative where more was paid than assessed.
    pub amount: i64,
}

/// What moved into or out of custody in a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// The agency.
    pub entity: String,
    /// The currency.
    pub currency: Currency,
    /// The day.
    pub day: Date,
    /// Where it went, or came from.
    pub custodian: Custodian,
    /// Whether a payer brought it; else it was passed on to the treasury.
    pub is_payment: bool,
    /// Minor units; negative where more was taken back on that day than was moved.
    pub amount: i64,
}

/// Who holds money on its way to the treasury.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Custodian {
    /// A receiving treasurer.
    Treasurer,
    /// An acquirer of QRIS payments.
    Acquirer,
}

impl Owed {
    fn place(&self) -> (&str, &str, Option<Date>, &str) {
        (&self.entity, &self.code, self.assessed_on, &self.assessment)
    }
}

/// Rows as they count: those of reversed records once more on the day of their reversal, the other way round.
const EVENTS: &str =
    "(select e.position, e.effective_date, e.stage, e.entity, e.code, e.currency, e.channel, e.district,
        e.basis, e.destination, e.assessment, e.document, e.due_date, e.amount, 1 as sign
    from revenue_event e where e.book = (select no from book where name = $1)
    union all
    select r.reversed_by, r.effective_date, e.stage, e.entity, e.code, e.currency, e.channel, e.district,
        e.basis, e.destination, e.assessment, e.document, e.due_date, -e.amount, -1
    from reversal r join revenue_event e on e.book = r.book and e.position = r.position
    where r.book = (select no from book where name = $1)) a";

/// Whether a row's record was taken back, as known at `$2`.
fn is_reversed(row: &str) -> String {
    format!(
        "exists (select 1 from reversal r where r.book = {row}.book and r.position = {row}.position
            and r.reversed_by <= $2)"
    )
}

/// Book, position, first and last day: the first four values of every question.
fn asked(book: &str, position: u64, period: Period) -> Vec<Value> {
    vec![
        Value::from(book),
        Value::Int(i64::try_from(position).unwrap_or(i64::MAX)),
        Value::from(period.from.map_or(i32::MIN, |date| date.0)),
        Value::from(period.to.map_or(i32::MAX, |date| date.0)),
    ]
}

const WITHIN: &str = "a.position <= $2 and a.effective_date >= $3 and a.effective_date <= $4";

impl ReadModels {
    /// Revenue within a period as known at a position, by everything that a row has but its day, with the position. What was
    /// realised adds up to what the budget realisation report shows of the same accounts.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn revenue(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<(Vec<RevenueSum>, u64), ProjectionError> {
        let position = self.view_position(book, period.known_at).await?;
        let values = asked(book, position, period);
        // A credit that was identified has the channel by which it came, under the reference that both name.
        let document =
            format!("case when a.stage = {} then a.document else '' end", Stage::Identified.number());
        let columns = format!("a.stage, a.entity, a.code, a.currency, a.channel, a.district, {document}");
        let number = |sign: &str| {
            format!(
                "cast(sum(case when a.basis = '{PENALTY}' or a.amount = 0 then 0 else {sign} end) as bigint)"
            )
        };
        let mut sums = format!(
            "select {columns}, a.month, cast(sum(a.amount) as bigint), cast(sum(a.realized) as bigint), {}
             from book b join revenue_event a on a.book = b.no where b.name = $1 and {WITHIN}",
            number("1")
        );
        let mut taken_back = format!(
            "select {columns}, r.effective_date, cast(sum(-a.amount) as bigint), 0, {}
             from book b join reversal r on r.book = b.no
             join revenue_event a on a.book = r.book and a.position = r.position
             where b.name = $1 and r.reversed_by <= $2 and r.effective_date >= $3 and r.effective_date <= $4",
            number("-1")
        );
        let mut of_accounts = values.clone();
        accounts.conditions(&mut sums, &mut of_accounts);
        sums.push_str(&format!(" group by {columns}, a.month"));
        accounts.conditions(&mut taken_back, &mut values.clone());
        taken_back.push_str(&format!(" group by {columns}, r.effective_date"));
        let unidentified = format!(
            "select a.document, a.channel from book b join revenue_event a on a.book = b.no
             where b.name = $1 and a.position <= $2 and a.stage = {} order by a.position",
            Stage::Unidentified.number()
        );
        let queries = vec![
            (sums, of_accounts.clone()),
            (taken_back, of_accounts),
            (unidentified, values[..2].to_vec()),
        ];
        let mut answers = self.database.snapshot(queries).await?.into_iter();
        let mut next = || answers.next().unwrap_or_default();
        let (sums, taken_back, unidentified) = (next(), next(), next());
        // Of several credits with one reference the last one counts, as it does to who checks the report.
        let channels: HashMap<&str, &str> =
            unidentified.iter().map(|row| (row.text(0), row.text(1))).collect();
        let of_month = |row: &Row| revenue_sum(row, row.int(7) as u32, &channels);
        let of_day = |row: &Row| {
            let (year, month, _) = Date(row.int(7) as i32).civil();
            revenue_sum(row, year.unsigned_abs() * 100 + month, &channels)
        };
        let mut found: Vec<RevenueSum> = sums.iter().map(of_month).collect();
        found.extend(taken_back.iter().map(of_day).map(|row| RevenueSum { is_taken_back: true, ..row }));
        Ok((found, position))
    }

    /// How long payments within a period took from their assessment, as known at a position. Payments that name no assessment
    /// of their agency and account, and what was taken back, are no cases.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn collection_times(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<Vec<Collected>, ProjectionError> {
        let position = self.view_position(book, period.known_at).await?;
        let mut values = asked(book, position, period);
        let mut sql = format!(
            "select a.entity, a.code, a.channel, a.district, a.effective_date - s.assessed_on, count(*)
             from book b join revenue_event a on a.book = b.no
             join (select s.entity, s.code, s.assessment, min(s.effective_date) as assessed_on
                   from revenue_event s where s.book = (select no from book where name = $1)
                     and s.stage = {assessed} and s.position <= $2 and s.assessment <> '' and not {}
                   group by s.entity, s.code, s.assessment) s
               on s.entity = a.entity and s.code = a.code and s.assessment = a.assessment
             where b.name = $1 and {WITHIN} and a.stage in ({received}, {identified}) and a.basis = 'assessed'
               and not {}",
            is_reversed("s"),
            is_reversed("a"),
            assessed = Stage::Assessed.number(),
            received = Stage::Received.number(),
            identified = Stage::Identified.number(),
        );
        accounts.conditions(&mut sql, &mut values);
        sql.push_str(" group by a.entity, a.code, a.channel, a.district, a.effective_date - s.assessed_on");
        let rows = self.database.query(&sql, &values).await?;
        let collected = |row: &Row| Collected {
            entity: row.text(0).to_owned(),
            code: row.text(1).to_owned(),
            channel: row.text(2).to_owned(),
            district: row.text(3).to_owned(),
            days: row.int(4),
            number: row.int(5) as u64,
        };
        Ok(rows.iter().map(collected).collect())
    }

    /// What is owed on the last day of a period as known at a position, by assessment, in order of agency, account and age.
    /// Sanctions are owed by nobody until they are paid.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn owed(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
    ) -> Result<Vec<Owed>, ProjectionError> {
        self.assessments(book, period, accounts, None).await
    }

    /// An assessment of an account of an agency as the book stands, also one of which nothing is owed any more; `None` where the
    /// account has none of this number. Looks through the revenue of the book.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn bill(
        &self,
        book: &str,
        agency: &str,
        account: &str,
        assessment: &str,
    ) -> Result<Option<Owed>, ProjectionError> {
        let accounts = AccountFilter { entity: Some(agency.to_owned()), code: Some(account.to_owned()) };
        let found = self.assessments(book, Period::default(), &accounts, Some(assessment)).await?;
        // Payments may name what was never assessed, and accounts below this one have numbers of their own.
        Ok(found.into_iter().find(|owed| owed.code == account && owed.assessed_on.is_some()))
    }

    /// Assessments of which anything is owed, or those of one number whatever is owed of them.
    async fn assessments(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
        number: Option<&str>,
    ) -> Result<Vec<Owed>, ProjectionError> {
        let position = self.view_position(book, period.known_at).await?;
        let mut values = asked(book, position, Period { from: None, ..period });
        let assessed = Stage::Assessed.number();
        let of_assessment = |column: &str| format!("case when a.stage = {assessed} then a.{column} end");
        let mut sql = format!(
            "select a.entity, a.code, a.currency, a.assessment, min({}), max({}), max({}),
                    cast(sum(case when a.stage = {assessed} then a.amount else -a.amount end) as bigint)
             from {EVENTS} where {WITHIN} and (a.stage in ({assessed}, {written_off})
               or a.stage in ({received}, {identified}) and a.basis = 'assessed')",
            of_assessment("effective_date"),
            of_assessment("due_date"),
            of_assessment("district"),
            written_off = Stage::WrittenOff.number(),
            received = Stage::Received.number(),
            identified = Stage::Identified.number(),
        );
        accounts.conditions(&mut sql, &mut values);
        if let Some(number) = number {
            values.push(Value::from(number));
            sql.push_str(&format!(" and a.assessment = ${}", values.len()));
        }
        sql.push_str(" group by a.entity, a.code, a.currency, a.assessment");
        if number.is_none() {
            sql.push_str(&format!(
                " having sum(case when a.stage = {assessed} then a.amount else -a.amount end) <> 0"
            ));
        }
        let rows = self.database.query(&sql, &values).await?;
        let date = |day: Option<i64>| day.map(|day| Date(day as i32));
        let owed = |row: &Row| Owed {
            entity: row.text(0).to_owned(),
            code: row.text(1).to_owned(),
            currency: currency(row.text(2)),
            assessment: row.text(3).to_owned(),
            assessed_on: date(row.opt_int(4)),
            due_date: date(row.opt_int(5)),
            district: row.text(6).to_owned(),
            amount: row.int(7),
        };
        let mut owed: Vec<Owed> = rows.iter().map(owed).collect();
        // The databases put what is nothing at different ends.
        owed.sort_by(|one, other| one.place().cmp(&other.place()));
        Ok(owed)
    }

    /// What moved on accounts by entries that are no assessment, payment or write-off: opening balances, corrections, journals.
    /// By agency and account, until the last day of a period as known at a position, debits less credits. `roots` are the codes
    /// that count with all below them.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn receivables_without_assessment(
        &self,
        book: &str,
        period: Period,
        entity: Option<&str>,
        roots: &[&str],
    ) -> Result<Vec<(String, String, i64)>, ProjectionError> {
        let position = self.view_position(book, period.known_at).await?;
        let mut values = asked(book, position, Period { from: None, ..period });
        let stages = [Stage::Assessed, Stage::Received, Stage::Identified, Stage::WrittenOff];
        let stages = stages.map(|stage| stage.number().to_string()).join(", ");
        let mut sql = format!(
            "select a.entity, a.code, cast(sum(m.amount) as bigint) from book b join account a on a.book = b.no
             join line m on m.account = a.no
             where b.name = $1 and m.position <= $2 and m.effective_date >= $3 and m.effective_date <= $4
               and m.position not in (select e.position from revenue_event e
                   where e.book = (select no from book where name = $1) and e.stage in ({stages}))
               and m.position not in (select r.reversed_by from reversal r
                   join revenue_event e on e.book = r.book and e.position = r.position
                   where r.book = (select no from book where name = $1) and e.stage in ({stages}))"
        );
        AccountFilter { entity: entity.map(str::to_owned), code: None }.conditions(&mut sql, &mut values);
        let below = |root: &&str| {
            let (length, below) = (Value::Int(root.len() as i64 + 1), Value::Text(format!("{root}.")));
            values.extend([length, below]);
            format!("substr(a.code, 1, ${}) = ${}", values.len() - 1, values.len())
        };
        let below: Vec<String> = roots.iter().map(below).collect();
        sql.push_str(&format!(" and ({}) group by a.entity, a.code", below.join(" or ")));
        sql.push_str(" having sum(m.amount) <> 0 order by a.entity, a.code");
        let rows = self.database.query(&sql, &values).await?;
        Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.text(1).to_owned(), row.int(2))).collect())
    }

    /// What treasurers and acquirers took and passed on, day by day until the last day of a period as known at a position, in
    /// order of day.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn custody(
        &self,
        book: &str,
        period: Period,
        entity: Option<&str>,
    ) -> Result<Vec<Custody>, ProjectionError> {
        let position = self.view_position(book, period.known_at).await?;
        let mut values = asked(book, position, Period { from: None, ..period });
        let (received, settled, deposited) =
            (Stage::Received.number(), Stage::Settled.number(), Stage::Deposited.number());
        let mut sql = format!(
            "select a.entity, a.currency, a.effective_date, a.stage, a.destination, cast(sum(a.amount) as bigint)
             from {EVENTS} where {WITHIN} and (a.stage in ({settled}, {deposited})
               or a.stage = {received} and a.destination in ('treasurer', 'acquirer'))"
        );
        AccountFilter { entity: entity.map(str::to_owned), code: None }.conditions(&mut sql, &mut values);
        sql.push_str(
            " group by a.entity, a.currency, a.effective_date, a.stage, a.destination
              order by a.effective_date, a.stage, a.entity",
        );
        let rows = self.database.query(&sql, &values).await?;
        let custody = |row: &Row| {
            let at_acquirer = row.int(3) == settled || row.text(4) == "acquirer";
            Custody {
                entity: row.text(0).to_owned(),
                currency: currency(row.text(1)),
                day: Date(row.int(2) as i32),
                custodian: if at_acquirer { Custodian::Acquirer } else { Custodian::Treasurer },
                is_payment: row.int(3) == received,
                amount: row.int(5),
            }
        };
        Ok(rows.iter().map(custody).collect())
    }

    /// How many payments of a period were posted within so many seconds of when they happened, each in the first step that is
    /// not shorter; beyond the last step under `None`. The second figure counts those that do not say when they happened.
    ///
    /// # Errors
    /// Those of the log and of the database.
    pub async fn posting_times(
        &self,
        book: &str,
        period: Period,
        accounts: &AccountFilter,
        steps_s: &[i64],
    ) -> Result<(Vec<(Option<i64>, u64)>, u64), ProjectionError> {
        let position = self.view_position(book, period.known_at).await?;
        let mut values = asked(book, position, period);
        let within = |(place, seconds): (usize, &i64)| {
            values.push(Value::Int(seconds.saturating_mul(MICROS)));
            format!("when a.recorded_at - a.event_time <= ${} then {place}", values.len())
        };
        let cases: Vec<String> = steps_s.iter().enumerate().map(within).collect();
        let step =
            format!("case when a.event_time is null then -1 {} else {} end", cases.join(" "), steps_s.len());
        let mut sql = format!(
            "select {step}, count(*) from book b join revenue_event a on a.book = b.no
             where b.name = $1 and {WITHIN} and a.stage = {} and a.line_no = 0",
            Stage::Received.number()
        );
        accounts.conditions(&mut sql, &mut values);
        sql.push_str(" group by 1 order by 1");
        let rows = self.database.query(&sql, &values).await?;
        let (mut times, mut unknown) = (Vec::new(), 0);
        for row in rows {
            let number = row.int(1) as u64;
            match usize::try_from(row.int(0)) {
                Ok(place) => times.push((steps_s.get(place).copied(), number)),
                Err(_) => unknown = number,
            }
        }
        Ok((times, unknown))
    }
}

const MICROS: i64 = 1_000_000;

fn revenue_sum(row: &Row, month: u32, channels: &HashMap<&str, &str>) -> RevenueSum {
    let stage = Stage::of_number(row.int(0));
    let channel = match stage {
        Stage::Identified => channels.get(row.text(6)).copied().unwrap_or_default(),
        _ => row.text(4),
    };
    RevenueSum {
        stage,
        entity: row.text(1).to_owned(),
        code: row.text(2).to_owned(),
        currency: currency(row.text(3)),
        channel: channel.to_owned(),
        district: row.text(5).to_owned(),
        month,
        amount: row.int(8),
        realized: row.int(9),
        number: row.int(10),
        is_taken_back: false,
    }
}

/// The fold let in only currencies that are known.
fn currency(text: &str) -> Currency {
    Currency::parse(text).unwrap_or(Currency::IDR)
}
