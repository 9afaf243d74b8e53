//! The files of `deploy/` do what they say: each is started, or parsed by the program that will read it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use async_nats::ConnectOptions;
use async_nats::jetstream;
use async_nats::jetstream::stream::Config;
use futures_util::StreamExt;
use testkit::managed::{nats, postgres};
use testkit::{TestCluster, temp_dir};
use tokio::sync::mpsc;

fn deploy(path: &str) -> PathBuf {
    testkit::repository().join("deploy").join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(deploy(path)).unwrap()
}

fn quick_cluster() -> TestCluster {
    testkit::own_postgres_with(postgres::Options { durable: false, ..Default::default() })
}

/// A libpq program of the cluster's version with libpq's variables set for its database "neraca".
fn libpq(cluster: &TestCluster, program: &Path, user: &str) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", format!("{}:/usr/bin:/bin", cluster.binaries().folder.display()));
    command.env("PGHOST", cluster.folder().join("run")).env("PGUSER", user).env("PGDATABASE", "neraca");
    command
}

/// A cluster as an administrator prepares it: database, roles, the service's login.
fn prepared() -> TestCluster {
    let cluster = quick_cluster();
    cluster.create_database("neraca").unwrap();
    cluster.execute("neraca", &read("postgres/roles.sql")).unwrap();
    let output = libpq(&cluster, &deploy("postgres/login.sh"), "postgres")
        .env("NERACA_DATABASE_PASSWORD", "it's secret")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    cluster
}

fn column(cluster: &TestCluster, sql: &str) -> Vec<String> {
    cluster.execute("neraca", sql).unwrap().into_iter().map(|mut row| row.remove(0).unwrap()).collect()
}

#[test]
fn roles_can_be_made_twice_and_may_neither_log_in_nor_rule() {
    let cluster = prepared();
    cluster.execute("neraca", &read("postgres/roles.sql")).unwrap();
    let roles = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'neraca\\_%' AND NOT (rolcanlogin OR rolsuper OR \
                 rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls) ORDER BY 1";
    assert_eq!(
        column(&cluster, roles),
        ["neraca_auditor", "neraca_owner", "neraca_projector", "neraca_writer"]
    );
}

#[test]
fn the_services_login_may_make_its_schemas_and_an_auditor_may_not() {
    let cluster = prepared();
    cluster.execute("neraca", "CREATE ROLE auditor LOGIN; GRANT neraca_auditor TO auditor").unwrap();
    let run = |user: &str, sql: &str| {
        let psql = cluster.binaries().folder.join("psql");
        libpq(&cluster, &psql, user).args(["-c", sql]).output().unwrap().status.success()
    };
    assert!(run("neraca", "CREATE SCHEMA neraca_log AUTHORIZATION neraca_owner"));
    assert!(!run("auditor", "CREATE SCHEMA mine"));
    assert!(!run("auditor", "CREATE TABLE public.mine ()"));
    assert!(run("auditor", "SELECT 1"));
}

#[test]
fn a_backup_restores_to_the_same_rows() {
    let cluster = prepared();
    cluster.execute("neraca", "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n").unwrap();
    let folder = temp_dir();
    let backup = || {
        libpq(&cluster, &deploy("backup/backup"), "postgres").arg(folder.path()).arg("30").output().unwrap()
    };
    let output = backup();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let dump = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    let checked =
        Command::new("sha256sum").args(["-c", &format!("{dump}.sha256")]).current_dir(folder.path()).output();
    assert!(checked.unwrap().status.success(), "the digest beside the dump is not the dump's");

    cluster.create_database("restored").unwrap();
    let pg_restore = cluster.binaries().folder.join("pg_restore");
    let mut restore = libpq(&cluster, &pg_restore, "postgres");
    assert!(restore.args(["--exit-on-error", "--dbname=restored", &dump]).status().unwrap().success());
    let rows = cluster.execute("restored", "SELECT sum(n) FROM kept").unwrap();
    assert_eq!(rows, [[Some("500500".to_owned())]]);

    cluster.kill();
    assert!(!backup().status.success());
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "a failed backup must leave nothing that looks like one"
    );
}

