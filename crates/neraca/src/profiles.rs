//! What a book begins with: the profiles that ship with the program, and the files that a configuration lays over them.
//!
//! A book that exists goes on with what its log says. Its chart and rulebook change when a configured file changes or
//! when somebody publishes one, never because a newer program ships another.

use ::profiles::kabupaten;
use anyhow::{Context, anyhow, bail};
use command_handler::BookProfile;
use event_store::EventStore;
use ledger::{BookSettings, Chart, ChartMode, Currency};
use wire::ledger_v1::record::Outcome as StoredOutcome;

use crate::configuration::{BookConfig, Configuration, Profile};

/// The chart of accounts of a profile; none for a plain one.
///
/// # Errors
/// When the chart that ships with the program is refused, which its tests exclude.
pub fn chart(profile: Profile) -> anyhow::Result<Option<(String, Chart)>> {
    match profile {
        Profile::Plain => Ok(None),
        Profile::Kabupaten => {
            let chart = Chart::from_csv(kabupaten::CHART_CSV)?;
            Ok(Some((kabupaten::CHART_FILE.to_owned(), chart)))
        }
    }
}

/// The rulebook of a profile; none for a plain one.
pub fn rulebook(profile: Profile) -> Option<(String, Vec<u8>)> {
    match profile {
        Profile::Plain => None,
        Profile::Kabupaten => Some((kabupaten::RULEBOOK_FILE.to_owned(), kabupaten::RULEBOOK_YAML.to_vec())),
    }
}

/// What a book is run with: the terms it was opened with if it exists, those of the configuration if it is new.
///
/// # Errors
/// When a configured file is refused, or the book was opened with another currency than is configured.
pub async fn of_book(
    configuration: &Configuration,
    name: &str,
    store: &dyn EventStore,
) -> anyhow::Result<BookProfile> {
    let config = configuration.book_config(name);
    match opened(store, name).await? {
        None => new(config, name),
        Some(settings) => {
            if let Some(config) = config {
                check(config, &settings)?;
            }
            let files = config.map_or(Ok((None, None)), |config| files(config, true))?;
            Ok(BookProfile { settings, chart: files.0, rulebook: files.1 })
        }
    }
}

/// The profile of a new book.
///
/// # Errors
/// When a configured file is refused.
pub fn new(config: Option<&BookConfig>, name: &str) -> anyhow::Result<BookProfile> {
    let default = BookConfig {
        name: name.to_owned(),
        profile: Profile::default(),
        currency: None,
        chart: None,
        rulebook: None,
        strict_chart: false,
        balance_per_entity: false,
    };
    let config = config.unwrap_or(&default);
    let currency = match &config.currency {
        None => Currency::IDR,
        Some(code) => Currency::parse(code).ok_or_else(|| {
            anyhow!("book \"{name}\": \"{code}\" is not an ISO 4217 code in use, such as IDR")
        })?,
    };
    let settings = BookSettings {
        name: name.to_owned(),
        currency,
        chart_mode: if config.strict_chart { ChartMode::Strict } else { ChartMode::Open },
        balance_per_entity: config.balance_per_entity,
    };
    let (chart, rulebook) = files(config, false)?;
    Ok(BookProfile { settings, chart, rulebook })
}

type Files = (Option<(String, Chart)>, Option<(String, Vec<u8>)>);

/// Chart and rulebook of a configuration. Of a book that exists only what files state.
fn files(config: &BookConfig, exists: bool) -> anyhow::Result<Files> {
    let base = chart(config.profile)?;
    let laid = match &config.chart {
        None => base.filter(|_| !exists),
        Some(path) => {
            let csv = std::fs::read(path).with_context(|| format!("chart \"{}\"", path.display()))?;
            Some((file_name(path), lay(base.map(|(_, chart)| chart), &csv, &path.display().to_string())?))
        }
    };
    let rulebook = match &config.rulebook {
        None => rulebook(config.profile).filter(|_| !exists),
        Some(path) => {
            let yaml = std::fs::read(path).with_context(|| format!("rulebook \"{}\"", path.display()))?;
            Some((file_name(path), yaml))
        }
    };
    Ok((laid, rulebook))
}

/// A chart from CSV, laid over another when there is one.
///
/// # Errors
/// When the CSV is refused; the text names the file, row and reason.
pub fn lay(base: Option<Chart>, csv: &[u8], name: &str) -> anyhow::Result<Chart> {
    let chart = match base {
        Some(base) => base.extended_by_csv(csv),
        None => Chart::from_csv(csv),
    };
    chart.with_context(|| format!("chart \"{name}\""))
}

/// The last part of a path, as the name of what is published.
pub fn file_name(path: &std::path::Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The settings a book was opened with; `None` when it does not exist.
async fn opened(store: &dyn EventStore, name: &str) -> anyhow::Result<Option<BookSettings>> {
    let first = store.read(name, 0, 1).await?;
    let Some(record) = first.first() else { return Ok(None) };
    let stored = wire::record::decode_record(&record.bytes, record.attachment.as_ref())
        .context("the log's first record")?;
    match &stored.outcome {
        Some(StoredOutcome::BookOpened(opened)) => Ok(Some(wire::record::settings(opened)?)),
        _ => bail!("the log of book \"{name}\" does not begin with its opening: restore it from a backup"),
    }
}

/// A configured currency that differs from the book's is a mistake somewhere, and money must not guess where.
fn check(config: &BookConfig, settings: &BookSettings) -> anyhow::Result<()> {
    match &config.currency {
        Some(code) if code != settings.currency.code() => bail!(
            "book \"{}\" was opened in {} and is configured in \"{code}\": a book's currency never changes",
            settings.name,
            settings.currency
        ),
        _ => Ok(()),
    }
}
