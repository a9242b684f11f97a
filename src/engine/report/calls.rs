//! By which names the goroutines of a report call each lock, and whether these are enough to tell the locks apart.

use hashbrown::{HashMap, HashSet};

use crate::engine::report::names::{Names, Site};
use crate::vm::goroutine::WaitReason;
use crate::vm::wait_graph::{Holder, Resource, Stuck, Waiting};

/// The names of each lock, by its address.
#[derive(Default)]
pub(super) struct Calls {
    names: HashMap<u64, Vec<String>>,
}

/// Methods of package sync whose receiver is what a goroutine waits for.
const METHODS: &[&str] = &[
    "sync.(*Mutex).Lock",
    "sync.(*RWMutex).Lock",
    "sync.(*RWMutex).RLock",
    "sync.(*WaitGroup).Wait",
    "sync.(*Cond).Wait",
    "sync.(*Once).Do",
];

/// What the text says about a thing at the place where a goroutine waits for it.
pub(super) fn site_of(names: Option<&Names<'_>>, waiting: &Waiting, resource: &Resource) -> Site {
    let span = waiting.at.and_then(|frame| frame.span);
    let (Some(names), Some(span)) = (names, span) else {
        return Site::default();
    };
    let method = waiting.inside.as_deref();
    match (resource, method) {
        (Resource::Channel { case, .. }, None) if waiting.reason == WaitReason::Select => {
            names.case(span, *case)
        }
        (Resource::Channel { send, .. }, None) => names.channel(span, *send),
        (Resource::NilChannel, None) => {
            names.channel(span, waiting.reason == WaitReason::ChanSendNil)
        }
        // Whoever has been woken needs the lock again.
        (Resource::Mutex { .. } | Resource::RwMutex { .. }, Some("sync.(*Cond).Wait")) => Site {
            name: (names.receiver(span, "Cond").name).map(|name| format!("{name}.L")),
            ..Site::default()
        },
        (_, Some(method)) if METHODS.contains(&method) => names.receiver(span, type_name(resource)),
        _ => Site::default(),
    }
}

/// What the text says about a lock at the place where somebody locked it.
pub(super) fn site_of_holder(
    names: Option<&Names<'_>>,
    holder: &Holder,
    resource: &Resource,
) -> Site {
    let span = holder.at.and_then(|frame| frame.span);
    match (names, span) {
        (Some(names), Some(span)) => names.receiver(span, type_name(resource)),
        _ => Site::default(),
    }
}

fn type_name(resource: &Resource) -> &'static str {
    match resource {
        Resource::NilChannel | Resource::Channel { .. } => "",
        Resource::Mutex { .. } => "Mutex",
        Resource::RwMutex { .. } => "RWMutex",
        Resource::WaitGroup { .. } => "WaitGroup",
        Resource::Cond { .. } => "Cond",
    }
}

impl Calls {
    /// Collects the names of all locks that somebody holds and somebody waits for.
    pub(super) fn collect(names: Option<&Names<'_>>, stuck: &Stuck) -> Calls {
        let mut calls = Calls::default();
        let mut seen = HashSet::new();
        for waiting in &stuck.goroutines {
            for (resource, holder, reads) in waiting.held_by() {
                let at = resource.address();
                calls.add(at, site_of(names, waiting, resource));
                // The readers are the same for everybody.
                if !reads || seen.insert((at, holder.goroutine)) {
                    calls.add(at, site_of_holder(names, holder, resource));
                }
            }
        }
        calls
    }

    fn add(&mut self, address: u64, site: Site) {
        let names = self.names.entry(address).or_default();
        // A thing without a name is told apart from nothing.
        let name = site.name.unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }

    /// The one name by which everybody calls this lock, if nobody calls another one so.
    pub(super) fn clear_name(&self, address: u64) -> Option<&str> {
        let [name] = self.names.get(&address)?.as_slice() else {
            return None;
        };
        let mut others = self.names.iter().filter(|(other, _)| **other != address);
        (!name.is_empty() && others.all(|(_, names)| !names.contains(name))).then_some(name)
    }
}
