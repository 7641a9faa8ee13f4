//! Fingerprints (SHA-256): which bytes something was made from.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The fingerprint of several pieces in their order, in hexadecimal digits. Where one piece ends and the next
/// begins matters.
pub fn of_all<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> String {
    let mut digest = Sha256::new();
    for piece in pieces {
        digest.update((piece.len() as u64).to_le_bytes());
        digest.update(piece);
    }
    in_digits(&digest.finalize())
}

/// The fingerprint of a file, as `sha256sum` gives it.
pub fn of(bytes: &[u8]) -> String {
    in_digits(&Sha256::digest(bytes))
}

fn in_digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_that_of_the_standard() {
        // the example "abc" of FIPS 180-4
        assert!(of(b"abc").starts_with("ba7816bf8f01cfea") && of(b"abc").ends_with("f20015ad"));
        assert_ne!(of_all([b"ab".as_slice(), b"c"]), of_all([b"a".as_slice(), b"bc"]));
    }
}
