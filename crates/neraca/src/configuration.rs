//! Configuration: one set of settings from three places. A flag wins over the environment, the environment over the file,
//! the file over what is built in. Names are the same in all three: `--database`, `NERACA_DATABASE`, `database = …`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use reports::{RevenueTerms, SpendingTerms};
use serde::Deserialize;

use crate::exit::Usage;
use crate::snap::SnapConfig;

/// Settings as one of the three places states them; what it does not state is `None`.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Folder with everything: the log, the read models, the private servers of --managed [default: ./neraca-data]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Where the books are")]
    pub data: Option<PathBuf>,

    /// Keep the books on this Postgres instead of in the folder, such as postgres://neraca@db/neraca
    #[arg(long, global = true, value_name = "URL", help_heading = "Where the books are")]
    pub database: Option<String>,

    /// The NATS server that payment events come from, such as nats://bus:4222
    #[arg(long, global = true, value_name = "URL", help_heading = "Where the books are")]
    pub nats: Option<String>,

    /// Run a private Postgres (and nats-server, where one is needed) in the folder and keep the books there
    #[arg(long, global = true, num_args = 0..=1, require_equals = true, default_missing_value = "true",
          value_name = "BOOL", help_heading = "Where the books are")]
    pub managed: Option<bool>,

    /// The book [default: main]
    #[arg(long, global = true, value_name = "NAME", help_heading = "Where the books are")]
    pub book: Option<String>,

    /// What is logged on standard error: a level or a filter such as command_handler=debug [default: warn; serve: info]
    #[arg(long, global = true, value_name = "FILTER", help_heading = "Output")]
    pub log: Option<String>,

    /// How log lines are written [default: text]
    #[arg(long, global = true, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub log_format: Option<LogFormat>,

    /// Where `serve` and `demo` listen [default: 127.0.0.1:7070]
    #[arg(long, global = true, value_name = "ADDRESS:PORT", help_heading = "Where the books are")]
    pub listen: Option<SocketAddr>,

    /// Folder with the keys that sign the log [default: keys in the --data folder]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Where the books are")]
    pub keys: Option<PathBuf>,

    /// Folder of the vault with the identities behind pseudonyms, made by `neraca vault init`
    #[arg(long, global = true, value_name = "DIR", help_heading = "Where the books are")]
    pub vault: Option<PathBuf>,

    /// The secret that pseudonyms are made with, when it is not the data folder's own.
    #[arg(skip)]
    pub pseudonym_key: Option<PathBuf>,

    /// Banks and acquirers that notify of payments over SNAP BI.
    #[arg(skip)]
    pub snap: Option<SnapConfig>,

    /// What checkpoints call this log, in front of the book's name.
    #[arg(skip)]
    pub log_name: Option<String>,

    /// Witnesses that are asked to cosign checkpoints.
    #[arg(skip)]
    pub witnesses: Option<Vec<WitnessConfig>>,

    /// The policy that published checkpoints should meet.
    #[arg(skip)]
    pub policy: Option<PathBuf>,

    /// Record who asked for what in a book of its own.
    #[arg(skip)]
    pub access_trail: Option<bool>,

    /// Refuse to start when database or bus are set to lose what they acknowledged.
    #[arg(skip)]
    pub strict_durability: Option<bool>,

    /// Bearer tokens that may write; without any, whoever reaches the address may.
    #[arg(skip)]
    pub tokens: Option<Vec<String>>,

    /// Who may propose events and answer proposals on the bus, by subject.
    #[arg(skip)]
    pub bus_signers: Option<Vec<String>>,

    /// Books with terms of their own; any other book gets the profile `kabupaten`.
    #[arg(skip)]
    pub books: Option<Vec<BookConfig>>,

    /// What documents have beside their reports: the government's name, who signs.
    #[arg(skip)]
    pub paper: Option<documents::Paper>,

    /// What reports on revenue take as given, as a CSV file, instead of what ships.
    #[arg(skip)]
    pub revenue_terms: Option<PathBuf>,

    /// By what the quality of spending is judged, as a CSV file, instead of what ships.
    #[arg(skip)]
    pub spending_terms: Option<PathBuf>,

    /// What is open to everyone.
    #[arg(skip)]
    pub public: Option<PublicConfig>,
}

