//! Only looks whether the interface was built; building it is `cargo xtask ui`.

use std::{fs, path::Path};

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    println!(
        "cargo::rerun-if-changed={}",
        dist.join("manifest.json").display()
    );
    if !dist.join("manifest.json").exists() {
        println!("cargo::warning=ui/dist is missing; run: cargo xtask ui");
        let made =
            fs::create_dir_all(&dist).and_then(|()| fs::write(dist.join("manifest.json"), "{}\n"));
        if let Err(error) = made {
            println!("cargo::warning=cannot write a stand-in for ui/dist: {error}");
        }
    }
}
