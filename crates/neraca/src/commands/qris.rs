//! `neraca qris`: payment codes as people meet them, on a bill or at a counter.

use adapters::qris;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use ledger::Currency;
use serde_json::{Value, json};

use crate::commands::Context;
use crate::exit::Ending;
use crate::output;

/// What is done with a code.
#[derive(Debug, Subcommand)]
pub enum Qris {
    /// Read the text of a QRIS code: whom it pays, how much, for which bill
    Read(Read),
}

/// Read the text of a QRIS code: whom it pays, how much, for which bill
///
/// Checks the checksum and the form by tag. Exits with 1 when it can't be read, and with 4 when it is an EMVCo code that is not as
/// QRIS wants it.
#[derive(Args, Debug)]
pub struct Read {
    /// The text, as a scanner gives it; in quotes, for names have blanks
    #[arg(value_name = "STRING")]
    text: String,
}

impl Qris {
    /// Reads it.
    ///
    /// # Errors
    /// What is wrong with the text, by tag.
    pub fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        let Self::Read(Read { text }) = self;
        let code = qris::read(text).context("the code can't be read; scan it again")?;
        let problem = code.check_qris().err().map(|error| error.to_string());
        let amount = code.amount().ok().flatten().map(|minor| Currency::IDR.decimal(minor.into()));
        let account = |it: qris::MerchantAccount<'_>| json!({"domain": it.domain, "pan": it.pan, "id": it.id, "criteria": it.criteria});
        let told = json!({
            "merchant": code.merchant(),
            "city": code.city(),
            "category": code.category(),
            "is_dynamic": code.is_dynamic(),
            "amount": amount,
            "bill": code.bill(),
            "reference": code.reference(),
            "terminal": code.terminal(),
            "national": code.national().map(account),
            "acquirers": code.acquirers().map(account).collect::<Vec<_>>(),
            "problem": problem,
        });
        if context.json {
            output::json(&told)?;
        } else {
            print(&told)?;
        }
        Ok(if problem.is_none() { Ending::Done } else { Ending::NotVerified })
    }
}

fn print(told: &Value) -> anyhow::Result<()> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let amount = told["amount"].as_str().map_or_else(|| "-".to_owned(), output::rupiah);
    let kind = match told["is_dynamic"].as_bool() {
        Some(true) => "dinamis / dynamic",
        Some(false) => "statis / static",
        None => "-",
    };
    for (title, value) in [
        ("Merchant", format!("{}, {}", text(&told["merchant"]), text(&told["city"]))),
        ("NMID", text(&told["national"]["id"])),
        ("MCC", text(&told["category"])),
        ("Jenis / kind", kind.to_owned()),
        ("Jumlah / amount (Rp)", amount),
        ("Tagihan / bill", text(&told["bill"])),
        ("Referensi / reference", text(&told["reference"])),
        ("Terminal", text(&told["terminal"])),
    ] {
        output::line(format!("{title:22} {value}"))?;
    }
    for acquirer in told["acquirers"].as_array().into_iter().flatten() {
        let (domain, pan) = (text(&acquirer["domain"]), text(&acquirer["pan"]));
        output::line(format!("{:22} {domain} {pan}", "Akuirer / acquirer"))?;
    }
    if let Some(problem) = told["problem"].as_str() {
        output::line(format!("Bukan QRIS / not QRIS: {problem}"))?;
    }
    Ok(())
}
