//! The signer against real logs and real witnesses. `site` is the world of these tests.

#![expect(clippy::unwrap_used, reason = "also the functions around the tests are tests")]

mod carried;
mod end_to_end;
mod killed;
mod signers;
mod site;
