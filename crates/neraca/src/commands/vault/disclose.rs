//! `neraca vault unmask` and `erase`: what is recorded twice, in the vault's trail and in the access trail, before it is told.
//! A server that runs is asked over HTTP, since it alone writes the access trail then.

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use command_handler::BookProfile;
use ledger::Currency;
use serde_json::{Value, json};
use vault::{Pseudonym, Request, Vault, VaultError};
use wire::ledger_v1::AccessRecorded;

use super::{Shown, open};
use crate::commands::Context;
use crate::commands::serve::ACCESS_BOOK;
use crate::configuration::Store;
use crate::exit::Usage;
use crate::http;
use crate::output;
use crate::pipeline::Pipeline;
use crate::site::{Access, Site};

/// Whom, and why
#[derive(Args, Debug)]
pub struct Disclose {
    /// The pseudonym, as events carry it: 32 hex digits
    pseudonym: String,
    /// Why, such as the number of a case; it outlives the person's identity, so it must not name them
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who asks [default: the user of the operating system; with --http the token's name]
    #[arg(long, value_name = "NAME", conflicts_with = "http")]
    who: Option<String>,
    /// Ask this server, such as http://127.0.0.1:7070, with a data officer's token
    #[arg(long, value_name = "URL")]
    http: Option<String>,
    /// Bearer token for the server; better set as NERACA_TOKEN, since flags can be seen by others
    #[arg(long, env = "NERACA_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// With --database: no server runs, so that the access trail may be written from here
    #[arg(long)]
    server_is_stopped: bool,
}

impl Disclose {
    pub(super) async fn unmask(&self, context: &Context) -> anyhow::Result<()> {
        let identity = match &self.http {
            Some(url) => self.ask(url, "unmask").await?,
            None => {
                self.here(context, "vault unmask", |vault, pseudonym, request| {
                    let identity = vault.unmask(pseudonym, request)?;
                    let known = &identity.attributes;
                    Ok(json!({
                        "pseudonym": pseudonym.to_string(), "kind": identity.kind.as_str(), "value": identity.value,
                        "name": known.name, "phone": known.phone, "email": known.email, "account": known.account,
                    }))
                })
                .await?
            }
        };
        if context.json {
            return output::json(&identity);
        }
        for field in ["kind", "value", "name", "phone", "email", "account"] {
            if let Some(text) = identity[field].as_str() {
                output::line(format!("{field}  {text}"))?;
            }
        }
        Ok(())
    }

    pub(super) async fn erase(&self, context: &Context) -> anyhow::Result<()> {
        let erasure = match &self.http {
            Some(url) => self.ask(url, "erase").await?,
            None => {
                self.here(context, "vault erase", |vault, pseudonym, request| {
                    Ok(json!(Shown::from(vault.erase(pseudonym, request)?)))
                })
                .await?
            }
        };
        if context.json {
            return output::json(&erasure);
        }
        let text = |field: &str| erasure[field].as_str().unwrap_or_default().to_owned();
        output::line(format!(
            "erased {} at {}, asked by {} for: {}\nbackups of the vault still hold the key: docs/personal-data.md says what to do",
            text("pseudonym"),
            text("at"),
            text("who"),
            text("reason")
        ))
    }

    /// Does it on the vault itself, with both records durable before anything is told.
    async fn here(
        &self,
        context: &Context,
        action: &str,
        act: impl FnOnce(&mut Vault, Pseudonym, &Request<'_>) -> Result<Value, VaultError>,
    ) -> anyhow::Result<Value> {
        let pseudonym: Pseudonym = self.pseudonym.parse()?;
        let who = who(self.who.as_deref())?;
        let mut vault = open(context)?;
        // Opened before anything is shown: what can't be recorded is not done.
        let trail = self.access_trail(context).await?;
        let request = Request { who: &who, reason: &self.reason, at_unix_ms: now_unix_ms() };
        let done = act(&mut vault, pseudonym, &request);
        if let Some(trail) = trail {
            let (status, code) = match &done {
                Ok(_) => (200, ""),
                Err(VaultError::Unknown(_)) => (404, "subject_unknown"),
                Err(VaultError::Erased { .. }) => (410, "subject_erased"),
                Err(VaultError::Unaccounted { .. }) => (400, "parameter_invalid"),
                Err(_) => (500, "internal"),
            };
            let record = AccessRecorded {
                principal: who.clone(),
                action: action.to_owned(),
                book: String::new(),
                status,
                code: code.to_owned(),
            };
            trail.handle().record_access(vec![record]).await?;
            trail.stop().await?;
        }
        Ok(done?)
    }

    /// The access trail's book, opened to be written; `None` when none is kept.
    async fn access_trail(&self, context: &Context) -> anyhow::Result<Option<Pipeline>> {
        let configuration = &context.configuration;
        if !configuration.access_trail {
            return Ok(None);
        }
        if matches!(configuration.store, Store::Postgres(_)) && !self.server_is_stopped {
            bail!(Usage(
                "the access trail is on a server that may be running: ask it with --http URL, or say --server-is-stopped"
                    .to_owned()
            ));
        }
        let site = Site::open(configuration, Access::Write).await.context(
            "the access trail can't be written from here; if a server runs, ask it with --http URL",
        )?;
        let profile = BookProfile::plain(ACCESS_BOOK, Currency::IDR);
        Ok(Some(Pipeline::start(&site, configuration, &profile).await?))
    }

    /// Asks a running server.
    async fn ask(&self, url: &str, act: &str) -> anyhow::Result<Value> {
        let pseudonym: Pseudonym = self.pseudonym.parse()?;
        let target = format!("{}/v1/subjects/{pseudonym}/{act}", url.trim_end_matches('/'));
        let body = json!({ "reason": self.reason }).to_string();
        let answer =
            http::post(&target, "application/json", self.token.as_deref(), body.into_bytes()).await?;
        let said: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        ensure!(
            answer.status == 200,
            "the server answered {}: {}",
            answer.status,
            said["detail"].as_str().unwrap_or("nothing that can be read")
        );
        Ok(said)
    }
}

/// Who asks: as named, or the user of the operating system.
pub(super) fn who(named: Option<&str>) -> anyhow::Result<String> {
    let user = || std::env::var("LOGNAME").or_else(|_| std::env::var("USER")).ok();
    named.map(str::to_owned).or_else(user).filter(|who| !who.trim().is_empty()).ok_or_else(|| {
        Usage("say who asks with --who NAME: an office and a person's initials".to_owned()).into()
    })
}

/// Now, in milliseconds since 1970 UTC.
pub(super) fn now_unix_ms() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}