/// Open data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PublicConfig {
    /// Whether `serve` answers under `/public` without a token.
    pub enabled: bool,
    /// The books that are open; every one that is served when absent.
    pub books: Option<Vec<String>>,
    /// Who publishes it; the government's name on paper when absent.
    pub publisher: Option<String>,
    /// Short name of the license.
    pub license: String,
    /// Where its text is.
    pub license_url: String,
    /// Rows with fewer payments are left blank.
    pub small_cell: u64,
    /// Seconds that an edition is served before a newer one is made.
    pub refresh_seconds: u64,
}

impl Default for PublicConfig {
    fn default() -> Self {
        let settings = reports::open_data::Settings::default();
        Self {
            enabled: false,
            books: None,
            publisher: None,
            license: settings.license,
            license_url: settings.license_url,
            small_cell: settings.small_cell,
            refresh_seconds: 300,
        }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// A book's terms. They count when the book is opened; chart and rulebook are published whenever their files change.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookConfig {
    /// Its name.
    pub name: String,
    /// What it begins with.
    #[serde(default)]
    pub profile: Profile,
    /// ISO 4217 code; rupiah when absent.
    pub currency: Option<String>,
    /// A chart of accounts in CSV, laid over the profile's.
    pub chart: Option<PathBuf>,
    /// A rulebook in YAML, instead of the profile's.
    pub rulebook: Option<PathBuf>,
    /// Refuse accounts outside the chart.
    #[serde(default)]
    pub strict_chart: bool,
    /// Debits equal credits for each entity within an entry too.
    #[serde(default)]
    pub balance_per_entity: bool,
}

/// A witness.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessConfig {
    /// Where it takes requests, such as `http://witness.bpk.go.id`.
    pub url: String,
    /// Its verifier key, as `neraca witness` prints it.
    pub key: String,
}

/// What a book begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// An Indonesian regency: chart of accounts, posting rules, report layouts.
    #[default]
    Kabupaten,
    /// Nothing: accounts are opened by events, and only exact instructions are understood.
    Plain,
}

/// Where the books are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Store {
    /// In the folder, in SQLite.
    Embedded,
    /// On a Postgres server.
    Postgres(String),
    /// On a private Postgres in the folder.
    Managed,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The folder.
    pub data: PathBuf,
    /// Whether the folder was named by anyone, or is the built-in one.
    pub data_is_named: bool,
    /// Where the books are.
    pub store: Store,
    /// The bus, if there is one.
    pub nats: Option<String>,
    /// The book.
    pub book: String,
    /// Whether the book was named by anyone.
    pub book_is_named: bool,
    /// Log filter; each command has its own default.
    pub log: Option<String>,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Folder with the keys that sign the log, when anyone named one.
    pub keys: Option<PathBuf>,
    /// Folder of the vault, when there is one.
    pub vault: Option<PathBuf>,
    /// The secret that pseudonyms are made with, when anyone named one.
    pub pseudonym_key: Option<PathBuf>,
    /// Banks and acquirers that notify of payments.
    pub snap: SnapConfig,
    /// What checkpoints call this log, in front of the book's name, when anyone gave it a name.
    pub log_name: Option<String>,
    /// Witnesses that are asked to cosign checkpoints.
    pub witnesses: Vec<WitnessConfig>,
    /// The policy that published checkpoints should meet.
    pub policy: Option<PathBuf>,
    /// Record who asked for what in a book of its own.
    pub access_trail: bool,
    /// Refuse to start on weak durability.
    pub strict_durability: bool,
    /// Bearer tokens that may write.
    pub tokens: Vec<String>,
    /// Who may propose events and answer proposals on the bus.
    pub bus_signers: Vec<String>,
    /// Books with terms of their own.
    pub books: Vec<BookConfig>,
    /// What documents have beside their reports.
    pub paper: documents::Paper,
    /// What reports on revenue take as given; what ships when absent.
    pub revenue_terms: Option<Arc<RevenueTerms>>,
    /// By what the quality of spending is judged; what ships when absent.
    pub spending_terms: Option<Arc<SpendingTerms>>,
    /// What is open to everyone.
    pub public: PublicConfig,
}

