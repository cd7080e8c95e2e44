//! Passwords that somebody chooses.

use secrecy::SecretString;
use tokio::task::spawn_blocking;
use words::Words;

use crate::access::password;
use crate::page::error::PageError;

/// The hash, or the problem to show.
pub(crate) async fn hash(typed: &str, words: &Words) -> Result<Result<String, String>, PageError> {
    let chars = typed.chars().count();
    if chars < password::MIN_CHARS {
        return Ok(Err(words.text_with("password-wrong-short", &[("count", &password::MIN_CHARS)])));
    }
    if typed.len() > password::MAX_BYTES {
        return Ok(Err(words.text("password-wrong-long")));
    }
    let typed = SecretString::from(typed);
    let hashed = spawn_blocking(move || password::hash(&typed)).await;
    Ok(Ok(hashed.map_err(|_| PageError::Busy)?.map_err(|_| PageError::Busy)?))
}
