//! The sentences of a report: what each goroutine waits for, where that is from, who has it, and what follows from it.
//!
//! Only what is certain is said. That a goroutine holds a lock means that it locked it and nobody has unlocked it.

use crate::bytecode::program as bytecode;
use crate::diag::{Finding, Label};
use crate::engine::report::Kind;
use crate::engine::report::calls::{Calls, site_of};
use crate::engine::report::names::{Names, Site};
use crate::source::Span;
use crate::vm::goroutine::WaitReason;
use crate::vm::traceback::Frame;
use crate::vm::wait_graph::{Resource, Stuck, Waiting};

/// What sentences are made from.
pub(super) struct Words<'a> {
    pub(super) program: &'a bytecode::Program,
    pub(super) names: Option<&'a Names<'a>>,
    pub(super) calls: Calls,
    pub(super) stuck: &'a Stuck,
    pub(super) kind: Kind,
}

/// Goroutines of which the same is to be said.
pub(super) struct Group<'a> {
    pub(super) first: &'a Waiting,
    pub(super) ids: Vec<u64>,
    /// They wait for the same things, not only for things of the same sort.
    pub(super) same: bool,
}

impl Words<'_> {
    /// What is to be said of goroutines that are not in a cycle.
    pub(super) fn finding(&self, group: &Group<'_>) -> Finding {
        let waiting = group.first;
        let one = group.ids.len() == 1;
        let mut finding = Finding::default();
        let who = subject(&group.ids);
        let waits = if one { "waits" } else { "wait" };
        self.wait_label(
            waiting,
            if one {
                "it waits here"
            } else {
                "they wait here"
            },
            &mut finding,
        );
        let what = match waiting.on.as_slice() {
            [resource] if waiting.reason != WaitReason::Select => {
                self.resource(waiting, resource, &mut finding)
            }
            [] if waiting.reason == WaitReason::SelectNoCases => {
                "for ever, in `select {}`".to_owned()
            }
            [] if waiting.reason == WaitReason::Select => {
                "in a select whose channels are all nil".to_owned()
            }
            [] => format!("({})", waiting.reason.text()),
            cases => self.select(waiting, cases, &mut finding),
        };
        finding.message = format!("{who} {waits} {what}");
        self.last_use_labels(group, &mut finding);
        self.started_label(waiting, one, &mut finding);
        finding
    }

    /// A label at the `go` statement, if Go's text does not have it or the goroutine has nothing else.
    pub(super) fn started_label(&self, waiting: &Waiting, one: bool, finding: &mut Finding) {
        let span = waiting.creator.and_then(|frame| frame.span);
        if let Some(span) = span.filter(|_| self.kind != Kind::Deadlock || waiting.at.is_none()) {
            let text = match one {
                true => "it was started here",
                false => "they were started here",
            };
            self.label(finding, span, text);
        }
    }

    /// Adds a label to an operation.
    pub(super) fn label(&self, finding: &mut Finding, span: Span, text: &str) {
        let span = self.names.map_or(span, |names| names.whole(span));
        label(finding, span, text);
    }

    /// A label at the place where a goroutine waits.
    pub(super) fn wait_label(&self, waiting: &Waiting, text: &str, finding: &mut Finding) {
        if let Some(span) = waiting.at.and_then(|frame| frame.span) {
            self.label(finding, span, text);
        }
    }

    fn resource(&self, waiting: &Waiting, resource: &Resource, finding: &mut Finding) -> String {
        let site = site_of(self.names, waiting, resource);
        match resource {
            Resource::NilChannel => nil_channel(waiting, &site, finding),
            Resource::Channel { send: true, .. } => self.send(resource, &site, finding),
            Resource::Channel { .. } => self.receive(resource, &site, finding),
            Resource::Mutex { copied: true, .. } | Resource::RwMutex { copied: true, .. } => {
                self.copied_lock(waiting, resource, &site, finding)
            }
            Resource::Mutex { holder, .. } => {
                let site = self.with_declaration(site, resource);
                self.mutex(waiting, &site, holder.as_ref(), finding)
            }
            Resource::RwMutex { .. } => self.rw_mutex(waiting, resource, &site, finding),
            Resource::WaitGroup { counter, .. } => self.wait_group(&site, *counter, finding),
            Resource::Cond { .. } => self.cond(&site, finding),
        }
    }

    fn send(&self, resource: &Resource, site: &Site, finding: &mut Finding) -> String {
        let Resource::Channel { cap, .. } = resource else {
            return String::new();
        };
        let name = site.name.as_deref().unwrap_or("a channel");
        self.made_label(resource, name, finding);
        if self.is_alone() && *cap == 0 {
            finding.notes.push("a send on a channel without buffer waits until another goroutine receives, and there is no other goroutine".into());
        } else if self.is_alone() {
            finding
                .notes
                .push("there is no other goroutine that could receive".into());
        }
        match cap {
            0 => format!("to send on {name}, and no goroutine receives from it"),
            cap => format!(
                "to send on {name}, whose buffer of {cap} is full, and no goroutine receives from it"
            ),
        }
    }

    fn receive(&self, resource: &Resource, site: &Site, finding: &mut Finding) -> String {
        let Resource::Channel { timer, .. } = resource else {
            return String::new();
        };
        let name = site.name.as_deref().unwrap_or("a channel");
        if let Some(until) = self.context(resource, site, finding) {
            return until;
        }
        self.made_label(resource, name, finding);
        if *timer {
            let what = timer_of(resource);
            return format!("to receive from {name}, the channel of a {what} that is not running");
        }
        if site.range {
            finding.notes.push(format!(
                "a range over a channel ends when the channel is closed; {name} is not closed"
            ));
        }
        if self.is_alone() {
            finding
                .notes
                .push("there is no other goroutine that could send".into());
        }
        format!("to receive from {name}, and no goroutine sends on it")
    }

    fn select(&self, waiting: &Waiting, cases: &[Resource], finding: &mut Finding) -> String {
        const SHOWN: usize = 4;
        let mut parts = Vec::new();
        for case in cases.iter().take(SHOWN) {
            let Resource::Channel { send, timer, .. } = case else {
                continue;
            };
            let site = site_of(self.names, waiting, case);
            let name = site.name.as_deref().unwrap_or("a channel");
            if let Some(until) = self.context(case, &site, finding) {
                parts.push(until);
                continue;
            }
            self.made_label(case, name, finding);
            let what = timer_of(case);
            parts.push(match (timer, send) {
                (true, _) => format!("to receive from {name} (a {what} that is not running)"),
                (_, true) => format!("to send on {name}"),
                _ => format!("to receive from {name}"),
            });
        }
        if cases.len() > SHOWN {
            parts.push(format!("{} more", cases.len() - SHOWN));
        }
        format!("in a select: {}", list(&parts, "or"))
    }

    fn wait_group(&self, site: &Site, counter: i32, finding: &mut Finding) -> String {
        let name = site.name.as_deref().unwrap_or("a WaitGroup");
        declared_label(site, finding);
        let times = times(counter.max(0) as usize);
        finding.notes.push(match self.is_alone() {
            true => format!("Done is still to be called {times}, and there is no other goroutine that could do so"),
            false => format!("Done is still to be called {times}"),
        });
        let copies = self
            .names
            .map_or_else(Vec::new, |names| names.by_value_parameters("WaitGroup"));
        for (parameter, span) in &copies {
            label(
                finding,
                *span,
                &format!("the parameter {parameter} is a copy of a WaitGroup"),
            );
        }
        if !copies.is_empty() {
            finding
                .notes
                .push("Done on a copy does not change the original: pass a *sync.WaitGroup".into());
        }
        format!("for {name}, whose counter is {counter}")
    }

    fn cond(&self, site: &Site, finding: &mut Finding) -> String {
        declared_label(site, finding);
        if self.kind == Kind::Deadlock {
            finding.notes.push("no goroutine is left that could call Signal or Broadcast; a call before Wait wakes nobody".into());
        }
        match &site.name {
            Some(name) => format!("in {name}.Wait for a Signal or Broadcast"),
            None => "for the Signal or Broadcast of a sync.Cond".to_owned(),
        }
    }

    /// Whether the only goroutine waits.
    fn is_alone(&self) -> bool {
        self.kind == Kind::Deadlock && self.stuck.total == 1
    }

    /// What a goroutine waits for if it is the Done channel of a context.
    fn context(&self, resource: &Resource, site: &Site, finding: &mut Finding) -> Option<String> {
        let Resource::Channel { made, maker, .. } = resource else {
            return None;
        };
        let function = maker.as_deref()?.strip_prefix("context.")?;
        if let Some(span) = made.and_then(|frame| frame.span) {
            let text = format!("the context was made here, by {function}");
            self.label(finding, span, &text);
        }
        let note = match function {
            "AfterFunc" => "nobody has cancelled the context".to_owned(),
            _ => format!("nobody has called the cancel function that {function} returned"),
        };
        if !finding.notes.contains(&note) {
            finding.notes.push(note);
        }
        let name = site.context.as_deref().unwrap_or("a context");
        Some(format!("until {name} is cancelled"))
    }

    fn made_label(&self, resource: &Resource, name: &str, finding: &mut Finding) {
        if let Resource::Channel {
            made: Some(Frame {
                span: Some(span), ..
            }),
            maker,
            cap,
            timer,
            ..
        } = resource
        {
            let name = if name == "a channel" {
                "the channel"
            } else {
                name
            };
            let text = match cap {
                _ if *timer => {
                    let by = maker.as_deref().unwrap_or("package time");
                    format!("the {} was made here, by {by}", timer_of(resource))
                }
                0 => format!("{name} was made here, without buffer"),
                cap => format!("{name} was made here, with a buffer of {cap}"),
            };
            self.label(finding, *span, &text);
        }
    }
}

