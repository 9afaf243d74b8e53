//! The command line as scripts meet it: help, exit codes, settings and their order.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use common::{code, json, neraca, run, text};

#[test]
fn a_wrong_command_line_exits_with_2_and_points_to_help() {
    for arguments in [
        &["demo", "--event", "5"][..],
        &["no-such-command"],
        &["bench", "ingest", "--store", "tape"],
        &["import", "events"],
        &["verify", "--book", "two words"],
    ] {
        let output = run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(code(&output), 2, "{arguments:?}: {error}");
        assert!(error.contains("--help"), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_teaches_every_command_and_the_exit_codes() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    for word in
        ["demo", "serve", "publish", "import", "report", "export", "replay", "verify", "chart", "rules"]
    {
        assert!(help.contains(&format!("\n  {word}")), "{word} is missing:\n{help}");
    }
    assert!(help.contains("Exit codes") && help.contains("NERACA_DATA"), "{help}");
}

#[test]
fn completion_is_printed_for_shells() {
    for shell in ["bash", "zsh", "fish"] {
        let output = run(&["completion", shell]);
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(code_is_zero(&output.status) && script.contains("neraca"), "{shell}");
    }
}

fn code_is_zero(status: &std::process::ExitStatus) -> bool {
    status.code() == Some(0)
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let folder = testkit::temp_dir();
    let events = folder.path().join("none.ndjson");
    std::fs::write(&events, "\n").unwrap();
    let config = folder.path().join("neraca.toml");
    std::fs::write(&config, "book = \"of-file\"\ndata = \"books\"\n").unwrap();
    let book = |flag: Option<&str>, variable: Option<&str>| {
        let mut command = neraca(&["import", "events", text(&events), "--json", "--config", text(&config)]);
        if let Some(book) = flag {
            command.args(["--book", book]);
        }
        if let Some(book) = variable {
            command.env("NERACA_BOOK", book);
        }
        let output = command.output().unwrap();
        let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        printed["book"].as_str().unwrap().to_owned()
    };
    assert_eq!(book(None, None), "of-file");
    assert_eq!(book(None, Some("of-environment")), "of-environment");
    assert_eq!(book(Some("of-flag"), Some("of-environment")), "of-flag");
    // A path in the file is relative to the file, not to where the program was started.
    assert!(folder.path().join("books/log.sqlite").exists());
}

#[test]
fn a_misspelt_setting_and_a_missing_file_are_errors_that_name_them() {
    let folder = testkit::temp_dir();
    let config = folder.path().join("neraca.toml");
    std::fs::write(&config, "databse = \"x\"\n").unwrap();
    let output = run(&["verify", "--config", text(&config)]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(code(&output) != 0 && error.contains("databse"), "{error}");

    let output = neraca(&["verify"]).env("NERACA_LISTEN", "everywhere").output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(code(&output) == 2 && error.contains("NERACA_LISTEN"), "{error}");

    let output = run(&["verify", "--data", text(&folder.path().join("nothing"))]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(code(&output) == 1 && error.contains("nothing"), "{error}");
}

#[test]
fn an_event_is_tried_without_a_book_and_shows_its_entries_or_its_refusal() {
    let folder = testkit::temp_dir();
    let event = folder.path().join("event.json");
    let write = |channel: &str| {
        let event_json = serde_json::json!({
            "specversion": "1.0", "id": "1", "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
            "type": "neraca.payment.v1.PaymentReceived",
            "data": {
                "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.19.01.0001",
                "amount": { "value": "250000", "currency": "IDR" },
                "basis": "self-assessed", "into": "treasury", "channel": channel,
            },
        });
        std::fs::write(&event, event_json.to_string()).unwrap();
    };
    let data = folder.path().join("books");
    let arguments = ["rules", "dry-run", text(&event), "--data", text(&data), "--json"];
    write("qris");
    let tried = json(&arguments);
    assert_eq!(tried["outcome"], "posted", "{tried}");
    let lines: Vec<&serde_json::Value> = tried["effects"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|effect| effect["lines"].as_array().unwrap())
        .collect();
    let cash = lines.iter().find(|line| line["account"] == "ppkd:1.1.01.01.01.0001");
    assert_eq!(cash.expect("the treasury gets the money")["debit"], "250000.00");
    write("pigeon");
    assert_eq!(json(&arguments)["code"], "field_invalid");
    assert!(!data.exists(), "trying an event made a book");
}

#[test]
fn a_chart_is_laid_over_the_one_in_force_and_shown() {
    let folder = testkit::temp_dir();
    let (data, csv) = (folder.path().join("books"), folder.path().join("more.csv"));
    std::fs::write(
        &csv,
        "code,name\n4.1.01.99,Pajak baru\n4.1.01.99.01,Pajak baru\n4.1.01.99.01.0001,Pajak baru\n",
    )
    .unwrap();
    let checked = json(&["chart", "check", text(&csv), "--json"]);
    let imported = json(&["chart", "import", text(&csv), "--data", text(&data), "--json"]);
    assert_eq!(checked["codes"], imported["codes"]);
    assert!(imported["position"].as_u64() > Some(0));
    let shown = json(&["chart", "show", "4.1.01.99", "--data", text(&data), "--json"]);
    let rows = shown.as_array().unwrap();
    assert_eq!(rows.last().unwrap()["code"], "4.1.01.99.01.0001");
    assert_eq!((&rows[0]["code"], &rows[0]["book"]), (&"4".into(), &"budget".into()));

    std::fs::write(&csv, "code,name\n4.1.99.01,No parent\n").unwrap();
    let output = run(&["chart", "check", text(&csv), "--alone"]);
    assert_eq!(code(&output), 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("row 1"));
}

#[test]
fn a_chart_of_twenty_thousand_accounts_loads() {
    let shared = testkit::skip_without_shared_data!();
    let folder = testkit::temp_dir();
    let chart = shared.join("coa/chart_of_accounts.csv");
    let imported = json(&["chart", "import", text(&chart), "--data", text(folder.path()), "--json"]);
    assert!(imported["codes"].as_u64().unwrap() >= 20_081, "{imported}");
    let verified = json(&["verify", "--data", text(folder.path()), "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
}

#[test]
fn the_text_of_a_qris_code_is_read_and_a_code_of_another_kind_or_with_a_wrong_digit_is_told() {
    // A tax payment of Rp 150.000, made for this project.
    let bill = "00020101021226690017ID.CO.BANKXYZ.WWW01189360012300000123450215OKUT000000123450303UME51440014ID.CO.QRIS.WWW\
        0215ID10260000000010303UME52049311530336054061500005802ID5917BAPENDA OKU TIMUR6009MARTAPURA61053218162380114SKPD2025000123\
        0509PBB1608010703A016304FE54";
    let told = json(&["qris", "read", bill, "--json"]);
    assert_eq!((&told["merchant"], &told["amount"]), (&"BAPENDA OKU TIMUR".into(), &"150000.00".into()));
    assert_eq!((&told["bill"], &told["problem"]), (&"SKPD2025000123".into(), &serde_json::Value::Null));
    let shown = String::from_utf8(run(&["qris", "read", bill]).stdout).unwrap();
    assert!(shown.contains("150.000,00") && shown.contains("ID1026000000001"), "{shown}");
    let wrong = run(&["qris", "read", &bill.replace("150000", "250000")]);
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(code(&wrong) == 1 && said.contains("scan it again") && said.contains("FE54"), "{said}");
    // EMVCo's own sample, which is Chinese.
    let other = "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST \
        TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A011223344\
        9988770708123456786304A13A";
    let foreign = run(&["qris", "read", other]);
    let said = String::from_utf8_lossy(&foreign.stdout).into_owned();
    assert!(code(&foreign) == 4 && said.contains("not QRIS: tag 53"), "{said}");
}