/// The folder when nobody names one.
const DATA: &str = "./neraca-data";
/// The book when nobody names one.
const BOOK: &str = "main";
/// Folder of keys within the data folder.
const KEYS: &str = "keys";
/// Certificates of closings, among the data.
const CERTIFICATES: &str = "certificates";
/// Loopback: a service that takes payments is opened to a network on purpose, never by default.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 7070);

impl Configuration {
    /// Layers flags over the environment over the file.
    ///
    /// # Errors
    /// When a value can't be read; the text names the place.
    pub fn load(
        flags: &Settings,
        file: Option<&Path>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<Self> {
        let named = variable("NERACA_CONFIG").map(PathBuf::from);
        let file = match file.or(named.as_deref()) {
            Some(path) => read_file(path)?,
            None => Settings::default(),
        };
        let environment = from_environment(variable)?;
        Self::layer([flags.clone(), environment, file])
    }

    /// Layers settings, the strongest first.
    fn layer(places: [Settings; 3]) -> anyhow::Result<Self> {
        let store = places.iter().find_map(Settings::store).unwrap_or(Store::Embedded);
        let [flags, environment, file] = places;
        let settings = flags.over(environment).over(file);
        let book_is_named = settings.book.is_some();
        let book = settings.book.unwrap_or_else(|| BOOK.to_owned());
        if !ledger::name::is_name(&book) {
            bail!(Usage(format!("book \"{book}\" is not a name: letters, digits, \"-\", \"_\" and dots")));
        }
        Ok(Self {
            data_is_named: settings.data.is_some(),
            data: settings.data.unwrap_or_else(|| PathBuf::from(DATA)),
            keys: settings.keys,
            vault: settings.vault,
            pseudonym_key: settings.pseudonym_key,
            snap: settings.snap.unwrap_or_default(),
            log_name: settings.log_name,
            witnesses: settings.witnesses.unwrap_or_default(),
            policy: settings.policy,
            access_trail: settings.access_trail.unwrap_or(true),
            store,
            nats: settings.nats,
            book,
            book_is_named,
            log: settings.log,
            log_format: settings.log_format.unwrap_or_default(),
            listen: settings.listen.unwrap_or(LISTEN),
            strict_durability: settings.strict_durability.unwrap_or(false),
            tokens: settings.tokens.unwrap_or_default(),
            bus_signers: settings.bus_signers.unwrap_or_default(),
            books: settings.books.unwrap_or_default(),
            paper: settings.paper.unwrap_or_default(),
            revenue_terms: terms(settings.revenue_terms, RevenueTerms::parse)?,
            spending_terms: terms(settings.spending_terms, SpendingTerms::parse)?,
            public: settings.public.unwrap_or_default(),
        })
    }

    /// Folder with the keys that sign the log.
    pub fn keys(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data.join(KEYS))
    }

    /// Where the certificates of closings are written when no other folder is named.
    pub fn certificates(&self) -> PathBuf {
        self.data.join(CERTIFICATES)
    }

    /// The terms stated for a book, if any.
    pub fn book_config(&self, name: &str) -> Option<&BookConfig> {
        self.books.iter().find(|book| book.name == name)
    }
}

impl Settings {
    /// The store this place asks for. A place that names only a folder asks for the embedded store: who types
    /// `--data DIR` means that folder, whatever database a file names.
    fn store(&self) -> Option<Store> {
        match (&self.database, self.managed, &self.data) {
            (Some(url), _, _) => Some(Store::Postgres(url.clone())),
            (None, Some(true), _) => Some(Store::Managed),
            (None, _, Some(_)) | (None, Some(false), None) => Some(Store::Embedded),
            (None, None, None) => None,
        }
    }

