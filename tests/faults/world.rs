//! A window on a computer whose storage fails in every way: it refuses, hangs, closes, does half
//! and says it did all, forgets, and is killed at any moment. Plays a schedule and holds the
//! promises of keeping after every step.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use revcon3_tracker::desk::{Change, Choice, Desk, Edit, Import, Order, Plan, key_of};
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::revision::{RevisionId, one_field};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::keeping::{
    Alarm, Area, Batch, Found, Keeper, Keys, Operation, Outset, Pack, Reading, Receipt, Refusal,
    Saving, Storage, Tally, Trouble, compact, import_pack, journal, pack, tally,
};

use crate::support;

pub const AUTHOR: &str = "delegation/FI/00000000000000aa";

/// How storage answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// As it should.
    Done,
    /// Not at all, and says so: the disk is full.
    Refused,
    /// Not at all, because the browser has closed the database.
    Closed,
    /// Only the first so many operations, and claims that it was all.
    Partly(usize),
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Write {
        entry: usize,
        value: u8,
    },
    WritePrivate {
        value: u8,
    },
    Undo,
    Redo,
    Export,
    /// The file of the last export has left.
    HandOver,
    /// A file is taken in; storage does it all or refuses it.
    Import {
        value: u8,
        works: bool,
    },
    Answer(Answer),
    /// The packs of exports are made one. A storage that lies does only the first so many
    /// operations.
    Compact {
        most: usize,
    },
    /// Time passes for one alarm.
    Ring(usize),
    /// The journal takes so many entries more.
    JournalRoom(usize),
    /// What was written to the journal reaches the disk.
    Flush,
    /// The window is killed, and opened again. A transaction on the way may have been done, and
    /// the journal may be as it was when it reached the disk last.
    Kill {
        done: bool,
        lazy: bool,
    },
    /// The browser loses the whole database, or every so-manieth record of it.
    Lose(Option<usize>),
}

/// What outlives a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    pub records: BTreeMap<(Area, String), String>,
    pub tally: Tally,
    pub journal: BTreeMap<String, String>,
    /// Generation and count of the last write that was told.
    sentinel: (u64, usize),
    /// Journal and sentinel as they were when they reached the disk.
    flushed: (BTreeMap<String, String>, (u64, usize)),
}

impl Disk {
    fn flush(&mut self) {
        self.flushed = (self.journal.clone(), self.sentinel);
    }

    fn keys(&self) -> Keys {
        let of = |area| {
            self.records.keys().filter(|key| key.0 == area).map(|key| key.1.clone()).collect()
        };
        Keys::new(of(Area::Drafts), of(Area::Private), of(Area::Packs))
    }

    /// Carries out the first `most` operations, the account of them last.
    fn carry_out(&mut self, batch: &Batch, most: usize) -> Receipt {
        let (tally, receipt) = self.tally.after(batch, self.keys()).unwrap();
        for operation in batch.operations.iter().take(most) {
            match operation {
                Operation::Put(area, key, text) => {
                    self.records.insert((*area, key.clone()), text.to_string());
                }
                Operation::Delete(area, key) => {
                    self.records.remove(&(*area, key.clone()));
                }
            }
        }
        if most > batch.operations.len() {
            self.tally = tally;
        }
        receipt
    }

    pub fn read(&self) -> Reading {
        let mut reading = Reading { tally: self.tally, keys: self.keys(), ..Reading::default() };
        for ((area, key), text) in &self.records {
            match area {
                Area::Packs => {
                    let found = &mut reading.found;
                    found.shared.extend(pack::open(key, text, &mut found.unreadable).1);
                }
                Area::Windows => reading.windows.push((key.clone(), text.parse().unwrap())),
                area => reading.found.add_line(*area, text),
            }
        }
        reading
    }
}

#[derive(Clone, Debug)]
enum Request {
    Write(u32, Batch),
    Open(u32),
}

/// Storage that does what the schedule says.
#[derive(Clone, Debug)]
struct Fake {
    disk: Disk,
    requests: Vec<Request>,
    alarms: Vec<Alarm>,
    room: usize,
}

impl Storage for Fake {
    fn write(&mut self, ticket: u32, batch: Batch) {
        self.requests.push(Request::Write(ticket, batch));
    }

