//! A paper as it is set: headings, lines, lists and tables, whose words know
//! whose they are. Does not know what a paper is about, nor where it goes.

use crate::domain::rollup::Tally;
use crate::i18n::Language;

/// Whose words they are, which decides in which language and direction they
/// are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// This program's, in the paper's language.
    Ours,
    /// This program's, and to be seen first.
    Strong,
    /// This program's, and not to be broken into lines: a sign and its word.
    Whole,
    /// An id or a fingerprint: the same in every language.
    Id,
    /// A State's, in whatever language it writes.
    Said,
    /// The source's, in French and to the letter.
    Source,
}

/// Words of one voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Whose they are.
    pub voice: Voice,
    /// The words.
    pub text: String,
}

impl Words {
    /// Words of a voice.
    pub fn new(voice: Voice, text: impl Into<String>) -> Self {
        Self { voice, text: text.into() }
    }

    /// Words of this program.
    pub fn ours(text: impl Into<String>) -> Self {
        Self::new(Voice::Ours, text)
    }

    /// Words of this program that are to be seen first.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::new(Voice::Strong, text)
    }

    /// An id.
    pub fn id(text: impl Into<String>) -> Self {
        Self::new(Voice::Id, text)
    }

    /// Words of a State.
    pub fn said(text: impl Into<String>) -> Self {
        Self::new(Voice::Said, text)
    }
}

/// A line of words, one after the other.
pub type Line = Vec<Words>;

/// A line of this program's words.
pub fn line(text: impl Into<String>) -> Line {
    vec![Words::ours(text)]
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How much of the width it takes, in per cent.
    pub width: u32,
    /// Whether it holds figures, which stand in the middle.
    pub figures: bool,
}

/// A table. The first cell of a row says what the row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows: cells of lines.
    pub rows: Vec<Vec<Vec<Line>>>,
    /// What each row counts, to be drawn as a bar below its first cell; empty
    /// if nothing is drawn. The figures stand in the row, so a bar adds none.
    pub bars: Vec<Tally>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 2 or 3, below the title.
    Heading(u8, Line),
    /// A paragraph.
    Text(Line),
    /// A remark in small type.
    Note(Line),
    /// A list.
    Items(Vec<Line>),
    /// A table.
    Table(Table),
}

/// A paper, ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The language of its own words.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// What stands on every page: marking, draft, edition, day, fingerprint.
    pub running: Running,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What stands on every page of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The handling line; empty if there is none.
    pub marking: String,
    /// The word for a draft; empty if it is none.
    pub draft: String,
    /// Edition, day and fingerprint, named.
    pub origin: Vec<(String, String)>,
}

impl Running {
    /// What stands at the head of every page beside the title.
    pub fn head(&self) -> Vec<&str> {
        let parts = [self.marking.as_str(), self.draft.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }

    /// What stands at the foot of every page.
    pub fn foot(&self) -> String {
        let named = self.origin.iter().map(|(name, value)| format!("{name} {value}"));
        named.collect::<Vec<_>>().join(" · ")
    }
}
