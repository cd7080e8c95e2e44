//! Types for settings with rules of their own; each error says what to write instead.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::str::FromStr;

use admin::password::MIN_CHARS;
use domain::operator::{InvalidEmail, parse_email};
use domain::vault::{InvalidSecretKey, SecretKey};
use ipnet::IpNet;
use secrecy::SecretString;
use time::Duration;
use url::Url;

use crate::age::parse_age;

pub(super) struct Listen(pub(super) SocketAddr);

impl FromStr for Listen {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| "write ADDRESS:PORT, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080")
    }
}

/// How portals and people reach the service: a scheme and a host alone, from which every address follows.
pub(super) struct PublicUrl(pub(super) Url);

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.starts_with("https://") && !text.starts_with("http://") {
            return Err("write it with its scheme, such as https://tombstone.example");
        }
        let url = Url::parse(text).ok().filter(|url| url.port() != Some(0));
        let url = url.ok_or("it is no address of a host; write it such as https://tombstone.example")?;
        if url.host_str().is_none_or(|host| host.split('.').any(str::is_empty)) {
            return Err("its host has an empty part; write it such as https://tombstone.example");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it must have no user and no password, such as https://tombstone.example");
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(
                "it must end after the host, such as https://tombstone.example: the service is not below a path",
            );
        }
        Ok(Self(url))
    }
}

pub(super) struct OauthUrl(pub(super) Url);

impl FromStr for OauthUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).ok().filter(|url| {
            let is_bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
            matches!(url.scheme(), "https" | "http") && is_bare && url.fragment().is_none()
        });
        url.map(Self).ok_or("write its scheme and host, such as https://oauth.bitrix.info")
    }
}

/// A host that may be an authorization server's, with its port if that is not the default.
pub(super) struct OauthHost(pub(super) String);

impl FromStr for OauthHost {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let host = text.to_lowercase();
        let url = Url::parse(&format!("https://{host}/")).ok();
        let bare = url.is_some_and(|url| {
            let name = url.host_str().unwrap_or_default();
            url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}")) == host
        });
        if bare { Ok(Self(host)) } else { Err("write hosts alone, such as oauth.bitrix.info,oauth.bitrix24.tech") }
    }
}

/// The address of the first operator.
pub(super) struct Email(pub(super) String);

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_email(text).map(Self)
    }
}

/// The password of the first operator.
pub(super) struct Password(pub(super) SecretString);

impl FromStr for Password {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let long = text.chars().count() >= MIN_CHARS;
        if long { Ok(Self(text.into())) } else { Err(format!("it is too short; take at least {MIN_CHARS} characters")) }
    }
}

/// In seconds.
pub(super) struct Pause(pub(super) Duration);

impl FromStr for Pause {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seconds = text.parse::<u32>().ok().filter(|seconds| *seconds <= 30 * 86_400);
        seconds.map(|seconds| Self(Duration::seconds(seconds.into()))).ok_or("write seconds, such as 5,300,1800")
    }
}

pub(super) struct Period(pub(super) Duration);

impl FromStr for Period {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(seconds) = text.strip_suffix('s').and_then(|seconds| seconds.parse::<u32>().ok()) {
            return Ok(Self(Duration::seconds(seconds.into())));
        }
        let wrong = "write a number of days, hours, minutes or seconds, such as 5d, 120h, 30m or 45s";
        parse_age(text).map(Self).map_err(|_| wrong)
    }
}

/// Types whose own errors say too little: each value that can't be read says this instead.
macro_rules! instead {
    ($($name:ident($of:ty): $instead:literal,)*) => {$(
        pub(super) struct $name(pub(super) $of);

        impl FromStr for $name {
            type Err = &'static str;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| $instead)
            }
        }
    )*};
}

instead! {
    Days(u16): "write a whole number of days, from 0 to 65535, such as 90",
    Count(u32): "write a whole number, such as 50",
    Mebibytes(NonZeroU32): "write a whole number of MiB, at least 1, such as 1024",
    Truth(bool): "write true or false",
    Network(IpNet): "write networks, such as 10.0.0.0/8,2001:db8::/32; one address is 192.0.2.1/32",
}

pub(super) struct Key(pub(super) SecretKey);

impl FromStr for Key {
    type Err = InvalidSecretKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        SecretKey::parse(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_address_ends_after_its_host() {
        for good in ["https://tombstone.example", "https://tombstone.example/", "http://127.0.0.1:8080"] {
            assert!(good.parse::<PublicUrl>().is_ok(), "{good}");
        }
        for bad in [
            "tombstone.example",
            "tombstone.example:8080",
            "ftp://tombstone.example",
            "https://tombstone.example/app",
            "https://tombstone.example/?a=1",
            "https://tombstone.example/#a",
            "https://user:word@tombstone.example",
            "https://",
            "https://tombstone.example:0",
            "https://tombstone.example:99999",
            "https://tombstone..example",
        ] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn authorization_server_has_a_scheme_and_a_host() {
        for good in ["https://oauth.bitrix.info", "https://oauth.bitrix.info/rest/", "http://127.0.0.1:8090/"] {
            assert!(good.parse::<OauthUrl>().is_ok(), "{good}");
        }
        for bad in [
            "oauth.bitrix.info",
            "ftp://oauth.bitrix.info",
            "mailto:a@oauth.bitrix.info",
            "https://",
            "https://user:word@oauth.bitrix.info",
            "https://oauth.bitrix.info/?a=1",
            "https://oauth.bitrix.info/#a",
        ] {
            assert!(bad.parse::<OauthUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn authorization_servers_are_named_by_their_hosts() {
        assert_eq!(
            "OAuth.example:8443".parse::<OauthHost>().ok().map(|host| host.0).as_deref(),
            Some("oauth.example:8443")
        );
        for bad in ["https://oauth.example", "oauth.example/rest/", "oauth.example:443", "a b", ""] {
            assert!(bad.parse::<OauthHost>().is_err(), "{bad}");
        }
    }

    #[test]
    fn port_alone_is_no_address() {
        for bad in ["8080", ":8080", "localhost:8080", "127.0.0.1"] {
            assert!(bad.parse::<Listen>().is_err(), "{bad}");
        }
        assert!("[::1]:0".parse::<Listen>().is_ok());
    }
}
