//! neraca
fn main() {}
