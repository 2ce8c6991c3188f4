//! All that the typesetter can see: the template, one document's data, four fonts.

use std::sync::LazyLock;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

static FONT_FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Tinos-Regular.ttf"),
    include_bytes!("../fonts/Tinos-Bold.ttf"),
    include_bytes!("../fonts/Tinos-Italic.ttf"),
    include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
];

/// What no document changes, made once. File ids are interned for good, so they must be here.
static FIXED: LazyLock<Fixed> = LazyLock::new(|| {
    let template = file_id("/paper.typ");
    let fonts: Vec<Font> = FONT_FILES
        .iter()
        .filter_map(|file| Font::new(Bytes::new(*file), 0))
        .collect();
    Fixed {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        source: Source::new(template, include_str!("paper.typ").to_owned()),
        template,
        data: file_id("/data.json"),
    }
});

struct Fixed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
    template: FileId,
    data: FileId,
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path inside the root");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One document before the typesetter. Every file but the template and the data is refused.
pub(crate) struct PaperWorld {
    data: Bytes,
}

impl PaperWorld {
    pub(crate) fn new(data: Vec<u8>) -> Self {
        PaperWorld {
            data: Bytes::new(data),
        }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &FIXED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FIXED.book
    }

    fn main(&self) -> FileId {
        FIXED.template
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == FIXED.template {
            Ok(FIXED.source.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == FIXED.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FIXED.fonts.get(index).cloned()
    }

    /// No document knows what day it is; dates come in the data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_template_and_the_data_can_be_read() {
        let world = PaperWorld::new(b"{}".to_vec());
        for path in ["/etc/passwd", "/Cargo.toml", "/paper.typ.bak"] {
            assert_eq!(world.file(file_id(path)), Err(FileError::AccessDenied));
            assert_eq!(
                world.source(file_id(path)).err(),
                Some(FileError::AccessDenied)
            );
        }
        assert!(world.file(FIXED.data).is_ok());
    }

    #[test]
    fn the_four_fonts_are_read() {
        assert_eq!(FIXED.fonts.len(), FONT_FILES.len());
    }
}
