//! `neraca witness`: an independent witness of other people's logs.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use checkpointer::KeyFolder;
use clap::{Args, Subcommand};
use serde_json::json;
use tokio::net::TcpListener;
use transparency::note::SignatureType;
use witness::{Options, Service};

use crate::commands::Context;
use crate::exit::Ending;
use crate::output;
use crate::shutdown::Shutdown;

/// An independent witness: cosigns checkpoints of the logs it knows, and never two that disagree
///
/// It keeps its own key and, of each log, the largest checkpoint that it cosigned. An inspectorate or an auditor runs it on
/// a machine of their own; whoever requires its cosignature can't be shown another history than everybody else.
#[derive(Args, Debug)]
pub struct Witness {
    /// What cosignatures call the witness, such as witness.inspektorat.go.id
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Folder with its key and what it cosigned
    #[arg(long, value_name = "DIR")]
    state: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print its public key
    Key,
    /// Take requests over HTTP until stopped
    Serve(Serve),
    /// Cosign a request that was carried here as a file; prints what to carry back
    Sign(Sign),
}

/// Take requests over HTTP
#[derive(Args, Debug)]
struct Serve {
    /// File with the public keys of the logs it knows, one a line, or a folder of .vkey files
    #[arg(long, value_name = "PATH")]
    logs: PathBuf,
    /// Where it takes requests
    #[arg(long = "at", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7071")]
    at: SocketAddr,
}

/// Cosign a carried request
#[derive(Args, Debug)]
struct Sign {
    /// File with the public keys of the logs it knows, one a line, or a folder of .vkey files
    #[arg(long, value_name = "PATH")]
    logs: PathBuf,
    /// The request
    request: PathBuf,
}

impl Witness {
    /// Does it.
    ///
    /// # Errors
    /// When key or state can't be read, or the address is taken.
    pub async fn run(&self, context: &Context) -> anyhow::Result<Ending> {
        match &self.what {
            What::Key => {
                let key = self.keys()?.current().verifier().to_string();
                if context.json { output::json(&json!({ "key": key }))? } else { output::line(key)? }
            }
            What::Serve(serve) => {
                let service = Arc::new(self.service(&serve.logs)?);
                let listener = TcpListener::bind(serve.at)
                    .await
                    .with_context(|| format!("can't listen on {}; choose another with --at", serve.at))?;
                let address = listener.local_addr()?;
                output::line(format!(
                    "witness {} on http://{address}; stop with Ctrl-C",
                    service.verifier()
                ))?;
                let shutdown = Shutdown::listen()?;
                witness::serve(service, listener, async move { shutdown.told().await }).await?;
            }
            What::Sign(sign) => {
                let service = self.service(&sign.logs)?;
                output::raw(service.sign_file(&sign.request)?.as_bytes())?;
            }
        }
        Ok(Ending::Done)
    }

    fn keys(&self) -> anyhow::Result<checkpointer::Keys> {
        let folder = KeyFolder::open(&self.state)?;
        Ok(folder.load_or_create(&self.name, SignatureType::CosignatureV1)?)
    }

    fn service(&self, logs: &std::path::Path) -> anyhow::Result<Service> {
        let key = self.keys()?.current().clone();
        let logs = witness::logs::read(logs)?;
        Ok(Service::open(Options { key, logs, state_folder: self.state.join("cosigned") })?)
    }
}
