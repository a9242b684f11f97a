//! The values of a report: goroutines, what they wait for, places.

use crate::engine::report::calls::site_of;
use crate::engine::report::words::Words;
use crate::engine::report::{Goroutine, Place, Resource, ResourceKind};
use crate::vm::goroutine::WaitReason;
use crate::vm::traceback::Frame;
use crate::vm::wait_graph::{self, Waiting};

/// Of so many readers of a lock the numbers are told.
const MOST_READERS: usize = 100;

/// What is known of a goroutine that waits.
pub(super) fn goroutine(words: &Words<'_>, waiting: &Waiting) -> Goroutine {
    let resources = waiting.on.iter().map(|it| resource(words, waiting, it));
    Goroutine {
        id: waiting.id,
        state: waiting.reason.text(),
        at: place(words, waiting.at),
        started_at: place(words, waiting.creator),
        waits_for: resources.collect(),
    }
}

fn resource(words: &Words<'_>, waiting: &Waiting, it: &wait_graph::Resource) -> Resource {
    let site = site_of(words.names, waiting, it);
    let mut found = Resource {
        kind: kind_of(it),
        name: site.name,
        made_at: None,
        made_by: None,
        last_used_by: None,
        last_used_at: None,
        held_by: None,
        locked_at: None,
        read_by: Vec::new(),
        copied: false,
    };
    if let (Some(frame), Some((_, span))) = (waiting.at, site.declared) {
        let span = Some(span);
        found.made_at = place(words, Some(Frame { span, ..frame }));
    }
    match it {
        wait_graph::Resource::Channel {
            made,
            maker,
            last_use,
            ..
        } => {
            found.made_at = place(words, *made);
            found.made_by = maker.as_deref().map(str::to_owned);
            if let Some(last) = last_use {
                found.last_used_by = Some(last.goroutine);
                found.last_used_at = place(words, last.at);
            }
        }
        wait_graph::Resource::Mutex { copied, .. } => found.copied = *copied,
        wait_graph::Resource::RwMutex {
            read_by, copied, ..
        } => {
            let readers = read_by.iter().map(|reader| reader.goroutine);
            found.read_by = readers.take(MOST_READERS).collect();
            found.copied = *copied;
        }
        _ => {}
    }
    // Who waits for readers has itself locked against other writers.
    let others = waiting.reason != WaitReason::RwMutexLock;
    if let Some(holder) = it.holder().filter(|_| others) {
        found.held_by = Some(holder.goroutine);
        found.locked_at = place(words, holder.at);
    }
    found
}

fn kind_of(resource: &wait_graph::Resource) -> ResourceKind {
    use wait_graph::Resource;
    match resource {
        Resource::NilChannel => ResourceKind::NilChannel,
        Resource::Channel { send, cap, .. } => ResourceKind::Channel {
            send: *send,
            capacity: *cap,
        },
        Resource::Mutex { .. } => ResourceKind::Mutex,
        Resource::RwMutex { readers, .. } => ResourceKind::RwMutex { readers: *readers },
        Resource::WaitGroup { counter, .. } => ResourceKind::WaitGroup { counter: *counter },
        Resource::Cond { .. } => ResourceKind::Cond,
    }
}

fn place(words: &Words<'_>, frame: Option<Frame>) -> Option<Place> {
    let frame = frame?;
    let position = words.program.sources.position(frame.span?);
    Some(Place {
        function: words.program.funcs[frame.func].name.to_string(),
        file: position.file.into_owned(),
        line: position.line,
    })
}