#[test]
fn postgres_takes_every_setting_and_stays_durable() {
    let cluster = testkit::own_postgres();
    cluster.stop(postgres::Stop::Fast);
    let file = cluster.folder().join("data/postgresql.conf");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n{}", read("postgres/postgresql.conf"))).unwrap();
    cluster.restart().unwrap();

    let refused = "SELECT name || ': ' || error FROM pg_file_settings WHERE error IS NOT NULL";
    let refused = cluster.execute("postgres", refused).unwrap();
    assert!(refused.is_empty(), "{refused:?}");
    let weak = "SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') \
                AND setting <> 'on'";
    assert!(cluster.execute("postgres", weak).unwrap().is_empty());
    let applied = cluster.execute("postgres", "SHOW checkpoint_timeout").unwrap();
    assert_eq!(applied, [[Some("15min".to_owned())]]);
}

#[test]
fn nats_server_finds_no_mistake_in_its_configuration() {
    let output = Command::new(nats::find().unwrap().path)
        .args(["-t", "-c"])
        .arg(deploy("nats/nats-server.conf"))
        .env("NERACA_NATS_SERVICE", "p1")
        .env("NERACA_NATS_OPERATOR", "p2")
        .env("NERACA_NATS_SIMPATDA", "p3")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A connection that hears of each permission it lacks.
async fn connect(
    url: &str,
    user: &str,
    inbox: &str,
) -> (async_nats::Client, mpsc::UnboundedReceiver<String>) {
    let (sender, violations) = mpsc::unbounded_channel();
    let client = ConnectOptions::with_user_and_password(user.to_owned(), format!("p-{user}"))
        .custom_inbox_prefix(inbox)
        .event_callback(move |event| {
            let sender = sender.clone();
            async move {
                let text = event.to_string();
                if text.to_lowercase().contains("permissions violation") {
                    sender.send(text).ok();
                }
            }
        })
        .connect(url)
        .await
        .unwrap();
    (client, violations)
}

/// The next violation, which must be about `subject`.
async fn refused(violations: &mut mpsc::UnboundedReceiver<String>, subject: &str) {
    let heard = tokio::time::timeout(Duration::from_secs(10), violations.recv()).await;
    let text = heard.unwrap_or_else(|_| panic!("\"{subject}\" was allowed")).unwrap();
    assert!(text.contains(&subject.to_lowercase()) || text.contains(subject), "{text}");
}

#[tokio::test]
async fn a_publisher_pays_under_its_own_name_and_sees_its_own_results_only() {
    let folder = temp_dir();
    let configuration = read("nats/nats-server.conf")
        .replace("/var/lib/nats/jetstream", &folder.path().join("jetstream").display().to_string())
        .replace("$NERACA_NATS_SERVICE", "p-neraca")
        .replace("$NERACA_NATS_OPERATOR", "p-operator")
        .replace("$NERACA_NATS_SIMPATDA", "p-simpatda")
        .replace("http: \"127.0.0.1:8222\"", "");
    let options = nats::Options { authenticate: false, configuration, ..Default::default() };
    let server = nats::Server::start(folder.path(), options).unwrap();

    let (service, mut service_violations) = connect(&server.url(), "neraca", "_INBOX").await;
    let bus = jetstream::new(service.clone());
    for (name, subjects) in
        [("NERACA_PAYMENTS", "neraca.main.payments.>"), ("NERACA_LEDGER_MAIN", "neraca.main.ledger.>")]
    {
        let subjects = vec![subjects.to_owned()];
        let config = Config { name: name.to_owned(), subjects, allow_direct: true, ..Default::default() };
        bus.create_stream(config).await.unwrap();
    }
    let (publisher, mut violations) = connect(&server.url(), "simpatda", "_INBOX.simpatda").await;
    let mut results = publisher.subscribe("neraca.main.ledger.*.simpatda.>").await.unwrap();
    publisher.flush().await.unwrap();

    // Its own payment is acknowledged; another's name and another book are refused.
    let acknowledged =
        jetstream::new(publisher.clone()).publish("neraca.main.payments.simpatda", "1".into()).await;
    acknowledged.unwrap().await.unwrap();
    for subject in [
        "neraca.main.payments.bank",
        "neraca.other.payments.simpatda",
        "neraca.main.ledger.posted.simpatda.1",
    ] {
        publisher.publish(subject, "1".into()).await.unwrap();
        refused(&mut violations, subject).await;
    }
    assert_eq!(bus.get_stream("NERACA_PAYMENTS").await.unwrap().cached_info().state.messages, 1);

    // It hears and asks for its own results, and for nobody else's.
    for subject in ["neraca.main.ledger.posted.bank.7", "neraca.main.ledger.posted.simpatda.7"] {
        bus.publish(subject, subject.into()).await.unwrap().await.unwrap();
    }
    assert_eq!(results.next().await.unwrap().payload, "neraca.main.ledger.posted.simpatda.7");
    let by_id =
        |source: &str| format!("$JS.API.DIRECT.GET.NERACA_LEDGER_MAIN.neraca.main.ledger.posted.{source}.7");
    let answer = publisher.request(by_id("simpatda"), "".into()).await.unwrap();
    assert_eq!(answer.payload, "neraca.main.ledger.posted.simpatda.7");
    for subject in [by_id("bank"), "$JS.API.CONSUMER.CREATE.NERACA_LEDGER_MAIN.mine".to_owned()] {
        publisher.publish(subject.clone(), "".into()).await.unwrap();
        refused(&mut violations, &subject).await;
    }
    let _everything = publisher.subscribe("neraca.>").await.unwrap();
    refused(&mut violations, "neraca.>").await;

    // The service does not pay, and history stays.
    for subject in ["neraca.main.payments.simpatda", "$JS.API.STREAM.PURGE.NERACA_PAYMENTS"] {
        service.publish(subject, "".into()).await.unwrap();
        refused(&mut service_violations, subject).await;
    }
}

#[test]
fn the_compose_file_names_files_that_exist_and_variables_that_are_explained() {
    let text = read("compose.yaml");
    let compose: serde_json::Value = serde_saphyr::from_str(&text).unwrap();
    let services = compose["services"].as_object().unwrap();
    assert_eq!(services.keys().map(String::as_str).collect::<Vec<_>>(), ["nats", "neraca", "postgres"]);
    for volume in services.values().flat_map(|service| service["volumes"].as_array().into_iter().flatten()) {
        let source = volume.as_str().unwrap().split(':').next().unwrap();
        let known = deploy(source).is_file() || compose["volumes"].get(source).is_some();
        assert!(known, "\"{source}\" is neither a file nor a volume");
    }
    assert!(
        deploy(services["neraca"]["build"]["context"].as_str().unwrap()).join("deploy/Dockerfile").is_file()
    );
    let example = read("compose.env.example");
    for variable in text.split("${").skip(1).map(|rest| rest.split([':', '}']).next().unwrap()) {
        assert!(example.contains(&format!("\n{variable}=")), "\"{variable}\" is not in compose.env.example");
    }
}

#[test]
fn systemd_finds_no_mistake_in_the_units() {
    let verifier = testkit::managed::find_on_path("systemd-analyze");
    let Some(verifier) = verifier else { return testkit::report_skipped("systemd-analyze") };
    let folder = temp_dir();
    for entry in fs::read_dir(deploy("systemd")).unwrap().map(Result::unwrap) {
        // The programs are not installed here, and the verifier looks for them.
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = text
            .replace("/usr/local/bin/neraca", "/bin/true")
            .replace("/usr/local/lib/neraca/backup", "/bin/true");
        fs::write(folder.path().join(entry.file_name()), text).unwrap();
    }
    for unit in ["neraca.service", "neraca-backup.service", "neraca-backup.timer"] {
        let output = Command::new(&verifier)
            .args(["verify", "--man=no"])
            .arg(folder.path().join(unit))
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let ours: Vec<&str> = errors.lines().filter(|line| line.contains("neraca")).collect();
        assert!(output.status.success() && ours.is_empty(), "{unit}: {errors}");
    }
}
