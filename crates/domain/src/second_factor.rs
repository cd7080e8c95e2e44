//! The second factor of a log-in: time-based codes (RFC 6238), and recovery codes for those who lost the device that
//! shows them.

use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// The name under which authenticator apps list the account.
const ISSUER: &str = "Tombstone";
/// How many recovery codes are made at once.
pub const RECOVERY_CODES: usize = 10;
/// The letters of recovery codes: none looks like another or like a digit. There are 32, so that each is five bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// How many letters a recovery code has: 50 bits.
const LENGTH: usize = 10;

/// A new random secret as authenticator apps take it: 20 bytes in base 32.
pub fn generate() -> SecretString {
    Secret::from(rand::random::<[u8; 20]>()).to_base32().into()
}

/// The step of 30 seconds whose code this is: the present one or a neighbour, since clocks differ. Only steps after
/// `used` count, so that a code that somebody saw opens nothing.
pub fn matching_step(secret: &SecretString, code: &str, now: OffsetDateTime, used: Option<i64>) -> Option<i64> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let time = u64::try_from(now.unix_timestamp()).ok()?;
    let step = totp(secret)?.check(&digits, time)?.cast_signed();
    used.is_none_or(|used| step > used).then_some(step)
}

/// The code at `time`.
pub fn code_at(secret: &SecretString, time: OffsetDateTime) -> Option<String> {
    Some(totp(secret)?.generate(u64::try_from(time.unix_timestamp()).ok()?).to_string())
}

/// The address that an authenticator app reads from a QR code.
pub fn address(secret: &SecretString, email: &str) -> SecretString {
    let account = url::form_urlencoded::byte_serialize(email.as_bytes()).collect::<String>();
    let secret = secret.expose_secret();
    format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}").into()
}

fn totp(secret: &SecretString) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret.expose_secret()).ok()?;
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1);
    builder.with_step_duration(30).with_secret(secret).build().ok()
}

/// New recovery codes as shown: `abcde-fghij`.
pub fn recovery_codes() -> Vec<SecretString> {
    let code = || {
        let bytes: [u8; LENGTH] = rand::random();
        let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
        let (first, second) = letters.split_at(LENGTH / 2);
        SecretString::from(format!("{}-{}", String::from_iter(first), String::from_iter(second)))
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// A recovery code as compared: lower case, without separators. `None` if the text can't be one.
pub fn read_recovery_code(text: &str) -> Option<String> {
    let code: String = text.to_lowercase().chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    (code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter))).then_some(code)
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00:15 UTC);

    /// RFC 6238, appendix B: the secret `12345678901234567890` in base 32.
    fn secret() -> SecretString {
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            assert_eq!(code_at(&secret(), time).as_deref(), Some(code));
            assert_eq!(matching_step(&secret(), code, time, None), Some(seconds / 30));
        }
    }

    #[test]
    fn neighbouring_codes_fit_and_others_do_not() {
        let fits = |seconds: i64| {
            let code = code_at(&secret(), NOW + Duration::seconds(seconds)).unwrap();
            matching_step(&secret(), &code, NOW, None).is_some()
        };
        assert!(fits(0) && fits(-30) && fits(30));
        assert!(!fits(-60) && !fits(60));
    }

    #[test]
    fn code_is_used_once() {
        let code = code_at(&secret(), NOW).unwrap();
        let step = matching_step(&secret(), &format!(" {} {}", &code[..3], &code[3..]), NOW, None).unwrap();
        assert_eq!(matching_step(&secret(), &code, NOW, Some(step)), None);
        assert_eq!(matching_step(&secret(), &code, NOW + Duration::seconds(30), Some(step)), None);
        let earlier = code_at(&secret(), NOW - Duration::seconds(30)).unwrap();
        assert_eq!(matching_step(&secret(), &earlier, NOW, Some(step)), None, "one that was seen before, too");
        let next = code_at(&secret(), NOW + Duration::seconds(30)).unwrap();
        assert_eq!(matching_step(&secret(), &next, NOW, Some(step)), Some(step + 1));
    }

    #[test]
    fn what_is_no_code_fits_nothing() {
        for text in ["", "12345", "1234567", "abcdef", "１２３４５６", "000000000000"] {
            assert_eq!(matching_step(&secret(), text, NOW, None), None, "{text}");
        }
        assert_eq!(matching_step(&"no base 32!".into(), "123456", NOW, None), None);
    }

    #[test]
    fn secrets_are_long_and_named_for_their_account() {
        let made = generate();
        assert_eq!(made.expose_secret().len(), 32);
        assert_ne!(made.expose_secret(), generate().expose_secret());
        assert_eq!(
            address(&secret(), "ada+x@example.com").expose_secret(),
            "otpauth://totp/Tombstone:ada%2Bx%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tombstone"
        );
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them() {
        let codes = recovery_codes();
        let read: std::collections::BTreeSet<_> =
            codes.iter().filter_map(|code| read_recovery_code(code.expose_secret())).collect();
        assert_eq!(read.len(), RECOVERY_CODES);
        let shown = codes[0].expose_secret();
        assert_eq!(
            read_recovery_code(&format!(" {} ", shown.to_uppercase().replace('-', " "))),
            read_recovery_code(shown)
        );
        for text in ["", "abcde", "abcde-fgh0l", "abcdefghijk"] {
            assert_eq!(read_recovery_code(text), None, "{text}");
        }
    }
}
