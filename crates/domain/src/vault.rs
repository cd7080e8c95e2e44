//! Secrets at rest: sealed if we must read them again, kept as a keyed hash if we only compare them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::MemberId;

const NONCE: usize = 24;
const KEY: usize = 32;

/// The key that secrets at rest are encrypted with (`TOMBSTONE_SECRET_KEY`).
#[derive(Clone)]
pub struct SecretKey([u8; KEY]);

/// The text is not 32 bytes in base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret key is 32 bytes in base64, such as `head -c 32 /dev/urandom | base64` prints")]
pub struct InvalidSecretKey;

impl SecretKey {
    /// A new key from the system's randomness.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// Reads a key as base64.
    pub fn parse(text: &str) -> Result<Self, InvalidSecretKey> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| InvalidSecretKey)?;
        bytes.try_into().map(Self).map_err(|_| InvalidSecretKey)
    }

    /// The key as base64, to write where only this service can read it.
    pub fn to_base64(&self) -> SecretString {
        STANDARD.encode(self.0).into()
    }

    /// Identifies the key without revealing anything of it; precedes everything that it sealed.
    pub fn id(&self) -> String {
        let digest = Sha256::new().chain_update(b"tombstone key id").chain_update(self.0).finalize();
        format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.id())
    }
}

/// Seals secrets with the present key, and opens them with older ones too.
#[derive(Clone, Debug)]
pub struct Vault {
    keys: Vec<(String, SecretKey)>,
}

/// Why a sealed secret can't be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// We have no key with this id.
    #[error("it was encrypted with the key {0}, which is neither the present key nor among the old ones")]
    UnknownKey(String),
    /// It was changed, or belongs to another portal or another column.
    #[error("it was changed, or belongs to another portal or column")]
    Forged,
}

/// Where a secret belongs; sealed for one place, it can't be opened in another.
#[derive(Clone, Copy, Debug)]
pub struct Belongs<'a> {
    /// The portal; `None` for a secret of the service itself.
    pub member_id: Option<&'a MemberId>,
    /// The column that holds it.
    pub column: &'a str,
}

impl Belongs<'_> {
    fn associated_data(self) -> Vec<u8> {
        let member_id = self.member_id.map_or("", MemberId::as_str);
        [member_id, self.column].join("\0").into_bytes()
    }
}

impl Vault {
    /// A vault that seals with `present` and still opens what the `old` keys sealed.
    pub fn new(present: SecretKey, old: impl IntoIterator<Item = SecretKey>) -> Self {
        let keys = std::iter::once(present).chain(old);
        Self { keys: keys.map(|key| (key.id(), key)).collect() }
    }

    /// The id of the present key, which seals.
    pub fn present_key_id(&self) -> &str {
        &self.keys[0].0
    }

    /// Whether the present key sealed it.
    pub fn is_present(&self, sealed: &str) -> bool {
        sealed.split_once('.').is_some_and(|(id, _)| id == self.present_key_id())
    }

    /// Encrypts `secret` for its place, as `KEY_ID.BASE64`.
    pub fn seal(&self, secret: &SecretString, belongs: Belongs<'_>) -> String {
        let (id, key) = &self.keys[0];
        let nonce: [u8; NONCE] = rand::random();
        let aad = belongs.associated_data();
        let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: &aad };
        let cipher = XChaCha20Poly1305::new(&key.0.into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).expect("a token is far below the cipher's limit");
        format!("{id}.{}", STANDARD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Decrypts what [`seal`](Self::seal) made for the same place.
    pub fn open(&self, sealed: &str, belongs: Belongs<'_>) -> Result<SecretString, Unreadable> {
        let (id, text) = sealed.split_once('.').ok_or(Unreadable::Forged)?;
        let known = self.keys.iter().find(|(known, _)| known == id);
        let (_, key) = known.ok_or_else(|| Unreadable::UnknownKey(id.to_owned()))?;
        let bytes = STANDARD.decode(text).map_err(|_| Unreadable::Forged)?;
        let (nonce, msg) = bytes.split_first_chunk::<NONCE>().ok_or(Unreadable::Forged)?;
        let aad = belongs.associated_data();
        let cipher = XChaCha20Poly1305::new(&key.0.into());
        let opened =
            cipher.decrypt(&XNonce::from(*nonce), Payload { msg, aad: &aad }).map_err(|_| Unreadable::Forged)?;
        String::from_utf8(opened).map(Into::into).map_err(|_| Unreadable::Forged)
    }
}

/// The key for hashes of what is only ever compared: `application_token`s, API keys, session cookies.
///
/// It is random, made once for a database, and lives there sealed, so that rotating the [`SecretKey`] leaves the hashes
/// as they are.
#[derive(Clone)]
pub struct HashKey(Hmac<Sha256>);

impl HashKey {
    /// New random key material, in base64.
    pub fn generate() -> SecretString {
        SecretKey::generate().to_base64()
    }

