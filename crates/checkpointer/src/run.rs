//! When a checkpoint is due: once the log grew, and enough time has passed since the last one, or it went quiet.

use std::time::Duration;

use event_store::StoreError;
use tokio::time::Instant;

use crate::error::SignerError;
use crate::signer::Signer;

/// How long a wait for the log to grow takes before it is asked anew.
const IDLE: Duration = Duration::from_secs(60);

/// The longest wait before a witness that did not cosign is asked again.
const RETRY_MOST: Duration = Duration::from_secs(600);

/// How often checkpoints are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// A log that grows all the time is signed this often.
    pub interval: Duration,
    /// A log that stopped growing is signed after this time.
    pub quiet: Duration,
    /// A witness that did not cosign the newest checkpoint is asked again after this time, and after twice the time before
    /// each time that it still does not, up to ten minutes.
    pub retry: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            interval: Duration::from_secs(10),
            quiet: Duration::from_secs(2),
            retry: Duration::from_secs(10),
        }
    }
}

/// Signs whenever it is due, and once more when `shutdown` completes. What passes by itself is tried again.
///
/// # Errors
/// When a person is needed. Then nothing is signed any more; the log goes on without checkpoints, and whoever called says
/// so loudly.
pub async fn run(
    mut signer: Signer,
    rhythm: Rhythm,
    shutdown: impl Future<Output = ()>,
) -> Result<(), SignerError> {
    tokio::pin!(shutdown);
    let mut signed_size = 0;
    let mut last = Instant::now();
    // How long to wait for a witness, while one is awaited.
    let mut retry: Option<Duration> = None;
    loop {
        let again = async {
            match retry {
                Some(wait) => tokio::time::sleep(wait).await,
                None => std::future::pending().await,
            }
        };
        let (due, stop) = tokio::select! {
            () = &mut shutdown => (Ok(()), true),
            due = wait_until_due(&signer, rhythm, signed_size, last) => (due, false),
            () = again => (Ok(()), false),
        };
        let result = match due {
            Ok(()) => signer.sign_now().await,
            Err(error) => Err(error.into()),
        };
        match result {
            Ok(None) => {}
            Ok(Some(published)) => {
                let grew = published.size() != signed_size;
                let next = retry.filter(|_| !grew).map_or(rhythm.retry, |wait| (wait * 2).min(RETRY_MOST));
                retry = published.is_awaiting().then_some(next);
                signed_size = published.size();
            }
            Err(error) if error.is_retryable() => {
                tracing::warn!(book = signer.book(), %error, "no checkpoint this time; tried again");
                failed(&signer);
                if !stop {
                    tokio::select! {
                        () = &mut shutdown => return signer.sign_now().await.map(drop),
                        () = tokio::time::sleep(rhythm.quiet) => {}
                    }
                }
            }
            Err(error) => {
                tracing::error!(book = signer.book(), %error, "no more checkpoints");
                failed(&signer);
                return Err(error);
            }
        }
        if stop {
            return Ok(());
        }
        last = Instant::now();
    }
}

async fn wait_until_due(
    signer: &Signer,
    rhythm: Rhythm,
    signed_size: u64,
    last: Instant,
) -> Result<(), StoreError> {
    let (store, book) = (signer.store(), signer.book());
    let mut head = store.wait_beyond(book, signed_size, IDLE).await?.position;
    while head <= signed_size {
        head = store.wait_beyond(book, signed_size, IDLE).await?.position;
    }
    loop {
        let left = rhythm.interval.saturating_sub(last.elapsed());
        if left.is_zero() {
            return Ok(());
        }
        let now = store.wait_beyond(book, head, rhythm.quiet.min(left)).await?.position;
        if now == head {
            return Ok(());
        }
        head = now;
    }
}

fn failed(signer: &Signer) {
    metrics::counter!("neraca_checkpoint_failures_total", "book" => signer.book().to_owned()).increment(1);
}
