//! stub
use clap::Args;
use crate::{commands::Context, exit::Ending};
/// stub
#[derive(Debug, Args)]
pub struct Report {}
impl Report { pub async fn run(&self, _c: &Context) -> anyhow::Result<Ending> { anyhow::bail!("not there yet") } }
