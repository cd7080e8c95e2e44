//! Tables for people: columns as wide as their cells.

use crate::output::say;

/// Prints rows under their headings.
pub(crate) fn print<const N: usize>(headings: [&str; N], rows: &[[String; N]]) {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([headings[column].chars().count()]).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: [&str; N]| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        say(padded.collect::<Vec<_>>().join("  ").trim_end());
    };
    line(headings);
    for row in rows {
        line(std::array::from_fn(|column| row[column].as_str()));
    }
}
