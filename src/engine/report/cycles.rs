//! Cycles of goroutines each of which waits for a lock that the next one holds: how they are found, and their words.

use hashbrown::{HashMap, HashSet};

use crate::diag::Finding;
use crate::engine::report::Kind;
use crate::engine::report::calls::{site_of, site_of_holder};
use crate::engine::report::words::{Words, declared_label};
use crate::vm::goroutine::WaitReason;
use crate::vm::wait_graph::{Holder, Resource, Since, Stuck, Waiting};

/// Of longer cycles only so many goroutines are shown.
const SHOWN: usize = 8;

/// A step of a cycle: a goroutine, what it waits for, and who holds that.
#[derive(Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) waiting: &'a Waiting,
    pub(super) resource: &'a Resource,
    pub(super) holder: &'a Holder,
    how: How,
}

/// How somebody keeps a lock from others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// It has locked it.
    Locked,
    /// It has locked it for reading.
    Reads,
    /// It waits itself, to lock it for writing: others have to stand behind.
    Before,
}

/// Who has to unlock what a goroutine waits for.
fn links(waiting: &Waiting) -> impl Iterator<Item = Link<'_>> {
    waiting.held_by().map(move |(resource, holder, reads)| {
        let has_readers = matches!(resource, Resource::RwMutex { readers: 1.., .. });
        let how = match reads {
            true => How::Reads,
            false if has_readers => How::Before,
            false => How::Locked,
        };
        Link {
            waiting,
            resource,
            holder,
            how,
        }
    })
}

/// A goroutine on the way from whom the search began.
struct Step<'a> {
    waiting: &'a Waiting,
    links: Vec<Link<'a>>,
    /// Of those so many have been followed; the last one leads to the next step.
    followed: usize,
}

/// Cycles, each beginning with its oldest goroutine. No goroutine is in two.
pub(super) fn cycles(stuck: &Stuck) -> Vec<Vec<Link<'_>>> {
    let all = stuck.goroutines.iter().map(|it| (it.id, it));
    let all: HashMap<u64, &Waiting> = all.collect();
    let (mut seen, mut taken) = (HashSet::new(), HashSet::new());
    let mut cycles = Vec::new();
    for first in &stuck.goroutines {
        let mut path = Vec::new();
        let mut next = Some(first);
        loop {
            if let Some(waiting) = next.filter(|it| seen.insert(it.id)) {
                path.push(Step {
                    waiting,
                    links: links(waiting).collect(),
                    followed: 0,
                });
            }
            let Some(last) = path.last_mut() else {
                break;
            };
            let Some(link) = last.links.get(last.followed) else {
                path.pop();
                next = None;
                continue;
            };
            last.followed += 1;
            let to = link.holder.goroutine;
            let on_path = |step: &Step<'_>| step.waiting.id == to;
            if seen.contains(&to)
                && let Some(start) = path.iter().position(on_path)
            {
                let around = &path[start..];
                if around.iter().all(|step| !taken.contains(&step.waiting.id)) {
                    taken.extend(around.iter().map(|step| step.waiting.id));
                    cycles.push(from_oldest(around));
                }
            }
            next = all.get(&to).copied();
        }
    }
    cycles
}

fn from_oldest<'a>(around: &[Step<'a>]) -> Vec<Link<'a>> {
    let links = around.iter().map(|step| step.links[step.followed - 1]);
    let mut cycle: Vec<Link<'a>> = links.collect();
    let oldest = (0..cycle.len()).min_by_key(|&i| cycle[i].waiting.id);
    cycle.rotate_left(oldest.unwrap_or(0));
    cycle
}

