//! Vectors that are alike, as groups.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Asked;
use super::vectors::{Vector, Vectors, cosine, unit};

/// How similar a query must be to a group to join it.
const SIMILAR: f64 = 0.47;

/// How similar two groups must be to be one.
const SAME: f64 = 0.5;

/// So often each query looks whether another group has become more like it.
const ROUNDS: usize = 3;

/// Groups are looked up by so many of their weightiest directions.
const WEIGHTIEST: usize = 8;

/// A query with a slip is so much less typical.
const MISSPELT: f64 = 0.5;

/// Numbers of queries that are about the same.
#[derive(Default)]
pub(super) struct Group {
    pub(super) members: Vec<usize>,
    /// Where its members point to, of unit length.
    centre: Vector,
}

/// Each query in one group. What was asked oftenest begins the first.
pub(super) fn group(asked: &[Asked<'_>], vectors: &Vectors) -> Vec<Group> {
    let mut groups = Groups { asked, vectors, all: Vec::new(), places: BTreeMap::new() };
    for query in 0..asked.len() {
        match groups.most_similar(vectors.of(query)).filter(|(_, similarity)| *similarity >= SIMILAR) {
            Some((group, _)) => groups.add(group, query),
            None => groups.begin(query),
        }
    }
    for _ in 0..ROUNDS {
        groups.settle();
    }
    groups.merge();
    groups.all
}

impl Group {
    /// The member that is most like all others; of those that are alike the one that was asked oftenest.
    pub(super) fn typical<'a, 'l>(&self, asked: &'a [Asked<'l>], vectors: &Vectors) -> Option<&'a Asked<'l>> {
        let value = |&member: &usize| {
            let (often, is_spelt) =
                asked.get(member).map_or((0, false), |asked| (asked.entries.len(), asked.is_spelt()));
            let spelling = if is_spelt { 1.0 } else { MISSPELT };
            cosine(vectors.of(member), &self.centre) * libm::log(1.0 + often as f64) * spelling
        };
        let best = self
            .members
            .iter()
            .copied()
            .reduce(|best, member| if value(&member) > value(&best) { member } else { best });
        asked.get(best?)
    }
}

struct Groups<'a, 'l> {
    asked: &'a [Asked<'l>],
    vectors: &'a Vectors,
    all: Vec<Group>,
    /// The groups by their weightiest directions.
    places: BTreeMap<u32, BTreeSet<usize>>,
}

impl Groups<'_, '_> {
    /// The group that points most nearly where the vector does.
    fn most_similar(&self, vector: &[(u32, f64)]) -> Option<(usize, f64)> {
        let near: BTreeSet<usize> =
            vector.iter().filter_map(|(direction, _)| self.places.get(direction)).flatten().copied().collect();
        let similar = near.into_iter().filter_map(|group| Some((group, cosine(vector, &self.all.get(group)?.centre))));
        similar.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    fn begin(&mut self, query: usize) {
        self.all.push(Group::default());
        self.add(self.all.len() - 1, query);
    }

    fn add(&mut self, group: usize, query: usize) {
        if let Some(group) = self.all.get_mut(group) {
            group.members.push(query);
        }
        self.point(group);
    }

    /// Turns a group to where its members point, the oftener asked the more.
    fn point(&mut self, number: usize) {
        let Some(group) = self.all.get_mut(number) else { return };
        let mut sum: BTreeMap<u32, f64> = BTreeMap::new();
        for &member in &group.members {
            let often = self.asked.get(member).map_or(0, |asked| asked.entries.len());
            for (direction, weight) in self.vectors.of(member) {
                *sum.entry(*direction).or_default() += weight * libm::log(1.0 + often as f64);
            }
        }
        for (direction, _) in weightiest(&group.centre) {
            self.places.entry(direction).or_default().remove(&number);
        }
        group.centre = unit(sum.into_iter().collect());
        for (direction, _) in weightiest(&group.centre) {
            self.places.entry(direction).or_default().insert(number);
        }
    }

    /// Lets every query go to the group that it is most like by now.
    fn settle(&mut self) {
        let mut members: Vec<Vec<usize>> = self.all.iter().map(|_| Vec::new()).collect();
        let homes =
            self.all.iter().enumerate().flat_map(|(home, group)| group.members.iter().map(move |&query| (query, home)));
        for (query, home) in homes.collect::<BTreeMap<usize, usize>>() {
            let best = self.most_similar(self.vectors.of(query)).filter(|(_, similarity)| *similarity >= SIMILAR);
            if let Some(members) = members.get_mut(best.map_or(home, |(group, _)| group)) {
                members.push(query);
            }
        }
        for (number, members) in members.into_iter().enumerate() {
            self.replace(number, members);
        }
    }

    fn replace(&mut self, number: usize, members: Vec<usize>) {
        if let Some(group) = self.all.get_mut(number) {
            group.members = members;
        }
        self.point(number);
    }

    /// Makes groups one that point the same way, and leaves out those that have become empty.
    fn merge(&mut self) {
        for number in 0..self.all.len() {
            while let Some(other) = self.same_as(number) {
                let moved = self.all.get_mut(other).map(|group| std::mem::take(&mut group.members)).unwrap_or_default();
                self.point(other);
                let own = self.all.get(number).map(|group| group.members.clone()).unwrap_or_default();
                self.replace(number, own.into_iter().chain(moved).collect());
            }
        }
        self.all.retain(|group| !group.members.is_empty());
    }

    /// The group that is most like this one, if both are about the same.
    fn same_as(&self, number: usize) -> Option<usize> {
        let centre = &self.all.get(number)?.centre;
        let near: BTreeSet<usize> = weightiest(centre)
            .iter()
            .filter_map(|(direction, _)| self.places.get(direction))
            .flatten()
            .copied()
            .collect();
        let others = near.into_iter().filter(|&other| other != number);
        let similar = others.filter_map(|other| Some((other, cosine(centre, &self.all.get(other)?.centre))));
        let best = similar.reduce(|best, other| if other.1 > best.1 { other } else { best });
        best.filter(|(_, similarity)| *similarity >= SAME).map(|(other, _)| other)
    }
}

fn weightiest(vector: &Vector) -> Vector {
    let mut vector = vector.clone();
    vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    vector.truncate(WEIGHTIEST);
    vector
}
