//! Postgres and NATS over TLS, behind a private certificate authority that `SSL_CERT_FILE` names: the program trusts it
//! there, trusts nobody else, and says why it refused.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the verdict")]

mod common;

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use common::{code, neraca, text};

/// A certificate authority of one's own, with a server's certificate for 127.0.0.1.
struct Authority {
    folder: testkit::TempDir,
}

impl Authority {
    fn new(openssl: &Path) -> Self {
        let authority = Self { folder: testkit::temp_dir() };
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
        let make = |arguments: &[&str]| {
            let mut command = Command::new(openssl);
            command.args(["req", "-x509"]).args(key).args(arguments).current_dir(authority.folder.path());
            let output = command.output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        // Each of another name: one that only shares the name would be tried, and fail for its signature.
        let subject =
            format!("/CN=authority {}", authority.folder.path().file_name().unwrap().to_string_lossy());
        make(&["-subj", &subject, "-keyout", "ca.key", "-out", "ca.pem"]);
        let names = "subjectAltName=IP:127.0.0.1,DNS:localhost";
        make(&[
            "-subj",
            "/CN=server of a test",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-addext",
            names,
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-keyout",
            "server.key",
            "-out",
            "server.pem",
        ]);
        authority
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The server's certificate and key, copied to where a server looks, for the account that owns that folder.
    fn install(&self, folder: &Path) {
        let owner = std::fs::metadata(folder).unwrap();
        for name in ["server.pem", "server.key"] {
            let copy = folder.join(name);
            std::fs::copy(self.file(name), &copy).unwrap();
            std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o600)).unwrap();
            chown(&copy, Some(owner.uid()), Some(owner.gid())).unwrap();
        }
    }
}

/// A process that does not outlive a test that failed.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody listens on at this moment.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The program with that authority as the only one it trusts.
fn trusting(authority: &Path, arguments: &[&str]) -> Output {
    neraca(arguments).env("SSL_CERT_FILE", authority).env_remove("SSL_CERT_DIR").output().unwrap()
}

#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(code(output), 1, "{error}");
    for word in words {
        assert!(error.contains(word), "\"{word}\" is missing in: {error}");
    }
}

fn an_event(folder: &Path) -> PathBuf {
    let file = folder.join("event.ndjson");
    let event = serde_json::json!({
        "specversion": "1.0", "id": "1", "source": "urn:test", "time": "2026-08-10T09:35:27+07:00",
        "type": "neraca.payment.v1.PaymentReceived",
        "data": {
            "agency": "5.02.0.00.0.00.02.0000", "account": "4.1.01.19.01.0001",
            "amount": { "value": "250000", "currency": "IDR" },
            "basis": "self-assessed", "into": "treasury", "channel": "qris",
        },
    });
    std::fs::write(&file, event.to_string()).unwrap();
    file
}

#[test]
fn postgres_is_trusted_by_the_authority_that_signed_it_alone() {
    let openssl = testkit::skip_without_program!("openssl");
    let (authority, stranger) = (Authority::new(&openssl), Authority::new(&openssl));
    let folder = testkit::temp_dir();
    let event = an_event(folder.path());
    let port = free_port();
    let setting = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let cluster = testkit::own_postgres_with(testkit::managed::postgres::Options {
        durable: false,
        settings: vec![
            setting("listen_addresses", "127.0.0.1"),
            setting("port", &port.to_string()),
            setting("ssl_cert_file", "server.pem"),
            setting("ssl_key_file", "server.key"),
        ],
        ..testkit::managed::postgres::Options::default()
    });
    let data = cluster.folder().join("data");
    authority.install(&data);
    // Over TCP nothing but TLS is let in.
    std::fs::write(data.join("pg_hba.conf"), "local all all trust\nhostssl all all 127.0.0.1/32 trust\n")
        .unwrap();
    std::fs::write(data.join("postgresql.auto.conf"), "ssl = on\n").unwrap();
    cluster.stop(testkit::managed::postgres::Stop::Immediate);
    cluster.restart().unwrap();

    let url = |mode: &str| format!("postgres://postgres@127.0.0.1:{port}/postgres?sslmode={mode}");
    let import = |ca: &Path, mode: &str| {
        trusting(ca, &["import", "events", text(&event), "--database", &url(mode), "--json"])
    };
    let trusted = authority.file("ca.pem");
    for mode in ["require", "verify-ca", "verify-full"] {
        let output = import(&trusted, mode);
        assert_eq!(code(&output), 0, "{mode}: {}", String::from_utf8_lossy(&output.stderr));
    }
    // The read models take a way of their own to the same server.
    let output = trusting(&trusted, &["report", "trial-balance", "--database", &url("require"), "--json"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));

    refused(&import(&stranger.file("ca.pem"), "require"), &["Postgres", "UnknownIssuer"]);
    refused(
        &import(&folder.path().join("none.pem"), "require"),
        &["trusts no certificate authority", "SSL_CERT_FILE"],
    );
    // Without TLS the server itself refuses, so what passed above went over TLS.
    refused(&import(&trusted, "disable"), &["pg_hba.conf"]);
}

#[test]
fn the_bus_is_trusted_by_the_authority_that_signed_it_alone() {
    let openssl = testkit::skip_without_program!("openssl");
    let (authority, stranger) = (Authority::new(&openssl), Authority::new(&openssl));
    let folder = testkit::temp_dir();
    let event = an_event(folder.path());
    // The account that runs the server must read them, whoever it is; nothing is secret in a test.
    let (certificate, key) = (authority.file("server.pem"), authority.file("server.key"));
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let configuration = format!("tls {{ cert_file: {certificate:?}, key_file: {key:?} }}");
    let nats = testkit::nats_with(testkit::managed::nats::Options {
        authenticate: false,
        configuration,
        ..testkit::managed::nats::Options::default()
    });
    let trusted = authority.file("ca.pem");
    let plain = nats.url.clone();
    let url = plain.replace("nats://", "tls://");
    let publish = |ca: &Path| trusting(ca, &["publish", text(&event), "--nats", &url, "--json"]);

    refused(&publish(&stranger.file("ca.pem")), &[&url, "UnknownIssuer"]);
    // A publisher needs the stream; the service makes it, over TLS as well.
    let data = folder.path().join("books");
    let serving =
        ["serve", "--listen", "127.0.0.1:0", "--nats", &plain, "--data", text(&data), "--log", "warn"];
    let server = neraca(&serving).env("SSL_CERT_FILE", &trusted).stdout(Stdio::null()).spawn().unwrap();
    let mut server = Killed(server);
    testkit::wait_until("an event is published over TLS", Duration::from_secs(30), || {
        code(&publish(&trusted)) == 0
    });
    testkit::managed::signal(server.0.id(), "TERM").unwrap();
    assert!(server.0.wait().unwrap().success());
}
