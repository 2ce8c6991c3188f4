//! Packs the reference lists for the binary: each becomes `<name>.gz` beside the generated code.

use std::{env, fs::File, io, path::Path};

use flate2::{Compression, write::GzEncoder};

const LISTS: [&str; 6] = [
    "units.csv",
    "successions.csv",
    "regions.csv",
    "national_centres.csv",
    "vsic.csv",
    "vsic_map_2018_2025.csv",
];

fn main() -> io::Result<()> {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let packed = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    println!("cargo::rerun-if-changed=build.rs");
    for name in LISTS {
        let list = lists.join(name);
        println!("cargo::rerun-if-changed={}", list.display());
        let file = File::create(Path::new(&packed).join(format!("{name}.gz")))?;
        let mut packer = GzEncoder::new(file, Compression::best());
        io::copy(&mut File::open(list)?, &mut packer)?;
        packer.finish()?;
    }
    Ok(())
}