/// What sends on a channel of package time.
fn timer_of(resource: &Resource) -> &'static str {
    match resource {
        Resource::Channel {
            maker: Some(maker), ..
        } if matches!(&**maker, "time.NewTicker" | "time.Tick") => "ticker",
        _ => "timer",
    }
}

fn nil_channel(waiting: &Waiting, site: &Site, finding: &mut Finding) -> String {
    finding.notes.push("nobody is ever ready on a nil channel; a channel variable is nil until `make` has given it a channel".into());
    if let Some((name, span)) = &site.declared {
        label(finding, *span, &format!("{name} is declared here"));
    }
    let name = site.name.as_deref().map_or("a channel", |name| name);
    match waiting.reason {
        WaitReason::ChanSendNil => format!("for ever to send on {name}, which is nil"),
        _ => format!("for ever to receive from {name}, which is nil"),
    }
}

/// Says where a lock was declared.
pub(super) fn declared_label(site: &Site, finding: &mut Finding) {
    if let Some((name, span)) = &site.declared {
        label(finding, *span, &format!("{name} is declared here"));
    }
}

/// Adds a label as it is, unless the same was said already.
pub(super) fn label(finding: &mut Finding, span: Span, text: &str) {
    let label = Label {
        span,
        message: text.to_owned(),
    };
    if !finding.labels.contains(&label) {
        finding.labels.push(label);
    }
}

/// `goroutine 7`, `goroutines 7, 8 and 9`, `goroutines 7, 8, 9 and 97 more`.
pub(super) fn subject(ids: &[u64]) -> String {
    const SHOWN: usize = 4;
    match ids {
        [id] => format!("goroutine {id}"),
        ids if ids.len() <= SHOWN => {
            let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
            format!("goroutines {}", list(&ids, "and"))
        }
        ids => {
            let more = format!("{} more", ids.len() - (SHOWN - 1));
            let ids = ids.iter().take(SHOWN - 1).map(u64::to_string);
            let ids: Vec<String> = ids.chain(std::iter::once(more)).collect();
            format!("goroutines {}", list(&ids, "and"))
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(parts: &[String], and: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {and} {last}", most.join(", ")),
    }
}

/// `once`, `3 times`.
pub(super) fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}
