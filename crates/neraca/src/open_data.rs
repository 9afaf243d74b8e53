//! What reports take as given and what is open to everyone, as the configuration says.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use reports::open_data::Settings;
use reports::{RevenueTerms, SpendingTerms};
use server::{Public, ReportTerms};

use crate::configuration::Configuration;
use crate::exit::Usage;

/// The terms in the files that the configuration names.
///
/// # Errors
/// When a file can't be read; the text names it and the row.
pub fn terms(configuration: &Configuration) -> anyhow::Result<ReportTerms> {
    let files = &configuration.terms;
    let spending = files.spending.as_deref().map(|path| {
        let terms = SpendingTerms::parse(&text(path)?);
        terms.with_context(|| format!("terms.spending \"{}\"", path.display())).map(Arc::new)
    });
    let revenue = files.revenue.as_deref().map(|path| {
        let terms = RevenueTerms::parse(&text(path)?);
        terms.with_context(|| format!("terms.revenue \"{}\"", path.display())).map(Arc::new)
    });
    Ok(ReportTerms { spending: spending.transpose()?, revenue: revenue.transpose()? })
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("terms \"{}\"", path.display()))
}

/// How open data is published.
///
/// # Errors
/// When the license has no name, or an address that is no web page; those of [`terms`].
pub fn settings(configuration: &Configuration) -> anyhow::Result<Settings> {
    let public = &configuration.public;
    if public.license.is_empty() {
        bail!(Usage("public.license is empty: data without a license can't be used by others".to_owned()));
    }
    if !public.license_url.is_empty() && !public.license_url.starts_with("https://") {
        bail!(Usage(format!("public.license_url is \"{}\"; it begins with https://", public.license_url)));
    }
    let terms = terms(configuration)?;
    Ok(Settings {
        publisher: public.publisher.clone().or_else(|| configuration.paper.government.clone()),
        license: public.license.clone(),
        license_url: public.license_url.clone(),
        small_cell: public.small_cell,
        spending_terms: terms.spending,
        revenue_terms: terms.revenue,
    })
}

/// What `serve` opens to everyone of the books it serves; `None` unless it is switched on.
///
/// # Errors
/// When a book is opened that is not served; those of [`settings`].
pub fn public(configuration: &Configuration, served: &BTreeSet<String>) -> anyhow::Result<Option<Public>> {
    let public = &configuration.public;
    if !public.enabled {
        return Ok(None);
    }
    let books: BTreeSet<String> = match &public.books {
        None => served.clone(),
        Some(books) => books.iter().cloned().collect(),
    };
    if let Some(book) = books.difference(served).next() {
        bail!(Usage(format!("public.books names \"{book}\", which is not a served book of accounts")));
    }
    let refresh = Duration::from_secs(public.refresh_seconds.max(1));
    Ok(Some(Public { books, settings: settings(configuration)?, refresh }))
}
