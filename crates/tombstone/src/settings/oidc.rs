//! The OpenID provider that operators may sign in at.

use std::str::FromStr;

use anyhow::bail;
use secrecy::SecretString;
use url::Url;

use super::Layers;
use super::values::Truth;

/// In bytes: the database keeps no longer issuer.
const LONGEST: usize = 512;

/// A provider, and how it knows this service.
#[derive(Clone, Debug)]
pub(crate) struct OidcSettings {
    pub(crate) issuer: oidc::IssuerUrl,
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    /// What the log-in page calls it.
    pub(crate) name: String,
}

/// What a provider calls itself (OpenID Connect Discovery 1.0, section 3); it is compared letter by letter.
struct Issuer(oidc::IssuerUrl);

impl FromStr for Issuer {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| "write an address, such as https://id.example")?;
        if !["https", "http"].contains(&url.scheme()) || url.host_str().is_none() {
            return Err("write it with its scheme, such as https://id.example");
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err("it must have no user, no query and no fragment, such as https://id.example/realms/staff");
        }
        if text.len() > LONGEST {
            return Err("it is longer than 512 characters");
        }
        oidc::IssuerUrl::new(text.to_owned()).map(Self).map_err(|_| "write an address, such as https://id.example")
    }
}

impl Layers {
    /// The provider, if there is one; fails if a part is missing.
    pub(super) fn oidc(&self) -> anyhow::Result<Option<OidcSettings>> {
        let issuer = self.find::<Issuer>("oidc_issuer")?.map(|issuer| issuer.0);
        let (client_id, secret) = (self.find("oidc_client_id")?, self.find::<String>("oidc_client_secret")?);
        let (issuer, client_id, client_secret) = match (issuer, client_id, secret) {
            (None, None, None) => return Ok(None),
            (Some(issuer), Some(client_id), Some(secret)) => (issuer, client_id, SecretString::from(secret)),
            _ => bail!(
                "TOMBSTONE_OIDC_ISSUER, TOMBSTONE_OIDC_CLIENT_ID and TOMBSTONE_OIDC_CLIENT_SECRET go together; set all \
                 of them, or none"
            ),
        };
        if issuer.url().scheme() != "https" && !self.get::<Truth>("allow_private_endpoints")?.0 {
            bail!(
                "TOMBSTONE_OIDC_ISSUER can't be used: it must be https, unless TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS is on"
            );
        }
        let host = issuer.url().host_str().unwrap_or_default().to_owned();
        let name = self.find::<String>("oidc_name")?.unwrap_or(host);
        Ok(Some(OidcSettings { issuer, client_id, client_secret, name }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Flags, Settings};

    const WHOLE: [(&str, &str); 3] = [
        ("TOMBSTONE_OIDC_ISSUER", "https://id.example/realms/staff"),
        ("TOMBSTONE_OIDC_CLIENT_ID", "tombstone"),
        ("TOMBSTONE_OIDC_CLIENT_SECRET", "hush"),
    ];

    fn load(environment: &[(&str, &str)]) -> anyhow::Result<Settings> {
        let environment = environment.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        Settings::of(None, environment, &Flags::default())
    }

    #[test]
    fn provider_is_named_by_its_host_unless_it_has_a_name() {
        assert!(load(&[]).unwrap().oidc.is_none());
        let settings = load(&WHOLE).unwrap().oidc.unwrap();
        assert_eq!((settings.name.as_str(), settings.issuer.as_str()), ("id.example", WHOLE[0].1));
        let named = [&WHOLE[..], &[("TOMBSTONE_OIDC_NAME", "Acme ID")]].concat();
        assert_eq!(load(&named).unwrap().oidc.unwrap().name, "Acme ID");
        assert!(!format!("{settings:?}").contains("hush"));
    }

    #[test]
    fn what_a_provider_takes_goes_together() {
        for missing in WHOLE {
            let some: Vec<_> = WHOLE.into_iter().filter(|one| *one != missing).collect();
            let error = load(&some).unwrap_err().to_string();
            assert!(error.contains(missing.0) && !error.contains("hush"), "{error}");
        }
    }

    #[test]
    fn issuer_is_a_bare_address_and_safe() {
        for bad in [
            "id.example",
            "ftp://id.example",
            "https://ada:word@id.example",
            "https://id.example/?a=1",
            "https://id.example/#a",
            "http://id.example",
            &format!("https://id.example/{}", "x".repeat(512)),
        ] {
            let error = load(&[[("TOMBSTONE_OIDC_ISSUER", bad)].as_slice(), &WHOLE[1..]].concat()).unwrap_err();
            assert!(error.to_string().contains("TOMBSTONE_OIDC_ISSUER"), "{bad}: {error}");
        }
        let private =
            [("TOMBSTONE_OIDC_ISSUER", "http://127.0.0.1:9000"), ("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true")];
        assert!(load(&[&private[..], &WHOLE[1..]].concat()).unwrap().oidc.is_some());
    }
}
