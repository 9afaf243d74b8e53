//! Pages: a limit, and a cursor that says where the next page begins.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Items of a page when none is asked for.
const LIMIT_DEFAULT: usize = 100;
/// Most items of a page.
const LIMIT_MAX: usize = 1_000;

/// Which page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParams {
    /// `next` of the page before; absent for the first page. Opaque.
    pub(crate) cursor: Option<String>,
    /// Most items, 1 to 1000; 100 when absent.
    pub(crate) limit: Option<usize>,
}

impl PageParams {
    pub(crate) fn limit(&self) -> usize {
        self.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX)
    }
}

/// How fresh a figure must be.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FreshParams {
    /// Wait until the read models include this position: the `position` of an outcome, to read one's own write.
    pub(crate) min_position: Option<u64>,
}

/// One page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// What is on it, in a fixed order.
    pub(crate) items: Vec<T>,
    /// The next page's cursor; absent when this is the last page for now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

impl<T> Page<T> {
    /// A page of up to `limit` items out of one more than that, which tells whether there is a next page.
    pub(crate) fn cut(mut items: Vec<T>, limit: usize, cursor: impl FnOnce(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(cursor);
        Self { items, next }
    }
}
