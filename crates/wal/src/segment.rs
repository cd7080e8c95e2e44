//! One file of the log: a header and rows, each with a checksum that tells a written row from one that a crash tore or
//! a disk lost.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The first bytes of a segment; the last one is the version of the format.
const MAGIC: [u8; 8] = *b"TSTLOG\0\x01";
/// Magic, source, first position, earliest time, checksum.
const HEADER: usize = 8 + 16 + 8 + 8 + 4;
/// Length, checksum, position, time.
pub(super) const ROW_HEAD: usize = 4 + 4 + 8 + 8;
/// How much is read at once.
const CHUNK: usize = 256 << 10;

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its place in the log.
    pub position: i64,
    /// When it was appended, in microseconds since 1970.
    pub received_at: i64,
    /// The appended bytes.
    pub record: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Last {
    pub(super) position: i64,
    pub(super) received_at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The log's identifier, the same in all its segments.
    pub(super) source: u128,
    /// The position of its first row; rows of the previous segment at or after this position don't count.
    pub(super) first: i64,
    /// No row in it has an earlier time.
    pub(super) earliest: i64,
}

impl Header {
    fn to_bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..24].copy_from_slice(&self.source.to_be_bytes());
        bytes[24..32].copy_from_slice(&self.first.to_le_bytes());
        bytes[32..40].copy_from_slice(&self.earliest.to_le_bytes());
        let checksum = crc32fast::hash(&bytes[..40]);
        bytes[40..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    fn parse(bytes: &[u8; HEADER]) -> Option<Self> {
        let sound = bytes[..8] == MAGIC && crc32fast::hash(&bytes[..40]).to_le_bytes() == bytes[40..];
        let long = |at: usize| i64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        let source = u128::from_be_bytes(bytes[8..24].try_into().expect("sixteen bytes"));
        sound.then(|| Self { source, first: long(24), earliest: long(32) })
    }
}

pub(super) fn path(folder: &Path, first: i64) -> PathBuf {
    folder.join(format!("events-{first:019}.log"))
}

/// The first position in a segment's file name; none if another file has that name.
pub(super) fn first_of(name: &str) -> Option<i64> {
    name.strip_prefix("events-")?.strip_suffix(".log")?.parse().ok()
}

/// Creates a segment and makes it and its name durable. If it fails, a file of this name may exist.
pub(super) fn create(folder: &Path, header: Header) -> io::Result<File> {
    let file = create_at(&path(folder, header.first), header)?;
    file.sync_all()?;
    sync_names(folder)?;
    Ok(file)
}

/// Begins a segment without rows anew. An equal header stays: it may be the only one with the log's identifier.
pub(super) fn clear(folder: &Path, header: Header) -> io::Result<File> {
    let file = open(folder, header.first)?;
    if read_header(&file)? != Some(header) {
        file.write_all_at(&header.to_bytes(), 0)?;
    }
    file.set_len(ROWS)?;
    file.sync_all()?;
    Ok(file)
}

/// Begins a segment in a file of any name; nothing is durable yet.
pub(super) fn create_at(path: &Path, header: Header) -> io::Result<File> {
    let mut file = OpenOptions::new().create(true).truncate(true).read(true).write(true).mode(0o600).open(path)?;
    file.write_all(&header.to_bytes())?;
    Ok(file)
}

pub(super) fn open(folder: &Path, first: i64) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path(folder, first))
}

/// Makes a folder's entries durable.
pub(super) fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The header of a segment; none if it is not sound.
pub(super) fn read_header(file: &File) -> io::Result<Option<Header>> {
    let mut bytes = [0; HEADER];
    match file.read_exact_at(&mut bytes, 0) {
        Ok(()) => Ok(Header::parse(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn write_header(file: &File, header: Header) -> io::Result<()> {
    file.write_all_at(&header.to_bytes(), 0)?;
    file.sync_all()
}

/// Where the rows of a segment begin.
pub(super) const ROWS: u64 = HEADER as u64;

/// Appends a row to `out`. An empty record says that the loss of the rows missing before it was reported.
pub(super) fn encode(position: i64, received_at: i64, record: &[u8], out: &mut Vec<u8>) {
    let length = u32::try_from(record.len()).expect("a record is shorter than its bound");
    let head = out.len();
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&position.to_le_bytes());
    out.extend_from_slice(&received_at.to_le_bytes());
    out.extend_from_slice(record);
    let checksum = checksum(&out[head..]);
    out[head + 4..head + 8].copy_from_slice(&checksum.to_le_bytes());
}

/// Covers the whole row but itself.
fn checksum(row: &[u8]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(&row[..4]);
    hash.update(&row[8..]);
    hash.finalize()
}

/// Reads rows in order, many of them with one system call.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    file: BufReader<&'a File>,
    /// Where the next row is.
    pub(super) at: u64,
    /// The row that is being read.
    row: Vec<u8>,
}

impl<'a> Rows<'a> {
    /// Moves the file's cursor, which nothing else uses meanwhile.
    pub(super) fn new(mut file: &'a File, at: u64) -> io::Result<Self> {
        file.seek(SeekFrom::Start(at))?;
        Ok(Self { file: BufReader::with_capacity(CHUNK, file), at, row: Vec::new() })
    }

    /// The next row; none at the end, and where anything else is: a torn write, or damage. Not to be called again then.
    pub(super) fn next(&mut self) -> io::Result<Option<LogRow>> {
        self.row.clear();
        if !self.fill(ROW_HEAD)? {
            return Ok(None);
        }
        let length = row_length(&self.row);
        if !self.fill(length)? {
            return Ok(None);
        }
        self.at += length as u64;
        Ok(decode(&self.row))
    }

    /// Reads until the row has `wanted` bytes. False if the file ends before.
    fn fill(&mut self, wanted: usize) -> io::Result<bool> {
        let missing = (wanted - self.row.len()) as u64;
        self.file.by_ref().take(missing).read_to_end(&mut self.row)?;
        Ok(self.row.len() == wanted)
    }
}

/// The length of the row that begins with this head.
pub(super) fn row_length(head: &[u8]) -> usize {
    ROW_HEAD + u32::from_le_bytes(head[..4].try_into().expect("four bytes")) as usize
}

/// None if the checksum is wrong.
pub(super) fn decode(row: &[u8]) -> Option<LogRow> {
    let written = u32::from_le_bytes(row[4..8].try_into().expect("four bytes"));
    let long = |at: usize| i64::from_le_bytes(row[at..at + 8].try_into().expect("eight bytes"));
    let sound = checksum(row) == written;
    sound.then(|| LogRow { position: long(8), received_at: long(16), record: row[ROW_HEAD..].to_vec() })
}
