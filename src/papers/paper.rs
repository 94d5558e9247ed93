//! The structure of a paper: headings, lines, lists and tables of words with a
//! voice. Does not know what a paper is about, nor where it goes.

use crate::domain::rollup::Tally;
use crate::i18n::Language;

/// The origin of words, which decides in which language and direction they are
/// rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// This program's, in the paper's language.
    Ours,
    /// This program's, emphasised.
    Strong,
    /// This program's, and not to be broken into lines: a sign and its word.
    Whole,
    /// An id or a fingerprint: the same in every language.
    Id,
    /// A State's, in any language.
    Said,
    /// The source's, in French and verbatim.
    Source,
}

/// Words of one voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Their origin.
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

    /// Emphasised words of this program.
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

/// A line: words one after the other.
pub type Line = Vec<Words>;

/// A line of this program's words.
pub fn line(text: impl Into<String>) -> Line {
    vec![Words::ours(text)]
}

/// Where the next words of an item of a list begin on a line of their own.
pub fn next_line() -> Words {
    Words::ours("\n")
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub head: String,
    /// Its share of the width, in per cent.
    pub width: u32,
    /// Whether it contains numbers, which are centred.
    pub figures: bool,
}

/// A table. The first cell of a row is its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; a cell is a list of lines.
    pub rows: Vec<Vec<Vec<Line>>>,
    /// For each row, the counts to draw as a bar below its first cell; empty for no bars. The row
    /// also contains the numbers, so a bar is only decoration.
    pub bars: Vec<Tally>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 2 or 3, below the title.
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

/// A paper, ready to be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The language of its own words.
    pub language: Language,
    /// The title: the kind of paper.
    pub title: String,
    /// The State or scope.
    pub subject: String,
    /// The content of every page: marking, draft, edition, day, fingerprint.
    pub running: Running,
    /// The content.
    pub blocks: Vec<Block>,
}

/// The content of every page of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The handling marking; empty if there is none.
    pub marking: String,
    /// The word for a draft; empty if it is not one.
    pub draft: String,
    /// Edition, day and fingerprint, with labels.
    pub origin: Vec<(String, String)>,
}

impl Running {
    /// The header of every page, beside the title.
    pub fn head(&self) -> Vec<&str> {
        let parts = [self.marking.as_str(), self.draft.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }

    /// The footer of every page.
    pub fn foot(&self) -> String {
        let named = self.origin.iter().map(|(name, value)| format!("{name} {value}"));
        named.collect::<Vec<_>>().join(" · ")
    }
}
