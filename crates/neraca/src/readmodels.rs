//! stub
use ledger::Book;
use crate::checks::Check;
use crate::site::Site;
pub struct Following;
impl Following {
    pub async fn reach(&self, _position: u64) -> anyhow::Result<()> { Ok(()) }
    pub async fn failed(&mut self) -> anyhow::Result<()> { std::future::pending().await }
    pub async fn stop(self) -> anyhow::Result<()> { Ok(()) }
}
pub async fn follow(_site: &Site, _book: &str) -> anyhow::Result<Following> { Ok(Following) }
pub async fn rebuild(_site: &Site, _book: &str, _p: u64) -> anyhow::Result<()> { Ok(()) }
pub async fn check(_site: &Site, _book: &str, _folded: &Book, _p: u64) -> anyhow::Result<Check> { Ok(Check{name:"read-models", ok:true, detail:"stub".into()}) }
