//! Files of real banks through the real program: what a file tells is posted into a book of its currency, and the reconciliation
//! of each of its accounts leads to the bank's own closing balance; a file that is no sound statement is refused for its reason.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use adapters::BankStatement;
use adapters::bank_statement::{Status, read};
use common::{code, json, run, text};
use ledger::{Currency, Date};
use serde_json::{Value, json};

/// Files that are refused, and what is said of them.
const REFUSED: &[(&str, &str)] = &[
    ("camt/camt053.v2.all-balance-types.xml", "line 68, Bal: the statement does not add up"),
    ("camt/camt053.v2.minimal.xml", "line 60, Amt: currency is \"SEK\" where the account's is \"EUR\""),
    ("camt/camt053.v2.wrong.xml", "line 3, BkToCstmrStmt: holds no Stmt"),
    ("camt/camt053.v8.xml", "line 80, Amt: currency is \"SEK\" where the account's is \"EUR\""),
    ("camt/camt054.v8.xml", "line 92, NbOfTxs: the batch says \"2\" payments and holds 3"),
    ("mt940/betterplace/amount_formats.sta", "line 1, :60F:: no statement has begun"),
    ("mt940/betterplace/empty_86.sta", "line 1, :86:: no statement has begun"),
    ("mt940/cmxl/closing_balance.sta", "line 1, :62F:: no statement has begun"),
    ("mt940/cmxl/mt940.sta", "currency \"DEM\" behind the date is not one in use, so that no account"),
    ("mt940/cmxl/statement_line.sta", "line 1, :61:: no statement has begun"),
    ("mt940/self-provided/details_60-63.sta", "line 12, :62F:: the statement does not add up"),
    ("mt940/self-provided/invalid_statement.sta", "line 1, file: is not MT940"),
    ("mt940/self-provided/overly_long_details.sta", "line 15, :62F:: the statement does not add up"),
    (
        "mt940/self-provided/raphaelm.sta",
        "currency \"DEM\" behind the date is not one in use, so that no account",
    ),
    ("mt940/self-provided/whitespace.sta", "line 9, :62F:: the statement does not add up"),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => found.extend(files(&path)),
            Some("xml" | "sta") => found.push(path),
            _ => {}
        }
    }
    found.sort();
    found
}

/// The closing balance of each account as an MT940 file writes it, read without the adapter.
fn written_closings(file: &str) -> BTreeMap<String, String> {
    let (mut account, mut closings) = ("", BTreeMap::new());
    for line in file.lines().map(str::trim_end) {
        if let Some(number) = line.strip_prefix(":25:") {
            account = number;
        } else if let Some(balance) = line.strip_prefix(":62F:") {
            let sign = if balance.starts_with('D') { "-" } else { "" };
            // Mark, day and currency are ten characters; fractions may have fewer places than the currency.
            let (whole, fraction) = balance[10..].split_once(',').unwrap();
            closings.insert(account.to_owned(), format!("{sign}{whole}.{fraction:0<2}"));
        }
    }
    closings
}

fn event(id: &str, kind: &str, data: Value) -> String {
    let kind = format!("neraca.payment.v1.{kind}");
    json!({"specversion": "1.0", "id": id, "source": "urn:test:bank", "type": kind, "data": data}).to_string()
}

/// A bank account in a book: its cash account, and what its statements tell as events.
struct Account {
    entity: String,
    currency: Currency,
    events: Vec<String>,
}

impl Account {
    /// Opened in its currency, with the balance before its first statement.
    fn open(entity: String, first: &BankStatement) -> Self {
        let mut account = Self { entity, currency: first.currency, events: Vec::new() };
        for (code, side) in [("1.1.01.01.01.0001", "debit"), ("3.1.01.01.01.0001", "credit")] {
            let name = format!("{}:{code}", account.entity);
            let opened = json!({
                "date": "2000-01-01", "account": name, "normalSide": side, "currency": account.currency.code(),
            });
            account.events.push(event(&name, "AccountOpened", opened));
        }
        if let Some(opening) = first.opening {
            let day = first.entries.iter().map(|entry| entry.booking_date).chain(opening.date).min();
            account.post("opening", day.unwrap(), opening.amount, "");
        }
        account
    }

    fn post(&mut self, kind: &str, day: Date, minor: i64, reference: &str) {
        let amount = json!({
            "value": self.currency.decimal(i128::from(minor).abs()), "currency": self.currency.code(),
        });
        let line = |code: &str, is_debit: bool| {
            let side = if is_debit { "debit" } else { "credit" };
            json!({"account": format!("{}:{code}", self.entity), side: amount})
        };
        let lines = [line("1.1.01.01.01.0001", minor > 0), line("3.1.01.01.01.0001", minor < 0)];
        let journal = json!({"date": day.to_string(), "kind": kind, "reference": reference, "lines": lines});
        // A journal of nothing is none.
        if minor != 0 {
            let id = format!("{}/{}", self.entity, self.events.len());
            self.events.push(event(&id, "JournalPosted", journal));
        }
    }

