//! What can be read back: accounts, balances, statements, entries, holds, outcomes, reports; pages and waiting.

use serde_json::{Value, json};
use server::{Limits, Tokens};
use std::time::Duration;

use crate::client::send;
use crate::world::*;

/// Walks a list page by page.
async fn walk(world: &World, path: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = world.book(&format!("{path}?limit={limit}{cursor}")).await.with(200);
        let on_page = page["items"].as_array().expect("a page has items");
        items.extend(on_page.iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

async fn with_payments(count: usize) -> World {
    let world = World::start().await;
    let batch: Vec<Value> = (0..count).map(|n| payment(&format!("p{n}"))).collect();
    world.post(&[], json!(batch).to_string()).await.with(200);
    world.balance("x:cash").await;
    world
}

#[tokio::test]
async fn balances_state_both_sides_posted_and_pending() {
    let world = with_payments(3).await;
    let lines = journal("x:cash", "x:revenue", "40.50")["lines"].clone();
    let hold = event("h", "HoldPlaced", json!({"date": "2026-01-02", "hold": "order/1", "lines": lines}));
    world.publish(&hold).await.with(201);
    let cash = world.balance("x:cash").await;
    let sums =
        ["debits_posted", "credits_posted", "debits_pending", "credits_pending", "balance", "currency"];
    assert_eq!(sums.map(|name| cash[name].clone()), ["300.00", "0.00", "40.50", "0.00", "300.00", "IDR"]);
    let revenue = world.balance("x:revenue").await;
    assert_eq!((&revenue["balance"], &revenue["credits_posted"]), (&json!("300.00"), &json!("300.00")));
    assert_eq!(revenue["position"], 8);

    let held = world.book("holds/order%2F1").await.with(200);
    assert_eq!((&held["state"], held["lines"].as_array().map(Vec::len)), (&json!("pending"), Some(2)));
    assert_eq!((&held["lines"][0]["amount"], &held["lines"][1]["side"]), (&json!("40.50"), &json!("credit")));
    world.book("holds/none").await.problem(404, "not_found");
}

#[tokio::test]
async fn balances_are_told_as_of_a_day_and_as_known_at_a_position() {
    let world = with_payments(3).await;
    let balance = async |query: &str| {
        world.book(&format!("accounts/x:cash/balance?{query}")).await.with(200)["balance"].clone()
    };
    assert_eq!(balance("known_at=5").await, "100.00");
    assert_eq!(balance("as_of=2026-01-01").await, "0.00");
    assert_eq!(balance("as_of=2026-01-02").await, "300.00");
    assert_eq!(balance("as_of=2026-12-31&known_at=6").await, "200.00");
}

#[tokio::test]
async fn a_read_waits_for_its_position_and_says_so_when_it_does_not_come() {
    let limits = Limits { wait_time_max: Duration::from_millis(50), ..Limits::default() };
    let world = World::empty(Tokens::default(), limits).await;
    let open =
        event("o", "AccountOpened", json!({"date": "2026-01-01", "account": "x:a", "normalSide": "debit"}));
    let position = world.publish(&open).await.with(201)["position"].as_u64().unwrap();
    for path in ["accounts/x:a/balance", "accounts/x:a/statement", "reports/trial-balance"] {
        let answer = world.book(&format!("{path}?min_position={}", position + 1)).await;
        answer.problem(503, "behind");
        assert_eq!(answer.headers["retry-after"], "1");
    }
}

#[tokio::test]
async fn a_read_sees_a_write_that_comes_while_it_waits() {
    let world = World::start().await;
    let event = payment("p");
    let (read, _) = tokio::join!(world.book("accounts/x:cash/balance?min_position=5"), world.publish(&event));
    assert_eq!(read.with(200)["balance"], "100.00");
}

#[tokio::test]
async fn accounts_come_page_by_page_in_order_of_name() {
    let world = World::start().await;
    let names: Vec<String> =
        walk(&world, "accounts", 2).await.iter().map(|a| a["account"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["x:cash", "x:revenue", "x:wallet"]);
    let wallet = world.book("accounts/x:wallet").await.with(200);
    assert_eq!(
        (&wallet["entity"], &wallet["code"], &wallet["closed"]),
        (&json!("x"), &json!("wallet"), &json!(false))
    );
    assert_eq!((&wallet["normal_side"], &wallet["book_side"]), (&json!("credit"), &json!("financial")));
    let limits = ["debits_must_not_exceed_credits", "credits_must_not_exceed_debits"];
    assert_eq!(limits.map(|name| wallet[name].clone()), [true, false]);
    assert!(wallet.get("ceiling").is_none());
    let cash = world.book("accounts/x:cash").await.with(200);
    assert_eq!(limits.map(|name| cash[name].clone()), [false, false]);
    let ceiling = json!({"date": "2026-01-02", "account": "x:cash",
        "ceiling": {"value": "250", "currency": "IDR"}});
    let set = world.publish(&event("ceiling", "CeilingSet", ceiling)).await.with(201)["position"].clone();
    let cash = world.book(&format!("accounts/x:cash?min_position={set}")).await.with(200);
    assert_eq!(cash["ceiling"], "250.00");
    world.book("accounts/x:nobody").await.problem(404, "not_found");
    world.book("accounts/x:nobody/balance").await.problem(404, "not_found");
    world.book("accounts/x:nobody/statement").await.problem(404, "not_found");
    world.book("accounts/nobody").await.problem(400, "parameter_invalid");
}

#[tokio::test]
async fn entries_come_page_by_page_in_the_order_of_the_log() {
    let world = with_payments(5).await;
    let items = json!([{"journal": journal("x:cash", "x:revenue", "1")}, {"journal": journal("x:cash", "x:revenue", "2")}]);
    world.publish(&event("l", "Linked", json!({"date": "2026-01-02", "items": items}))).await.with(201);
    world.balance("x:cash").await;
    let entries = walk(&world, "entries", 3).await;
    let places: Vec<(u64, u64)> =
        entries.iter().map(|e| (e["position"].as_u64().unwrap(), e["index"].as_u64().unwrap())).collect();
    assert_eq!(places, [(5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (10, 1)]);
    assert_eq!(walk(&world, "entries", 1).await, entries);
    let last = world.book("entries?limit=1&cursor=9").await.with(200);
    assert_eq!(last["items"].as_array().map(Vec::len), Some(2), "entries of one record stand on one page");

    let both = world.book("entries/10").await.with(200);
    assert_eq!(both, json!([entries[5], entries[6]]));
    assert_eq!(
        (&both[1]["id"], &both[1]["source"], &both[1]["effective_date"]),
        (&json!("l"), &json!(SOURCE), &json!("2026-01-02"))
    );
    assert_eq!(
        both[1]["lines"][0],
        json!({"account": "x:cash", "side": "debit", "amount": "2.00", "currency": "IDR"})
    );
    world.book("entries/2").await.problem(404, "not_found");
    world.book("entries/999").await.problem(404, "not_found");
    world.book("entries/x").await.problem(400, "parameter_invalid");
}

#[tokio::test]
async fn an_entry_is_there_as_soon_as_its_event_is_answered() {
    let world = World::start().await;
    for n in 0..20 {
        let account = format!("x:a{n}");
        let body = json!({"date": "2026-01-01", "account": account, "normalSide": "debit"});
        world.publish(&event(&account, "AccountOpened", body)).await.with(201);
        let posted = world.publish(&transfer(&format!("t{n}"), &account, "x:revenue", "1")).await.with(201);
        let entries = world.book(&format!("entries/{}", posted["position"])).await.with(200);
        assert_eq!(entries[0]["lines"][0]["account"], account);
    }
}

#[tokio::test]
async fn statements_carry_the_running_balance_over_pages() {
    let world = with_payments(5).await;
    let balances: Vec<Value> = walk(&world, "accounts/x:cash/statement", 2)
        .await
        .iter()
        .map(|line| line["balance"].clone())
        .collect();
    assert_eq!(balances, ["100.00", "200.00", "300.00", "400.00", "500.00"]);
    let statement = world.book("accounts/x:revenue/statement").await.with(200);
    assert_eq!(
        (&statement["opening_balance"], &statement["closing_balance"]),
        (&json!("0.00"), &json!("500.00"))
    );
    assert_eq!(
        (&statement["items"][0]["debit"], &statement["items"][0]["credit"]),
        (&json!("0.00"), &json!("100.00"))
    );
}

#[tokio::test]
async fn outcomes_are_listed_filtered_and_found_by_identity() {
    let world = World::start().await;
    world.publish(&payment("p")).await.with(201);
    world.publish(&transfer("r", "x:wallet", "x:cash", "5")).await.problem(422, "exceeds_credits");
    world.post(&[], "{").await.problem(400, "undecodable");
    world.publish(&payment("p")).await.with(200);

    let all = walk(&world, "outcomes", 2).await;
    let kinds: Vec<&str> = all.iter().map(|outcome| outcome["outcome"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["posted", "posted", "posted", "posted", "refused", "quarantined"]);
    let refused = world.book("outcomes?outcome=refused").await.with(200);
    assert_eq!(refused["items"], json!([all[4]]));
    assert_eq!((&all[4]["code"], &all[4]["id"]), (&json!("exceeds_credits"), &json!("r")));
    assert_eq!(all[4]["effective_date"], "2026-01-02");
    assert_eq!(all[4]["type"], "neraca.payment.v1.JournalPosted");
    let posted = world.book("outcomes?outcome=posted").await.with(200);
    assert_eq!(posted["items"].as_array().map(Vec::len), Some(4));
    world.book("outcomes?outcome=lost").await.problem(400, "parameter_invalid");

    let found = world.book("outcomes/urn%3Atest%3Abank%2Fa%20b/r").await.with(200);
    assert_eq!((&found["outcome"], &found["code"]), (&json!("refused"), &json!("exceeds_credits")));
    assert_eq!((&found["position"], &found["repeated"]), (&all[4]["position"], &json!(false)));
    world.book("outcomes/urn%3Atest%3Abank%2Fa%20b/nobody").await.problem(404, "not_found");
    world.book("outcomes/urn%3Atest%3Abank%2Fa%20b/%FF").await.problem(400, "parameter_invalid");
}

#[tokio::test]
async fn books_tell_how_far_they_are() {
    let world = with_payments(2).await;
    let book = world.get("/v1/books/main").await.with(200);
    assert_eq!(
        (&book["book"], &book["position"], &book["running"]),
        (&json!("main"), &json!(6), &json!(true))
    );
    assert_eq!(world.get("/v1/books").await.with(200)[0]["book"], "main");
    for path in
        ["", "/accounts", "/entries", "/outcomes", "/quarantine", "/holds/h", "/reports/trial-balance"]
    {
        world.get(&format!("/v1/books/other{path}")).await.problem(404, "book_not_found");
    }
}

#[tokio::test]
async fn a_trial_balance_shows_what_was_published() {
    let world = with_payments(2).await;
    let report = world.book("reports/trial-balance?as_of=2026-12-31").await.with(200);
    assert_eq!(
        (&report["total_debit"], &report["total_credit"]),
        (&json!("200.00"), &json!("200.00")),
        "{report}"
    );
    assert_eq!(
        (&report["provenance"]["book"], &report["provenance"]["position"]),
        (&json!("main"), &json!(6))
    );
    world.book("reports/trial-balance?from=2026-12-31&to=2026-01-01").await.problem(400, "parameter_invalid");
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[tokio::test]
async fn reports_come_in_every_format_by_name_and_by_media_type() {
    let world = with_payments(2).await;
    for name in ["trial-balance", "general-ledger", "cash-book", "budget-realization"] {
        for (format, content_type, begins) in [
            ("json", "application/json", "{"),
            ("csv", "text/csv; charset=utf-8", "kind,level,"),
            ("text", "text/plain; charset=utf-8", ""),
            ("xlsx", XLSX, "PK"),
            ("pdf", "application/pdf", "%PDF-1.7"),
        ] {
            let path = format!("reports/{name}?format={format}&from=2026-01-01&to=2026-12-31");
            let answer = world.book(&path).await;
            assert_eq!(
                (answer.status, answer.headers["content-type"].as_str()),
                (200, content_type),
                "{path}"
            );
            assert!(answer.body.starts_with(begins.as_bytes()), "{path}");
            let named = answer.headers.get("content-disposition").map(String::as_str);
            let file = format!("attachment; filename=\"{name}-main-2026-01-01-2026-12-31.{format}\"");
            let is_file = ["csv", "xlsx", "pdf"].contains(&format);
            assert_eq!(named, is_file.then_some(file.as_str()), "{path}");
        }
    }
    let path = "/v1/books/main/reports/trial-balance?to=2026-12-31&signed_on=2027-01-05";
    let accepting = send(world.address, "GET", path, &[("accept", "application/pdf")], b"").await;
    assert_eq!(accepting.headers["content-type"], "application/pdf");
    world.book("reports/weather").await.problem(404, "not_found");
    world.book("reports/trial-balance?format=docx").await.problem(400, "parameter_invalid");
    world.book("reports/trial-balance?format=pdf&changes_since=3").await.problem(400, "parameter_invalid");
}

#[tokio::test]
async fn parameters_that_cannot_be_read_are_named() {
    let world = World::start().await;
    for path in [
        "accounts/x:cash/balance?as_of=yesterday",
        "accounts/x:cash/balance?as_of=2026-02-30",
        "accounts/x:cash/balance?known_at=-1",
        "accounts/x:cash/balance?min_position=soon",
        "accounts?cursor=nonsense",
        "accounts?limit=many",
        "entries?cursor=nonsense",
        "outcomes?cursor=nonsense",
        "outcomes?cursor=18446744073709551615",
        "quarantine?cursor=nonsense",
        "accounts/x:cash/statement?cursor=nonsense",
        "accounts/x:cash/statement?from=1",
        "reports/trial-balance?to=1",
        "reports/trial-balance?level=300",
        "reports/trial-balance?level=0",
    ] {
        let problem = world.book(path).await.problem(400, "parameter_invalid");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{path}");
    }
}
