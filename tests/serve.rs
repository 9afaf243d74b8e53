//! `serve` and `publish` as processes: an event over HTTP, a signal that stops, the same folder afterwards.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use common::{json, neraca, text};
use serde_json::Value;

/// A running server, killed if a test fails before it is told to stop.
struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(arguments: &[&str]) -> Running {
    running(&mut neraca(&[&["serve", "--listen", "127.0.0.1:0", "--log", "warn"][..], arguments].concat()))
}

fn running(command: &mut std::process::Command) -> Running {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(';').next()).map(str::to_owned);
    Running { child, address: address.unwrap_or_else(|| panic!("no address in {line:?}")) }
}

impl Running {
    fn request(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\ncontent-length: {}\r\n\
             content-type: application/cloudevents+json\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
    }

    fn stop(mut self) {
        testkit::managed::signal(self.child.id(), "TERM").unwrap();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "told to stop, it ended with {status}");
    }
}

fn event(id: &str) -> String {
    serde_json::json!({
        "specversion": "1.0", "id": id, "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
        "type": "neraca.payment.v1.PaymentReceived",
        "data": {
            "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.19.01.0001",
            "amount": { "value": "250000", "currency": "IDR" },
            "basis": "self-assessed", "into": "treasury", "channel": "qris",
        },
    })
    .to_string()
}

#[test]
fn an_event_over_http_is_posted_read_back_and_there_after_a_stop() {
    let folder = testkit::temp_dir();
    let data = folder.path().join("books");
    let server = serve(&["--data", text(&data)]);
    let (status, answer) = server.request("POST", "/v1/books/main/events", &event("1"));
    assert!((200..300).contains(&status), "{status} {answer}");
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["outcome"], "posted", "{answer}");
    let path =
        format!("/v1/books/main/accounts/ppkd:1.1.01.01.01.0001/balance?min_position={}", answer["position"]);
    let (status, balance) = server.request("GET", &path, "");
    assert_eq!(status, 200, "{balance}");
    assert_eq!(serde_json::from_str::<Value>(&balance).unwrap()["balance"], "250000.00");
    for path in ["/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/books/main/reports/trial-balance"] {
        assert_eq!(server.request("GET", path, "").0, 200, "{path}");
    }
    server.stop();
    let verified = json(&["verify", "--data", text(&data), "--json"]);
    assert_eq!(verified["ok"], true, "{verified}");
    assert_eq!(verified["position"], answer["position"]);
}

#[test]
fn what_is_published_to_a_server_and_to_a_bus_posts_once() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("books"), folder.path().join("events.ndjson"));
    let lines: Vec<String> = (0..50).map(|number| event(&number.to_string())).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let nats = testkit::nats();
    let server = serve(&["--data", text(&data), "--nats", &nats.url]);
    let http = format!("http://{}", server.address);
    assert_eq!(json(&["publish", text(&file), "--http", &http, "--json"])["published"], 50);
    assert_eq!(json(&["publish", text(&file), "--nats", &nats.url, "--json"])["published"], 50);
    let path = "/v1/books/main/accounts/ppkd:1.1.01.01.01.0001/balance?min_position=53";
    testkit::wait_until("the bus is read", Duration::from_secs(30), || {
        let (_, metrics) = server.request("GET", "/readyz", "");
        metrics.contains("\"position\":53")
    });
    let (status, balance) = server.request("GET", path, "");
    assert_eq!(status, 200, "{balance}");
    assert_eq!(serde_json::from_str::<Value>(&balance).unwrap()["balance"], "12500000.00");
    server.stop();
    assert_eq!(json(&["verify", "--data", text(&data), "--json"])["ok"], true);
}

