//! Compressed streams whose reader can decode each piece as it arrives.
//!
//! As with whole responses, the length leaks no secret: see the module `compression`.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use poem::Request;
use poem::http::header::ACCEPT_ENCODING;

/// A gzip stream that flushes after each piece.
#[derive(Debug)]
pub struct Flow(GzEncoder<Vec<u8>>);

impl Flow {
    /// A stream for clients that accept gzip; `None` for others.
    pub fn wanted(req: &Request) -> Option<Self> {
        let accepted = req.headers().get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        accepted
            .flat_map(|value| value.split(','))
            .any(is_gzip)
            .then(|| Self(GzEncoder::new(Vec::new(), Compression::default())))
    }

    /// Compresses the piece and returns only the bytes that it adds to the stream.
    pub fn piece(&mut self, text: &[u8]) -> Vec<u8> {
        let written = self.0.write_all(text).and_then(|()| self.0.flush());
        written.expect("memory takes all that is written");
        std::mem::take(self.0.get_mut())
    }
}

/// Whether a coding with its weight is gzip and accepted.
fn is_gzip(coding: &str) -> bool {
    let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
    let weight = weight.trim().strip_prefix("q=").map(|weight| weight.trim().parse::<f32>().unwrap_or_default());
    name.trim().eq_ignore_ascii_case("gzip") && weight.is_none_or(|weight| weight > 0.0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzDecoder;

    use super::*;

    fn wanted(accepted: &str) -> Option<Flow> {
        Flow::wanted(&Request::builder().header(ACCEPT_ENCODING, accepted).finish())
    }

    #[test]
    fn each_piece_can_be_read_when_it_comes() {
        let mut flow = wanted("gzip, deflate, br").expect("gzip is taken");
        let mut read = GzDecoder::new(Vec::new());
        for number in 0..3 {
            let piece = format!("event: rows\ndata: <tr><td>{number}</td></tr>\n\n");
            read.write_all(&flow.piece(piece.as_bytes())).expect("it is gzip");
            read.flush().expect("it is whole");
            assert_eq!(String::from_utf8_lossy(&std::mem::take(read.get_mut())), piece);
        }
    }

    #[test]
    fn what_comes_again_costs_little() {
        let mut flow = wanted("GZIP;q=0.5").expect("gzip is taken");
        let piece =
            |number: u32| format!("data: <tr><td>Lead {number}</td><td>a portal, a user and times</td></tr>\n\n");
        flow.piece(piece(1_000_000).as_bytes());
        let next = flow.piece(piece(1_000_001).as_bytes()).len();
        assert!(next < 30, "{next} bytes");
    }

    #[test]
    fn who_does_not_take_it_gets_it_plain() {
        for accepted in ["", "br", "gzip;q=0", "gzip; q=0.0", "identity, x-gzip2"] {
            assert!(wanted(accepted).is_none(), "{accepted}");
        }
    }
}
