//! Makes cargo look at the web app's build again when it changes.
//!
//! Not here: building the web app (`make build` does, before cargo).

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let built = Path::new("../../web/dist");
    // Cargo can only watch what is there; a folder that comes later would make every build a full one.
    fs::create_dir_all(built)?;
    println!("cargo::rerun-if-changed={}", built.display());
    Ok(())
}