    /// The key from what [`generate`](Self::generate) made.
    pub fn new(material: &SecretString) -> Result<Self, InvalidSecretKey> {
        let key = SecretKey::parse(material.expose_secret())?;
        Ok(Self(Hmac::new_from_slice(&key.0).expect("HMAC takes keys of any length")))
    }

    /// The hash of `value` for one `purpose` and, if it has one, one portal.
    pub fn hash(&self, purpose: &str, member_id: Option<&MemberId>, value: &str) -> KeyedHash {
        let mut mac = self.0.clone();
        for part in [purpose, member_id.map_or("", MemberId::as_str)] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        mac.update(value.as_bytes());
        KeyedHash(mac.finalize().into_bytes().into())
    }

    /// The hash that proves a portal's events.
    pub fn application_token(&self, member_id: &MemberId, token: &SecretString) -> KeyedHash {
        self.hash("application_token", Some(member_id), token.expose_secret())
    }
}

impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashKey")
    }
}

/// A keyed hash; compared in constant time.
#[derive(Clone, Copy)]
pub struct KeyedHash([u8; 32]);

impl KeyedHash {
    /// The hash as stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The hash as the key of something else.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl TryFrom<&[u8]> for KeyedHash {
    type Error = std::array::TryFromSliceError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

impl PartialEq for KeyedHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for KeyedHash {}

impl fmt::Debug for KeyedHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyedHash")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal(text: &str) -> MemberId {
        MemberId::parse(text).unwrap()
    }

    #[test]
    fn sealed_secret_opens_only_where_it_belongs() {
        let vault = Vault::new(SecretKey::generate(), []);
        let (own, other) = (portal("own"), portal("other"));
        let place = Belongs { member_id: Some(&own), column: "access_token" };
        let sealed = vault.seal(&"s6p6eclrvim6da22".into(), place);
        assert!(!sealed.contains("s6p6"));
        assert_eq!(vault.open(&sealed, place).unwrap().expose_secret(), "s6p6eclrvim6da22");
        let elsewhere = Belongs { member_id: Some(&other), ..place };
        assert_eq!(vault.open(&sealed, elsewhere).unwrap_err(), Unreadable::Forged);
        let column = Belongs { column: "refresh_token", ..place };
        assert_eq!(vault.open(&sealed, column).unwrap_err(), Unreadable::Forged);
    }

    #[test]
    fn old_key_still_opens_and_unknown_key_is_named() {
        let (old, new) = (SecretKey::generate(), SecretKey::generate());
        let place = Belongs { member_id: None, column: "hash_key" };
        let sealed = Vault::new(old.clone(), []).seal(&"secret".into(), place);
        assert!(Vault::new(new.clone(), [old.clone()]).open(&sealed, place).is_ok());
        let error = Vault::new(new, []).open(&sealed, place).unwrap_err();
        assert_eq!(error, Unreadable::UnknownKey(old.id()));
    }

    #[test]
    fn hash_depends_on_purpose_portal_and_value() {
        let key = HashKey::new(&HashKey::generate()).unwrap();
        let (own, other) = (portal("own"), portal("other"));
        let hash = key.hash("a", Some(&own), "v");
        assert_eq!(hash, key.hash("a", Some(&own), "v"));
        for differs in
            [key.hash("b", Some(&own), "v"), key.hash("a", Some(&other), "v"), key.hash("a", Some(&own), "w")]
        {
            assert_ne!(hash, differs);
        }
    }

    #[test]
    fn key_is_read_as_it_is_written_and_never_printed() {
        let key = SecretKey::generate();
        let text = key.to_base64();
        assert_eq!(SecretKey::parse(text.expose_secret()).unwrap().id(), key.id());
        assert!(!format!("{key:?}").contains(text.expose_secret()));
        assert!(SecretKey::parse("c2hvcnQ=").is_err());
    }
}
