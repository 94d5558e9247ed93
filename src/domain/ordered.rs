//! Collects into ordered sets and maps by inserting one by one. The standard
//! `collect` sorts first, which adds a merge sort to the wasm for every element
//! type: together 5 % of the app.

use std::collections::{BTreeMap, BTreeSet};

use litemap::LiteMap;

/// Collects without sorting first.
pub trait Ordered: Iterator + Sized {
    /// Every item, once.
    fn to_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        set.extend(self);
        set
    }

    /// Every key; the last value wins.
    fn to_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        map.extend(self);
        map
    }

    /// The same as a [`LiteMap`], for few keys.
    fn to_lite_map<K: Ord, V>(self) -> LiteMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = LiteMap::new();
        self.for_each(|(key, value)| drop(map.insert(key, value)));
        map
    }
}

impl<I: Iterator> Ordered for I {}
