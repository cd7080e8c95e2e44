//! A PHP value made up by proptest, and the tree that it must give.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::wire::{Map, Value};

/// What PHP can hold and send.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Tree>),
    Map(std::collections::BTreeMap<String, Tree>),
}

impl Tree {
    pub(super) fn entries(&self) -> Vec<(String, &Self)> {
        match self {
            Self::List(list) => list.iter().enumerate().map(|(number, tree)| (number.to_string(), tree)).collect(),
            Self::Map(map) => map.iter().map(|(key, tree)| (key.clone(), tree)).collect(),
            _ => Vec::new(),
        }
    }

    /// The text that PHP makes of a scalar.
    pub(super) fn scalar(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(u8::from(*value).to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// What both decoders must make of it.
    pub(super) fn expected(&self) -> Option<Value> {
        if let Some(text) = self.scalar() {
            return Some(Value::Text(text));
        }
        let entries = self.entries().into_iter();
        let map: Map = entries.filter_map(|(key, tree)| Some((key, tree.expected()?))).collect();
        (!map.is_empty()).then_some(Value::Map(map))
    }

    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Number(number) => (*number).into(),
            Self::Text(text) => text.clone().into(),
            Self::List(list) => list.iter().map(Self::json).collect(),
            Self::Map(map) => map.iter().map(|(key, tree)| (key.clone(), tree.json())).collect(),
        }
    }
}

/// Keys that PHP's encoding can carry: not empty, no `]`, not a single space.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z_]{1,12}",
        2 => "[0-9]{1,6}",
        1 => "[^\\]\0]{1,8}".prop_filter("one blank alone appends", |key| !key.trim_ascii().is_empty() && key != "\u{b}"),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        1 => Just(Tree::Null),
        1 => any::<bool>().prop_map(Tree::Bool),
        2 => any::<i64>().prop_map(Tree::Number),
        4 => "[^\0]{0,24}".prop_map(Tree::Text),
        2 => "[a-z0-9 ]{0,40}".prop_map(Tree::Text),
    ];
    leaf.prop_recursive(5, 16, 4, |inner| {
        prop_oneof![vec(inner.clone(), 0..13).prop_map(Tree::List), btree_map(key(), inner, 0..4).prop_map(Tree::Map)]
    })
}

/// A body: a map whose own keys are names that PHP does not change.
pub(super) fn body() -> impl Strategy<Value = Tree> {
    btree_map("[A-Za-z_][A-Za-z0-9_]{0,9}", tree(), 0..5).prop_map(Tree::Map)
}

/// A body of texts and maps with letters as keys, which any decoder of brackets can read.
pub(super) fn simple_body() -> impl Strategy<Value = Tree> {
    let leaf = "[a-z0-9é &=+%]{1,12}".prop_map(Tree::Text);
    let inner = leaf.prop_recursive(3, 8, 3, |inner| btree_map("[a-z]{1,4}", inner, 1..4).prop_map(Tree::Map));
    btree_map("[a-z]{1,6}", inner, 1..6).prop_map(Tree::Map)
}
