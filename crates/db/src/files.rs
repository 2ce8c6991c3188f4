//! Stored files: named by their content's hash, checked for size and type before they are kept.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use kernel::{FileId, Lang};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{CommandResult, Conn, Cx, DbError, row, sql};

/// The largest file that is kept, in bytes: 20 MiB.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Where file contents lie: a local folder.
#[derive(Clone)]
pub struct FileStore(Arc<dyn ObjectStore>);

/// A file as somebody sent it.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub bytes: Bytes,
}

/// Why a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    Empty,
    TooLarge {
        bytes: usize,
    },
    /// The content is not what the name says, or is of a type that is not kept.
    WrongType {
        name: String,
    },
}

impl FileError {
    pub fn message(&self, lang: Lang) -> String {
        let limit = MAX_BYTES / 1024 / 1024;
        match (self, lang) {
            (FileError::Empty, Lang::Vi) => "Tệp rỗng. Hãy chọn tệp khác.".into(),
            (FileError::Empty, Lang::En) => "The file is empty. Choose another.".into(),
            (FileError::TooLarge { bytes }, Lang::Vi) => {
                format!(
                    "Tệp nặng {} MB; tối đa {limit} MB.",
                    bytes.div_ceil(1024 * 1024)
                )
            }
            (FileError::TooLarge { bytes }, Lang::En) => {
                format!(
                    "The file has {} MB; at most {limit} MB.",
                    bytes.div_ceil(1024 * 1024)
                )
            }
            (FileError::WrongType { name }, Lang::Vi) => format!(
                "Nội dung của “{name}” không đúng loại tệp mà tên tệp nêu. Nhận PDF, Word, Excel, JPG, PNG."
            ),
            (FileError::WrongType { name }, Lang::En) => format!(
                "The content of “{name}” is not of the type its name says. PDF, Word, Excel, JPG and PNG are accepted."
            ),
        }
    }
}

/// Ending of the name → media type → endings that content detection may answer.
const KINDS: &[(&str, &str, &[&str])] = &[
    ("pdf", "application/pdf", &["pdf"]),
    ("jpg", "image/jpeg", &["jpg"]),
    ("jpeg", "image/jpeg", &["jpg"]),
    ("png", "image/png", &["png"]),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
    ),
    ("doc", "application/msword", &["doc"]),
    ("xls", "application/vnd.ms-excel", &["xls"]),
];

row! {
    /// What is known of a stored file.
    #[derive(Clone, Debug, Serialize)]
    pub struct StoredFileRow {
        pub id: FileId,
        pub name: String,
        pub media_type: String,
        pub size: i64,
        pub sha256: String,
    }
}

impl Upload {
    /// Checks size and content, and answers with the media type.
    pub fn check(&self) -> Result<&'static str, FileError> {
        if self.bytes.is_empty() {
            return Err(FileError::Empty);
        }
        if self.bytes.len() > MAX_BYTES {
            return Err(FileError::TooLarge {
                bytes: self.bytes.len(),
            });
        }
        let wrong = || FileError::WrongType {
            name: self.name.clone(),
        };
        let ending = self
            .name
            .rsplit_once('.')
            .map(|(_, e)| e.to_lowercase())
            .ok_or_else(wrong)?;
        let (_, media_type, content) = KINDS
            .iter()
            .find(|(e, _, _)| *e == ending)
            .ok_or_else(wrong)?;
        let found = infer::get(&self.bytes).ok_or_else(wrong)?;
        // An Office file without the usual first member is seen as a plain zip or OLE container.
        let container = match ending.as_str() {
            "docx" | "xlsx" => found.extension() == "zip",
            "doc" | "xls" => matches!(found.extension(), "doc" | "xls" | "msi" | "ppt"),
            _ => false,
        };
        if content.contains(&found.extension()) || container {
            Ok(media_type)
        } else {
            Err(wrong())
        }
    }

    /// The hash that names the content.
    pub fn sha256(&self) -> String {
        Sha256::digest(&self.bytes)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}

impl FileStore {
    /// Keeps files below a folder, which is made when missing.
    pub fn local(folder: &Path) -> Result<FileStore, DbError> {
        let fail = |e: &dyn std::fmt::Display| {
            DbError::Setup(format!("cannot use the folder {}: {e}", folder.display()))
        };
        std::fs::create_dir_all(folder).map_err(|e| fail(&e))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|e| fail(&e))?;
        Ok(FileStore(Arc::new(store)))
    }

    fn path(sha256: &str) -> object_store::path::Path {
        object_store::path::Path::from(format!("{}/{}", &sha256[..2], sha256))
    }

    /// Reads the content of a file.
    pub async fn get(&self, sha256: &str) -> Result<Bytes, object_store::Error> {
        self.0.get(&Self::path(sha256)).await?.bytes().await
    }

    /// True when the content is there and still has its hash.
    pub async fn verify(&self, sha256: &str) -> bool {
        match self.get(sha256).await {
            Ok(bytes) => {
                Upload {
                    name: String::new(),
                    bytes,
                }
                .sha256()
                    == sha256
            }
            Err(_) => false,
        }
    }
}

impl Conn {
    /// Keeps a checked file and answers with its id. The content is written before the row, so a
    /// row never points at nothing.
    pub async fn store_file(&mut self, cx: &Cx, upload: &Upload) -> CommandResult<FileId> {
        let media_type = upload
            .check()
            .map_err(|e| crate::CommandError::field("file", e.message(cx.lang)))?;
        let sha256 = upload.sha256();
        let payload = PutPayload::from_bytes(upload.bytes.clone());
        cx.files.0.put(&FileStore::path(&sha256), payload).await?;
        let id: FileId = cx.new_id();
        self.exec(sql!(
            "INSERT INTO stored_file (id, name, media_type, size, sha256, at, account_id)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            id,
            kernel::clean(&upload.name),
            media_type,
            upload.bytes.len() as i64,
            &sha256,
            cx.now(),
            cx.actor.account,
        ))
        .await?;
        Ok(id)
    }
}

/// What is known of one file. Whether somebody may see it is the question of its owner.
pub async fn file_row(conn: &mut Conn, id: FileId) -> Result<Option<StoredFileRow>, DbError> {
    conn.opt(sql!(
        "SELECT id, name, media_type, size, sha256 FROM stored_file WHERE id = ?",
        id
    ))
    .await
}
