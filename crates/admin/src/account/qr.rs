//! A QR code as a path of squares for inline SVG.

use std::fmt::Write as _;

use qrcode::{Color, QrCode};

/// How many empty squares must surround the code.
const QUIET: usize = 4;

pub(crate) struct Squares {
    /// Width and height with the empty edge.
    pub(crate) size: usize,
    /// The dark squares as an SVG path.
    pub(crate) path: String,
}

impl Squares {
    /// The code of a text; `None` if the text is too long.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QrCode::new(text).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (place, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                write!(path, "M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET).ok()?;
            }
        }
        Some(Self { size: width + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_begins_with_the_corner_that_every_code_has() {
        let squares = Squares::of("otpauth://totp/Tombstone:ada%40example.com?secret=A").unwrap();
        assert!(squares.path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1zM6 4h1v1h-1z"), "{}", &squares.path[..60]);
        assert_eq!((squares.size - 2 * QUIET - 17) % 4, 0, "versions grow by four");
        assert!(Squares::of(&"x".repeat(9_999)).is_none());
    }
}
