//! Limits on password attempts: strict by e-mail and network, loose by e-mail alone, so that nobody elsewhere can lock
//! an operator out. A device on which the operator logged in before does not count with strangers at all.

use std::net::IpAddr;
use std::time::Duration;

use domain::Clock;
use domain::network::network;
use domain::vault::{HashKey, KeyedHash};
use poem::Request;
use poem::web::cookie::{Cookie, SameSite};

use crate::access::password::Checker;
use crate::access::throttle::{Limit, Throttle};
use crate::page::site::Site;

/// The cookie of a known device.
const COOKIE: &str = "tombstone_device";
/// How long a device stays known.
const LIFETIME: Duration = Duration::from_hours(24 * 180);
/// For one e-mail from one network, and for one known device.
const STRICT: Limit = Limit { at_once: 5, then_one_in: time::Duration::seconds(12) };
/// For one network, whatever the e-mails.
const OF_NETWORK: Limit = Limit { at_once: 30, then_one_in: time::Duration::seconds(12) };
/// For one e-mail, from anywhere.
const OF_EMAIL: Limit = Limit { at_once: 100, then_one_in: time::Duration::seconds(36) };

/// Limits failed attempts and checks passwords.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    strict: Throttle,
    of_network: Throttle,
    of_email: Throttle,
    pub(crate) passwords: Checker,
}

/// An attempt that was let through; it counts unless it turns out not to have failed.
#[derive(Debug)]
pub(crate) struct Attempt<'a>(Vec<(&'a Throttle, String)>);

impl Door {
    pub(crate) fn new(clock: &Clock) -> Self {
        let throttle = |limit| Throttle::new(clock, limit);
        Self {
            strict: throttle(STRICT),
            of_network: throttle(OF_NETWORK),
            of_email: throttle(OF_EMAIL),
            passwords: Checker::new(),
        }
    }

    /// Lets one attempt through, or returns how long to wait before the next.
    pub(crate) fn knock(&self, ip: IpAddr, email: &str, device: Option<&Device>) -> Result<Attempt<'_>, Duration> {
        let network = network(ip);
        let counted = match device {
            Some(device) => vec![(&self.strict, format!("{email} on {}", device.name))],
            None if email.is_empty() => vec![(&self.of_network, network)],
            None => vec![
                (&self.strict, format!("{email} from {network}")),
                (&self.of_network, network),
                (&self.of_email, email.to_owned()),
            ],
        };
        let mut attempt = Attempt(Vec::new());
        for (throttle, key) in counted {
            if let Err(wait) = throttle.take(&key) {
                attempt.give_back();
                return Err(wait);
            }
            attempt.0.push((throttle, key));
        }
        Ok(attempt)
    }
}

impl Attempt<'_> {
    /// The attempt did not fail, so it does not count.
    pub(crate) fn give_back(self) {
        for (throttle, key) in self.0 {
            throttle.give_back(&key);
        }
    }
}

/// A browser in which an operator logged in before.
#[derive(Debug)]
pub(crate) struct Device {
    name: String,
}

impl Device {
    /// The device, if its cookie proves that it is known as this operator's.
    pub(crate) fn of(req: &Request, keys: &HashKey, clock: &Clock, email: &str) -> Option<Self> {
        let cookie = req.cookie().get(COOKIE)?;
        let (name, proof) = cookie.value_str().split_once('.')?;
        let until: i64 = name.split_once('-')?.0.parse().ok()?;
        let known = clock.now().unix_timestamp() < until
            && KeyedHash::try_from(unhex(proof)?.as_slice()).ok()? == prove(keys, email, name);
        known.then(|| Self { name: name.to_owned() })
    }

    /// The cookie that makes this browser a known device.
    pub(crate) fn cookie(keys: &HashKey, clock: &Clock, email: &str, site: &Site) -> Cookie {
        let until = clock.now() + LIFETIME;
        let name = format!("{}-{:032x}", until.unix_timestamp(), rand::random::<u128>());
        let proof = prove(keys, email, &name);
        let proof = proof.as_bytes().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let mut cookie = Cookie::new_with_str(COOKIE, format!("{name}.{proof}"));
        cookie.set_path("/admin/login");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Strict);
        cookie.set_secure(site.is_https());
        cookie.set_max_age(LIFETIME);
        cookie
    }
}

fn prove(keys: &HashKey, email: &str, name: &str) -> KeyedHash {
    keys.hash("device", None, &format!("{email}\0{name}"))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn door() -> Door {
        Door::new(&Clock::manual(datetime!(2026-03-17 15:16:17 UTC)).0)
    }

    #[test]
    fn neighbours_share_what_may_fail_and_others_do_not() {
        let door = door();
        for host in 1..=5 {
            assert!(door.knock([192, 0, 2, host].into(), "ada@example.com", None).is_ok());
        }
        assert!(door.knock([192, 0, 2, 6].into(), "ada@example.com", None).is_err());
        assert!(door.knock([198, 51, 100, 6].into(), "ada@example.com", None).is_ok());
    }

    #[test]
    fn known_device_passes_what_strangers_used_up() {
        let door = door();
        let mut let_in = 0;
        for network in 0..100 {
            for _ in 0..5 {
                let_in += i32::from(door.knock([10, 0, network, 1].into(), "ada@example.com", None).is_ok());
            }
        }
        assert_eq!(let_in, OF_EMAIL.at_once);
        let device = Device { name: "1-2".to_owned() };
        for _ in 0..5 {
            assert!(door.knock([10, 0, 0, 1].into(), "ada@example.com", Some(&device)).is_ok());
        }
        assert!(door.knock([10, 0, 0, 1].into(), "ada@example.com", Some(&device)).is_err());
    }

    #[test]
    fn log_ins_that_do_not_fail_do_not_count() {
        let door = door();
        for _ in 0..50 {
            door.knock([192, 0, 2, 1].into(), "ada@example.com", None).expect("let in").give_back();
        }
    }
}