    fn open(&mut self, ticket: u32) {
        self.requests.push(Request::Open(ticket));
    }

    fn later(&mut self, alarm: Alarm) {
        self.alarms.push(alarm);
    }

    fn note(&mut self, key: &str, text: &str) -> bool {
        if self.room == 0 {
            return false;
        }
        self.room -= 1;
        self.disk.journal.insert(key.to_owned(), text.to_owned()).is_none()
    }

    fn is_noted(&self, key: &str) -> bool {
        self.disk.journal.contains_key(key)
    }

    fn forget(&mut self, key: &str) {
        self.disk.journal.remove(key);
    }
}

/// What a desk holds.
pub type Content = (Ledger, Ledger, BTreeSet<RevisionId>, BTreeSet<RevisionId>);

pub fn content(desk: &Desk) -> Content {
    (desk.ledger().clone(), desk.private().clone(), desk.drafts(), desk.local())
}

/// One window and the disk below it.
#[derive(Clone, Debug)]
pub struct World {
    fake: Fake,
    pub keeper: Keeper,
    pub desk: Desk,
    windows: u32,
    time: i64,
    packs: u32,
    /// What the desk held when it was last said to be kept, and what came and went since.
    saved: Content,
    came: BTreeSet<RevisionId>,
    went: BTreeSet<RevisionId>,
    seals: Vec<Seal>,
    /// The drafts that were there, out of the journal alone, when a person wrote before the database
    /// had said what has become of them: who builds on what was sealed long since keeps it.
    blind: BTreeSet<RevisionId>,
    plan: Option<Plan>,
    /// What the person was told when the window opened.
    pub told: Option<Trouble>,
    /// Whether the database has lost something since it was last whole.
    pub lossy: bool,
    shown: bool,
    loaded: bool,
}

impl World {
    pub fn new() -> Self {
        Self::open(Disk::default(), 0)
    }

    fn open(disk: Disk, windows: u32) -> Self {
        let fake = Fake { disk, requests: Vec::new(), alarms: Vec::new(), room: usize::MAX };
        let mut world = Self {
            fake,
            keeper: Keeper::new(format!("window{windows:04}")),
            desk: Desk::default(),
            windows: windows + 1,
            time: i64::from(windows) * 1_000,
            packs: windows * 1_000,
            saved: content(&Desk::default()),
            came: BTreeSet::new(),
            went: BTreeSet::new(),
            seals: Vec::new(),
            blind: BTreeSet::new(),
            plan: None,
            told: None,
            lossy: false,
            shown: false,
            loaded: false,
        };
        let entries = world.fake.disk.journal.iter();
        let entries = entries.map(|(key, text)| (key.clone(), journal::from_text(text).unwrap()));
        world.keeper.begin(entries.collect(), &mut world.fake);
        world
    }

    /// What a window would show that is opened now, on a storage that works.
    fn survivor(&self, disk: &Disk) -> Self {
        let mut next = Self::open(disk.clone(), self.windows);
        next.answer(Answer::Done);
        next
    }

    pub fn disk(&self) -> &Disk {
        &self.fake.disk
    }

    /// Plays one step and holds the promises.
    pub fn step(&mut self, step: Step) {
        let (before, was_loaded) = (content(&self.desk), self.loaded);
        self.play(step);
        self.show();
        let after = content(&self.desk);
        if matches!(step, Step::Answer(_) | Step::Ring(_) | Step::JournalRoom(_) | Step::Flush) {
            // Until the database is read, the desk may show what was withdrawn before.
            let mut off = &ids(&before) - &ids(&after);
            off.retain(|id| was_loaded || ids(&self.saved).contains(id));
            assert!(off.is_empty(), "{step:?} has taken something off the desk: {off:?}");
        }
        self.account(&before, &after);
        self.hold();
    }

    fn play(&mut self, step: Step) {
        match step {
            Step::Answer(answer) => self.answer(answer),
            Step::Ring(which) => self.ring(which),
            Step::JournalRoom(room) => self.fake.room = room,
            Step::Flush => self.fake.disk.flush(),
            Step::Kill { done, lazy } => self.kill(done, lazy),
            Step::Lose(part) => self.lose(part),
            Step::Compact { most } => self.compact(most),
            _ if self.shown => self.act(step),
            _ => {}
        }
    }

