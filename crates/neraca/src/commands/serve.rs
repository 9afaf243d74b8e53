//! stub
use clap::Args;
use crate::{commands::Context, exit::Ending};
/// stub
#[derive(Debug, Args)]
pub struct Serve {}
impl Serve { pub async fn run(&self, _c: &Context) -> anyhow::Result<Ending> { anyhow::bail!("not there yet") } }
pub async fn until_told(_context: &Context, _configuration: &crate::configuration::Configuration, _site: &crate::site::Site, _p: Vec<crate::pipeline::Pipeline>) -> anyhow::Result<()> { Ok(()) }
