//! How far a handler is: written by the appender, watched by everybody else.

/// How far the handler is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Last durable position.
    pub position: u64,
    /// Last bus sequence whose outcome is durable.
    pub bus_sequence: Option<u64>,
    /// The handler has stopped, and why if it failed.
    pub stopped: Option<String>,
}