    /// What a person does.
    fn act(&mut self, step: Step) {
        self.time += 1;
        if !self.loaded {
            self.blind.extend(self.desk.drafts());
        }
        let author = AUTHOR.parse().unwrap();
        let changes: Vec<Change> = match step {
            Step::Write { entry, value } => {
                let edit = self.edit(entry, "status", value);
                self.desk.write(edit).into_iter().collect()
            }
            Step::WritePrivate { value } => {
                let edit = self.edit(0, "private.note", value);
                self.desk.write_private(edit).into_iter().collect()
            }
            Step::Undo => self.desk.undo(&author, self.time).changes,
            Step::Redo => self.desk.redo(&author, self.time).changes,
            Step::Export => self.export(),
            Step::HandOver => {
                self.plan.take().map_or(Vec::new(), |plan| self.desk.handed_over(&plan))
            }
            Step::Import { value, works } => return self.import(value, works),
            _ => Vec::new(),
        };
        self.keep(&changes);
    }

    fn keep(&mut self, changes: &[Change]) {
        let batch = self.batch(changes);
        self.keeper.keep(batch, &mut self.fake);
    }

    fn batch(&mut self, changes: &[Change]) -> Batch {
        self.packs += 1;
        let key = format!("pack{:09}", self.packs);
        Batch::of(changes, || key.clone())
    }

    fn edit(&self, entry: usize, field: &str, value: u8) -> Edit {
        Edit {
            key: support::key(entry),
            set: one_field(field.parse().unwrap(), support::value_of(value)),
            author: AUTHOR.parse().unwrap(),
            time: self.time,
            seen: None,
        }
    }

    /// Seals everything; the file is not known to have left.
    fn export(&mut self) -> Vec<Change> {
        let before = self.desk.drafts();
        let entry_of = |desk: &Desk, id: &RevisionId| {
            let found = desk.ledger().revisions().find(|revision| revision.id() == *id);
            found.map(|revision| key_of(revision))
        };
        let drafts: Vec<_> = before.iter().map(|id| (*id, entry_of(&self.desk, id))).collect();
        let order = Order {
            choice: Choice::Everything,
            marking: String::new(),
            by: AUTHOR.parse().unwrap(),
            time: self.time,
            day: NaiveDate::default(),
            names: BTreeMap::new(),
            settings: Value::Null,
        };
        let plan = self.desk.plan(order);
        let shared = ids(&content(&self.desk));
        let changes = self.desk.sealed(&plan);
        let sealed = &ids(&content(&self.desk)) - &shared;
        // What is sealed of one entry says nothing of the drafts of another.
        for id in sealed {
            let entry = entry_of(&self.desk, &id);
            let of_it = drafts.iter().filter(|draft| draft.1 == entry).map(|draft| draft.0);
            if !self.loaded {
                // Sealed before, and lost with its window: now of those drafts alone that are seen.
                self.seals.retain(|(earlier, _)| *earlier != [id]);
            }
            self.seals.push((vec![id], of_it.collect()));
        }
        self.plan = Some(plan);
        changes
    }

    /// Three revisions from elsewhere: all of them are taken in, or none.
    fn import(&mut self, value: u8, works: bool) {
        let elsewhere = (0..3).map(|time| {
            let set = [("note", support::value_of(value))].into_iter();
            support::write_on(&Ledger::default(), 3, 1, set, i64::from(value) * 10 + time)
        });
        let elsewhere: Vec<_> = elsewhere.collect();
        self.packs += 1;
        let key = format!("pack{:09}", self.packs);
        let import = Import { key, name: "elsewhere.json".to_owned(), ..Import::default() };
        let mut batch = Batch::default();
        batch.put_pack(import_pack(&import, &elsewhere));
        if !self.loaded {
            self.desk.take_in(elsewhere);
            self.keeper.keep(batch, &mut self.fake);
        } else if works {
            let receipt = self.fake.disk.carry_out(&batch, usize::MAX);
            self.fake.disk.sentinel.0 = receipt.generation;
            self.desk.take_in(elsewhere);
        }
    }

