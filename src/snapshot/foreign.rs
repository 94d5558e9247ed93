//! Guesses from its first bytes what a file is that is not a snapshot, so that
//! the message can say what to do with it. Does not read its content.

use super::error::SnapshotError;

/// Magic bytes of archives and compressed files: zip (office documents too),
/// gzip, 7z, xz, rar, bzip2, zstd.
const PACKED: [&[u8]; 7] = [
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"\xfd7zXZ",
    b"Rar!\x1a\x07",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
];

/// Magic bytes of other files that people mistake for snapshots.
const KINDS: [(&[u8], &str); 3] = [
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook or Office"),
    (b"{\\rtf", "RTF"),
];

/// Why these bytes are not a snapshot.
pub(super) fn what_it_is(bytes: &[u8]) -> SnapshotError {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let printed = |byte: &u8| !byte.is_ascii_whitespace() && *byte != 0;
    let Some(start) = bytes.iter().position(printed) else {
        return SnapshotError::Empty;
    };
    if PACKED.iter().any(|magic| begins(magic)) {
        return SnapshotError::Packed;
    }
    // With a byte order mark, or `{` as two bytes without one.
    if [b"\xff\xfe", b"\xfe\xff", b"{\0", b"\0{"].iter().any(|pair| begins(*pair)) {
        return SnapshotError::Utf16;
    }
    if bytes[start] == b'<' {
        return SnapshotError::WebPage;
    }
    let kind = KINDS.iter().find(|(magic, _)| begins(magic));
    SnapshotError::NotASnapshot(kind.map(|(_, name)| (*name).to_owned()))
}
