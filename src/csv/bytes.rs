//! In which encoding a file is written, by its first bytes: the browser reads it as that.

/// An encoding, by the name that browsers have for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16 with the lower byte first, as spreadsheets write "Unicode text".
    Utf16Le,
    /// UTF-16 with the upper byte first.
    Utf16Be,
    /// Windows-1252, which has Latin-1 in it: what is no UTF-8.
    Windows1252,
}

impl Encoding {
    /// The name that browsers have for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// The encoding of a file's bytes.
pub fn encoding(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        // A header line is plain letters: every other byte is nothing then.
        [first, 0, _, 0, ..] if *first != 0 => Encoding::Utf16Le,
        [0, first, 0, _, ..] if *first != 0 => Encoding::Utf16Be,
        bytes if std::str::from_utf8(bytes).is_ok() => Encoding::Utf8,
        _ => Encoding::Windows1252,
    }
}