    /// Storage answers what it was asked first.
    fn answer(&mut self, answer: Answer) {
        if self.fake.requests.is_empty() {
            return;
        }
        match (self.fake.requests.remove(0), answer) {
            (Request::Write(ticket, batch), Answer::Done | Answer::Partly(_)) => {
                let most = if let Answer::Partly(most) = answer { most } else { usize::MAX };
                self.lossy |= most <= batch.operations.len();
                let receipt = self.fake.disk.carry_out(&batch, most);
                self.keeper.written(ticket, Ok(receipt), &mut self.fake);
                let count = self.desk.ledger().len() + self.desk.private().len();
                self.fake.disk.sentinel = (receipt.generation, count);
            }
            (Request::Write(ticket, _), refused) => {
                self.keeper.written(ticket, Err(refusal(refused)), &mut self.fake);
            }
            (Request::Open(ticket), Answer::Done | Answer::Partly(_)) => self.opened(ticket),
            (Request::Open(ticket), refused) => {
                self.keeper.opened(ticket, Err(refusal(refused)), &mut self.fake);
            }
        }
    }

    fn opened(&mut self, ticket: u32) {
        let mut outset = Outset::of(&self.keeper, &self.desk);
        let mut reading = self.fake.disk.read();
        reading.judge(&outset, &self.keeper);
        self.keeper.absorb(&reading.windows, &mut self.fake);
        outset.after_absorbing(&self.keeper, &self.desk);
        self.lay_journal();
        if !self.loaded {
            let sentinel = self.fake.disk.sentinel;
            self.told = tally::loss(sentinel, reading.tally, &reading.keys);
        }
        let (gone, lost) = reading.compare(&outset, &self.keeper, &self.desk);
        let lost = lost.filter(|_| self.loaded);
        let generation = reading.tally.generation;
        let mut changes = reading.found.lay_on(&mut self.desk, &gone);
        let recount = lost.is_some();
        changes.extend(lost.unwrap_or_default());
        let batch = Batch { recount, ..self.batch(&changes) };
        self.loaded = true;
        self.keeper.opened(ticket, Ok((generation, batch)), &mut self.fake);
    }

    /// Shows the desk as soon as there is no more reason to wait for the database.
    fn show(&mut self) {
        if !self.shown && !self.keeper.is_opening() {
            self.lay_journal();
        }
    }

    fn lay_journal(&mut self) {
        if !std::mem::replace(&mut self.shown, true) {
            Found::in_batches(self.keeper.waiting()).lay_on(&mut self.desk, &BTreeSet::new());
        }
    }

    fn compact(&mut self, most: usize) {
        let disk = &mut self.fake.disk;
        let packs = disk.records.iter().filter(|((area, _), text)| {
            *area == Area::Packs && pack::open("", text, &mut 0).0.name.is_empty()
        });
        let packs: Vec<_> =
            packs.map(|((_, key), text)| Pack { key: key.clone(), text: text.clone() }).collect();
        if packs.len() > 1 {
            self.packs += 1;
            disk.carry_out(&compact(format!("pack{:09}", self.packs), &packs), most);
            self.lossy |= most <= packs.len();
        }
    }

    fn ring(&mut self, which: usize) {
        if !self.fake.alarms.is_empty() {
            let alarm = self.fake.alarms.remove(which % self.fake.alarms.len());
            self.keeper.wake(alarm, &mut self.fake);
        }
    }

    fn kill(&mut self, done: bool, lazy: bool) {
        let mut disk = self.fake.disk.clone();
        if let (true, Some(Request::Write(_, batch))) = (done, self.fake.requests.first()) {
            disk.carry_out(batch, usize::MAX);
        }
        if lazy {
            (disk.journal, disk.sentinel) = disk.flushed.clone();
        }
        disk.flush();
        let next = self.survivor(&disk);
        if !self.lossy {
            self.hold_survivor(&next);
            assert_eq!(next.told, None, "an alarm without a loss");
        }
        let (lossy, seals) = (self.lossy, std::mem::take(&mut self.seals));
        let blind = std::mem::take(&mut self.blind);
        *self = Self::open(disk, self.windows);
        (self.lossy, self.seals, self.blind) = (lossy, seals, blind);
        self.saved = content(&next.desk);
    }

    fn lose(&mut self, part: Option<usize>) {
        let disk = &mut self.fake.disk;
        let Some(part) = part else {
            self.lossy |= !disk.keys().is_empty();
            (disk.records, disk.tally) = (BTreeMap::new(), Tally::default());
            return;
        };
        let before = disk.keys();
        let mut place = 0;
        disk.records.retain(|_, _| {
            place += 1;
            place % (part + 2) != 0
        });
        self.lossy |= disk.keys() != before;
    }

