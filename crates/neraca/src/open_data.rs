//! What is open to everyone, as the configuration says.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::bail;
use reports::open_data::Settings;
use server::Public;

use crate::configuration::Configuration;
use crate::exit::Usage;

/// How open data is published.
///
/// # Errors
/// When the license has no name, or an address that is no web page.
pub fn settings(configuration: &Configuration) -> anyhow::Result<Settings> {
    let public = &configuration.public;
    if public.license.is_empty() {
        bail!(Usage("public.license is empty: data without a license can't be used by others".to_owned()));
    }
    if !public.license_url.is_empty() && !public.license_url.starts_with("https://") {
        bail!(Usage(format!("public.license_url is \"{}\"; it begins with https://", public.license_url)));
    }
    Ok(Settings {
        publisher: public.publisher.clone().or_else(|| configuration.paper.government.clone()),
        license: public.license.clone(),
        license_url: public.license_url.clone(),
        small_cell: public.small_cell,
        spending_terms: configuration.spending_terms.clone(),
        revenue_terms: configuration.revenue_terms.clone(),
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
