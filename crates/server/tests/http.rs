//! The API from outside: a real server on loopback over the embedded store, asked over raw TCP.
//!
//! `client` speaks HTTP, `world` starts a server and has events to send; each other file proves one thing.

#[path = "http/auth.rs"]
mod auth;
#[path = "http/client.rs"]
mod client;
#[path = "http/description.rs"]
mod description;
#[path = "http/guide.rs"]
mod guide;
#[path = "http/health.rs"]
mod health;
#[path = "http/log.rs"]
mod log;
#[path = "http/many.rs"]
mod many;
#[path = "http/public.rs"]
mod public;
#[path = "http/publish.rs"]
mod publish;
#[path = "http/reading.rs"]
mod reading;
#[path = "http/semantics.rs"]
mod semantics;
#[path = "http/snap.rs"]
mod snap;
#[path = "http/subjects.rs"]
mod subjects;
#[path = "http/views.rs"]
mod views;
#[path = "http/world.rs"]
mod world;
