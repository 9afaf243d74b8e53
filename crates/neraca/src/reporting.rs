//! The reports as the HTTP server asks for them: its parameters on one side, those of the reports on the other.

use async_trait::async_trait;
use projections::{KnownAt, ReadModels};
use reports::{Parameters, ReportName};
use server::{ReportError, ReportFormat, ReportQuery, ReportWriter};

/// Writes the reports of every book in the read models.
pub struct Reports {
    models: ReadModels,
}

impl Reports {
    /// Reports out of these read models.
    pub fn new(models: ReadModels) -> Self {
        Self { models }
    }
}

#[async_trait]
impl ReportWriter for Reports {
    async fn write(
        &self,
        book: &str,
        name: server::ReportName,
        query: ReportQuery,
        format: ReportFormat,
    ) -> Result<String, ReportError> {
        let parameters = Parameters {
            book: book.to_owned(),
            from: query.from,
            to: query.to,
            as_of: query.as_of,
            known_at: query.known_at.map(KnownAt::Position),
            entity: query.entity,
            code: query.account,
            level: query.level,
        };
        let report = reports::run(&self.models, report_name(name), &parameters).await.map_err(failed)?;
        match format {
            ReportFormat::Json => Ok(report.to_json().to_string()),
            ReportFormat::Csv => report.to_csv().map_err(failed),
            ReportFormat::Text => Ok(report.to_text(None)),
        }
    }
}

fn report_name(name: server::ReportName) -> ReportName {
    match name {
        server::ReportName::TrialBalance => ReportName::TrialBalance,
        server::ReportName::GeneralLedger => ReportName::GeneralLedger,
        server::ReportName::CashBook => ReportName::CashBook,
        server::ReportName::BudgetRealization => ReportName::BudgetRealization,
    }
}

fn failed(error: reports::ReportError) -> ReportError {
    match error {
        reports::ReportError::ReadModels(error) => ReportError::Read(error),
        error @ (reports::ReportError::Write(_) | reports::ReportError::Csv(_)) => {
            ReportError::Failed(error.into())
        }
        error => ReportError::Parameter(error.to_string()),
    }
}
