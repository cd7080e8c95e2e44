//! Keys of a provider, and tokens signed with them (RFC 7515, 7517, 7518).

use std::process::Command;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::rsa::PublicKeyComponents;
use ring::signature::{self, EcdsaKeyPair, KeyPair, RsaKeyPair};
use ring::{digest, hmac};
use serde_json::{Value, json};

use super::CLIENT_SECRET;

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// By its elliptic curve.
    Es256,
    /// By RSA.
    Rs256,
    /// By a key that is not the provider's, under the name of one that is.
    Forged,
    /// By the secret of the client.
    Hs256,
    /// Not at all.
    None,
}

/// What a provider signs with.
pub(super) struct Keys {
    number: u32,
    curve: EcdsaKeyPair,
    foreign: EcdsaKeyPair,
}

impl Keys {
    pub(super) fn new() -> Self {
        Self { number: 1, curve: curve(), foreign: curve() }
    }

    pub(super) fn rotate(&mut self) {
        *self = Self { number: self.number + 1, ..Self::new() };
    }

    /// The key set.
    pub(super) fn public(&self) -> Value {
        let point = self.curve.public_key().as_ref();
        let (x, y) = point[1..].split_at(32); // it begins with how the point is written
        let mut keys = vec![
            json!({"kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": self.name("ec"), "x": text(x), "y": text(y)}),
        ];
        // Made when it is first signed with: that takes its time.
        if let Some(rsa) = RSA.get() {
            let PublicKeyComponents { n, e } = PublicKeyComponents::<Vec<u8>>::from(rsa.public());
            let (n, e) = (text(&n), text(&e));
            keys.push(json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.name("rsa"), "n": n, "e": e}));
        }
        json!({"keys": keys})
    }

    /// A token with these claims.
    pub(super) fn sign(&self, signing: Signing, claims: &Value) -> String {
        let (algorithm, kid) = match signing {
            Signing::Es256 | Signing::Forged => ("ES256", self.name("ec")),
            Signing::Rs256 => ("RS256", self.name("rsa")),
            Signing::Hs256 => ("HS256", self.name("ec")),
            Signing::None => ("none", self.name("ec")),
        };
        let header = json!({"alg": algorithm, "kid": kid, "typ": "JWT"});
        let said = format!("{}.{}", text(header.to_string().as_bytes()), text(claims.to_string().as_bytes()));
        let random = SystemRandom::new();
        let signature = match signing {
            Signing::Es256 => self.curve.sign(&random, said.as_bytes()).expect("it signs").as_ref().to_vec(),
            Signing::Forged => self.foreign.sign(&random, said.as_bytes()).expect("it signs").as_ref().to_vec(),
            Signing::Rs256 => {
                let mut signature = vec![0; rsa().public().modulus_len()];
                rsa().sign(&signature::RSA_PKCS1_SHA256, &random, said.as_bytes(), &mut signature).expect("it signs");
                signature
            }
            Signing::Hs256 => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, CLIENT_SECRET.as_bytes());
                hmac::sign(&key, said.as_bytes()).as_ref().to_vec()
            }
            Signing::None => Vec::new(),
        };
        format!("{said}.{}", text(&signature))
    }

    fn name(&self, kind: &str) -> String {
        format!("{kind}-{}", self.number)
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Something that nobody guesses.
pub(super) fn random() -> String {
    let mut bytes = [0; 24];
    SystemRandom::new().fill(&mut bytes).expect("the system's randomness");
    text(&bytes)
}

/// RFC 7636, section 4.2.
pub(super) fn challenge(verifier: &str) -> String {
    text(digest::digest(&digest::SHA256, verifier.as_bytes()).as_ref())
}

fn curve() -> EcdsaKeyPair {
    let (algorithm, random) = (&signature::ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).expect("the key that was made")
}

static RSA: OnceLock<RsaKeyPair> = OnceLock::new();

/// Nothing in the tree makes keys of RSA.
pub(super) fn rsa() -> &'static RsaKeyPair {
    RSA.get_or_init(|| {
        let mut openssl = Command::new("openssl");
        openssl.args(["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-outform", "DER"]);
        let made = openssl.output().expect("openssl can be run");
        // Versions differ in what they put around it.
        RsaKeyPair::from_der(&made.stdout).or_else(|_| RsaKeyPair::from_pkcs8(&made.stdout)).expect("a key of RSA")
    })
}
