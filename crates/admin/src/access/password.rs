//! Passwords: Argon2id, a few at a time.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// Shorter passwords are refused when somebody chooses one.
pub const MIN_CHARS: usize = 10;

/// Longer passwords are not even hashed.
pub(crate) const MAX_BYTES: usize = 1_024;

/// The password can't be hashed: the system gave no randomness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the password can't be hashed")]
pub struct HashError;

/// Verified in place of a missing operator's hash, so that it takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$dG9tYnN0b25lIG5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// Each check needs 19 MiB and a core.
const AT_ONCE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(5);

/// Hashes a password with Argon2id, as OWASP recommends (19 MiB, two passes), in the PHC string format.
///
/// Computes for some ten milliseconds on a server: don't call it on a thread that answers requests.
pub fn hash(password: &SecretString) -> Result<String, HashError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|_| HashError)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(password.expose_secret().as_bytes()).map_err(|_| HashError)?;
    Ok(hash.to_string())
}

/// Whether `hash` was made from `password`. As slow as [`hash`].
pub fn verify(password: &SecretString, hash: &str) -> bool {
    let matches = |hash| Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok();
    PasswordHash::new(hash).is_ok_and(matches)
}

/// Too many passwords are being checked at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crowded;

/// Checks passwords away from the threads that answer requests, and only a few at once.
#[derive(Clone, Debug)]
pub(crate) struct Checker(Arc<Semaphore>);

impl Checker {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// Whether `password` matches `hash`; without a hash, false after the same work.
    pub(crate) async fn check(&self, password: SecretString, hash: Option<String>) -> Result<bool, Crowded> {
        let turn = timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await.map_err(|_| Crowded)?;
        let turn = turn.map_err(|_| Crowded)?;
        let work = move || {
            let fits = verify(&password, hash.as_deref().unwrap_or(NOBODY));
            drop(turn);
            fits && hash.is_some()
        };
        Ok(spawn_blocking(work).await.unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_fits_its_own_hash_only() {
        let password = SecretString::from("correct horse battery");
        let hash = hash(&password).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify(&password, &hash));
        assert!(!verify(&"correct horse".into(), &hash));
        assert!(!verify(&password, "no hash"));
    }

    #[test]
    fn nobody_takes_the_work_of_somebody() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let somebody = hash(&"a password".into()).unwrap();
        let somebody = PasswordHash::new(&somebody).unwrap();
        assert_eq!((nobody.algorithm, nobody.params), (somebody.algorithm, somebody.params.clone()));
        assert_eq!(nobody.hash.unwrap().len(), somebody.hash.unwrap().len());
    }

    #[tokio::test]
    async fn nobody_is_never_let_in() {
        assert!(!Checker::new().check("anything".into(), None).await.unwrap());
    }
}
