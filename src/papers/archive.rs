//! A zip archive of a few small uncompressed texts, as a docx file needs. By
//! hand: the crate `zip` would weigh more in the app than all papers together;
//! the tests use it to read this. Does not know the content.

/// “Version needed to extract”: 2.0.
const VERSION: u16 = 20;

/// File names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// The earliest date of the format, always, so that archives of the same texts
/// are the same bytes.
const DAY: u16 = (1 << 5) | 1;

/// An archive of texts with their names.
pub fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = size(bytes.len());
        let facts = facts(name, text);
        put(&mut bytes, &[0x0403_4b50]);
        bytes.extend(&facts);
        bytes.extend(name.as_bytes());
        bytes.extend(text.as_bytes());
        put(&mut directory, &[0x0201_4b50]);
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&facts);
        // No comment; on the first disk; no attributes.
        directory.extend([0; 10]);
        put(&mut directory, &[offset]);
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX);
    let (start, length) = (size(bytes.len()), size(directory.len()));
    bytes.extend(directory);
    put(&mut bytes, &[0x0605_4b50, 0]);
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    put(&mut bytes, &[length, start]);
    bytes.extend([0; 2]);
    bytes
}

/// The header fields that are the same before a file and in the directory.
fn facts(name: &str, text: &str) -> Vec<u8> {
    let mut facts = Vec::new();
    // Uncompressed; the time is midnight.
    for number in [VERSION, FLAGS, 0, 0, DAY] {
        facts.extend(number.to_le_bytes());
    }
    put(&mut facts, &[crc32(text.as_bytes()), size(text.len()), size(text.len())]);
    let name = u16::try_from(name.len()).unwrap_or(u16::MAX);
    facts.extend(name.to_le_bytes());
    facts.extend([0; 2]);
    facts
}

fn put(bytes: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
}

/// Papers are far below the format's limit of four gigabytes.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The CRC-32 of the format (ISO 3309), bit by bit: papers are small.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926, "the check value that catalogues give");
        assert_eq!(crc32(b""), 0);
    }
}