    /// These settings, and where they are silent those of a weaker place.
    fn over(self, weaker: Self) -> Self {
        Self {
            data: self.data.or(weaker.data),
            database: self.database.or(weaker.database),
            nats: self.nats.or(weaker.nats),
            managed: self.managed.or(weaker.managed),
            book: self.book.or(weaker.book),
            log: self.log.or(weaker.log),
            log_format: self.log_format.or(weaker.log_format),
            listen: self.listen.or(weaker.listen),
            keys: self.keys.or(weaker.keys),
            vault: self.vault.or(weaker.vault),
            pseudonym_key: self.pseudonym_key.or(weaker.pseudonym_key),
            snap: self.snap.or(weaker.snap),
            log_name: self.log_name.or(weaker.log_name),
            witnesses: self.witnesses.or(weaker.witnesses),
            policy: self.policy.or(weaker.policy),
            access_trail: self.access_trail.or(weaker.access_trail),
            strict_durability: self.strict_durability.or(weaker.strict_durability),
            tokens: self.tokens.or(weaker.tokens),
            bus_signers: self.bus_signers.or(weaker.bus_signers),
            books: self.books.or(weaker.books),
            paper: self.paper.or(weaker.paper),
            revenue_terms: self.revenue_terms.or(weaker.revenue_terms),
            spending_terms: self.spending_terms.or(weaker.spending_terms),
            public: self.public.or(weaker.public),
        }
    }
}

/// Reads terms of reports, where a file is named.
fn terms<T, E>(path: Option<PathBuf>, parse: fn(&str) -> Result<T, E>) -> anyhow::Result<Option<Arc<T>>>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let Some(path) = path else { return Ok(None) };
    let name = path.display();
    let text = std::fs::read_to_string(&path).with_context(|| format!("terms \"{name}\""))?;
    let terms = parse(&text).with_context(|| format!("terms \"{name}\" can't be read"))?;
    Ok(Some(Arc::new(terms)))
}

fn read_file(path: &Path) -> anyhow::Result<Settings> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("configuration \"{name}\""))?;
    let mut settings: Settings =
        toml::from_str(&text).with_context(|| format!("configuration \"{name}\" can't be read"))?;
    // Paths in a file are relative to the file, so that the program may be started from anywhere.
    let folder = path.parent().unwrap_or(Path::new(""));
    let within = |path: &mut PathBuf| *path = folder.join(&*path);
    let Settings { data, keys, policy, vault, pseudonym_key, revenue_terms, spending_terms, .. } =
        &mut settings;
    let paths = [data, keys, policy, vault, pseudonym_key, revenue_terms, spending_terms];
    paths.into_iter().flatten().for_each(within);
    settings.snap.iter_mut().flat_map(SnapConfig::paths).for_each(within);
    for book in settings.books.iter_mut().flatten() {
        book.chart.iter_mut().for_each(within);
        book.rulebook.iter_mut().for_each(within);
    }
    Ok(settings)
}