    /// Notes what came and went since the desk was last said to be kept.
    fn account(&mut self, before: &Content, after: &Content) {
        let (before, after) = (ids(before), ids(after));
        self.came.extend(&after - &before);
        self.went.extend(&before - &after);
        if matches!(self.keeper.saving(), Saving::Saved) {
            self.saved = content(&self.desk);
            self.came.clear();
            self.went.clear();
        }
    }

    /// What holds at every moment.
    fn hold(&self) {
        let keeper = &self.keeper;
        if keeper.is_opening() && !self.shown {
            return;
        }
        match keeper.saving() {
            Saving::Nothing | Saving::Saved if keeper.is_opening() => {}
            Saving::Nothing | Saving::Saved if !self.loaded => {}
            Saving::Nothing | Saving::Saved => {
                assert!(keeper.is_done(), "claims to be done");
                self.hold_all_is_there();
            }
            Saving::Journal => {
                assert!(
                    keeper.trouble().is_some() || keeper.is_opening() || self.is_asked(),
                    "says nothing"
                );
                if self.loaded {
                    self.hold_all_is_there();
                }
            }
            Saving::Saving => assert!(self.is_asked(), "waits for nothing"),
            Saving::Failed => {
                let alarms = &self.fake.alarms;
                let again = alarms.iter().any(|alarm| matches!(alarm, Alarm::Retry(_)));
                assert!(again || self.is_asked(), "does not try again");
            }
            Saving::Example | Saving::Copy => unreachable!(),
        }
    }

    /// Whether storage was asked for something, and will be missed if it is silent.
    fn is_asked(&self) -> bool {
        let ticket = |request: &Request| match request {
            Request::Write(ticket, _) | Request::Open(ticket) => Alarm::Overdue(*ticket),
        };
        let alarms = &self.fake.alarms;
        self.fake.requests.iter().any(|request| alarms.contains(&ticket(request)))
    }

    fn hold_all_is_there(&self) {
        if !self.lossy {
            let next = self.survivor(&self.fake.disk);
            assert_eq!(content(&next.desk), content(&self.desk), "storage and desk differ");
        }
    }

    /// What holds of a window that opens after a kill.
    fn hold_survivor(&self, next: &World) {
        let (kept, there) = (ids(&self.saved), ids(&content(&next.desk)));
        let lost = &(&kept - &self.went) - &there;
        assert!(lost.is_empty(), "said to be kept, and lost: {lost:?}");
        let risen = &there - &(&kept | &self.came);
        assert!(risen.is_empty(), "withdrawn, and back: {risen:?}");
        for (sealed, drafts) in &self.seals {
            // A single draft may be sealed as it is.
            let mut sealed = sealed.iter().filter(|id| !drafts.contains(id));
            let mut drafts = drafts.iter().filter(|id| !self.blind.contains(id));
            let both = sealed.any(|id| there.contains(id))
                && drafts.any(|id| next.desk.drafts().contains(id));
            assert!(!both, "sealed, and the drafts still there");
        }
    }

    /// Whether a window that opens now would show all that this one shows.
    pub fn is_all_there(&self) -> bool {
        let there = ids(&content(&self.survivor(&self.fake.disk).desk));
        ids(&content(&self.desk)).is_subset(&there)
    }

    /// Storage works again, and all the time in the world passes.
    pub fn calm(&mut self) {
        self.fake.room = usize::MAX;
        self.step(Step::Write { entry: 0, value: 200 });
        for _ in 0..100 {
            if self.keeper.is_done() {
                return;
            }
            self.step(Step::Answer(Answer::Done));
            self.step(Step::Ring(0));
        }
        panic!("comes to no end");
    }
}

type Seal = (Vec<RevisionId>, Vec<RevisionId>);

fn refusal(answer: Answer) -> Refusal {
    match answer {
        Answer::Closed => Refusal::Closed,
        _ => Refusal::Failed("QuotaExceededError".to_owned()),
    }
}

fn ids((shared, private, ..): &Content) -> BTreeSet<RevisionId> {
    shared.revisions().chain(private.revisions()).map(|revision| revision.id()).collect()
}
