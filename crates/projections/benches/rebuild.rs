//! cargo bench -p projections --bench rebuild
fn main() {}
