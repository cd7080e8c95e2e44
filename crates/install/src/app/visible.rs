//! Shows all of a text that a portal sent: characters that are invisible, or change the direction of writing, become
//! their code points.

/// Escapes the characters that can't be seen.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// The same, isolated from the direction of the words around it.
pub(crate) fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", visible(text))
}

/// Controls, and Unicode's bidirectional controls, joiners and other characters without width.
fn is_hidden(letter: char) -> bool {
    let ranges = ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{206f}', '\u{fff9}'..='\u{fffb}'];
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{feff}')
        || ranges.iter().any(|range| range.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_ids_around_is_seen() {
        assert_eq!(visible("gnp.\u{202e}exe"), "gnp.\\u{202e}exe");
        assert_eq!(visible("a\0b\n\u{200b}"), "a\\u{0}b\\u{a}\\u{200b}");
        assert_eq!(visible("Élan Юрий 1000983"), "Élan Юрий 1000983");
    }
}
