//! Which fields belong to which subject: a status to a taggable element, an
//! answer to a question. Limits writers only: readers keep and show misplaced
//! fields. Does not know which values a field may have (see `field`).

use std::fmt;

use super::added::AddedId;
use super::field::{
    ANSWER, ASSISTANCE, CHAIR_ADOPTED, CHAIR_NOTE, CHAIR_QUERY, DATES, DURATION, EVIDENCE, NOTE,
    OBSTACLE, PLACE, PRIORITY, RESPONSIBLE, STATUS, TARGET, TEXT, THEME, is_known, is_private,
    is_same,
};
use super::outline::{ElementKind, Outline};
use super::revision::Subject;

/// The fields of a taggable element, those of the chair included.
const TAGGED: [&str; 10] = [
    STATUS,
    TARGET,
    PRIORITY,
    NOTE,
    RESPONSIBLE,
    OBSTACLE,
    EVIDENCE,
    ASSISTANCE,
    CHAIR_NOTE,
    CHAIR_QUERY,
];

/// The additional fields of an element that a State adds.
const ADDED: [&str; 2] = [TEXT, CHAIR_ADOPTED];

/// The fields of a question.
const QUESTION: [&str; 3] = [ANSWER, CHAIR_NOTE, CHAIR_QUERY];

/// The fields of a meeting.
const MEETING: [&str; 6] = [DATES, PLACE, THEME, DURATION, CHAIR_NOTE, CHAIR_QUERY];

/// A field does not belong to the subject that it is set on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The fields that do belong; lists of items by their prefix. Empty for
    /// most headings.
    pub belong: Vec<&'static str>,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.belong.is_empty() {
            return f.write_str("nothing is stated of this element: use one that can be tagged");
        }
        write!(f, "this field does not belong to this element: use one of ")?;
        let names = self.belong.iter().map(|name| match name.ends_with(':') {
            true => format!("{name}KEY"),
            false => (*name).to_owned(),
        });
        f.write_str(&names.collect::<Vec<_>>().join(", "))
    }
}

impl std::error::Error for Misplaced {}

/// Checks that a field belongs to a subject. Unknown fields, unknown subjects
/// and private fields are always accepted.
///
/// # Errors
/// If it does not belong; the error lists the fields that do.
pub fn check(outline: &Outline, subject: &Subject, name: &str) -> Result<(), Misplaced> {
    match fields_of(outline, subject) {
        Some(belong) if is_known(name) && !is_private(name) => {
            let belongs = belong.iter().any(|known| is_same(known, name));
            if belongs { Ok(()) } else { Err(Misplaced { belong }) }
        }
        _ => Ok(()),
    }
}

fn fields_of(outline: &Outline, subject: &Subject) -> Option<Vec<&'static str>> {
    if let Ok(added) = subject.as_str().parse::<AddedId>() {
        outline.get(&added.heading)?;
        return Some([&TAGGED[..], &ADDED].concat());
    }
    let element = outline.get(subject.as_str())?;
    let fields: &[&str] = match element.kind {
        _ if element.taggable => &TAGGED,
        ElementKind::Question => &QUESTION,
        ElementKind::Meeting => &MEETING,
        _ => &[],
    };
    Some(fields.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::TEXTS;
    use crate::reference::outline;

    fn belongs(subject: &str, name: &str) -> bool {
        check(outline(), &subject.parse().unwrap(), name).is_ok()
    }

    #[test]
    fn a_field_belongs_to_what_it_is_about() {
        for (subject, name) in [
            ("PoA.1.a.1.i", "status"),
            ("PoA.4", "evidence:k1"),
            ("PoA.4+FI.1", "text:fr"),
            ("PoA.4+FI.1", "priority"),
            ("Q.1", "answer"),
            ("CAL.2022", "theme"),
            ("Q.1", "chair.query"),
        ] {
            assert!(belongs(subject, name), "{subject} {name}");
        }
    }

    #[test]
    fn a_field_belongs_to_nothing_else() {
        for (subject, name) in [
            ("Q.1", "status"),
            ("CAL.2022", "target"),
            ("PoA.1", "priority"),
            ("PoA", "note"),
            ("PoA.4", "answer"),
            ("PoA.4", "text:fr"),
            ("PoA.4", "chair.adopted"),
            ("PoA.4+FI.1", "dates"),
        ] {
            assert!(!belongs(subject, name), "{subject} {name}");
        }
        let words = |subject: &str| {
            check(outline(), &subject.parse().unwrap(), "status").unwrap_err().to_string()
        };
        assert!(words("Q.1").ends_with("use one of answer, chair.note, chair.query"));
        assert!(words("PoA").contains("can be tagged"));
    }

    #[test]
    fn every_field_that_is_known_belongs_somewhere() {
        let texts = TEXTS.into_iter().filter(|name| !is_private(name));
        for name in texts.chain([STATUS, TARGET, PRIORITY, EVIDENCE, ASSISTANCE, TEXT]) {
            let subjects = ["PoA.4", "PoA.4+FI.1", "Q.1", "CAL.2022"];
            assert!(subjects.iter().any(|subject| belongs(subject, name)), "{name}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_judged() {
        for (subject, name) in [
            ("Q.1", "statsu"),
            ("profile", "contact"),
            ("profile", "assistance:k1"),
            ("Zz.1", "status"),
            ("Zz+FI.1", "dates"),
            ("Q.1", "private.note"),
        ] {
            assert!(belongs(subject, name), "{subject} {name}");
        }
    }
}
