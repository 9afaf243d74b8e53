//! Being told to stop: SIGTERM from a service manager and SIGINT from a keyboard mean the same.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Becomes true, once and for ever, when the process is told to stop.
#[derive(Clone, Debug)]
pub struct Shutdown {
    told: watch::Receiver<bool>,
}

impl Shutdown {
    /// Listens from now on. A second signal ends the process at once, for people who do not want to wait.
    ///
    /// # Errors
    /// When the system gives no signals.
    pub fn listen() -> std::io::Result<Self> {
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let (tell, told) = watch::channel(false);
        tokio::spawn(async move {
            for already_told in [false, true] {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                if already_told {
                    std::process::exit(1);
                }
                tracing::info!("stopping: finishing what is in hand");
                tell.send_replace(true);
            }
        });
        Ok(Self { told })
    }

    /// Whether it was told.
    pub fn is_told(&self) -> bool {
        *self.told.borrow()
    }

    /// Waits until it is told.
    pub async fn told(&self) {
        let mut told = self.told.clone();
        // The sender lives as long as the process: it ends only after it has told.
        let _ = told.wait_for(|told| *told).await;
    }

    /// The same as a channel, for parts that take one.
    pub fn channel(&self) -> watch::Receiver<bool> {
        self.told.clone()
    }
}
