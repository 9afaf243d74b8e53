//! Bank statements: files that banks and others wrote, each either read or refused by line and tag; what each format
//! holds, and that no file whatever makes a reader panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use adapters::bank_statement::csv::{AmountColumns, DayOrder, StatementMapping};
use adapters::bank_statement::{Status, csv, follows, read};
use adapters::{BankEntry, BankStatement};
use ledger::Currency;
use proptest::prelude::*;

/// What becomes of a file: entries and closing balance of each statement, or the beginning of the refusal.
type Verdict = Result<&'static [(usize, &'static str)], &'static str>;

/// Every file of `../shared/data` with what must become of it.
const SHARED: &[(&str, Verdict)] = &[
    (
        "camt/camt053.v2.all-balance-types.xml",
        Err(
            "line 68, Bal: the statement does not add up: opening 1.01 + credits 8.85 - debits 0.00 = 9.86, and the closing \
             balance is 4.04;",
        ),
    ),
    ("camt/camt053.v2.minimal.xml", Err("line 60, Amt: currency is \"SEK\" where the account's is \"EUR\"")),
    ("camt/camt053.v2.multi.statement.xml", Ok(&[(1, "27.00"), (1, "20.00")])),
    ("camt/camt053.v2.wrong.xml", Err("line 3, BkToCstmrStmt: holds no Stmt, so there is nothing to read;")),
    ("camt/camt053.v8.xml", Err("line 80, Amt: currency is \"SEK\" where the account's is \"EUR\"")),
    ("camt/camt054.v2.xml", Ok(&[(1, "")])),
    ("camt/camt054.v8.xml", Err("line 92, NbOfTxs: the batch says \"2\" payments and holds 3")),
    ("mt940/betterplace/amount_formats.sta", Err("line 1, :60F:: no statement has begun;")),
    ("mt940/betterplace/empty_86.sta", Err("line 1, :86:: no statement has begun;")),
    (
        "mt940/betterplace/sepa_mt9401.sta",
        Ok(&[
            (7, "-1237628.23"),
            (2, "-1455749.85"),
            (5, "-2237334.85"),
            (3, "4242675.04"),
            (5, "-3095522.14"),
            (1, "203960.20"),
            (8, "-100854.45"),
            (11, "-2303471.11"),
            (12, "-5019697.96"),
            (9, "-8844425.38"),
            (1, "27980.10"),
            (12, "-5113593.52"),
            (1, "203960.20"),
            (3, "238954.77"),
            (4, "1125250.40"),
            (7, "-4472049.09"),
            (3, "-397310.25"),
            (1, "-600.00"),
            (1, "-600.00"),
            (1, "50.05"),
        ]),
    ),
    ("mt940/cmxl/closing_balance.sta", Err("line 1, :62F:: no statement has begun;")),
    (
        "mt940/cmxl/mt940.sta",
        Err("line 4, :60F:: \"C131016DEM84349,74\": currency \"DEM\" behind the date is not one in use"),
    ),
    ("mt940/cmxl/statement_line.sta", Err("line 1, :61:: no statement has begun;")),
    (
        "mt940/self-provided/details_60-63.sta",
        Err(
            "line 12, :62F:: the statement does not add up: opening 12345.12 + credits 0.00 - debits 233.15 = 12111.97, and \
             the closing balance is 12345.98;",
        ),
    ),
    ("mt940/self-provided/february_30.sta", Ok(&[(1, "1194.00")])),
    ("mt940/self-provided/invalid_statement.sta", Err("line 1, file: is not MT940:")),
    (
        "mt940/self-provided/overly_long_details.sta",
        Err("line 15, :62F:: the statement does not add up: opening 12345.12"),
    ),
    (
        "mt940/self-provided/raphaelm.sta",
        Err("line 13, :60F:: \"C020315DEM0,00\": currency \"DEM\" behind the date is not one in use"),
    ),
    (
        "mt940/self-provided/whitespace.sta",
        Err("line 9, :62F:: the statement does not add up: opening 12345.12"),
    ),
];

fn statement_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => files.extend(statement_files(&path)),
            Some("xml" | "sta") => files.push(path),
            _ => {}
        }
    }
    files.sort();
    files
}

