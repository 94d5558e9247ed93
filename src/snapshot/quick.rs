//! The fast path for lines that this program wrote: parses the members in the
//! exact order and spelling of [`canonical::to_line`] and hashes the text as it
//! is. Any other line is not an error: it falls back to
//! [`canonical::from_line`], which accepts everything that is allowed and
//! reports what is wrong with the rest.

use crate::domain::revision::{Body, Fields, MAX_PARENTS, REVISION_VERSION, Revision, RevisionId};
use crate::domain::value::MAX_SAFE_INTEGER;

use super::canonical::{self, Members};
use super::format::MAX_REVISION_DEPTH;
use super::strict::{self, Notes};

/// Parses a line and verifies its id. None if the line is not spelt as written
/// here or its id is wrong.
pub(super) fn read(line: &str) -> Option<Revision> {
    let (id, members) = line.strip_prefix("{\"id\":\"")?.split_once("\",")?;
    let id: RevisionId = id.parse().ok()?;
    let body = body(members)?;
    (id == canonical::hash(&["{", members])).then(|| Revision::with_id(id, body))
}

/// Parses these members and the closing brace. Only the canonical spelling is
/// accepted: the parser of each piece enforces it, or the piece is written
/// again and compared.
fn body(members: &str) -> Option<Body> {
    let (author, rest) = members.strip_prefix("\"by\":\"")?.split_once("\",\"e\":\"")?;
    let (subject, rest) = rest.split_once('"')?;
    let (parents, rest) = match rest.strip_prefix(",\"p\":[\"") {
        Some(rest) => rest.split_once("\"]").map(|(ids, rest)| (Some(ids), rest))?,
        None => (None, rest),
    };
    let (participant, rest) = rest.strip_prefix(",\"s\":\"")?.split_once("\",\"set\":")?;
    // `"` is escaped within texts, and `t` and `v` follow all fields, so this splits correctly.
    let (set, rest) = rest.rsplit_once(",\"t\":")?;
    let (time, version) = rest.split_once(",\"v\":")?;
    let version = version.strip_suffix('}')?;
    Some(Body {
        version: (number(version)? == REVISION_VERSION).then_some(REVISION_VERSION)?,
        participant: participant.parse().ok()?,
        subject: subject.parse().ok()?,
        author: author.parse().ok()?,
        time: number(time)?,
        parents: parents.map_or(Some(Vec::new()), ids)?,
        set: fields(set)?,
        unknown: Members::new(),
    })
}

fn number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    let safe = (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&number);
    (safe && number.to_string() == text).then_some(number)
}

fn ids(text: &str) -> Option<Vec<RevisionId>> {
    let ids: Vec<RevisionId> =
        text.split("\",\"").map(|id| id.parse().ok()).collect::<Option<_>>()?;
    (ids.len() <= MAX_PARENTS).then_some(ids)
}

fn fields(text: &str) -> Option<Fields> {
    let (value, fault) = strict::parse(text, MAX_REVISION_DEPTH - 1, &mut Notes::default());
    let written = fault.is_none() && canonical::to_text(&value) == text;
    written.then(|| canonical::fields(Some(value)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::error::RevisionError;
    use super::*;

    const BODY: &str = r#""by":"delegation/FI/00000000000000aa","e":"PoA.4","p":["AAAAAAAAAAAAAAAAAAAAAAAAAAA","AAAAAAAAAAAAAAAAAAAAAAAAAAE"],"s":"FI","set":{"evidence:k1":{"t":2,"u":"x,\"t\":1"},"note":"a\nb","status":null},"t":-5,"v":1}"#;

    /// A line with this text and the id computed from it.
    fn line(members: &str) -> String {
        format!("{{\"id\":\"{}\",{members}", canonical::hash(&["{", members]))
    }

    #[test]
    fn a_line_that_is_written_here_is_read_the_short_way() {
        let revision = read(&line(BODY)).unwrap();
        assert_eq!(revision.body().parents.len(), 2);
        assert_eq!(revision.body().set.len(), 3);
        assert_eq!(canonical::to_line(&revision), line(BODY));
        let short = BODY
            .replace(r#""p":["AAAAAAAAAAAAAAAAAAAAAAAAAAA","AAAAAAAAAAAAAAAAAAAAAAAAAAE"],"#, "");
        assert_eq!(canonical::to_line(&read(&line(&short)).unwrap()), line(&short));
    }

    /// Each variant means the same as `BODY`, or nearly, but is not in
    /// canonical spelling; its id is the hash of that spelling.
    #[test]
    fn no_other_spelling_has_an_id() {
        for (piece, other) in [
            (r#""by":"#, r#" "by":"#),
            (r#","e":"#, r#", "e":"#),
            (r#""PoA.4""#, r#""PoA\u002e4""#),
            (r#""set":{"#, r#""set": {"#),
            (r#""a\nb""#, r#""a\u000ab""#),
            (r#""note":"a\nb","status":null"#, r#""status":null,"note":"a\nb""#),
            (r#""status":null"#, r#""note":"a\nb""#),
            (r#"{"t":2,"#, r#"{"t":2.0,"#),
            (r#""t":-5"#, r#""t":-05"#),
            (r#""t":-5"#, r#""t":-5e0"#),
            (r#""v":1}"#, r#""v":1 }"#),
            (r#""v":1}"#, r#""v":1}}"#),
            (r#""v":1}"#, r#""v":1,"v":1}"#),
            (r#""p":["#, r#""p":[ "#),
        ] {
            let twisted = BODY.replacen(piece, other, 1);
            assert_ne!(twisted, BODY);
            assert_eq!(read(&line(&twisted)), None, "{twisted}");
            assert!(canonical::from_line(&line(&twisted)).is_err(), "{twisted}");
        }
    }

    #[test]
    fn what_the_short_way_leaves_is_read_the_long_way() {
        let unknown = BODY.replace(r#""v":1}"#, r#""v":1,"x":7}"#);
        let first = BODY.replace(r#""by""#, r#""a":7,"by""#);
        for members in [unknown, first] {
            assert_eq!(read(&line(&members)), None);
            let revision = canonical::from_line(&line(&members)).unwrap();
            assert_eq!(revision.body().unknown.len(), 1);
        }
        let spaced = line(BODY).replacen(',', ", ", 1);
        assert_eq!(read(&spaced), None);
        assert_eq!(canonical::from_line(&spaced).unwrap(), read(&line(BODY)).unwrap());
    }

    #[test]
    fn the_long_way_says_what_is_wrong() {
        let forged = line(BODY).replacen("PoA.4", "PoA.5", 1);
        let wrong = |line: &str| canonical::from_line(line).unwrap_err();
        assert!(matches!(wrong(&forged), RevisionError::WrongHash { .. }));
        let newer = BODY.replace(r#""v":1}"#, r#""v":2}"#);
        assert_eq!(wrong(&line(&newer)), RevisionError::Newer(2));
        let nobody = BODY.replace("delegation/", "king/");
        assert!(matches!(wrong(&line(&nobody)), RevisionError::Malformed { member: "by", .. }));
    }
}
