use std::fs::OpenOptions;

use tempfile::TempDir;

use super::*;

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

fn open(folder: &TempDir) -> Tape {
    let (tape, damage) = Tape::open(folder.path(), |_| {}).unwrap();
    assert_eq!(damage, []);
    tape
}

fn record(number: i64) -> Vec<u8> {
    format!("record {number} {}", "x".repeat(200)).into_bytes()
}

/// Appends as many rows, a few at once, each with its position in it.
fn fill(tape: &mut Tape, rows: i64) {
    let first = tape.last_position() + 1;
    let records: Vec<_> = (first..first + rows).map(record).collect();
    for group in records.chunks(Ord::max(7, records.len() / 100)) {
        tape.append(tape.last_received_at() + 1, group).unwrap();
    }
}

fn positions(tape: &Tape, after: i64) -> Vec<i64> {
    let reader = tape.reader();
    let mut positions = Vec::new();
    let mut reached = after;
    loop {
        let mut room = 10;
        let rows = reader.read_after(reached, tape.last_position(), |_| {
            room -= 1;
            room >= 0
        });
        let rows = rows.unwrap().rows;
        let Some(last) = rows.last() else { return positions };
        reached = last.position;
        assert!(rows.iter().all(|row| row.record == record(row.position)));
        positions.extend(rows.iter().map(|row| row.position));
    }
}

fn volume(folder: &TempDir, place: usize) -> PathBuf {
    volume::path(folder.path(), volumes_in(folder.path()).unwrap()[place])
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    OpenOptions::new().write(true).open(path).unwrap().write_all_at(bytes, at).unwrap();
}

#[test]
fn rows_are_read_as_they_were_appended_also_after_a_restart() {
    let folder = folder();
    let mut tape = open(&folder);
    let source = tape.source();
    fill(&mut tape, 100);
    assert_eq!(positions(&tape, 0), (1..=100).collect::<Vec<_>>());
    assert_eq!(positions(&tape, 93), (94..=100).collect::<Vec<_>>());
    let earlier = tape.last_received_at();
    drop(tape);
    let mut tape = open(&folder);
    assert_eq!((tape.source(), tape.last_position(), tape.last_received_at()), (source, 100, earlier));
    fill(&mut tape, 1);
    assert_eq!(positions(&tape, 98), [99, 100, 101]);
}

#[test]
fn times_never_go_back() {
    let folder = folder();
    let mut tape = open(&folder);
    tape.append(500, &[record(1)]).unwrap();
    tape.append(400, &[record(2)]).unwrap();
    let rows = tape.reader().read_after(0, 2, |_| true).unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.received_at).collect::<Vec<_>>(), [500, 500]);
}

#[test]
fn what_is_done_with_is_removed_and_its_positions_are_not_used_again() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 10_000); // more than what is worn, less than what is full
    assert!(!tape.trim(9_999).unwrap());
    assert!(tape.trim(10_000).unwrap());
    assert!(!tape.trim(10_000).unwrap());
    assert_eq!(volumes_in(folder.path()).unwrap(), [10_001]);
    let time = tape.last_received_at();
    drop(tape);
    let mut tape = open(&folder);
    assert_eq!((tape.last_position(), tape.last_received_at()), (10_000, time));
    fill(&mut tape, 3);
    assert_eq!(positions(&tape, 10_000), [10_001, 10_002, 10_003]);
}

#[test]
fn reader_goes_on_from_volume_to_volume() {
    let folder = folder();
    let mut tape = open(&folder);
    for _ in 0..3 {
        fill(&mut tape, 20);
        tape.begin_volume().unwrap();
    }
    fill(&mut tape, 5);
    assert_eq!(positions(&tape, 0), (1..=65).collect::<Vec<_>>());
    assert!(tape.trim(40).unwrap());
    assert_eq!(positions(&tape, 40), (41..=65).collect::<Vec<_>>());
}

#[test]
fn rows_of_an_append_that_failed_are_void_and_their_positions_used_again() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 10);
    let reader = tape.reader();
    let (_, length) = tape.open.take().unwrap();
    // What reached the disk before it failed, and could not be taken back.
    let mut torn = Vec::new();
    volume::encode(11, 99, b"void", &mut torn);
    overwrite(&volume(&folder, 0), length, &torn);
    tape.open = Some((File::open(volume(&folder, 0)).unwrap(), length));
    assert!(tape.append(100, &[record(11)]).is_err());
    assert_eq!(tape.last_position(), 10);
    fill(&mut tape, 2);
    assert_eq!(positions(&tape, 0), (1..=12).collect::<Vec<_>>());
    assert_eq!(reader.read_after(10, 12, |_| true).unwrap().rows[0].record, record(11));
    drop(tape);
    assert_eq!(positions(&open(&folder), 0), (1..=12).collect::<Vec<_>>());
}

