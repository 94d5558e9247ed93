//! What is JSON here and what is not: a table after the manner of the public
//! JSON test suites (`y_` must be taken, `n_` must not, `i_` is for each
//! reader to decide), with the decisions of this one. Every case stands in a
//! member of the head, where a fault costs that member, and in a field, where
//! it costs that revision.

use revcon3_tracker::snapshot::canonical::from_text;
use revcon3_tracker::snapshot::{Fault, RevisionError, SnapshotError, Warning, read};

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is taken.
    Taken,
    /// It is JSON to others; here it has two meanings, and is refused by name.
    Number,
    Twice,
    Name,
    Surrogate,
    /// It is no JSON to anybody.
    NoJson,
}

use Verdict::{Name, NoJson, Number, Surrogate, Taken, Twice};

const TABLE: [(&str, Verdict); 126] = [
    // Structure that must be taken.
    ("null", Taken),
    ("true", Taken),
    ("false", Taken),
    ("[]", Taken),
    ("{}", Taken),
    ("[ ]", Taken),
    (" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", Taken),
    ("[[],[[]]]", Taken),
    ("{\"a\":{\"b\":[]}}", Taken),
    ("{\"\":0}", Taken),
    ("{\"a b\":1,\"~\":2}", Taken),
    ("[null,1,\"1\",{}]", Taken),
    ("[1,null,null,null,2]", Taken),
    // Structure that must not.
    ("", NoJson),
    ("[", NoJson),
    ("]", NoJson),
    ("{", NoJson),
    ("}", NoJson),
    ("[1", NoJson),
    ("[1,", NoJson),
    ("[1,]", NoJson),
    ("[,1]", NoJson),
    ("[1,,2]", NoJson),
    ("[1 2]", NoJson),
    ("[1:2]", NoJson),
    ("[1]]", NoJson),
    ("[1}", NoJson),
    ("{\"a\"}", NoJson),
    ("{\"a\":}", NoJson),
    ("{\"a\":1,}", NoJson),
    ("{,\"a\":1}", NoJson),
    ("{\"a\" 1}", NoJson),
    ("{\"a\":1 \"b\":2}", NoJson),
    ("{\"a\":1:2}", NoJson),
    ("{a:1}", NoJson),
    ("{'a':1}", NoJson),
    ("{1:1}", NoJson),
    ("{null:1}", NoJson),
    ("{\"a\":1]", NoJson),
    ("{\"a\":1}/**/", NoJson),
    ("/**/1", NoJson),
    ("1//", NoJson),
    ("#1", NoJson),
    ("nul", NoJson),
    ("nulll", NoJson),
    ("True", NoJson),
    ("TRUE", NoJson),
    ("None", NoJson),
    ("undefined", NoJson),
    ("1 1", NoJson),
    ("\u{feff}1", NoJson),
    ("\u{a0}1", NoJson),
    ("\u{2028}1", NoJson),
    ("\u{c}1", NoJson),
    ("<null>", NoJson),
    ("*", NoJson),
    ("\\u0031", NoJson),
    // Numbers that must be taken.
    ("0", Taken),
    ("-1", Taken),
    ("123", Taken),
    ("9007199254740991", Taken),
    ("-9007199254740991", Taken),
    // Numbers that are JSON, and no integers that all readers agree on.
    ("-0", Number),
    ("0.0", Number),
    ("-0.0", Number),
    ("0e0", Number),
    ("1.0", Number),
    ("1E2", Number),
    ("1e+2", Number),
    ("1e-2", Number),
    ("100e-2", Number),
    ("0.1", Number),
    ("1e400", Number),
    ("-1e400", Number),
    ("1e-400", Number),
    ("0e999999999999", Number),
    ("9007199254740992", Number),
    ("-9007199254740992", Number),
    ("9223372036854775808", Number),
    ("18446744073709551615", Number),
    ("100000000000000000000000", Number),
    ("-0.000000000000000000000000000000000000000000000000000000000000000000000000000001", Number),
    // Numbers that are none.
    ("+1", NoJson),
    ("-", NoJson),
    ("--1", NoJson),
    ("01", NoJson),
    ("-01", NoJson),
    ("1.", NoJson),
    (".5", NoJson),
    ("1e", NoJson),
    ("1e+", NoJson),
    ("1ee2", NoJson),
    ("0x1", NoJson),
    ("1_000", NoJson),
    ("1,000", NoJson),
    ("NaN", NoJson),
    ("-Infinity", NoJson),
    ("１", NoJson),
    ("²", NoJson),
    // Texts that must be taken.
    ("\"\"", Taken),
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", Taken),
    ("\"\\u0000\\u001F\\u007f\\u00e9\\uFFFF\"", Taken),
    ("\"\\ud83d\\ude00\"", Taken),
    ("\"\u{7f}\u{80}\u{2028}\u{fffe}\u{10ffff}\"", Taken),
    ("\"/*#//\"", Taken),
    // Texts that must not.
    ("\"", NoJson),
    ("\"a", NoJson),
    ("'a'", NoJson),
    ("\"\\\"", NoJson),
    ("\"\\a\"", NoJson),
    ("\"\\x41\"", NoJson),
    ("\"\\u12\"", NoJson),
    ("\"\\u12G4\"", NoJson),
    ("\"\\U0041\"", NoJson),
    ("\"\n\"", NoJson),
    ("\"\t\"", NoJson),
    ("\"\0\"", NoJson),
    // Half characters: for each reader to decide; here they are refused.
    ("\"\\ud800\"", Surrogate),
    ("\"\\udfff\"", Surrogate),
    ("\"\\ud800\\u0041\"", Surrogate),
    ("\"\\ud800\\ud800\"", Surrogate),
    // Two members of one name: likewise.
    ("{\"a\":1,\"a\":1}", Twice),
    ("{\"a\":1,\"\\u0061\":2}", Twice),
    ("[{\"\":1,\"\":2}]", Twice),
    // Names that look alike to the eye and not to the machine: likewise.
    ("{\"é\":1}", Name),
    ("{\"a\\n\":1}", Name),
];

