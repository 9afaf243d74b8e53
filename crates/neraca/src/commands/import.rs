//! stub
use clap::Subcommand;
use crate::{commands::Context, exit::Ending};
/// stub
#[derive(Debug, Subcommand)]
pub enum Import { Nothing }
impl Import { pub async fn run(&self, _c: &Context) -> anyhow::Result<Ending> { anyhow::bail!("not there yet") } }