impl Words<'_> {
    /// What is to be said of a cycle.
    pub(super) fn cycle(&self, cycle: &[Link<'_>]) -> Finding {
        match cycle {
            [link] => self.own_lock(link),
            _ => self.several(cycle),
        }
    }

    /// A goroutine that waits for itself.
    fn own_lock(&self, link: &Link<'_>) -> Finding {
        let mut finding = Finding::default();
        let id = link.waiting.id;
        let site = site_of(self.names, link.waiting, link.resource);
        if link.waiting.inside.as_deref() == Some("sync.(*Once).Do") {
            let name = site.name.as_deref().unwrap_or("a sync.Once");
            self.wait_label(link.waiting, "it waits here", &mut finding);
            finding.message = format!(
                "goroutine {id} calls {name}.Do inside a function that {name}.Do has called: it waits for itself"
            );
            return finding;
        }
        let name = site.name.as_deref().unwrap_or("a lock");
        let same = link.holder.at.is_some() && link.holder.at == link.waiting.at;
        if same {
            let text = format!("it has locked {name} here before, and waits here now");
            self.wait_label(link.waiting, &text, &mut finding);
        } else {
            let text = format!("it locked {name} here");
            self.wait_label(link.waiting, "it waits here", &mut finding);
            self.lock_label(link.holder, &text, &mut finding);
        }
        declared_label(&site, &mut finding);
        self.started_label(link.waiting, true, &mut finding);
        self.holder_note(link.holder, name, &mut finding);
        if same {
            let note = "it was not unlocked in between; `defer` unlocks on every way out";
            finding.notes.push(note.into());
        } else if link.holder.since == Since::There {
            let kind = match link.resource {
                Resource::RwMutex { .. } => "an RWMutex",
                _ => "a Mutex",
            };
            finding.notes.push(format!(
                "{kind} cannot be locked again by the goroutine that holds it"
            ));
        }
        finding.message = format!("goroutine {id} waits for {name}, which it holds itself");
        finding
    }

    fn several(&self, cycle: &[Link<'_>]) -> Finding {
        let mut finding = Finding {
            message: self.around(cycle),
            ..Finding::default()
        };
        for (i, link) in cycle.iter().enumerate().take(SHOWN) {
            let before = cycle[(i + cycle.len() - 1) % cycle.len()];
            let id = link.waiting.id;
            let held = self.held_name(&before);
            let locked = match before.how {
                How::Locked => Some(format!("goroutine {id} locked {held} here")),
                How::Reads => Some(format!("goroutine {id} locked {held} for reading here")),
                How::Before => None,
            };
            if let Some(locked) = locked {
                self.lock_label(before.holder, &locked, &mut finding);
            }
            let waits = format!("goroutine {id} waits {} here", self.wanted(link));
            self.wait_label(link.waiting, &waits, &mut finding);
        }
        self.advice(cycle, &mut finding);
        finding
    }

    /// What follows from a cycle.
    fn advice(&self, cycle: &[Link<'_>], finding: &mut Finding) {
        let again = |reason| {
            cycle.iter().any(|link| {
                let Resource::RwMutex { read_by, .. } = link.resource else {
                    return false;
                };
                let id = link.waiting.id;
                let wants_to_read = link.waiting.reason == WaitReason::RwMutexRLock;
                wants_to_read == (reason == WaitReason::RwMutexRLock)
                    && read_by.iter().any(|reader| reader.goroutine == id)
            })
        };
        if again(WaitReason::RwMutexRLock) {
            let note = "a second RLock waits for a writer that waits for the first";
            finding.notes.push(note.into());
        } else if again(WaitReason::RwMutexLock) {
            let note = "a read lock cannot be turned into a write lock: unlock it first";
            finding.notes.push(note.into());
        } else if cycle.iter().any(|link| link.how == How::Before) {
            let note = "behind a goroutine that waits to lock for writing, readers wait, too";
            finding.notes.push(note.into());
        }
        let one = cycle[0].resource.address();
        if cycle.iter().any(|link| link.resource.address() != one) {
            let note = "where several locks are needed, lock them in the same order everywhere";
            finding.notes.push(note.into());
        }
        if self.kind == Kind::Cycle {
            let note =
                "unless another goroutine unlocks one of them, none of these goroutines goes on";
            finding.notes.push(note.into());
        }
    }

    /// Who holds what and waits for what, once around.
    fn around(&self, cycle: &[Link<'_>]) -> String {
        let clear = cycle
            .iter()
            .all(|link| self.calls.clear_name(link.resource.address()).is_some());
        let last = &cycle[cycle.len() - 1];
        let (held, at) = (self.held_name(last), self.place_of(last.holder));
        let first = cycle[0].waiting.id;
        let mut message = match last.how {
            How::Locked => format!("goroutine {first} holds {held}{at} and"),
            How::Reads => format!("goroutine {first} holds {held} for reading{at} and"),
            How::Before => format!("goroutine {first}"),
        };
        for (i, link) in cycle.iter().enumerate() {
            if i == SHOWN {
                let all = cycle.len();
                message.push_str(&format!(
                    " waits for what the next one holds, and so on through {all} goroutines back to goroutine {first}"
                ));
                break;
            }
            message.push_str(&format!(" waits {}", self.wanted(link)));
            let next = cycle.get(i + 1).map(|next| next.waiting.id);
            let id = next.unwrap_or(first);
            let by = match link.how {
                How::Locked => "held by",
                How::Reads => "held for reading by",
                How::Before => "behind",
            };
            if next.is_some() || !clear || link.how == How::Before {
                message.push_str(&format!(", {by} goroutine {id}"));
            }
            if !clear && link.how != How::Before {
                message.push_str(&format!(" as {}", self.held_name(link)));
            }
            if next.is_some() {
                message.push_str(", which");
            }
        }
        message
    }

    /// What a goroutine waits for.
    fn wanted(&self, link: &Link<'_>) -> String {
        let name = self.wanted_name(link);
        match (link.resource, link.waiting.reason) {
            (Resource::RwMutex { .. }, WaitReason::RwMutexRLock) => {
                format!("to lock {name} for reading")
            }
            (Resource::RwMutex { .. }, _) => format!("to lock {name} for writing"),
            _ => format!("for {name}"),
        }
    }

    /// As who waits calls it.
    fn wanted_name(&self, link: &Link<'_>) -> String {
        let site = site_of(self.names, link.waiting, link.resource);
        site.name.unwrap_or_else(|| "a lock".to_owned())
    }

    /// As who holds it calls it.
    fn held_name(&self, link: &Link<'_>) -> String {
        let site = site_of_holder(self.names, link.holder, link.resource);
        site.name.unwrap_or_else(|| "a lock".to_owned())
    }

    /// ` (main.go:12)`
    fn place_of(&self, holder: &Holder) -> String {
        let span = holder.at.and_then(|frame| frame.span);
        span.map_or_else(String::new, |span| {
            let position = self.program.sources.position(span);
            format!(" ({}:{})", position.file, position.line)
        })
    }
}
