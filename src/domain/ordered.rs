//! Collecting into ordered sets and maps one by one. The standard library's
//! own `collect` sorts first, and brings a whole merge sort into the wasm for
//! every type it is used with: twenty of them were a twentieth of the app.

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

    /// Every key with its last value.
    fn to_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        map.extend(self);
        map
    }

    /// Every key with its last value, of few.
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