    fn take(&mut self, statement: &BankStatement) {
        for entry in statement.entries.iter().filter(|entry| entry.status == Status::Booked) {
            let reference = entry.references.iter().next().unwrap_or_default();
            self.post("general", entry.booking_date, entry.amount, reference);
        }
    }

    fn cash(&self) -> String {
        format!("{}:1.1.01.01.01.0001", self.entity)
    }
}

/// The accounts of a file by the bank's number.
fn accounts(statements: &[BankStatement]) -> BTreeMap<String, Account> {
    let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
    for statement in statements {
        let entity = format!("bank-{}", accounts.len());
        let of_number = accounts.entry(statement.account.clone());
        of_number.or_insert_with(|| Account::open(entity, statement)).take(statement);
    }
    accounts
}

#[test]
fn every_shared_statement_reconciles_to_the_banks_closing_balance_or_is_refused_for_its_reason() {
    let shared = testkit::skip_without_shared_data!();
    let folder = testkit::temp_dir();
    let (mut reconciled, mut refused) = (Vec::new(), Vec::new());
    for (number, path) in ["camt", "mt940"].iter().flat_map(|kind| files(&shared.join(kind))).enumerate() {
        let name = text(path.strip_prefix(&shared).unwrap()).to_owned();
        let data = folder.path().join(number.to_string());
        let bytes = std::fs::read(&path).unwrap();
        let Ok(statements) = read(&bytes) else {
            let wanted = REFUSED.iter().find(|(file, _)| *file == name).map(|(_, said)| *said);
            let wanted = wanted.unwrap_or_else(|| panic!("{name} is refused"));
            let said = refusal(&path, &data, folder.path());
            assert!(
                said.contains(wanted) && said.contains(text(&path)),
                "{name}\n told: {said}\nwanted: {wanted}"
            );
            refused.push(name);
            continue;
        };
        let of_bank = written_closings(&String::from_utf8_lossy(&bytes));
        let accounts = accounts(&statements);
        let events: Vec<&str> =
            accounts.values().flat_map(|account| &account.events).map(String::as_str).collect();
        let book = folder.path().join("book.ndjson");
        std::fs::write(&book, events.join("\n")).unwrap();
        let posted = json(&["import", "events", text(&book), "--data", text(&data), "--json", "--strict"]);
        assert_eq!(posted["posted"], events.len(), "{name}: {posted}");
        for (bank_account, account) in &accounts {
            let cash = account.cash();
            let arguments = ["reconcile", text(&path), "--account", &cash, "--bank-account", bank_account];
            let printed = json(&[&arguments[..], &["--data", text(&data), "--json"]].concat());
            assert_reconciled(&format!("{name}, {bank_account}"), &printed);
            let form = &printed["form"];
            match of_bank.get(bank_account) {
                Some(closing) => assert_eq!(form["statement_balance"], **closing, "{name}, {bank_account}"),
                // The one of two statements whose second begins where the first ended.
                None if name.ends_with("camt053.v2.multi.statement.xml") => {
                    assert_eq!(form["statement_balance"], "20.00");
                }
                None => assert!(name.contains("camt054") && form.is_null(), "a notification has no balance"),
            }
        }
        reconciled.push((name, accounts.len()));
    }
    assert_eq!(refused.len(), REFUSED.len(), "each of these is refused and was found: {refused:?}");
    let wanted = [
        ("camt/camt053.v2.multi.statement.xml", 1),
        ("camt/camt054.v2.xml", 1),
        ("mt940/betterplace/sepa_mt9401.sta", 20),
        ("mt940/self-provided/february_30.sta", 1),
    ];
    assert_eq!(reconciled, wanted.map(|(name, accounts)| (name.to_owned(), accounts)));
}

/// What the program says of a file that it does not take; its book has a cash account.
fn refusal(path: &Path, data: &Path, folder: &Path) -> String {
    let book = folder.join("opened.ndjson");
    let opened = json!({"date": "2000-01-01", "account": "bank:1.1.01.01.01.0001", "normalSide": "debit"});
    std::fs::write(&book, event("opened", "AccountOpened", opened)).unwrap();
    json(&["import", "events", text(&book), "--data", text(data), "--json", "--strict"]);
    let account = ["--account", "bank:1.1.01.01.01.0001", "--data", text(data)];
    let output = run(&[&["reconcile", text(path)][..], &account].concat());
    assert_eq!(code(&output), 1, "{}", path.display());
    String::from_utf8(output.stderr).unwrap()
}

/// Every entry and every line is matched, and the form, where there is one, ties.
fn assert_reconciled(name: &str, printed: &Value) {
    for side in ["bank_only", "ledger_only"] {
        assert_eq!(printed[side], json!([]), "{name}: {printed}");
    }
    assert!(!printed["matches"].as_array().unwrap().is_empty(), "{name}: {printed}");
    let form = &printed["form"];
    if !form.is_null() {
        assert_eq!(
            (&form["ties"], &form["book_balance"]),
            (&true.into(), &form["statement_balance"]),
            "{name}"
        );
    }
}
