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
}

/// What a goroutine waits for, if somebody holds it.
fn link(waiting: &Waiting) -> Option<Link<'_>> {
    // Who waits for the readers of an RWMutex has locked it against other writers: that is no cycle.
    if waiting.reason == WaitReason::RwMutexLock {
        return None;
    }
    let resource = waiting.on.first()?;
    Some(Link {
        waiting,
        resource,
        holder: resource.holder()?,
    })
}

/// All cycles, each beginning with its oldest goroutine.
pub(super) fn cycles(stuck: &Stuck) -> Vec<Vec<Link<'_>>> {
    let links = stuck.goroutines.iter().filter_map(link);
    let links: HashMap<u64, Link<'_>> = links.map(|link| (link.waiting.id, link)).collect();
    let mut seen = HashSet::new();
    let mut cycles = Vec::new();
    for waiting in &stuck.goroutines {
        let mut path = Vec::new();
        let mut at = waiting.id;
        while let Some(&link) = links.get(&at).filter(|_| seen.insert(at)) {
            path.push(link);
            at = link.holder.goroutine;
        }
        if let Some(start) = path.iter().position(|link| link.waiting.id == at) {
            let mut cycle = path.split_off(start);
            let oldest = (0..cycle.len()).min_by_key(|&i| cycle[i].waiting.id);
            cycle.rotate_left(oldest.unwrap_or(0));
            cycles.push(cycle);
        }
    }
    cycles
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
            let locked = format!("goroutine {id} locked {} here", self.held_name(&before));
            self.lock_label(before.holder, &locked, &mut finding);
            let waits = format!("goroutine {id} waits for {} here", self.wanted_name(link));
            self.wait_label(link.waiting, &waits, &mut finding);
        }
        let note = "where several locks are needed, lock them in the same order everywhere";
        finding.notes.push(note.into());
        if self.kind == Kind::Cycle {
            let note =
                "unless another goroutine unlocks one of them, none of these goroutines goes on";
            finding.notes.push(note.into());
        }
        finding
    }

    /// Who holds what and waits for what, once around.
    fn around(&self, cycle: &[Link<'_>]) -> String {
        let clear = cycle
            .iter()
            .all(|link| self.calls.clear_name(link.resource.address()).is_some());
        let last = cycle[cycle.len() - 1];
        let held = self.held_name(&last);
        let mut message = format!(
            "goroutine {} holds {held}{} and waits for ",
            cycle[0].waiting.id,
            self.place_of(last.holder)
        );
        for (i, link) in cycle.iter().enumerate() {
            let next = cycle.get(i + 1);
            if i == SHOWN {
                let (all, first) = (cycle.len(), cycle[0].waiting.id);
                message.push_str(&format!(
                    "what the next one holds, and so on through {all} goroutines back to goroutine {first}"
                ));
                break;
            }
            message.push_str(&self.wanted_name(link));
            match next {
                Some(next) if clear => message.push_str(&format!(
                    ", held by goroutine {}, which waits for ",
                    next.waiting.id
                )),
                Some(next) => message.push_str(&format!(
                    ", held by goroutine {} as {}, which waits for ",
                    next.waiting.id,
                    self.held_name(link)
                )),
                None if clear => {}
                None => message.push_str(&format!(
                    ", held by goroutine {} as {held}",
                    cycle[0].waiting.id
                )),
            }
        }
        message
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
