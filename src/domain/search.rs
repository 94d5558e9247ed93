//! Finds elements by words, ignoring accents and case. The caller passes the
//! folding function, because Unicode normalisation is done by the browser.

/// The texts of a list of elements, folded once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchIndex {
    folded: Vec<String>,
}

impl SearchIndex {
    /// Folds the texts; each is an element's id and its texts in the languages shown.
    pub fn new(texts: impl Iterator<Item = String>, fold: impl Fn(&str) -> String) -> Self {
        Self { folded: texts.map(|text| fold(&text)).collect() }
    }

    /// Whether the text at this position contains every word of the (already
    /// folded) query. An empty query matches everything.
    pub fn matches(&self, position: usize, folded_query: &str) -> bool {
        let Some(text) = self.folded.get(position) else {
            return false;
        };
        folded_query.split_whitespace().all(|word| text.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_occur_in_any_order() {
        let texts = ["Marquage des armes", "Tenue de registres"].map(String::from).into_iter();
        let index = SearchIndex::new(texts, str::to_lowercase);
        assert!(index.matches(0, "armes marq"));
        assert!(!index.matches(1, "armes marq"));
        assert!(index.matches(1, "  "));
        assert!(!index.matches(7, ""));
    }
}
