//! Bytes as text.

/// Two hexadecimal digits for each byte, in lower case.
pub fn hex(bytes: &(impl AsRef<[u8]> + ?Sized)) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_two_digits_each() {
        assert_eq!(hex(&[0_u8, 15, 16, 0xab, 255]), "000f10abff");
    }
}
