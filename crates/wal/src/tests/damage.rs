//! Damage to the log is reported, and loses only the damaged rows.

use super::*;

#[test]
fn damaged_segment_is_set_aside_and_the_rest_of_it_kept() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 50);
    let (source, time) = (wal.source(), wal.last_received_at());
    drop(wal);
    overwrite(&segment(&folder, 0), ROWS + 20 * 300, b"damage");
    let (wal, damage) = Wal::open(folder.path(), |_| {}).unwrap();
    assert_eq!((damage.len(), damage[0].rows), (1, 49));
    assert!(damage[0].file.exists());
    assert_eq!((wal.source(), wal.last_position(), wal.last_received_at()), (source, 50, time));
    assert_eq!(positions(&wal, 0).len(), 49);
    drop(wal);
    open(&folder);
}

#[test]
fn segment_that_is_none_is_set_aside() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 5);
    drop(wal);
    let path = segment(&folder, 0);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..8].copy_from_slice(b"nonsense");
    std::fs::write(&path, bytes).unwrap();
    let (wal, damage) = Wal::open(folder.path(), |_| {}).unwrap();
    assert_eq!((damage.len(), damage[0].rows), (1, 5));
    assert_eq!(positions(&wal, 0), [1, 2, 3, 4, 5]);
}

/// Segments with the rows 1 to 20, 21 to 40 and 41 to 60.
fn three_segments(folder: &TempDir) -> Wal {
    let mut wal = open(folder);
    for place in 0..3 {
        if place > 0 {
            wal.begin_segment().unwrap();
        }
        fill(&mut wal, 20);
    }
    wal
}

/// Cuts a segment off after so many rows.
fn cut(folder: &TempDir, place: usize, rows: usize) {
    let file = OpenOptions::new().read(true).write(true).open(segment(folder, place)).unwrap();
    let mut found = segment::Rows::new(&file, ROWS).unwrap();
    for _ in 0..rows {
        found.next().unwrap();
    }
    file.set_len(found.at).unwrap();
}

fn reported(folder: &TempDir) -> Vec<(usize, bool)> {
    let (_, damage) = Wal::open(folder.path(), |_| {}).unwrap();
    damage.iter().map(|damage| (damage.rows, damage.file.exists())).collect()
}

#[test]
fn segment_that_ends_too_early_is_damaged_also_where_a_row_ends() {
    for rows in [0, 12] {
        let folder = folder();
        drop(three_segments(&folder));
        cut(&folder, 1, rows);
        assert_eq!(reported(&folder), [(rows, true)]);
        let wal = open(&folder); // reported only once
        assert_eq!(positions(&wal, 0).len(), 40 + rows);
        assert_eq!(repair::set_aside(folder.path()).unwrap().len(), 1);
    }
}

#[test]
fn what_was_answered_and_is_gone_from_the_end_is_reported() {
    type Loss = fn(&TempDir);
    let losses: [(Loss, usize); 5] = [
        (|folder| cut(folder, 0, 12), 12),
        (|folder| OpenOptions::new().write(true).open(segment(folder, 0)).unwrap().set_len(ROWS + 500).unwrap(), 2),
        (|folder| std::fs::write(segment(folder, 0), b"").unwrap(), 0),
        (|folder| std::fs::write(segment(folder, 0), b"TSTLOG\0").unwrap(), 0),
        (|folder| std::fs::remove_file(segment(folder, 0)).unwrap(), 0),
    ];
    for (lose, rows) in losses {
        let folder = folder();
        let mut wal = open(&folder);
        fill(&mut wal, 20);
        let source = wal.source();
        drop(wal);
        lose(&folder);
        assert_eq!(reported(&folder), [(rows, true)]);
        let mut wal = open(&folder); // reported only once
        assert_eq!((wal.source(), wal.last_position()), (source, 20), "no position is used again");
        fill(&mut wal, 2);
        drop(wal);
        let expected: Vec<_> = (1..=i64::try_from(rows).unwrap()).chain([21, 22]).collect();
        assert_eq!(positions(&open(&folder), 0), expected);
    }
}

#[test]
fn garbage_up_to_the_end_of_a_segment_is_damage() {
    let folder = folder();
    drop(three_segments(&folder));
    let path = segment(&folder, 1);
    let length = std::fs::metadata(&path).unwrap().len();
    overwrite(&path, length - 700, &[0xa5; 700]);
    let damage = reported(&folder);
    assert!(damage.len() == 1 && (15..20).contains(&damage[0].0), "{damage:?}");
    assert_eq!(reported(&folder), []);
}

#[test]
fn damage_while_it_is_read_is_gone_past_and_reported_once() {
    for place in 0..3 {
        let folder = folder();
        let mut wal = three_segments(&folder);
        overwrite(&segment(&folder, place), ROWS + 5 * 300, b"damage");
        let reader = wal.reader();
        let run = reader.read_after(0, 60, |_| true).unwrap();
        assert_eq!((run.rows.len(), run.last, run.damage.len()), (59, 60, 1));
        assert!(run.damage[0].file.exists());
        fill(&mut wal, 5);
        let run = reader.read_after(60, 65, |_| true).unwrap();
        assert_eq!((run.rows.len(), run.last, run.damage.len()), (5, 65, 0));
        assert_eq!(reader.read_after(0, 65, |_| true).unwrap().damage, []);
        assert!(wal.trim(60).unwrap());
        assert_eq!(repair::set_aside(folder.path()).unwrap().len(), 1, "it stays when the segment goes");
    }
}

#[test]
fn what_is_gone_from_the_end_while_it_is_read_is_reported_too() {
    for place in 0..3 {
        let folder = folder();
        let wal = three_segments(&folder);
        cut(&folder, place, 12);
        let run = wal.reader().read_after(0, 60, |_| true).unwrap();
        assert_eq!((run.rows.len(), run.last, run.damage.len()), (52, 60, 1));
    }
}

#[test]
fn blocks_of_a_broken_segment_fit() {
    let folder = folder();
    let mut wal = open(&folder);
    fill(&mut wal, 100);
    overwrite(&segment(&folder, 0), ROWS + 5 * 300, b"damage");
    assert_eq!(positions(&wal, 0).len(), 99); // read in blocks of ten
}

#[test]
fn what_can_not_be_repaired_stays_as_it_is_and_is_read() {
    for place in [0, 2] {
        let folder = folder();
        drop(three_segments(&folder));
        let path = segment(&folder, place);
        overwrite(&path, ROWS + 5 * 300, b"damage");
        let before = std::fs::read(&path).unwrap();
        fill_disk(&path.with_extension("log.repaired"));
        let mut seen = 0;
        let (mut wal, damage) = Wal::open(folder.path(), |_| seen += 1).unwrap();
        assert_eq!((damage, seen, wal.last_position()), (Vec::new(), 59, 60));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(wal.reader().read_after(0, 60, |_| true).unwrap().damage.len(), 1);
        assert_eq!(positions(&wal, 0).len(), 59);
        fill(&mut wal, 3);
        drop(wal);
        // There is room again.
        assert_eq!(reported(&folder), [(19, true)]);
        let wal = open(&folder);
        assert_eq!((wal.last_position(), positions(&wal, 0).len()), (63, 62));
    }
}
