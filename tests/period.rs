//! A year is closed by the real program: its closing entries are written, imported once, leave nothing of revenue, expense or
//! budget behind, and the closed year takes no more.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::path::Path;

use common::{code, json, run, text};
use serde_json::{Value, json};

fn import(folder: &Path, data: &str, name: &str, events: &[Value]) -> Value {
    let file = folder.join(name);
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    json(&["import", "events", text(&file), "--data", data, "--json"])
}

/// Codes with a balance on the last day of the year.
fn open_codes(data: &str, year: &str) -> Vec<String> {
    let as_of = format!("{year}-12-31");
    let report = json(&["report", "trial-balance", "--as-of", &as_of, "--data", data, "--json"]);
    let rows = report["rows"].as_array().unwrap();
    let open = rows.iter().filter(|row| {
        let amount =
            |key: &str| row[key].as_str().is_some_and(|value| !value.trim_matches(['0', '.']).is_empty());
        row["kind"] == "detail" && (amount("closing_debit") || amount("closing_credit"))
    });
    open.map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_year_is_closed_once_and_takes_no_more() {
    let folder = testkit::temp_dir();
    let data = text(&folder.path().join("books")).to_owned();
    let played = json(&["demo", "--events", "10000", "--seed", "7", "--exit", "--json", "--data", &data]);
    assert_eq!(played["verification"]["ok"], true);
    let last = json(&["report", "budget-realization", "--data", &data, "--json"]);
    let year = last["provenance"]["to"].as_str().unwrap()[..4].to_owned();
    let before = open_codes(&data, &year);
    assert!(
        before.iter().any(|code| code.starts_with('7')) && before.iter().any(|code| code.starts_with('4'))
    );

    let file = folder.path().join("closing.ndjson");
    let closing = ["period", "closing-entries", &year, "--output", text(&file), "--data", &data, "--json"];
    let written = json(&closing)["entries"].as_u64().unwrap();
    assert!(written >= 4, "{written}");
    let imported = json(&["import", "events", text(&file), "--data", &data, "--json"]);
    assert_eq!((&imported["posted"], &imported["refused"]), (&json!(written), &json!(0)), "{imported}");
    let again = json(&["import", "events", text(&file), "--data", &data, "--json"]);
    assert_eq!((&again["repeated"], &again["position"]), (&json!(written), &imported["position"]), "{again}");

    let after = open_codes(&data, &year);
    let temporary = |code: &&String| {
        ["4", "5", "6", "7", "8", "3.1.02", "3.1.01.02"].iter().any(|prefix| code.starts_with(prefix))
    };
    assert_eq!(after.iter().find(temporary), None, "only the balance sheet is left: {after:?}");
    assert!(after.iter().any(|code| code.starts_with("3.1.01.01")), "{after:?}");
    assert_eq!(json(&closing)["entries"], 0, "there is nothing left to close");
    let sheet =
        json(&["report", "balance-sheet", "--as-of", &format!("{year}-12-31"), "--data", &data, "--json"]);
    assert!(
        sheet["tie_outs"].as_array().unwrap().iter().all(|tie| tie["ok"] == true),
        "{}",
        sheet["tie_outs"]
    );

    let event = |id: &str, kind: &str, body: Value| {
        json!({
            "specversion": "1.0", "id": id, "source": "urn:test", "type": format!("neraca.payment.v1.{kind}"),
            "data": body,
        })
    };
    let late = |id: &str| {
        let line = |account: &str, side: &str| json!({ "account": account, side: { "value": "10" } });
        let lines =
            json!([line("ppkd:1.1.01.01.01.0001", "debit"), line("ppkd:3.1.01.01.01.0001", "credit")]);
        event(id, "JournalPosted", json!({ "date": format!("{year}-12-30"), "lines": lines }))
    };
    let close = event("close", "PeriodClosed", json!({ "date": format!("{year}-12-31"), "period": year }));
    let closed = import(folder.path(), &data, "close.ndjson", &[late("early"), close, late("late")]);
    assert_eq!((&closed["posted"], &closed["refused"]), (&json!(2), &json!(1)), "{closed}");
    let listed = json(&["period", "list", "--data", &data, "--json"]);
    assert_eq!(listed["closed"][0]["period"], year.as_str(), "{listed}");
    assert_eq!(listed["closed"][0]["late_items"], "refuse");
    // Reopening needs two people.
    let body = json!({ "date": format!("{year}-12-31"), "period": year, "reason": "a late bill" });
    let made = json!({
        "date": format!("{year}-12-31"), "proposal": "P-1", "maker": "ani", "periodReopened": body,
    });
    let approved = json!({ "date": format!("{year}-12-31"), "proposal": "P-1", "checker": "budi" });
    let reopened = import(
        folder.path(),
        &data,
        "reopen.ndjson",
        &[
            event("alone", "PeriodReopened", body),
            event("made", "ProposalMade", made),
            event("approved", "ProposalApproved", approved),
            late("after all"),
        ],
    );
    assert_eq!((&reopened["posted"], &reopened["refused"]), (&json!(3), &json!(1)), "{reopened}");
    assert_eq!(json(&["period", "list", "--data", &data, "--json"])["closed"], json!([]));
    assert_eq!(json(&["verify", "--data", &data, "--json"])["ok"], true);
}

#[test]
fn what_is_no_year_is_refused_with_what_to_write() {
    let output = run(&["period", "closing-entries", "2025-03"]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is not a year such as 2025"));
}

/// A book in `folder` with one payment of March 2025.
fn march(folder: &Path) -> String {
    let data = text(&folder.join("books")).to_owned();
    let payment = json!({
        "specversion": "1.0", "id": "p-1", "source": "urn:test", "time": "2025-03-10T09:35:27+07:00",
        "type": "neraca.payment.v1.PaymentReceived",
        "data": {
            "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.19.01.0001",
            "amount": { "value": "250000", "currency": "IDR" },
            "basis": "self-assessed", "into": "treasury", "channel": "qris",
        },
    });
    let unknown = json!({
        "specversion": "1.0", "id": "u-1", "source": "urn:test", "time": "2025-03-11T09:35:27+07:00",
        "type": "neraca.payment.v1.UnidentifiedReceived",
        "data": { "amount": { "value": "4000" }, "reference": "CR-0411" },
    });
    let imported = import(folder, &data, "march.ndjson", &[payment, unknown]);
    assert_eq!(imported["posted"], 2, "{imported}");
    data
}

#[test]
fn a_closing_has_a_certificate_that_is_the_same_whenever_it_is_made_and_that_a_forger_cannot_sign() {
    let folder = testkit::temp_dir();
    let data = march(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    let at_once = folder.path().join("at-once");
    let closed = on(&["period", "close", "2025-03", "--reason", "done", "--out", text(&at_once)]);
    assert_eq!((&closed["done"], &closed["proposal"]), (&json!("closed"), &Value::Null), "{closed}");
    let out = folder.path().join("certificates");
    let certify = ["period", "certificate", "2025-03", "--out", text(&out)];
    let made = on(&certify);
    assert_eq!(closed["certificate"]["sha256"], made["sha256"]);
    for kind in ["json", "txt", "checkpoint"] {
        let file = |folder: &Path| std::fs::read(folder.join(format!("2025-03.{kind}"))).unwrap();
        assert_eq!(file(&at_once), file(&out), "closing makes the certificate");
    }
    assert_eq!(made["position"], closed["position"]);
    let certificate = &made["certificate"];
    assert_eq!(certificate["open_items"]["items"][0]["item"], "CR-0411");
    let total = &certificate["trial_balance"]["totals"][0];
    assert_eq!((&total["closing"], &total["debit"]), (&json!("0.00"), &total["credit"]), "{total}");
    let read = |kind: &str| std::fs::read(out.join(format!("2025-03.{kind}"))).unwrap();
    let first = [read("json"), read("txt"), read("checkpoint")];

    // What comes later changes nothing of it.
    import(
        folder.path(),
        &data,
        "later.ndjson",
        &[json!({
            "specversion": "1.0", "id": "u-2", "source": "urn:test", "time": "2025-04-11T09:35:27+07:00",
            "type": "neraca.payment.v1.UnidentifiedReceived",
            "data": { "amount": { "value": "9000" }, "reference": "CR-0500" },
        })],
    );
    assert_eq!(on(&certify)["sha256"], made["sha256"]);
    assert_eq!([read("json"), read("txt"), read("checkpoint")], first, "to the byte");
    let note = out.join("2025-03.txt");
    let checked = on(&["period", "certificate", "2025-03", "--check", text(&note)]);
    assert_eq!(checked, json!({ "signed": true, "same": true }));

    let forged = String::from_utf8(read("txt")).unwrap().replacen("250000.00", "350000.00", 1);
    let file = folder.path().join("forged.txt");
    std::fs::write(&file, forged).unwrap();
    let check = ["period", "certificate", "2025-03", "--check", text(&file), "--data", &data];
    assert_eq!(code(&run(&check)), 4);

    // Reopening asks for two people; the certificate goes with the closing.
    let reopen = ["period", "reopen", "2025-03", "--reason", "a late bill", "--data", &data];
    let refused = run(&reopen);
    assert_eq!(code(&refused), 2);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--maker"), "{refused:?}");
    let proposed = on(&["period", "reopen", "2025-03", "--reason", "a late bill", "--maker", "ani"]);
    let name = proposed["proposal"].as_str().unwrap();
    assert_eq!(on(&["proposal", "list"])["proposals"][0]["proposal"], name);
    assert_eq!(code(&run(&["proposal", "approve", name, "--checker", "ani", "--data", &data])), 1);
    assert_eq!(on(&["proposal", "approve", name, "--checker", "budi"])["answer"], "approved");
    assert_eq!(on(&["proposal", "list"])["proposals"], json!([]));
    assert_eq!(code(&run(&["period", "certificate", "2025-03", "--data", &data])), 1);
    assert_eq!(on(&["verify"])["ok"], true);
}

#[test]
fn under_the_strict_rules_a_period_and_the_rules_themselves_take_two_people() {
    let folder = testkit::temp_dir();
    let data = march(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    let strict = String::from_utf8(run(&["rules", "show", "--strict"]).stdout).unwrap();
    let file = folder.path().join("strict.yaml");
    std::fs::write(&file, &strict).unwrap();
    let version = on(&["rules", "publish", text(&file)])["version"].as_u64().unwrap();
    assert_eq!(code(&run(&["period", "close", "2025-03", "--data", &data])), 2);

    let next = strict.replacen(&format!("version: {version}"), &format!("version: {}", version + 1), 1);
    std::fs::write(&file, &next).unwrap();
    let alone = run(&["rules", "publish", text(&file), "--data", &data]);
    assert_eq!(code(&alone), 1);
    assert!(String::from_utf8_lossy(&alone.stderr).contains("--maker"), "{alone:?}");
    let proposed = on(&["rules", "publish", text(&file), "--maker", "ani", "--proposal", "rules"]);
    assert_eq!((&proposed["proposal"], &proposed["version"]), (&json!("rules"), &json!(version + 1)));
    on(&["proposal", "approve", "rules", "--checker", "budi", "--note", "read"]);
    assert_eq!(String::from_utf8(run(&["rules", "show", "--data", &data]).stdout).unwrap(), next);
    let all = on(&["proposal", "list", "--all"]);
    assert_eq!(all["proposals"][0]["settled"]["checker"], "budi", "{all}");

    let chart = folder.path().join("more.csv");
    std::fs::write(&chart, "code,name\n8.1.02.01.01.9999,Belanja uji\n").unwrap();
    let import = ["chart", "import", text(&chart)];
    let alone = run(&[&import[..], &["--data", &data]].concat());
    assert_eq!(code(&alone), 1);
    assert!(String::from_utf8_lossy(&alone.stderr).contains("chart import FILE --maker"), "{alone:?}");
    let proposed = on(&[&import[..], &["--maker", "ani"]].concat());
    let name = proposed["proposal"].as_str().unwrap();
    let codes = |arguments: &[&str]| on(arguments).as_array().unwrap().len();
    let list = ["chart", "list", "--below", "8.1.02.01.01.9999"];
    assert_eq!(codes(&list), 0, "it waits");
    on(&["proposal", "approve", name, "--checker", "budi"]);
    assert_eq!(codes(&list), 1);
    assert_eq!(on(&["verify"])["ok"], true);
}

const AGENCY: &str = "5.02.0.00.0.00.02.0000";

/// A book in `folder` with a small year: 500,000 of before, a budget, 900,000 of revenue and 400,000 spent.
fn small_year(folder: &Path) -> String {
    let data = text(&folder.join("books")).to_owned();
    let event = |id: &str, day: &str, kind: &str, body: Value| {
        json!({
            "specversion": "1.0", "id": id, "source": "urn:test", "time": format!("{day}T09:35:27+07:00"),
            "type": format!("neraca.payment.v1.{kind}"), "data": body,
        })
    };
    let (revenue, spending) = ("4.1.01.19.01.0001", "5.1.02.01.01.0024");
    let budget = |account: &str, value: &str| json!([{ "account": account, "amount": { "value": value } }]);
    let events = [
        event(
            "before",
            "2025-01-01",
            "JournalPosted",
            json!({
                "kind": "opening",
                "lines": [
                    { "account": "ppkd:1.1.01.01.01.0001", "debit": { "value": "500000" } },
                    { "account": "ppkd:3.1.01.01.01.0001", "credit": { "value": "500000" } },
                ],
            }),
        ),
        event(
            "budget",
            "2025-01-02",
            "BudgetApproved",
            json!({
                "agency": AGENCY, "document": "DPA-1",
                "revenue": budget(revenue, "1000000"), "expenditure": budget(spending, "600000"),
            }),
        ),
        event(
            "paid",
            "2025-03-10",
            "PaymentReceived",
            json!({
                "agency": AGENCY, "account": revenue, "amount": { "value": "900000" },
                "basis": "self-assessed", "into": "treasury", "channel": "qris",
            }),
        ),
        event(
            "spent",
            "2025-06-10",
            "DisbursementPaid",
            json!({
                "agency": AGENCY, "account": spending, "amount": { "value": "400000" },
                "basis": "expense", "channel": "sp2d-online",
            }),
        ),
    ];
    let imported = import(folder, &data, "year.ndjson", &events);
    assert_eq!((&imported["posted"], &imported["refused"]), (&json!(4), &json!(0)), "{imported}");
    data
}

/// Closes the year of [`small_year`] behind its months.
fn close_year_with_months(data: &str) {
    for period in ["2025-01", "2025-03", "2025-06", "2025"] {
        let closed = json(&["period", "close", period, "--data", data, "--json"]);
        assert_eq!(closed["done"], "closed", "{closed}");
    }
}

/// Debits less credits in sen.
fn net(row: &Value, debit: &str, credit: &str) -> i64 {
    let sen = |key: &str| row[key].as_str().map_or(0, |value| value.replace('.', "").parse::<i64>().unwrap());
    sen(debit) - sen(credit)
}

#[test]
fn what_a_closed_year_carries_forward_is_what_the_next_one_opens_with() {
    let folder = testkit::temp_dir();
    let data = small_year(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    let file = folder.path().join("closing.ndjson");
    on(&["period", "closing-entries", "2025", "--output", text(&file)]);
    assert_eq!(on(&["import", "events", text(&file)])["refused"], 0);
    close_year_with_months(&data);
    // The new year has begun when the certificate is made.
    import(
        folder.path(),
        &data,
        "new.ndjson",
        &[json!({
            "specversion": "1.0", "id": "new", "source": "urn:test", "time": "2026-01-05T09:35:27+07:00",
            "type": "neraca.payment.v1.UnidentifiedReceived",
            "data": { "amount": { "value": "7000" }, "reference": "CR-1" },
        })],
    );
    let certificate = on(&["period", "certificate", "2025"])["certificate"].clone();
    let carried = certificate["carried_forward"].as_array().unwrap().iter();
    let carried: Vec<(String, i64)> = carried
        .map(|row| (row["account"].as_str().unwrap().to_owned(), net(row, "debit", "credit")))
        .collect();
    let of = |account: &str| {
        let found = carried.iter().find(|(name, _)| name == account);
        found.map_or(0, |(_, minor)| *minor)
    };
    assert_eq!(of("ppkd:1.1.01.01.01.0001"), 100_000_000, "500,000 and 900,000 less 400,000: {carried:?}");
    assert_eq!(of("ppkd:3.1.01.01.01.0001"), -50_000_000);
    assert_eq!(of(&format!("{AGENCY}:3.1.01.01.01.0001")), -50_000_000, "revenue less expense");
    let is_of_year = |(name, _): &&(String, i64)| {
        let code = name.split_once(':').unwrap().1;
        ["4", "5", "6", "7", "8", "3.1.02"].iter().any(|root| code.starts_with(root))
    };
    assert_eq!(carried.iter().find(is_of_year), None, "{carried:?}");

    let mut opening = Vec::new();
    for entity in [AGENCY, "ppkd"] {
        let asked =
            ["report", "trial-balance", "--from", "2026-01-01", "--to", "2026-12-31", "--entity", entity];
        let report = on(&asked);
        let rows = report["rows"].as_array().unwrap().iter().filter(|row| row["kind"] == "detail");
        let rows = rows.map(|row| {
            let name = format!("{entity}:{}", row["code"].as_str().unwrap());
            (name, net(row, "opening_debit", "opening_credit"))
        });
        opening.extend(rows.filter(|(_, minor)| *minor != 0));
    }
    let mut sorted = carried.clone();
    sorted.sort();
    opening.sort();
    assert_eq!(sorted, opening);
    let closing = certificate["trial_balance"]["rows"].as_array().unwrap().iter();
    let closing: i64 = closing.map(|row| net(row, "closing", "")).sum();
    assert_eq!(closing, 0);
}

#[test]
fn what_a_closed_year_took_is_refunded_in_the_next_one_without_a_mark_on_its_revenue() {
    let folder = testkit::temp_dir();
    let data = small_year(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    let file = folder.path().join("closing.ndjson");
    on(&["period", "closing-entries", "2025", "--output", text(&file)]);
    assert_eq!(on(&["import", "events", text(&file)])["refused"], 0);
    close_year_with_months(&data);
    let event = |id: &str, kind: &str, body: Value| {
        json!({
            "specversion": "1.0", "id": id, "source": "urn:test", "time": "2026-01-05T09:35:27+07:00",
            "type": format!("neraca.payment.v1.{kind}"), "data": body,
        })
    };
    let refund = json!({
        "agency": AGENCY, "account": "4.1.01.19.01.0001", "amount": { "value": "50000" },
        "from": "prior-year-revenue", "channel": "sp2d-online",
    });
    let imported = import(
        folder.path(),
        &data,
        "refund.ndjson",
        &[
            event("back", "PaymentReversed", json!({ "originalId": "paid", "reason": "paid twice" })),
            event("refund", "RefundPaid", refund),
        ],
    );
    assert_eq!((&imported["posted"], &imported["refused"]), (&json!(1), &json!(1)), "{imported}");
    let of_2026 = |report: &str| on(&["report", report, "--from", "2026-01-01", "--to", "2026-12-31"]);
    let surplus = of_2026("surplus-changes");
    let total = |key: &str| surplus["totals"][key].as_str().unwrap().to_owned();
    assert_eq!(
        [total("opening_surplus"), total("silpa"), total("corrections"), total("closing_surplus")],
        ["1000000.00", "0.00", "-50000.00", "950000.00"],
    );
    for report in ["surplus-changes", "budget-realization", "cash-flow", "equity-changes"] {
        let tie_outs = of_2026(report)["tie_outs"].clone();
        assert!(tie_outs.as_array().unwrap().iter().all(|tie| tie["ok"] == true), "{report}: {tie_outs}");
    }
    assert_eq!(on(&["verify"])["ok"], true);
}

#[test]
fn what_should_come_before_a_closing_is_asked_for_and_what_was_passed_over_stands_in_the_certificate() {
    let folder = testkit::temp_dir();
    let data = small_year(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    let refused = |arguments: &[&str], what: &[&str]| {
        let output = run(&[arguments, &["--data", &data]].concat());
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 2, "{says}");
        what.iter().for_each(|what| assert!(says.contains(what), "{what}: {says}"));
    };
    refused(&["period", "close", "2025-03"], &["2025-01 has entries and is open", "--force"]);
    let year = ["2025-01 has", "2025-03 has", "2025-06 has", "closing entries are missing"];
    refused(&["period", "close", "2025"], &year);
    refused(&["period", "close", "2025", "--force", " "], &["wants a reason"]);
    on(&["period", "close", "2025", "--force", "the office moves"]);
    let certificate = on(&["period", "certificate", "2025"]);
    let not_done = &certificate["certificate"]["not_done_before"];
    assert_eq!(not_done["open_periods"], json!(["2025-01", "2025-03", "2025-06"]));
    assert!(not_done["closing_entries"].as_u64().unwrap() >= 4, "{not_done}");
    let note = certificate["note"].as_str().unwrap();
    assert!(note.contains("earlier periods left open: [2025-01; 2025-03; 2025-06]"), "{note}");
    assert!(data_has(&data, "2025.txt"), "without --out it is among the data");
}

fn data_has(data: &str, certificate: &str) -> bool {
    Path::new(data).join("certificates").join(certificate).exists()
}

#[test]
fn what_came_too_late_says_so_in_the_books_in_exports_and_in_certificates() {
    let folder = testkit::temp_dir();
    let data = march(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    on(&["period", "close", "2025-03", "--late-items", "next-open-period"]);
    let late = json!({
        "specversion": "1.0", "id": "late", "source": "urn:test", "time": "2025-04-02T09:35:27+07:00",
        "type": "neraca.payment.v1.UnidentifiedReceived",
        "data": { "date": "2025-03-31", "amount": { "value": "700" }, "reference": "CR-9" },
    });
    assert_eq!(import(folder.path(), &data, "late.ndjson", &[late])["posted"], 1);
    let says = "(terlambat untuk 2025-03-31 / late for 2025-03-31)";
    let period = ["--from", "2025-04-01", "--to", "2025-04-30"];
    let ledger = run(&[&["report", "general-ledger", "--data", &data, "--json"], &period[..]].concat());
    let file = folder.path().join("ledger.json");
    std::fs::write(&file, &ledger.stdout).unwrap();
    let report: Value = serde_json::from_slice(&ledger.stdout).unwrap();
    let rows = report["rows"].as_array().unwrap();
    let disclosed =
        rows.iter().filter(|row| row["description"].as_str().is_some_and(|text| text.contains(says)));
    assert_eq!(disclosed.count(), 2, "{report}");
    for format in ["hledger", "beancount", "lkpd"] {
        let text = run(&["export", "journal", "--format", format, "--data", &data]).stdout;
        assert!(String::from_utf8(text).unwrap().contains(says), "{format}");
    }
    for (format, field) in [("ndjson", "\"late_for\":\"2025-03-31\""), ("csv", "2025-04-01,2025-03-31,")] {
        let text = run(&["export", "journal", "--format", format, "--data", &data]).stdout;
        assert!(String::from_utf8(text).unwrap().contains(field), "{format}");
    }
    let april = on(&["period", "close", "2025-04"]);
    let certificate = on(&["period", "certificate", "2025-04"])["certificate"].clone();
    assert_eq!(certificate["late_entries"][0]["late_for"], "2025-03-31", "{april}");
    assert_eq!(
        on(&["period", "certificate", "2025-03"])["certificate"]["late_entries"],
        json!([]),
        "as it was"
    );
}

#[test]
fn under_the_strict_rules_a_year_is_closed_by_two_people_from_its_closing_entries_to_its_certificate() {
    let folder = testkit::temp_dir();
    let data = small_year(folder.path());
    let on = |arguments: &[&str]| json(&[arguments, &["--data", &data, "--json"]].concat());
    let strict = folder.path().join("strict.yaml");
    std::fs::write(&strict, run(&["rules", "show", "--strict"]).stdout).unwrap();
    on(&["rules", "publish", text(&strict)]);
    let approve = |names: &[&str], checker: &str| {
        let arguments =
            [&["proposal", "approve", "--checker", checker, "--data", &data, "--json"], names].concat();
        run(&arguments)
    };

    let file = folder.path().join("closing.ndjson");
    on(&["period", "closing-entries", "2025", "--output", text(&file)]);
    let alone = on(&["import", "events", text(&file)]);
    assert_eq!(alone["posted"], 0, "journals of one person are refused: {alone}");
    on(&["period", "closing-entries", "2025", "--output", text(&file), "--maker", "Ani"]);
    let proposed = on(&["import", "events", text(&file)]);
    assert_eq!(proposed["refused"], 0, "{proposed}");
    let waiting = on(&["proposal", "list"])["proposals"].clone();
    let names: Vec<&str> =
        waiting.as_array().unwrap().iter().map(|row| row["proposal"].as_str().unwrap()).collect();
    assert!(names.len() >= 4, "{names:?}");
    let by_maker = approve(&names, "ani ");
    assert_eq!(code(&by_maker), 1, "one person under two spellings: {by_maker:?}");
    let answered = approve(&names, "budi");
    assert_eq!(code(&answered), 0, "{answered:?}");
    assert_eq!(on(&["period", "closing-entries", "2025", "--output", text(&file)])["entries"], 0);

    for period in ["2025-01", "2025-03", "2025-06", "2025"] {
        let close = ["period", "close", period];
        assert_eq!(code(&run(&[&close[..], &["--data", &data]].concat())), 2, "{period} asks for a maker");
        let name = on(&[&close[..], &["--maker", "ani"]].concat())["proposal"].as_str().unwrap().to_owned();
        assert_eq!(code(&approve(&[&name], "budi")), 0, "{period}");
    }
    let certificate = on(&["period", "certificate", "2025"])["certificate"].clone();
    let not_done = json!({ "open_periods": [], "closing_entries": 0 });
    assert_eq!(certificate["not_done_before"], not_done, "{certificate}");
    assert_eq!(on(&["verify"])["ok"], true);
}