#[test]
fn every_shared_file_is_read_or_refused_for_its_reason() {
    let shared = testkit::skip_without_shared_data!();
    let mut wrong = Vec::new();
    for path in ["camt", "mt940"].iter().flat_map(|folder| statement_files(&shared.join(folder))) {
        let name = path.strip_prefix(&shared).unwrap().to_str().unwrap().to_owned();
        let became = match read(&std::fs::read(&path).unwrap()) {
            Ok(statements) => format!("{:?}", statements.iter().map(summary).collect::<Vec<_>>()),
            Err(fault) => fault.to_string(),
        };
        let as_wanted = match SHARED.iter().find(|(known, _)| *known == name) {
            Some((_, Ok(wanted))) => became == format!("{wanted:?}"),
            Some((_, Err(wanted))) => became.starts_with(wanted),
            None => false,
        };
        if !as_wanted {
            wrong.push(format!("{name}: {became}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn summary(statement: &BankStatement) -> (usize, String) {
    let closing = statement.closing.map(|balance| statement.currency.decimal(balance.amount.into()));
    (statement.entries.len(), closing.unwrap_or_default())
}

#[test]
fn interim_pages_are_joined_and_reversals_move_the_other_way() {
    let shared = testkit::skip_without_shared_data!();
    let file = std::fs::read(shared.join("mt940/betterplace/sepa_mt9401.sta")).unwrap();
    let statements = read(&file).unwrap();
    let reversals: Vec<i64> =
        statements[0].entries.iter().filter(|entry| entry.reversal).map(|entry| entry.amount).collect();
    assert_eq!(reversals, [-20488]);
    let joined = &statements[6];
    assert_eq!(
        joined.entries.iter().map(|entry| entry.number).collect::<Vec<_>>(),
        (1..=8).collect::<Vec<_>>()
    );
    assert_eq!(joined.opening.unwrap().amount, -4_043_220);
    let first = &statements[0].entries[0];
    assert_eq!(
        (first.references.bank.as_str(), first.references.end_to_end.as_str()),
        ("0724710345313905", "TFNR 40005 00005")
    );
}

const CAMT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S-1</Id>
<FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm><ToDtTm>2026-01-31T23:59:59+07:00</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>150-30-0001</Id></Othr></Id><Ccy>IDR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">100</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">370.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>
<Ntry><Amt Ccy="IDR">300.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt>
<AcctSvcrRef>BANK-1</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
<TxDtls><Refs><EndToEndId>PBB-1</EndToEndId></Refs><Amt Ccy="IDR">200</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>
<TxDtls><Refs><EndToEndId>PBB-2</EndToEndId></Refs><Amt Ccy="IDR">100.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls></Ntry>
<Ntry><NtryRef>NOTPROVIDED</NtryRef><Amt Ccy="IDR">30</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-01-06T08:00:00+07:00</DtTm></BookgDt><ValDt><Dt>2026-01-07</Dt></ValDt>
<NtryDtls><TxDtls><Refs><EndToEndId>SP2D-1</EndToEndId></Refs><RmtInf><Ustrd>gaji</Ustrd><Ustrd>Januari</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="IDR">999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><ValDt><Dt>2026-02-01</Dt></ValDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"#;

#[test]
fn a_camt_statement_keeps_batches_references_and_what_is_pending() {
    let statements = read(CAMT.as_bytes()).unwrap();
    let [statement] = statements.as_slice() else { panic!("one statement") };
    let days = (statement.from.unwrap().to_string(), statement.to.unwrap().to_string());
    assert_eq!(days, ("2026-01-01".to_owned(), "2026-01-31".to_owned()));
    assert_eq!((statement.id.as_str(), statement.account.as_str()), ("S-1", "150-30-0001"));
    let [batch, reversal, pending] = statement.entries.as_slice() else { panic!("three entries") };
    assert_eq!((batch.amount, batch.details.len(), batch.line), (30_050, 2, 8));
    assert_eq!(batch.details[1].amount, Some(10_050));
    assert_eq!(batch.references.iter().collect::<Vec<_>>(), ["BANK-1"]);
    assert_eq!((reversal.amount, reversal.reversal, reversal.text.as_str()), (-3_000, true, "gaji Januari"));
    assert_eq!(reversal.references.iter().collect::<Vec<_>>(), ["SP2D-1"], "NOTPROVIDED is no reference");
    assert_eq!((pending.status, pending.booking_date.to_string().as_str()), (Status::Pending, "2026-02-01"));
    assert_eq!(statement.booked().count(), 2);
    assert_eq!(statement.entry_names(), ["S-1/BANK-1", "S-1/#2", "S-1/#3"]);
    for version in ["02", "04", "06"] {
        let other = CAMT.replace("001.08", &format!("001.{version}"));
        assert_eq!(read(other.as_bytes()).unwrap()[0].entries.len(), 3);
    }
}

#[test]
fn what_is_wrong_in_a_camt_file_is_named_by_line_and_element() {
    for (from, to, wanted) in [
        (
            "370.50",
            "370.51",
            "line 7, Bal: the statement does not add up: opening 100.00 + credits 300.50 - debits 30.00 = 370.50",
        ),
        (
            "300.50",
            "300.12345",
            "line 8, Amt: \"300.12345\" has a fraction below the minor unit; amounts are never rounded",
        ),
        (
            "100.50",
            "100.49",
            "line 8, Ntry: the 2 payments of the entry sum up to 300.49, and the entry is 300.50",
        ),
        ("<NbOfTxs>2", "<NbOfTxs>3", "line 9, NbOfTxs: the batch says \"3\" payments and holds 2"),
        (
            "2026-01-05",
            "2026-02-30",
            "line 8, BookgDt: \"2026-02-30\" is not a date such as \"2026-01-31\" that exists",
        ),
        (">DBIT<", ">DEBIT<", "line 12, CdtDbtInd: CdtDbtInd is \"DEBIT\" and must be CRDT or DBIT"),
        ("<Cd>BOOK</Cd>", "<Cd>DONE</Cd>", "line 8, Sts: status \"DONE\" is none of BOOK, PDNG, FUTR, INFO"),
        (">300.50<", ">-300.50<", "line 8, Amt: \"-300.50\" is negative; CdtDbtInd says the direction"),
        (">300.50<", ">3<!-- -->00.50<", "line 8, Amt: holds more than its digits"),
        (">300.50<", ">3<!-- -->00.50<", "line 8, Amt: holds more than its digits"),
        (">300.50<", ">3e2<", "line 8, Amt: \"3e2\" is not a decimal number"),
        ("<Cd>CLBD</Cd>", "<Cd>CLAV</Cd>", "line 3, Stmt: has no closing balance (Bal with CLBD)"),
        (
            "camt.053.001.08",
            "camt.052.001.08",
            "line 2, Document: namespace \"urn:iso:std:iso:20022:tech:xsd:camt.052.001.08\"",
        ),
        ("</Stmt>", "", "line 16, file: is not well-formed XML"),
        (
            "<Document",
            "<!DOCTYPE x [<!ENTITY a \"b\">]><Document",
            "line 2, file: declares a document type, which no statement does",
        ),
        ("gaji", "&a;", "line 14, file: is not well-formed XML"),
    ] {
        let broken = CAMT.replacen(from, to, 1);
        assert_ne!(broken, CAMT, "{from}");
        let told = read(broken.as_bytes()).map(|_| ()).unwrap_err().to_string();
        assert!(told.starts_with(wanted), "{from} -> {to}\n told: {told}\nwanted: {wanted}");
    }
    let latin = [CAMT.as_bytes(), b"\xE9"].concat();
    assert!(read(&latin).unwrap_err().to_string().starts_with("line 16, file: is not UTF-8"));
    assert!(read(b" \n").unwrap_err().to_string().starts_with("line 1, file: is empty"));
}

#[test]
fn hostile_xml_neither_expands_nor_overflows() {
    let lol = "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><l>&b;</l>";
    assert!(read(lol.as_bytes()).unwrap_err().problem.contains("document type"));
    let deep = "<a>".repeat(1_000_000);
    assert!(read(deep.as_bytes()).is_err());
    let closed = format!("{deep}{}", "</a>".repeat(1_000_000));
    assert!(read(closed.as_bytes()).unwrap_err().problem.contains("neither camt.053 nor camt.054"));
}

const MT940: &str = "{1:F01BANKIDJ0AXXX0000000000}{2:I940X}{4:\r\n:20:STARTUMS\r\n:25:150-30-0001\r\n:28C:1/1\r\n\
:60F:C260101IDR100,00\r\n:61:2601050105C300,5NTRFPBB-1//BANK-1\r\nteller\r\n:86:setoran\r\npajak\r\n\
:61:260106D30,NTRFNONREF\r\n:86:\r\n:62M:C260131IDR370,50\r\n-}\r\n\
:20:STARTUMS\r\n:25:150-30-0001\r\n:28C:1/2\r\n:60M:C260131IDR370,50\r\n:61:260131D0,50NCHGNONREF\r\n:62F:C260131IDR370,00\r\n-\r\n";

#[test]
fn mt940_is_read_with_blocks_pages_and_empty_texts() {
    let statements = read(MT940.as_bytes()).unwrap();
    let [statement] = statements.as_slice() else { panic!("the pages are one statement") };
    assert_eq!(statement.id, "STARTUMS 1/1 2026-01-31");
    let of = |entry: &BankEntry| (entry.number, entry.line, entry.amount, entry.text.clone());
    let entries: Vec<_> = statement.entries.iter().map(of).collect();
    let wanted = [(1, 6, 30_050, "TRF teller setoran pajak"), (2, 10, -3_000, "TRF"), (3, 18, -50, "CHG")];
    assert_eq!(entries, wanted.map(|(number, line, amount, text)| (number, line, amount, text.to_owned())));
    assert_eq!(statement.closing.unwrap().amount, 37_000);
    let latin = MT940.replace("pajak", "PAJ\u{1}K").into_bytes().into_iter();
    let latin: Vec<u8> = latin.map(|byte| if byte == 1 { 0xC4 } else { byte }).collect();
    assert!(read(&latin).unwrap()[0].entries[0].text.contains("PAJÄK"));
}

#[test]
fn what_is_wrong_in_an_mt940_file_is_named_by_line_and_tag() {
    for (from, to, wanted) in [
        (":60M:C260131IDR370,50", ":60M:C260131IDR370,51", "line 19, :62F:: the statement does not add up"),
        (
            ":60M:C260131IDR370,50\r\n:61:260131D0,50NCHGNONREF\r\n:62F:C260131IDR370,00",
            ":60M:C260131IDR99,00\r\n:62F:C260131IDR99,00",
            "line 18, :60M:: the page before it ended with another balance; a page is missing",
        ),
        (
            ":62M:C260131IDR370,50\r\n",
            "",
            "line 12, -: statement \"STARTUMS\" ends without its closing balance",
        ),
        (":60F:C260101IDR100,00\r\n", "", "line 5, :61:: stands outside of the balances"),
        (
            ":60F:C260101IDR100,00\r\n",
            ":60F:C260101IDR100,00\r\n:60F:C260101IDR100,00\r\n",
            "line 6, :60F:: the statement has an opening balance already",
        ),
        (
            ":62M:C260131IDR",
            ":62M:C260131USD",
            "line 12, :62M:: currency is \"USD\" where the opening balance is in \"IDR\"",
        ),
        (":28C:1/1", ":99:1/1", "line 4, :99:: is not a tag of MT940"),
        (
            "C300,5N",
            "C300,505N",
            "line 6, :61:: \"2601050105C300,505NTRFPBB-1//BANK-1\": \"300,505\" has a fraction below the minor unit",
        ),
    ] {
        let broken = MT940.replacen(from, to, 1);
        assert_ne!(broken, MT940, "{from}");
        let told = read(broken.as_bytes()).map(|_| ()).unwrap_err().to_string();
        assert!(told.starts_with(wanted), "{from} -> {to}\n told: {told}\nwanted: {wanted}");
    }
}

fn mapping() -> StatementMapping {
    StatementMapping::new("2026-01", "150-30-0001", Currency::IDR)
}

const CSV: &str = "Tanggal,Keterangan,Debet,Kredit,Saldo\n05/01/2026,Setoran PBB,,\"300,000.50\",\"400,000.50\"\n\
06-01-2026,\"Biaya, admin\",500.5,0,\"399,500.00\"\n";

#[test]
fn csv_is_read_with_its_running_balance() {
    let statement = csv::read(CSV.as_bytes(), &mapping()).unwrap();
    assert_eq!(statement.opening.unwrap().amount, 10_000_000);
    assert_eq!(statement.closing.unwrap().amount, 39_950_000);
    let entries: Vec<_> = statement.entries.iter().map(|entry| (entry.line, entry.amount)).collect();
    assert_eq!(entries, [(2, 30_000_050), (3, -50_050)]);
    let other = StatementMapping {
        amount: AmountColumns::Signed("Sum".to_owned()),
        date: "When".to_owned(),
        text: None,
        reference: Some("Ref".to_owned()),
        balance: None,
        balances: Some((0, -150)),
        days: DayOrder::YearFirst,
        decimal_mark: ',',
        delimiter: b';',
        ..mapping()
    };
    let statement =
        csv::read(b"\xEF\xBB\xBFRef;When;Sum\nA;2026-01-02;-1.001,5\nB;2026-01-03;1 000\n", &other).unwrap();
    assert_eq!(statement.entries[0].references.bank, "A");
    assert_eq!(statement.closing.unwrap().amount, -150);
    assert_eq!(follows(&statement, &statement), Some(false));
}

#[test]
fn what_is_wrong_in_a_csv_row_is_named_by_line_and_column() {
    for (from, to, wanted) in [
        (
            "399,500.00",
            "399,500.01",
            "line 3, balance: the balance 399500.01 is not the one before, 400000.50, and the amount -500.50",
        ),
        (
            "06-01-2026",
            "30-02-2026",
            "line 3, date: \"30-02-2026\" is not a date such as \"31/01/2026\" that exists",
        ),
        ("500.5,0", "500.5,1", "line 3, amount: stands in both columns"),
        ("500.5,0", "-500.5,0", "line 3, amount: is negative"),
        ("\"300,000.50\"", "\"300.000,50\"", "line 2, credit: \"300.000,50\" is not a decimal number"),
        (
            "\"300,000.50\"",
            "\"3,00\"",
            "line 2, credit: \"3,00\" is not an amount with '.' before its fraction",
        ),
        ("500.5,0", "500.505,0", "line 3, debit: \"500.505\" has a fraction below the minor unit"),
        ("500.5,0", "500.5", "line 3, row: has 4 columns where the header has 5"),
        ("Debet", "Debit", "line 1, Debet: is no column; the header has"),
        ("Keterangan", "Saldo", "line 1, Saldo: stands in the header twice"),
    ] {
        let broken = CSV.replacen(from, to, 1);
        assert_ne!(broken, CSV, "{from}");
        let told = csv::read(broken.as_bytes(), &StatementMapping { text: None, ..mapping() })
            .unwrap_err()
            .to_string();
        assert!(told.starts_with(wanted), "{from} -> {to}\n told: {told}\nwanted: {wanted}");
    }
}

/// What the formats are made of.
const PIECES: &[u8] = b":,<&>\n?/+0123456789-";

/// Files to be broken: ours, and the shared ones where they are.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = vec![CAMT.into(), MT940.into(), CSV.into()];
    if let Some(shared) = testkit::shared_data() {
        let files = ["camt", "mt940"].iter().flat_map(|folder| statement_files(&shared.join(folder)));
        seeds.extend(files.map(|path| std::fs::read(path).unwrap()));
    }
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Bytes changed, cut out, doubled: whatever is read adds up, whatever is not is refused with a line.
    #[test]
    fn no_broken_file_makes_a_reader_panic(
        seed in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, any::<u8>()), 1..12),
    ) {
        let seeds = seeds();
        let mut file = seed.get(&seeds).clone();
        for (place, kind, byte) in changes {
            if file.is_empty() {
                break;
            }
            let place = place.index(file.len());
            match kind {
                0 => file[place] = byte,
                1 => { file.remove(place); }
                2 => { let piece = file[place..].iter().take(byte as usize).copied().collect::<Vec<_>>(); file.splice(place..place, piece); }
                _ => file.insert(place, PIECES[byte as usize % PIECES.len()]),
            }
        }
        let _ = csv::read(&file, &mapping());
        match read(&file) {
            Ok(statements) => for statement in statements {
                let sum: i128 = statement.booked().map(|entry| i128::from(entry.amount)).sum();
                if let (Some(opening), Some(closing)) = (statement.opening, statement.closing) {
                    prop_assert_eq!(i128::from(opening.amount) + sum, i128::from(closing.amount));
                }
            },
            Err(fault) => prop_assert!(fault.line >= 1 && !fault.problem.is_empty()),
        }
    }
}
