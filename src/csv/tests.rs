//! What is written is read back, by this reader and by another; and files as people have them are read.

use proptest::prelude::*;

use super::*;

fn read(text: &str, delimiter: u8) -> Vec<Record> {
    let mut reader = Reader::new(text.to_owned(), delimiter);
    std::iter::from_fn(|| reader.next_record()).collect()
}

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text, delimiter(text)).into_iter().map(|record| record.cells).collect()
}

/// Text with what files stumble over in it more often than chance has it.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,3}",
        prop::sample::select(vec![
            "\"", "'", ",", ";", "\t", "\n", "\r", "\r\n", "=", "+", "-", "@", " ", "\\", "é", "＝",
            "\u{feff}", "😀",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    // A failure says its input: no file beside the code is needed.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec(nasty(), 2..5), 1..5)) {
        let mut file = HEAD.to_owned();
        rows.iter().for_each(|row| push_record(&mut file, row));
        let kept: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).cloned().collect();
        let records = read(&file, b',');
        prop_assert!(records.iter().all(|record| record.trouble.is_none()));
        prop_assert_eq!(records.into_iter().map(|record| record.cells).collect::<Vec<_>>(), kept);
    }

    #[test]
    fn another_reader_finds_the_same_cells_and_nothing_that_a_spreadsheet_would_run(
        rows in prop::collection::vec(prop::collection::vec(nasty(), 3), 1..5),
    ) {
        let mut file = HEAD.to_owned();
        rows.iter().for_each(|row| push_record(&mut file, row));
        let mut other = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_bytes());
        for (record, row) in other.records().zip(&rows) {
            for (cell, wanted) in record.expect("a record").iter().zip(row) {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
                prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), wanted.strip_prefix('\'').filter(|_| cell == wanted).unwrap_or(wanted));
            }
        }
    }

    #[test]
    fn values_in_a_cell_come_back(pairs in prop::collection::vec((nasty(), nasty()), 0..5)) {
        let whole: Vec<[&str; 2]> = pairs.iter().map(|(key, value)| [key.as_str(), value.as_str()]).collect();
        let cell = join(whole.iter().map(|pair| &pair[..]));
        let pairs: Vec<Vec<String>> = pairs.into_iter().map(|(key, value)| vec![key, value]).collect();
        prop_assert_eq!(split(&cell, 2), pairs);
    }

    #[test]
    fn nothing_that_is_read_makes_it_panic_or_never_end(text in ".*", delimiter in prop::sample::select(vec![b',', b';', b'\t'])) {
        prop_assert!(read(&text, delimiter).len() <= text.len() + 1);
    }
}

#[test]
fn files_of_spreadsheets_are_read() {
    assert_eq!(cells("\u{feff}a;b\r\n1;\"x;\ny\"\r\n"), [["a", "b"], ["1", "x;\ny"]]);
    assert_eq!(cells("a\tb\r1\t2"), [["a", "b"], ["1", "2"]]);
    assert_eq!(cells("\"a,b\";c;d\n\n1;2;3\n"), [["a,b", "c", "d"], ["1", "2", "3"]]);
    assert_eq!(cells("a\n'=1+1\n'tHart\n''=x\n"), [["a"], ["=1+1"], ["'tHart"], ["'=x"]]);
}

#[test]
fn what_is_cut_off_or_misquoted_is_said_with_its_line() {
    let records = read("a,b\n1,\"x\ny\"\n2,\"z\"z\n3,\"cut", b',');
    let told: Vec<_> = records.iter().map(|record| (record.line, record.trouble)).collect();
    let (cut, behind) = (Some(Trouble::CutOff), Some(Trouble::BehindQuote));
    assert_eq!(told, [(1, None), (2, None), (4, behind), (5, cut)]);
}

#[test]
fn values_are_read_as_people_write_them() {
    let values = |cell: &str| split(cell, 1).into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(values(" AUDIT ;GOVERNANCE; ;\n CREATE_PROJECT"), ["AUDIT", "GOVERNANCE", "CREATE_PROJECT"]);
    assert_eq!(values("a\\;b; c\\\\; x=y"), ["a;b", "c\\", "x=y"]);
    assert_eq!(split("Land = JP; Land=US; x", 2), [vec!["Land", "JP"], vec!["Land", "US"], vec!["x"]]);
    assert!(split("", 2).is_empty());
}

#[test]
fn encodings_are_told_by_their_bytes() {
    assert_eq!(encoding("naïve".as_bytes()), Encoding::Utf8);
    assert_eq!(encoding(b"na\xefve"), Encoding::Windows1252);
    assert_eq!(encoding(b"\xff\xfea\0"), Encoding::Utf16Le);
    assert_eq!(encoding(b"\xfe\xff\0a"), Encoding::Utf16Be);
    assert_eq!(encoding(b"u\0s\0"), Encoding::Utf16Le);
    assert_eq!(encoding(b""), Encoding::Utf8);
}
