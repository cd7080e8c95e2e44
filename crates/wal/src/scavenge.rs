//! Reading what is left of a damaged segment.

use std::fs;
use std::io;
use std::path::Path;

use super::segment::{LogRow, ROW_HEAD, decode, row_length};

/// Every readable row after position `after` and up to `last`, wherever it stands in the file, with its end offset; in
/// order, each once.
pub(super) fn scavenge(path: &Path, after: i64, last: i64) -> io::Result<Vec<(LogRow, u64)>> {
    let bytes = fs::read(path)?;
    let (mut rows, mut at) = (Vec::new(), 0);
    while at + ROW_HEAD <= bytes.len() {
        let Some((row, length)) = row_at(&bytes, at) else {
            at += 1;
            continue;
        };
        at += length;
        if row.position > after && row.position <= last {
            rows.push((row, at as u64));
        }
    }
    rows.sort_by_key(|(row, _)| row.position);
    rows.dedup_by_key(|(row, _)| row.position);
    Ok(rows)
}

fn row_at(bytes: &[u8], at: usize) -> Option<(LogRow, usize)> {
    let length = row_length(&bytes[at..]);
    let row = bytes.get(at..at + length)?;
    // A position and a time are never negative: this alone rules out most random bytes.
    let plausible = row[15] < 0x80 && row[23] < 0x80;
    Some((plausible.then(|| decode(row))??, length))
}
