use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use db::DbError;
use sha2::{Digest, Sha256};

/// Argon2id with the library's current defaults; slow on purpose, so it runs off the async threads.
pub(super) async fn hash(password: String) -> Result<String, DbError> {
    blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|e| DbError::Setup(format!("the password cannot be hashed: {e}")))
    })
    .await?
}

/// True when the password fits. A hash that cannot be read fits nothing.
pub(super) async fn verify(password: String, hash: String) -> Result<bool, DbError> {
    blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    })
    .await
}

async fn blocking<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Result<T, DbError> {
    tokio::task::spawn_blocking(f)
        .await
        .map_err(|e| DbError::Setup(format!("password work was cut short: {e}")))
}

/// A fresh token of 256 bits, as text.
pub(super) fn fresh_token() -> String {
    let bytes: [u8; 32] = rand::random();
    format!("kc_{}", hex(&bytes))
}

/// What is kept of a token, in hexadecimal digits. It is random, so a fast hash is enough.
pub(super) fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
