//! What a person should consider before taking a file in, derived from the
//! file, the desk and the clock. Only warns: any file can still be taken in.

use super::intake::Intake;
use crate::domain::ledger::Ledger;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Role;
use crate::snapshot::{Reading, Scope};

/// How far ahead of this clock a claimed time may be, in milliseconds: one day,
/// so that no time zone matters.
const TOLERANCE: i64 = 24 * 60 * 60 * 1_000;

/// A reason for caution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// The file is from one participant but changes entries of others.
    AlsoChanges(ParticipantCode, Vec<ParticipantCode>),
    /// A delegation wrote entries of other participants.
    WroteAbout(ParticipantCode, Vec<ParticipantCode>),
    /// The file, or a new revision, claims a time in the future; the latest
    /// such time, in milliseconds since 1970.
    Ahead(i64),
    /// The histories of these participants have gaps.
    Incomplete(Vec<ParticipantCode>),
    /// The file is a backup; it has this many private notes, and settings.
    Backup(usize),
}

/// The cautions for a file. `now` is the time of this computer's clock.
pub fn cautions(reading: &Reading, intake: &Intake, now: i64) -> Vec<Caution> {
    let mut cautions = Vec::new();
    if let Some(from) = sender(reading) {
        let others = intake.participants.iter().copied().filter(|code| *code != from);
        let others: Vec<_> = others.collect();
        if !others.is_empty() {
            cautions.push(Caution::AlsoChanges(from, others));
        }
    }
    cautions.extend(strangers(intake));
    let times = intake.new.iter().map(|revision| revision.body().time);
    let latest = times.chain([reading.snapshot.exported.time]).max();
    cautions
        .extend(latest.filter(|time| *time > now.saturating_add(TOLERANCE)).map(Caution::Ahead));
    if !intake.incomplete.is_empty() {
        cautions.push(Caution::Incomplete(intake.incomplete.clone()));
    }
    if reading.snapshot.exported.scope == Scope::Backup {
        let private = reading.snapshot.private.as_ref();
        cautions.push(Caution::Backup(private.map_or(0, Ledger::len)));
    }
    cautions
}

/// The participant a file comes from: the one it covers, or the one whose
/// delegation exported it. None for other files of the chair.
fn sender(reading: &Reading) -> Option<ParticipantCode> {
    let exported = &reading.snapshot.exported;
    match (exported.scope, exported.by.role) {
        (Scope::Participant(code), _) => Some(code),
        (_, Role::Delegation) => exported.by.participant,
        _ => None,
    }
}

