//! The sentences about Mutex and RWMutex.

use crate::diag::Finding;
use crate::engine::report::calls::site_of_holder;
use crate::engine::report::names::Site;
use crate::engine::report::words::{Words, declared_label, label, subject, times};
use crate::vm::goroutine::WaitReason;
use crate::vm::wait_graph::{Holder, Resource, Since, Waiting};

impl Words<'_> {
    /// Where a lock was declared may be plain only where somebody else has locked it.
    pub(super) fn with_declaration(&self, site: Site, resource: &Resource) -> Site {
        let holder = resource.holder().filter(|_| site.declared.is_none());
        let other = holder.map(|holder| site_of_holder(self.names, holder, resource));
        let declared = other.and_then(|other| other.declared);
        Site {
            declared: site.declared.or(declared),
            ..site
        }
    }

    /// What a goroutine waits for that waits for a Mutex.
    pub(super) fn mutex(
        &self,
        waiting: &Waiting,
        site: &Site,
        holder: Option<&Holder>,
        finding: &mut Finding,
    ) -> String {
        let once = waiting.inside.as_deref() == Some("sync.(*Once).Do");
        let name = site.name.as_deref().unwrap_or("a lock");
        let Some(holder) = holder else {
            return format!("for {name}, which is locked");
        };
        let by = holder.goroutine;
        if once {
            let name = site.name.as_deref().unwrap_or("a sync.Once");
            return format!(
                "in {name}.Do, which goroutine {by} has called and which has not returned"
            );
        }
        self.lock_label(holder, &format!("goroutine {by} locked it here"), finding);
        declared_label(site, finding);
        self.holder_note(holder, name, finding);
        match holder.since {
            Since::Ended => {
                format!("for {name}, which goroutine {by} has locked; that goroutine has ended")
            }
            _ => format!("for {name}, held by goroutine {by}"),
        }
    }

    /// What a goroutine waits for that waits for an RWMutex.
    pub(super) fn rw_mutex(
        &self,
        waiting: &Waiting,
        resource: &Resource,
        site: &Site,
        finding: &mut Finding,
    ) -> String {
        let Resource::RwMutex {
            writer,
            readers,
            read_by,
            ..
        } = resource
        else {
            return String::new();
        };
        let name = site.name.as_deref().unwrap_or("an RWMutex");
        let itself = read_by.iter().any(|it| it.goroutine == waiting.id);
        self.readers(read_by, name, finding);
        if waiting.reason == WaitReason::RwMutexLock {
            declared_label(site, finding);
            if itself {
                finding.notes.push(format!(
                    "goroutine {} has locked {name} for reading itself: a read lock cannot be turned into a write lock",
                    waiting.id
                ));
            }
            let times = times(*readers as usize);
            return format!("to lock {name} for writing, which is locked for reading {times}");
        }
        let mode = match waiting.reason {
            WaitReason::RwMutexRLock => "reading",
            _ => "writing",
        };
        let to = format!("to lock {name} for {mode}");
        let Some(writer) = writer else {
            declared_label(site, finding);
            return to;
        };
        let by = writer.goroutine;
        if *readers > 0 {
            declared_label(site, finding);
            if itself {
                finding.notes.push(format!(
                    "goroutine {} has locked {name} for reading before: a second RLock waits for a writer that waits for the first",
                    waiting.id
                ));
            }
            return format!("{to}, behind goroutine {by}, which waits to lock it for writing");
        }
        self.lock_label(
            writer,
            &format!("goroutine {by} locked it for writing here"),
            finding,
        );
        declared_label(site, finding);
        self.holder_note(writer, name, finding);
        match writer.since {
            Since::Ended => format!(
                "{to}, which goroutine {by} has locked for writing; that goroutine has ended"
            ),
            _ => format!("{to}, held for writing by goroutine {by}"),
        }
    }

    /// Who has locked an RWMutex for reading, and where.
    fn readers(&self, read_by: &[Holder], name: &str, finding: &mut Finding) {
        const SHOWN: usize = 4;
        let mut places: Vec<(&Holder, Vec<u64>)> = Vec::new();
        for reader in read_by {
            let known = places.iter().position(|(first, _)| first.at == reader.at);
            match known {
                Some(at) => places[at].1.push(reader.goroutine),
                None if places.len() < SHOWN => places.push((reader, vec![reader.goroutine])),
                None => {}
            }
        }
        for (first, ids) in &mut places {
            ids.dedup();
            let label = format!("{} locked it for reading here", subject(ids));
            self.lock_label(first, &label, finding);
        }
        let ended = read_by.iter().filter(|it| it.since == Since::Ended);
        let mut ended: Vec<u64> = ended.map(|it| it.goroutine).collect();
        ended.dedup();
        if !ended.is_empty() {
            let have = if ended.len() == 1 { "has" } else { "have" };
            finding.notes.push(format!(
                "{} {have} ended without unlocking {name}",
                subject(&ended)
            ));
        }
    }

    /// What a goroutine waits for whose lock was locked when it was copied.
    pub(super) fn copied_lock(
        &self,
        waiting: &Waiting,
        resource: &Resource,
        site: &Site,
        finding: &mut Finding,
    ) -> String {
        declared_label(site, finding);
        if let Some((name, span)) = site
            .part_of
            .as_ref()
            .filter(|_| site.part_of != site.declared)
        {
            label(finding, *span, &format!("the copy is in {name}"));
        }
        let kind = match resource {
            Resource::RwMutex { .. } => "an RWMutex",
            _ => "a Mutex",
        };
        finding.notes.push(format!(
            "{kind} that is copied while it is locked stays locked, since whoever locked it unlocks the original; use a pointer to it, \
             or to what it is part of (`go vet` finds such copies)"
        ));
        if waiting.inside.as_deref() == Some("sync.(*Once).Do") {
            let name = site.name.as_deref().unwrap_or("a sync.Once");
            return format!("in {name}.Do: {name} is a copy, made while the original's Do ran");
        }
        let name = site.name.as_deref().unwrap_or("a lock");
        format!("for {name}, a copy of {kind} that was locked when it was copied")
    }

    /// A label at the place where somebody has locked.
    pub(super) fn lock_label(&self, holder: &Holder, text: &str, finding: &mut Finding) {
        if let Some(span) = holder.at.and_then(|frame| frame.span) {
            self.label(finding, span, text);
        }
    }

    /// Says that the function that locked has returned, if it has.
    pub(super) fn holder_note(&self, holder: &Holder, name: &str, finding: &mut Finding) {
        if let (Since::Returned | Since::Ended, Some(frame)) = (holder.since, holder.at) {
            let function = &self.program.funcs[frame.func].name;
            finding.notes.push(format!(
                "{function} has locked {name} and left without unlocking it; `defer` unlocks on every way out"
            ));
        }
    }
}