fn from_environment(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Settings> {
    // An empty variable is how shells and service files say "not set".
    let text = |name: &str| variable(name).filter(|value| !value.is_empty());
    Ok(Settings {
        data: text("NERACA_DATA").map(PathBuf::from),
        database: text("NERACA_DATABASE"),
        nats: text("NERACA_NATS"),
        managed: parsed("NERACA_MANAGED", text("NERACA_MANAGED"), "true or false")?,
        book: text("NERACA_BOOK"),
        log: text("NERACA_LOG"),
        log_format: match text("NERACA_LOG_FORMAT") {
            None => None,
            Some(format) => {
                Some(LogFormat::from_str(&format, true).map_err(|_| {
                    Usage(format!("NERACA_LOG_FORMAT is \"{format}\"; it takes text or json"))
                })?)
            }
        },
        listen: parsed("NERACA_LISTEN", text("NERACA_LISTEN"), "an address such as 127.0.0.1:7070")?,
        keys: text("NERACA_KEYS").map(PathBuf::from),
        vault: text("NERACA_VAULT").map(PathBuf::from),
        pseudonym_key: text("NERACA_PSEUDONYM_KEY").map(PathBuf::from),
        snap: None,
        log_name: text("NERACA_LOG_NAME"),
        witnesses: None,
        policy: text("NERACA_POLICY").map(PathBuf::from),
        access_trail: parsed("NERACA_ACCESS_TRAIL", text("NERACA_ACCESS_TRAIL"), "true or false")?,
        strict_durability: parsed(
            "NERACA_STRICT_DURABILITY",
            text("NERACA_STRICT_DURABILITY"),
            "true or false",
        )?,
        tokens: text("NERACA_TOKENS")
            .map(|list| list.split(',').map(|token| token.trim().to_owned()).collect()),
        bus_signers: text("NERACA_BUS_SIGNERS")
            .map(|list| list.split(',').map(|signer| signer.trim().to_owned()).collect()),
        books: None,
        paper: None,
        revenue_terms: None,
        spending_terms: None,
        public: None,
    })
}

fn parsed<T: std::str::FromStr>(name: &str, value: Option<String>, wanted: &str) -> Result<Option<T>, Usage> {
    match value {
        None => Ok(None),
        Some(value) => {
            value.parse().map(Some).map_err(|_| Usage(format!("{name} is \"{value}\"; it takes {wanted}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(flags: Settings, variables: &[(&str, &str)], file: &str) -> Configuration {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let places = [flags, from_environment(variable).unwrap(), toml::from_str(file).unwrap()];
        Configuration::layer(places).unwrap()
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let file = "book = \"file\"\ndata = \"file\"\nlog = \"error\"\n";
        let variables = [("NERACA_BOOK", "variable"), ("NERACA_DATA", "variable")];
        let flags = Settings { book: Some("flag".to_owned()), ..Settings::default() };
        let found = load(flags, &variables, file);
        assert_eq!(found.book, "flag");
        assert_eq!(found.data, Path::new("variable"));
        assert_eq!(found.log.as_deref(), Some("error"));
        assert_eq!(load(Settings::default(), &[("NERACA_BOOK", "")], "").book, "main");
    }

    #[test]
    fn the_strongest_place_that_names_a_store_decides_it() {
        let file = "database = \"postgres://db/neraca\"\n";
        assert_eq!(load(Settings::default(), &[], "").store, Store::Embedded);
        assert_eq!(
            load(Settings::default(), &[], file).store,
            Store::Postgres("postgres://db/neraca".to_owned())
        );
        let folder = Settings { data: Some("here".into()), ..Settings::default() };
        assert_eq!(load(folder, &[], file).store, Store::Embedded);
        assert_eq!(load(Settings::default(), &[("NERACA_MANAGED", "true")], file).store, Store::Managed);
    }

    #[test]
    fn terms_of_reports_are_read_beside_the_configuration_and_a_bad_row_is_named() {
        let folder = testkit::temp_dir();
        let file = folder.path().join("neraca.toml");
        std::fs::write(&file, "revenue_terms = \"terms.csv\"\n").unwrap();
        let read = |row: &str| {
            let terms = format!("key,name,value,valid_from,valid_to,source,note\n{row}\n");
            std::fs::write(folder.path().join("terms.csv"), terms).unwrap();
            Configuration::load(&Settings::default(), Some(&file), |_| None)
        };
        let terms = read("channel,teller,digital,,,K,Teller").unwrap().revenue_terms;
        assert!(terms.is_some_and(|terms| terms.sha256() != RevenueTerms::shipped().sha256()));
        let error = format!("{:#}", read("channel,teller,magic,,,K,Teller").unwrap_err());
        assert!(error.contains("terms.csv") && error.contains("row 1"), "{error}");
    }

    #[test]
    fn what_can_not_be_read_names_its_place() {
        let error = from_environment(|name| (name == "NERACA_LISTEN").then(|| "here".to_owned()));
        assert!(error.unwrap_err().to_string().contains("NERACA_LISTEN is \"here\""));
        assert!(toml::from_str::<Settings>("databse = \"x\"").is_err());
    }
}
