//! Who last did what a goroutine waits for, and what has become of that one: a label where the channel was used.

use crate::diag::Finding;
use crate::engine::report::calls::site_of;
use crate::engine::report::words::{Group, Words};
use crate::vm::goroutine::WaitReason;
use crate::vm::wait_graph::{Holder, Resource, Since, Waiting};

/// Of a select so many channels are looked at.
const SHOWN: usize = 4;

impl Words<'_> {
    /// Labels where others have last used the channels that these goroutines wait for.
    pub(super) fn last_use_labels(&self, group: &Group<'_>, finding: &mut Finding) {
        for resource in group.first.on.iter().take(SHOWN) {
            let Resource::Channel {
                last_use: Some(last),
                send,
                timer: false,
                ..
            } = resource
            else {
                continue;
            };
            // Who has used it itself needs not be told, and one of several channels says nothing about the others.
            if group.same && !group.ids.contains(&last.goroutine) {
                let site = site_of(self.names, group.first, resource);
                self.last_use_label(last, *send, site.name.as_deref(), finding);
            }
        }
    }

    fn last_use_label(&self, last: &Holder, send: bool, name: Option<&str>, finding: &mut Finding) {
        let Some(span) = last.at.and_then(|frame| frame.span) else {
            return;
        };
        let name = name.unwrap_or("the channel");
        let id = last.goroutine;
        let did = match send {
            true => "received from it",
            false => "sent on it",
        };
        let waits = self.stuck.goroutines.iter().find(|it| it.id == id);
        let since = match (last.since, waits) {
            (Since::Ended, _) => " and has ended since".to_owned(),
            (_, Some(waiting)) => format!(" and now waits {}", self.briefly(waiting)),
            _ => String::new(),
        };
        let text = format!("{name} was last used here: goroutine {id} {did}{since}");
        self.label(finding, span, &text);
    }

    /// What a goroutine waits for, in a few words.
    fn briefly(&self, waiting: &Waiting) -> String {
        let [resource] = waiting.on.as_slice() else {
            return match waiting.reason {
                WaitReason::Select => "in a select".to_owned(),
                _ => "for ever".to_owned(),
            };
        };
        let site = site_of(self.names, waiting, resource);
        let or = |other: &str| site.name.clone().unwrap_or_else(|| other.to_owned());
        match (resource, waiting.reason) {
            (_, WaitReason::Select) => "in a select".to_owned(),
            (Resource::NilChannel, _) => "for ever".to_owned(),
            (Resource::Channel { .. }, _) if site.context.is_some() => {
                format!("until {} is cancelled", site.context.unwrap_or_default())
            }
            (Resource::Channel { send: true, .. }, _) => format!("to send on {}", or("a channel")),
            (Resource::Channel { .. }, _) => format!("to receive from {}", or("a channel")),
            (Resource::Mutex { .. } | Resource::RwMutex { .. }, _) => {
                format!("for {}", or("a lock"))
            }
            (Resource::WaitGroup { .. }, _) => format!("for {}", or("a WaitGroup")),
            (Resource::Cond { .. }, _) => format!("for {}", or("a Cond")),
        }
    }
}