#[test]
fn with_managed_and_bus_private_servers_carry_events_and_keep_them_over_a_restart() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("books"), folder.path().join("events.ndjson"));
    let flags = ["--managed", "--bus", "--data", text(&data)];
    let position = |server: &Running, wanted: u64| {
        testkit::wait_until("every event has its outcome", Duration::from_secs(60), || {
            server.request("GET", "/readyz", "").1.contains(&format!("\"position\":{wanted},"))
        });
    };
    let bus = |server: &Running| {
        // The private bus picks its port; it is written where nats-server keeps its own.
        let ports = data.join("nats/ports");
        let file = std::fs::read_dir(&ports).unwrap().next().unwrap().unwrap().path();
        let ports: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let url = ports["nats"][0].as_str().unwrap().to_owned();
        assert!(!server.address.is_empty() && url.starts_with("nats://127.0.0.1:"), "{url}");
        url
    };
    let write = |ids: std::ops::Range<u32>| {
        let lines: Vec<String> = ids.map(|id| event(&id.to_string())).collect();
        std::fs::write(&file, lines.join("\n")).unwrap();
    };

    let server = serve(&flags);
    write(0..20);
    assert_eq!(json(&["publish", text(&file), "--nats", &bus(&server), "--json"])["published"], 20);
    position(&server, 23);
    // What came over the bus is known over HTTP.
    let (status, answer) = server.request("POST", "/v1/books/main/events", &event("7"));
    assert_eq!((status, answer.contains("\"repeated\":true")), (200, true), "{answer}");
    server.stop();

    let server = serve(&flags);
    write(10..30);
    assert_eq!(json(&["publish", text(&file), "--nats", &bus(&server), "--json"])["published"], 20);
    // Each stop states completeness, which is a record too.
    position(&server, 34);
    let path = "/v1/books/main/accounts/ppkd:1.1.01.01.01.0001/balance?min_position=34";
    let (status, balance) = server.request("GET", path, "");
    assert_eq!(status, 200, "{balance}");
    assert_eq!(serde_json::from_str::<Value>(&balance).unwrap()["balance"], "7500000.00");
    server.stop();

    let verified = json(&["verify", "--managed", "--data", text(&data), "--json"]);
    assert_eq!((&verified["ok"], &verified["position"]), (&true.into(), &35.into()), "{verified}");
}

#[test]
fn bus_without_managed_or_a_server_of_ones_own_says_what_to_do() {
    let folder = testkit::temp_dir();
    let output = neraca(&["serve", "--bus", "--data", text(folder.path())]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("--managed") && error.contains("--nats"), "{error}");
}

#[test]
fn a_server_that_asks_for_a_token_takes_events_from_its_bearer_alone() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("books"), folder.path().join("events.ndjson"));
    std::fs::write(&file, event("1")).unwrap();
    // The digest of "secret".
    let token = "publisher:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    let mut serving = neraca(&["serve", "--listen", "127.0.0.1:0", "--data", text(&data)]);
    let server = running(serving.env("NERACA_TOKENS", token));
    let http = format!("http://{}", server.address);
    let publish = |token: Option<&str>| {
        let mut command = neraca(&["publish", text(&file), "--http", &http, "--json"]);
        command.envs(token.map(|token| ("NERACA_TOKEN", token))).output().unwrap()
    };
    for wrong in [None, Some("guess")] {
        let output = publish(wrong);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("401"), "{output:?}");
    }
    assert!(publish(Some("secret")).status.success());
    server.stop();
}

/// The smallest year there is; it holds every kind of event all the same.
const YEAR: [&str; 4] = ["--events", "10000", "--seed", "5"];

#[test]
fn the_demo_year_comes_to_the_same_digest_over_http_and_over_the_bus() {
    let folder = testkit::temp_dir();
    let (data, file) = (folder.path().join("demo"), folder.path().join("year.ndjson"));
    let played = json(&[&["demo", "--exit", "--json", "--data", text(&data)][..], &YEAR].concat());
    json(&[&["demo", "--write", text(&file), "--json"][..], &YEAR].concat());
    let nats = testkit::nats();
    // The year has proposals; who sends it to the bus signs for the people in it.
    let config = folder.path().join("neraca.toml");
    std::fs::write(&config, "bus_signers = [\"gateway:neraca.main.payments.events\"]\n").unwrap();
    for way in ["--http", "--nats"] {
        let books = folder.path().join(way);
        let server = match way {
            "--http" => serve(&["--data", text(&books)]),
            _ => serve(&["--data", text(&books), "--nats", &nats.url, "--config", text(&config)]),
        };
        let url = if way == "--http" { format!("http://{}", server.address) } else { nats.url.clone() };
        json(&["publish", text(&file), way, &url, "--json"]);
        // One record for each event but repeats, and three that open the book and publish its chart and rules.
        let count = |name: &str| played["outcomes"][name].as_u64().unwrap();
        let position = count("posted") + count("refused") + count("quarantined") + 3;
        testkit::wait_until("every event has its outcome", Duration::from_secs(120), || {
            server.request("GET", "/readyz", "").1.contains(&format!("\"position\":{position},"))
        });
        server.stop();
        let verified = json(&["verify", "--data", text(&books), "--json"]);
        assert_eq!((&verified["ok"], &verified["digest"]), (&true.into(), &played["digest"]), "{way}");
    }
}

#[test]
fn an_address_beyond_this_machine_needs_tokens() {
    let folder = testkit::temp_dir();
    let output = neraca(&["serve", "--data", text(folder.path()), "--listen", "0.0.0.0:0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("tokens"));
}