/// Bytes that are no UTF-8, in a text.
const NOT_UTF8: [&[u8]; 11] = [
    b"\xff",
    b"\xfe\xff",
    b"\x80",
    b"\xc3",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xfc\x80\x80\x80\x80\x80",
];

fn verdict(fault: &Fault) -> Verdict {
    match fault {
        Fault::NotAnInteger => Number,
        Fault::DuplicateKey(_) => Twice,
        Fault::KeyNotAscii(_) => Name,
        Fault::LoneSurrogate => Surrogate,
        Fault::Truncated | Fault::TextAfter | Fault::Syntax { .. } => NoJson,
        Fault::TooDeep | Fault::TooManyNodes | Fault::NotUtf8 => panic!("{fault}"),
    }
}

fn file_with(member: &[u8], status: &[u8]) -> Vec<u8> {
    let parts: [&[u8]; 5] = [
        b"{\"format\":\"revcon3-snapshot\",\"version\":1,\"minor\":0,\n\"x\":",
        member,
        b",\n\"revisions\":[\n{\"id\":\"eNgSqUb6fRnLl45J8iv-6B3YXZM\",\
          \"by\":\"delegation/FI/1f9c0a0000000001\",\"e\":\"PoA.1.a.1.i\",\"s\":\"FI\",\
          \"set\":{\"status\":",
        status,
        b"},\"t\":1792000000000,\"v\":1}\n]}\n",
    ];
    parts.concat()
}

#[test]
fn each_text_is_json_here_or_is_not() {
    for (text, expected) in TABLE {
        let found = from_text(text).map_or_else(|fault| verdict(&fault), |_| Taken);
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn a_bad_member_of_the_head_costs_no_revision() {
    for (text, expected) in TABLE {
        // What closes more than it opened ends the file; what is open does too.
        let found = read(&file_with(text.as_bytes(), b"\"ongoing\""));
        if expected == Twice {
            assert!(matches!(found, Err(SnapshotError::DuplicateMember(_))), "{text:?}");
            continue;
        }
        let reading = found.unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(reading.snapshot.ledger.len(), 1, "{text:?}");
        let said = reading.warnings.iter().any(|warning| match warning {
            Warning::Incomplete(fault) => verdict(fault) == expected,
            Warning::Header(name) => name == "x" && expected != NoJson,
            _ => false,
        });
        assert_eq!(said, expected != Taken, "{text:?}");
        // Of `[1]]` the reader has a whole value before anything is wrong.
        if expected != NoJson {
            let kept = reading.snapshot.unknown.envelope.contains_key("x");
            assert_eq!(kept, expected == Taken, "{text:?}");
        }
    }
}

#[test]
fn a_bad_value_costs_its_revision_and_says_why() {
    for (text, expected) in TABLE {
        if text.contains('\n') {
            continue;
        }
        let reading = match read(&file_with(b"0", text.as_bytes())) {
            Ok(reading) => reading,
            // It was the only revision.
            Err(SnapshotError::Damaged(fault)) => {
                assert_eq!(verdict(&fault), expected, "{text:?}");
                continue;
            }
            Err(other) => panic!("{text:?}: {other}"),
        };
        assert!(reading.snapshot.ledger.is_empty(), "{text:?}");
        let reason = &reading.refused[0].reason;
        let found = match reason {
            // It is JSON, and not what the id stands for.
            RevisionError::WrongHash { .. } => Taken,
            RevisionError::Json(fault) => verdict(fault),
            other => panic!("{text:?}: {other}"),
        };
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_utf8_are_never_taken_for_a_text() {
    for bytes in NOT_UTF8 {
        let quoted = [b"\"", bytes, b"\""].concat();
        let in_the_head = read(&file_with(&quoted, b"\"ongoing\"")).unwrap();
        assert_eq!(in_the_head.snapshot.ledger.len(), 1, "{bytes:x?}");
        assert_eq!(in_the_head.warnings[0], Warning::Incomplete(Fault::NotUtf8), "{bytes:x?}");
        let in_a_field = read(&file_with(b"0", &quoted)).unwrap_err();
        assert_eq!(in_a_field, SnapshotError::Damaged(Fault::NotUtf8), "{bytes:x?}");
    }
}
