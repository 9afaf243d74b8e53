//! A service publishes its first payment event: `cargo run -p command-handler --example first_event -- nats://127.0.0.1:4222`.
//! The README shows this file. The stream must exist: start `neraca serve --nats …` first.

use async_nats::HeaderMap;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "nats://127.0.0.1:4222".to_owned());
    let bus = async_nats::jetstream::new(async_nats::connect(url).await?);

    // Who says it, and the source's own name for it: together they make the event known for ever. Sent twice, it is
    // recognised as a repeat; sent with other content, it is refused.
    let mut headers = HeaderMap::new();
    headers.insert("ce-specversion", "1.0");
    headers.insert("ce-source", "urn:example:bapenda");
    headers.insert("ce-id", "receipt-2026-000001");
    headers.insert("ce-type", "neraca.payment.v1.PaymentReceived");
    headers.insert("content-type", "application/json");
    let body = r#"{
        "date": "2026-03-02", "agency": "5.02.0.00.0.00.01.0000", "account": "4.1.01.19.01.0001",
        "amount": { "value": "1250000.00", "currency": "IDR" },
        "basis": "self-assessed", "into": "treasury", "channel": "qris"
    }"#;

    // The acknowledgement says that the bus has it; the outcome follows on `neraca.main.ledger.>`.
    let stored =
        bus.publish_with_headers("neraca.main.payments.bapenda", headers, body.into()).await?.await?;
    println!("stored in {} at {}", stored.stream, stored.sequence);
    Ok(())
}