/// The delegations that wrote about participants other than their own.
fn strangers(intake: &Intake) -> Vec<Caution> {
    let mut found: Vec<(ParticipantCode, Vec<ParticipantCode>)> = Vec::new();
    for revision in &intake.new {
        let (author, about) = (&revision.body().author, revision.body().participant);
        let (Role::Delegation, Some(by)) = (author.role, author.participant) else { continue };
        if by == about {
            continue;
        }
        match found.iter_mut().find(|(known, _)| *known == by) {
            Some((_, abouts)) if abouts.contains(&about) => {}
            Some((_, abouts)) => abouts.push(about),
            None => found.push((by, vec![about])),
        }
    }
    found.into_iter().map(|(by, about)| Caution::WroteAbout(by, about)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Desk, Edit};
    use crate::domain::revision::one_field;
    use crate::domain::value::Value;
    use crate::snapshot::{Exported, Snapshot, read, write};

    const FINLAND: &str = "delegation/FI/0000000000000001";
    const CHAIR: &str = "chair/-/0000000000000002";
    const NOW: i64 = 1_792_000_000_000;
    const DAY: i64 = 86_400_000;

    fn codes(codes: &[&str]) -> Vec<ParticipantCode> {
        codes.iter().map(|code| code.parse().unwrap()).collect()
    }

    /// A file exported by this author with an entry of each of these participants.
    fn file(author: &str, scope: Scope, about: &[&str], written: i64, exported: i64) -> Reading {
        let mut desk = Desk::default();
        for code in about {
            desk.write(Edit {
                key: (code.parse().unwrap(), "PoA.4".parse().unwrap()),
                set: one_field("note".parse().unwrap(), Value::text("a note")),
                author: author.parse().unwrap(),
                time: written,
                seen: None,
            });
        }
        let exported = Exported { time: exported, by: author.parse().unwrap(), scope };
        read(write(&Snapshot::new(exported, desk.ledger().clone())).as_bytes()).unwrap()
    }

    fn said(reading: &Reading) -> Vec<Caution> {
        cautions(reading, &Desk::default().preview(&reading.snapshot.ledger), NOW)
    }

    #[test]
    fn an_ordinary_file_needs_no_thought() {
        let own = Scope::Participant("FI".parse().unwrap());
        assert_eq!(said(&file(FINLAND, own, &["FI"], NOW, NOW)), []);
        assert_eq!(said(&file(CHAIR, Scope::Aggregate, &["FI", "SE"], NOW, NOW)), []);
    }

    #[test]
    fn a_file_from_one_state_that_changes_another_is_named_and_so_is_who_wrote_it() {
        let [fi, se] = codes(&["FI", "SE"])[..] else { panic!() };
        let both = [Caution::AlsoChanges(fi, vec![se]), Caution::WroteAbout(fi, vec![se])];
        let own = Scope::Participant(fi);
        assert_eq!(said(&file(FINLAND, own, &["FI", "SE"], NOW, NOW)), both);
        assert_eq!(said(&file(FINLAND, Scope::Aggregate, &["SE"], NOW, NOW)), both);
        // The chair may write for anybody, but the file claims to be from one State.
        assert_eq!(said(&file(CHAIR, own, &["SE"], NOW, NOW)), both[..1]);
    }

    #[test]
    fn what_the_desk_has_already_is_no_change_of_others() {
        let own = Scope::Participant("FI".parse().unwrap());
        let reading = file(FINLAND, own, &["SE"], NOW, NOW);
        let mut desk = Desk::default();
        desk.take_in(reading.snapshot.ledger.revisions().cloned());
        let intake = desk.preview(&reading.snapshot.ledger);
        assert_eq!(cautions(&reading, &intake, NOW), []);
    }

    #[test]
    fn a_time_more_than_a_day_ahead_is_named_the_latest_of_all() {
        let at =
            |written, exported| said(&file(CHAIR, Scope::Aggregate, &["FI"], written, exported));
        assert_eq!(at(NOW + DAY, NOW + DAY), []);
        assert_eq!(at(NOW + DAY + 1, NOW), [Caution::Ahead(NOW + DAY + 1)]);
        assert_eq!(at(NOW + 2 * DAY, NOW + 3 * DAY), [Caution::Ahead(NOW + 3 * DAY)]);
    }

    #[test]
    fn a_gap_in_the_history_names_whom_to_ask() {
        let whole = file(FINLAND, Scope::Aggregate, &["FI"], NOW, NOW);
        let mut desk = Desk::default();
        desk.take_in(whole.snapshot.ledger.revisions().cloned());
        desk.write(Edit {
            key: ("FI".parse().unwrap(), "PoA.4".parse().unwrap()),
            set: one_field("note".parse().unwrap(), Value::text("another")),
            author: FINLAND.parse().unwrap(),
            time: NOW,
            seen: None,
        });
        let mut part = whole.clone();
        let last = desk.ledger().revisions().filter(|r| !r.body().parents.is_empty());
        part.snapshot.ledger = last.cloned().collect();
        assert_eq!(said(&part), [Caution::Incomplete(codes(&["FI"]))]);
    }

    #[test]
    fn a_backup_says_that_it_is_one() {
        assert_eq!(said(&file(CHAIR, Scope::Backup, &["FI"], NOW, NOW)), [Caution::Backup(0)]);
    }
}