#[test]
fn torn_end_is_cut_off() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 10);
    let length = tape.open.as_ref().unwrap().1;
    drop(tape);
    for torn in [&b"x"[..], &[0; 500], &[7; 300]] {
        overwrite(&volume(&folder, 0), length, torn);
        let tape = open(&folder);
        assert_eq!(tape.last_position(), 10);
        assert_eq!(std::fs::metadata(volume(&folder, 0)).unwrap().len(), length);
    }
}

/// A disk that takes no byte of the volume at this position.
fn fill_disk(path: &Path) {
    std::os::unix::fs::symlink("/dev/full", path).unwrap();
}

/// There is room again, and what was begun without it is still there.
fn empty_disk(path: &Path) {
    std::fs::remove_file(path).unwrap();
    std::fs::write(path, b"").unwrap();
}

#[test]
fn rows_after_a_volume_that_could_not_be_begun_are_not_void() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 10_000);
    let next = volume::path(folder.path(), 10_001);
    fill_disk(&next);
    assert!(tape.trim(10_000).is_err());
    assert!(tape.append(1, &[record(10_001)]).is_err());
    assert_eq!(tape.last_position(), 10_000);
    empty_disk(&next);
    fill(&mut tape, 3);
    assert_eq!(positions(&tape, 10_000), [10_001, 10_002, 10_003]);
    drop(tape);
    let mut tape = open(&folder);
    assert_eq!(positions(&tape, 10_000), [10_001, 10_002, 10_003]);
    assert!(tape.trim(10_003).unwrap(), "what could not be removed then is removed now");
}

#[test]
fn volume_that_was_never_begun_is_no_damage() {
    for torn in [&b""[..], b"TSTLOG\0", &[0; 30]] {
        let folder = folder();
        let mut tape = open(&folder);
        let source = tape.source();
        fill(&mut tape, 10);
        drop(tape);
        let next = volume::path(folder.path(), 11);
        std::fs::write(&next, torn).unwrap();
        let mut tape = open(&folder);
        assert!(!next.exists());
        fill(&mut tape, 2);
        drop(tape);
        let tape = open(&folder);
        assert_eq!((tape.source(), positions(&tape, 0)), (source, (1..=12).collect::<Vec<_>>()));
    }
}

#[test]
fn start_on_a_full_disk_is_not_refused() {
    let folder = folder();
    let path = volume::path(folder.path(), 1);
    fill_disk(&path);
    let mut tape = open(&folder);
    assert!(tape.append(1, &[record(1)]).is_err());
    empty_disk(&path);
    fill(&mut tape, 2);
    drop(tape);
    let mut tape = open(&folder);
    assert_eq!(positions(&tape, 0), [1, 2]);
    // The very volume that has no row yet is begun again: what it says of the log stays.
    fill(&mut tape, 9_998);
    assert!(tape.trim(10_000).unwrap());
    let source = tape.source();
    tape.open = None;
    fill(&mut tape, 1);
    drop(tape);
    let tape = open(&folder);
    assert_eq!((tape.source(), positions(&tape, 10_000)), (source, vec![10_001]));
}

#[test]
fn log_that_is_begun_anew_has_another_name() {
    let folder = folder();
    let mut tape = open(&folder);
    fill(&mut tape, 5);
    let before = tape.source();
    tape.rename().unwrap();
    assert_ne!(tape.source(), before);
    let after = tape.source();
    drop(tape);
    assert_eq!(open(&folder).source(), after);
}

mod damage;

#[test]
fn volume_that_has_become_old_goes_once_all_of_it_is_done_with() {
    let folder = folder();
    let mut tape = open(&folder);
    let volumes = || volumes_in(folder.path()).unwrap();
    fill(&mut tape, 10);
    let (first, last) = (1, tape.last_received_at());
    tape.trim(10).unwrap();
    tape.turn_over(first).unwrap();
    assert_eq!(volumes(), [1], "no row is that old");
    tape.turn_over(last).unwrap();
    assert_eq!(volumes(), [11]);
    tape.turn_over(i64::MAX).unwrap();
    assert_eq!(volumes(), [11], "there is nothing to go on from");

    fill(&mut tape, 10);
    tape.trim(19).unwrap();
    tape.turn_over(i64::MAX).unwrap();
    assert_eq!((volumes(), positions(&tape, 10)), (vec![11, 21], (11..=20).collect()), "one is not done with");
    fill(&mut tape, 1);
    assert_eq!(positions(&tape, 19), [20, 21]);
    tape.trim(20).unwrap();
    assert_eq!(volumes(), [21]);

    // Started again, it does not know better than that they are as old as what was before them.
    drop(tape);
    let mut tape = open(&folder);
    tape.trim(21).unwrap();
    assert_eq!(volumes(), [21]);
    tape.turn_over(i64::MAX).unwrap();
    assert_eq!((volumes(), tape.last_position()), (vec![22], 21));
    drop(tape);
    assert_eq!(open(&folder).last_position(), 21);
}
