//! What others wrote after the same specifications verifies ours, and ours verifies theirs: `signed_note` and
//! `tlog_tiles` of Cloudflare's logs, and `ct-merkle`. What no crate tells us is in `formats`.

mod merkle;
mod text;
