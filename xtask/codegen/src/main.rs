//! `cargo xtask codegen [--check]`: writes the generated code, or says which of it is stale.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let check = match env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [only] if only == "--check" => true,
        other => bail!("unknown arguments {other:?}; usage: cargo xtask codegen [--check]"),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let scratch = root.join(format!("target/codegen-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let generated = codegen::generate(&root.join("proto"), &scratch, &root.join("rustfmt.toml"));
    fs::remove_dir_all(&scratch)?;
    let (generated, folder) = (generated?, root.join("crates/schema/src/generated"));
    if !check {
        codegen::write(&generated, &folder)?;
        println!("wrote {} files into crates/schema/src/generated", generated.len());
        return Ok(());
    }
    let stale = codegen::stale(&generated, &folder)?;
    if !stale.is_empty() {
        bail!(
            "stale in crates/schema/src/generated: {stale:?}; run `cargo xtask codegen` and commit the result"
        );
    }
    println!("generated code is fresh");
    Ok(())
}
