//! One request to one answer. Blocks on the disk; `server` calls it where that stops nobody.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use transparency::note::{SignerKey, VerifierKey};
use transparency::witness::{
    Decision, KnownLog, MAX_REQUEST_BYTES, Refusal, Request, RequestError, Response, Witness,
};

use crate::error::WitnessError;
use crate::state::StateFolder;

/// What a witness is made of.
#[derive(Debug)]
pub struct Options {
    /// Its own key, of type cosignature/v1, which it shares with nobody.
    pub key: SignerKey,
    /// The logs that it cosigns for: see [`crate::logs::read`].
    pub logs: Vec<KnownLog>,
    /// Where it keeps what it has cosigned. Losing this folder means replacing the key.
    pub state_folder: PathBuf,
}

/// A witness at work.
#[derive(Debug)]
pub struct Service {
    witness: Witness,
    states: StateFolder,
}

impl Service {
    /// Opens the state folder and checks that the state of every known log can be read.
    ///
    /// # Errors
    /// When keys and logs do not fit together, or a state is damaged.
    pub fn open(options: Options) -> Result<Self, WitnessError> {
        let states = StateFolder::open(&options.state_folder)?;
        for log in &options.logs {
            states.load(&log.origin)?;
        }
        Ok(Self { witness: Witness::new(options.key, options.logs)?, states })
    }

    /// The public key to hand out.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        self.witness.verifier()
    }

    /// Answers the body of an add-checkpoint request. The state is durable before an answer with a cosignature returns.
    ///
    /// # Errors
    /// When the witness itself fails; a request that it refuses is an answer.
    pub fn add_checkpoint(&self, body: &[u8]) -> Result<Response, WitnessError> {
        let request = match Request::parse(body) {
            Ok(request) => request,
            Err(error) => return Ok(Refusal::from(error).response()),
        };
        let origin = request.origin();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        // Whoever loses the race finds another state the next time, and with it another old size than the request has:
        // this ends after one or two turns.
        loop {
            let stored = self.states.load(origin)?;
            match self.witness.decide(stored, &request, now).map_err(WitnessError::Clock)? {
                Decision::Refuse(refusal) => return Ok(self.refuse(origin, body, &refusal)),
                Decision::Persist(persist) => {
                    let size = persist.next().size;
                    let outcome = self.states.compare_and_set(&persist)?;
                    if let Ok(response) = persist.answer(outcome) {
                        tracing::info!(origin, size, "cosigned");
                        return Ok(response);
                    }
                }
            }
        }
    }

    /// Cosigns a request that was carried here as a file, and returns the lines to carry back.
    ///
    /// # Errors
    /// When the file can't be read or the request is refused; the text says why.
    pub fn sign_file(&self, path: &Path) -> Result<String, WitnessError> {
        let bytes = fs::metadata(path).map_err(WitnessError::file(path))?.len();
        if bytes > MAX_REQUEST_BYTES as u64 {
            let too_long = RequestError::TooLong { bytes: usize::try_from(bytes).unwrap_or(usize::MAX) };
            return Err(WitnessError::Refused { status: 400, reason: too_long.to_string() });
        }
        let body = fs::read(path).map_err(WitnessError::file(path))?;
        let response = self.add_checkpoint(&body)?;
        match response.status {
            200 => Ok(response.body),
            status => Err(WitnessError::Refused { status, reason: in_words(&response) }),
        }
    }

    fn refuse(&self, origin: &str, body: &[u8], refusal: &Refusal) -> Response {
        match refusal {
            // Two trees, both signed by the log. A proof that does not hold is no such thing: anybody can send one.
            Refusal::OtherRoot { .. } | Refusal::NotEmpty { .. } => {
                match self.states.keep_evidence(origin, body) {
                    Ok(path) => {
                        tracing::error!(origin, %refusal, evidence = %path.display(), "the log contradicts itself");
                    }
                    Err(error) => {
                        tracing::error!(origin, %refusal, %error, "the log contradicts itself; not kept");
                    }
                }
            }
            Refusal::Inconsistent(_) => tracing::warn!(origin, %refusal, "not cosigned"),
            _ => tracing::debug!(origin, %refusal, "not cosigned"),
        }
        refusal.response()
    }
}

/// Why a request is refused. The answer with a size is for programs, and says no more than the number.
fn in_words(response: &Response) -> String {
    let text = response.body.trim_end();
    match text.parse::<u64>() {
        Ok(size) => format!(
            "the last checkpoint that this witness cosigned has size {size}; make the request again from that size"
        ),
        Err(_) => text.to_owned(),
    }
}
