//! In which order the variables of a package are initialized: each after everything its initializer depends on, also
//! through functions, otherwise in source order. Spec: Package initialization.

use std::collections::BTreeSet;

/// What a node of the dependency graph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NodeKind {
    /// Initialized before everything else.
    Const,
    /// A variable.
    Var,
    /// A function: it only passes dependencies on.
    Func,
}

/// A package-level object; objects are numbered in source order.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// What its initializer or body mentions, ascending.
    pub deps: Vec<usize>,
}

/// Constants and variables in the order of their initialization, and the cycles found on the way: each begins with the
/// object to report it at, and every object refers to the next, the last one to the first.
#[derive(Default, Debug)]
pub(super) struct Order {
    /// All constants and variables.
    pub objects: Vec<usize>,
    /// Initialization cycles.
    pub cycles: Vec<Vec<usize>>,
}

/// Orders the constants and variables.
pub(super) fn order(nodes: &[Node]) -> Order {
    let mut successors = vec![Vec::new(); nodes.len()];
    let mut dependents = vec![Vec::new(); nodes.len()];
    let mut seen = vec![usize::MAX; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        if node.kind != NodeKind::Func {
            successors[at] = dependencies(nodes, at, &mut seen);
            for &dependency in &successors[at] {
                dependents[dependency].push(at);
            }
        }
    }
    let mut waiting: Vec<usize> = successors.iter().map(Vec::len).collect();
    let key = |waiting: &[usize], at: usize| (nodes[at].kind != NodeKind::Const, waiting[at], at);
    let mut queue: BTreeSet<(bool, usize, usize)> = (0..nodes.len())
        .filter(|&at| nodes[at].kind != NodeKind::Func)
        .map(|at| key(&waiting, at))
        .collect();
    let mut order = Order::default();
    while let Some((_, count, at)) = queue.pop_first() {
        if count > 0
            && let Some(cycle) = find_cycle(nodes, at)
        {
            order.cycles.push(cycle);
        }
        for &dependent in &dependents[at] {
            let queued = queue.remove(&key(&waiting, dependent));
            waiting[dependent] -= 1;
            if queued {
                queue.insert(key(&waiting, dependent));
            }
        }
        order.objects.push(at);
    }
    order
}

/// The constants and variables that a node depends on, directly or through functions.
fn dependencies(nodes: &[Node], from: usize, seen: &mut [usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut pending = vec![from];
    while let Some(at) = pending.pop() {
        for &dependency in &nodes[at].deps {
            if std::mem::replace(&mut seen[dependency], from) == from {
                continue;
            }
            match nodes[dependency].kind {
                NodeKind::Func => pending.push(dependency),
                NodeKind::Const | NodeKind::Var => found.push(dependency),
            }
        }
    }
    found
}

/// A path from a node back to itself, trying dependencies in source order.
fn find_cycle(nodes: &[Node], from: usize) -> Option<Vec<usize>> {
    let mut seen = vec![false; nodes.len()];
    seen[from] = true;
    let mut path = vec![(from, 0)];
    while let Some((at, next)) = path.last_mut() {
        let Some(&dependency) = nodes[*at].deps.get(*next) else {
            path.pop();
            continue;
        };
        *next += 1;
        if dependency == from {
            return Some(path.into_iter().map(|(at, _)| at).collect());
        }
        if !std::mem::replace(&mut seen[dependency], true) {
            path.push((dependency, 0));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(text: &str) -> Vec<Node> {
        let node = |line: &str| {
            let (kind, deps) = line.split_at(1);
            Node {
                kind: match kind {
                    "c" => NodeKind::Const,
                    "v" => NodeKind::Var,
                    _ => NodeKind::Func,
                },
                deps: deps
                    .split_whitespace()
                    .map(|dep| dep.parse().unwrap())
                    .collect(),
            }
        };
        text.split(',').map(node).collect()
    }

    #[test]
    fn orders() {
        for (text, objects) in [
            ("v,v,v", vec![0, 1, 2]),
            ("v 2,v,v 1", vec![1, 2, 0]),
            ("v 1,f 3,v,v", vec![2, 3, 0]),
            ("v 3,v,v,c", vec![3, 0, 1, 2]),
            ("v 1,f 2,f 1 3,v", vec![3, 0]),
        ] {
            let order = order(&graph(text));
            assert_eq!(order.objects, objects, "{text}");
            assert!(order.cycles.is_empty(), "{text}");
        }
    }

    #[test]
    fn cycles() {
        for (text, cycle) in [
            ("v 0", vec![0]),
            ("v 1,v 0", vec![0, 1]),
            ("v 1,f 2,f 1 0", vec![0, 1, 2]),
        ] {
            assert_eq!(order(&graph(text)).cycles[0], cycle, "{text}");
        }
    }
}
