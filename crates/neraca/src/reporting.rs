//! stub
use projections::ReadModels;
use server::ReadError;
use server::reads::{ReportFormat, ReportName, ReportQuery};
pub async fn for_server(_m: &ReadModels, _b: &str, _n: ReportName, _q: ReportQuery, _f: ReportFormat) -> Result<String, ReadError> {
    Err(ReadError::Invalid("reports are not there yet".into()))
}
