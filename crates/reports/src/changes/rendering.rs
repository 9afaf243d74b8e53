//! The changes of a report as JSON for programs and as text for people.

use projections::queries::Published;
use serde_json::{Value, json};

use super::{AccountChange, Cause, CellChange, Changes, Figure, Views};

impl Changes {
    /// As a JSON object: `report`, `book`, `earlier`, `later`, `cells`, `accounts`, and `charts` when names may differ too.
    ///
    /// An account has `account`, `currency`, `before` and `after` (its balance, or in the budget report what was realised), there
    /// also `previous` and `budget`, and its `causes`, each with the `figure` that it moves and the path that traces it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let cell = |cell: &CellChange| json!({ "row": cell.row, "column": cell.column, "before": cell.before, "after": cell.after });
        let mut changes = json!({
            "report": self.report.as_str(),
            "book": self.book,
            "earlier": self.earlier,
            "later": self.later,
            "cells": self.cells.iter().map(cell).collect::<Vec<_>>(),
            "accounts": self.accounts.iter().map(|change| self.account(change)).collect::<Vec<_>>(),
        });
        if let Some((before, after)) = &self.charts {
            let named = |chart: &Option<Published>| {
                chart.as_ref().map(|chart| json!({ "name": chart.name, "version": chart.version }))
            };
            changes["charts"] = json!({ "before": named(before), "after": named(after) });
        }
        changes
    }

    fn account(&self, change: &AccountChange) -> Value {
        let decimal = |minor: i128| change.currency.decimal(minor);
        let cause = |cause: &Cause| {
            json!({
                "position": cause.position,
                "recorded_at": cause.recorded_at.to_string(),
                "effective_date": cause.effective_date.to_string(),
                "source": cause.source,
                "id": cause.id,
                "rule": cause.rule,
                "kind": cause.kind,
                "reverses": cause.reverses,
                "figure": cause.figure.as_str(),
                "amount": decimal(cause.amount),
                "links": { "trace": crate::links::trace(&self.book, cause.position) },
            })
        };
        let mut account = json!({
            "account": change.account,
            "currency": change.currency.code(),
            "causes": change.causes.iter().map(cause).collect::<Vec<_>>(),
        });
        for (figure, Views { before, after }) in &change.figures {
            let (before, after) = (json!(decimal(*before)), json!(decimal(*after)));
            match figure {
                Figure::Balance | Figure::Realized => {
                    account["before"] = before;
                    account["after"] = after;
                }
                Figure::Previous | Figure::Budget => {
                    account[figure.as_str()] = json!({ "before": before, "after": after });
                }
            }
        }
        account
    }

    /// As text for people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let shown = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "-".to_owned());
        let (name, book) = (self.report.as_str(), &self.book);
        let mut text =
            format!("{name} of book \"{book}\": positions {} to {}\n", self.earlier + 1, self.later);
        if let Some((before, after)) = &self.charts {
            let version = |chart: &Option<Published>| {
                chart
                    .as_ref()
                    .map_or_else(|| "none".to_owned(), |chart| format!("{} v{}", chart.name, chart.version))
            };
            text.push_str(&format!("chart: {} -> {}\n", version(before), version(after)));
        }
        for CellChange { row, column, before, after } in &self.cells {
            text.push_str(&format!("  {row} {column}: {} -> {}\n", shown(before), shown(after)));
        }
        self.accounts.iter().for_each(|change| change.write(&mut text));
        if self.cells.is_empty() && self.accounts.is_empty() && self.charts.is_none() {
            text.push_str("nothing changed\n");
        }
        text
    }
}

impl AccountChange {
    fn write(&self, text: &mut String) {
        let decimal = |minor: i128| self.currency.decimal(minor);
        for (figure, Views { before, after }) in self.figures.iter().filter(|(_, v)| v.before != v.after) {
            let (account, figure) = (&self.account, figure.as_str());
            text.push_str(&format!("{account} {figure}: {} -> {}\n", decimal(*before), decimal(*after)));
        }
        if self.figures.values().all(|views| views.before == views.after) {
            text.push_str(&format!("{}: as before\n", self.account));
        }
        for cause in &self.causes {
            let Cause { position, effective_date, source, id, kind, figure, .. } = cause;
            let (recorded_at, amount, figure) = (cause.recorded_at, decimal(cause.amount), figure.as_str());
            let reverses = cause.reverses.map_or_else(String::new, |of| format!(", reverses {of}"));
            text.push_str(&format!(
                "  {figure} {amount} at position {position}, recorded {recorded_at} for {effective_date}: {kind}{reverses}, \"{id}\" of \"{source}\"\n"
            ));
        }
    }
}
