//! Writes every sample document in every format into a folder, to be looked at:
//! `cargo run -p papers-pdf --example samples -- /tmp/papers`.

use std::{error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .ok_or("name the folder to write into")?,
    );
    fs::create_dir_all(&folder)?;
    for paper in papers::samples::papers() {
        let name = folder.join(format!("{:?}", paper.kind).to_lowercase());
        fs::write(name.with_extension("pdf"), papers_pdf::pdf(&paper)?)?;
        fs::write(name.with_extension("docx"), papers::docx(&paper)?)?;
        let page = format!(
            "<!doctype html><meta charset=utf-8><style>{}</style>{}",
            papers::STYLE,
            papers::html(&paper)
        );
        fs::write(name.with_extension("html"), page)?;
    }
    let sheet = papers::samples::project_sheet();
    fs::write(folder.join("projects.csv"), papers::csv(&sheet))?;
    fs::write(folder.join("projects.xlsx"), papers::xlsx(&[sheet])?)?;
    Ok(())
}
