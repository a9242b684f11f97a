//! The sentences about Mutex and RWMutex.

use crate::diag::Finding;
use crate::engine::report::calls::site_of_holder;
use crate::engine::report::names::Site;
use crate::engine::report::words::{Words, declared_label, times};
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
            reader,
            ..
        } = resource
        else {
            return String::new();
        };
        let name = site.name.as_deref().unwrap_or("an RWMutex");
        let itself = reader
            .as_ref()
            .is_some_and(|reader| reader.goroutine == waiting.id);
        if let Some(reader) = reader.as_ref().filter(|_| *readers > 0) {
            let id = reader.goroutine;
            self.lock_label(
                reader,
                &format!("goroutine {id} locked it for reading here"),
                finding,
            );
            if reader.since == Since::Ended {
                finding
                    .notes
                    .push(format!("goroutine {id} has ended without unlocking {name}"));
            }
        }
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
