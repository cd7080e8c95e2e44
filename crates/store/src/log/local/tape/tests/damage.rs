//! What is broken on the tape is told, and costs what is broken alone.

use super::*;

#[test]
fn damaged_volume_is_set_aside_and_the_rest_of_it_kept() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 50);
    let (source, time) = (tape.source(), tape.last_received_at());
    drop(tape);
    overwrite(&volume(&folder, 0), ROWS + 20 * 300, b"damage");
    let (tape, damage) = Tape::open(folder.path(), |_| {}).unwrap();
    assert_eq!((damage.len(), damage[0].rows), (1, 49));
    assert!(damage[0].file.exists());
    assert_eq!((tape.source(), tape.last_position(), tape.last_received_at()), (source, 50, time));
    assert_eq!(positions(&tape, 0).len(), 49);
    drop(tape);
    open(&folder);
}

#[test]
fn volume_that_is_none_is_set_aside() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 5);
    drop(tape);
    let path = volume(&folder, 0);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..8].copy_from_slice(b"nonsense");
    std::fs::write(&path, bytes).unwrap();
    let (tape, damage) = Tape::open(folder.path(), |_| {}).unwrap();
    assert_eq!((damage.len(), damage[0].rows), (1, 5));
    assert_eq!(positions(&tape, 0), [1, 2, 3, 4, 5]);
}

/// Volumes with the rows 1 to 20, 21 to 40 and 41 to 60.
fn three_volumes(folder: &TempDir) -> Tape {
    let mut tape = open(folder);
    for place in 0..3 {
        if place > 0 {
            tape.begin_volume().unwrap();
        }
        fill(&mut tape, 20);
    }
    tape
}

/// Cuts a volume off after so many rows.
fn cut(folder: &TempDir, place: usize, rows: usize) {
    let file = OpenOptions::new().read(true).write(true).open(volume(folder, place)).unwrap();
    let mut found = volume::Rows::new(&file, ROWS);
    for _ in 0..rows {
        found.next().unwrap();
    }
    file.set_len(found.at()).unwrap();
}

fn told(folder: &TempDir) -> Vec<(usize, bool)> {
    let (_, damage) = Tape::open(folder.path(), |_| {}).unwrap();
    damage.iter().map(|damage| (damage.rows, damage.file.exists())).collect()
}

#[test]
fn volume_that_ends_too_early_is_damaged_also_where_a_row_ends() {
    for rows in [0, 12] {
        let folder = folder();
        drop(three_volumes(&folder));
        cut(&folder, 1, rows);
        assert_eq!(told(&folder), [(rows, true)]);
        let tape = open(&folder); // it is told once
        assert_eq!(positions(&tape, 0).len(), 40 + rows);
        assert_eq!(mending::set_aside(folder.path()).unwrap().len(), 1);
    }
}

#[test]
fn what_was_answered_and_is_gone_from_the_end_is_told() {
    type Loss = fn(&TempDir);
    let losses: [(Loss, usize); 5] = [
        (|folder| cut(folder, 0, 12), 12),
        (|folder| OpenOptions::new().write(true).open(volume(folder, 0)).unwrap().set_len(ROWS + 500).unwrap(), 2),
        (|folder| std::fs::write(volume(folder, 0), b"").unwrap(), 0),
        (|folder| std::fs::write(volume(folder, 0), b"TSTLOG\0").unwrap(), 0),
        (|folder| std::fs::remove_file(volume(folder, 0)).unwrap(), 0),
    ];
    for (lose, rows) in losses {
        let folder = folder();
        let mut tape = open(&folder);
        fill(&mut tape, 20);
        let source = tape.source();
        drop(tape);
        lose(&folder);
        assert_eq!(told(&folder), [(rows, true)]);
        let mut tape = open(&folder); // it is told once
        assert_eq!((tape.source(), tape.last_position()), (source, 20), "no position is used again");
        fill(&mut tape, 2);
        drop(tape);
        let expected: Vec<_> = (1..=i64::try_from(rows).unwrap()).chain([21, 22]).collect();
        assert_eq!(positions(&open(&folder), 0), expected);
    }
}

#[test]
fn garbage_up_to_the_end_of_a_volume_is_damage() {
    let folder = folder();
    drop(three_volumes(&folder));
    let path = volume(&folder, 1);
    let length = std::fs::metadata(&path).unwrap().len();
    overwrite(&path, length - 700, &[0xa5; 700]);
    let damage = told(&folder);
    assert!(damage.len() == 1 && (15..20).contains(&damage[0].0), "{damage:?}");
    assert_eq!(told(&folder), []);
}

#[test]
fn damage_while_it_is_read_is_gone_past_and_told_once() {
    for place in 0..3 {
        let folder = folder();
        let mut tape = three_volumes(&folder);
        overwrite(&volume(&folder, place), ROWS + 5 * 300, b"damage");
        let reader = tape.reader();
        let run = reader.read_after(0, 60, |_| true).unwrap();
        assert_eq!((run.rows.len(), run.last, run.damage.len()), (59, 60, 1));
        assert!(run.damage[0].file.exists());
        fill(&mut tape, 5);
        let run = reader.read_after(60, 65, |_| true).unwrap();
        assert_eq!((run.rows.len(), run.last, run.damage.len()), (5, 65, 0));
        assert_eq!(reader.read_after(0, 65, |_| true).unwrap().damage, []);
        assert!(tape.trim(60).unwrap());
        assert_eq!(mending::set_aside(folder.path()).unwrap().len(), 1, "it stays when the volume goes");
    }
}

#[test]
fn what_is_gone_from_the_end_while_it_is_read_is_told_too() {
    for place in 0..3 {
        let folder = folder();
        let tape = three_volumes(&folder);
        cut(&folder, place, 12);
        let run = tape.reader().read_after(0, 60, |_| true).unwrap();
        assert_eq!((run.rows.len(), run.last, run.damage.len()), (52, 60, 1));
    }
}

#[test]
fn blocks_of_a_broken_volume_fit() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 100);
    overwrite(&volume(&folder, 0), ROWS + 5 * 300, b"damage");
    assert_eq!(positions(&tape, 0).len(), 99); // read in blocks of ten
}

#[test]
fn what_can_not_be_mended_stays_as_it_is_and_is_read() {
    for place in [0, 2] {
        let folder = folder();
        drop(three_volumes(&folder));
        let path = volume(&folder, place);
        overwrite(&path, ROWS + 5 * 300, b"damage");
        let before = std::fs::read(&path).unwrap();
        fill_disk(&path.with_extension("log.mended"));
        let mut seen = 0;
        let (mut tape, damage) = Tape::open(folder.path(), |_| seen += 1).unwrap();
        assert_eq!((damage, seen, tape.last_position()), (Vec::new(), 59, 60));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(tape.reader().read_after(0, 60, |_| true).unwrap().damage.len(), 1);
        assert_eq!(positions(&tape, 0).len(), 59);
        fill(&mut tape, 3);
        drop(tape);
        // There is room again.
        assert_eq!(told(&folder), [(19, true)]);
        let tape = open(&folder);
        assert_eq!((tape.last_position(), positions(&tape, 0).len()), (63, 62));
    }
}
