//! What minigo says about goroutines that cannot go on, beyond Go's words: what each waits for, where that was made, who holds
//! it, who waits for whom in a cycle.
//!
//! The facts are the VM's ([`crate::vm::wait_graph`]). Names come from the program's text, which is read again only when
//! somebody wants a report.

mod calls;
mod cycles;
mod last_use;
mod locks;
mod names;
mod values;
mod words;

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::diag::{Finding, Format, Renderer};
use crate::engine::{Program, on_big_stack};
use crate::source::SourceMap;
use crate::vm::wait_graph::{self, Stuck, Waiting};

use calls::Calls;
use names::Names;
use words::{Group, Words};

/// Why these goroutines are reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// All goroutines are asleep.
    Deadlock,
    /// Nobody can ever wake them.
    Leak,
    /// They wait for each other's locks.
    Cycle,
}

/// The end of a run in which nothing can ever happen again.
#[derive(Clone)]
pub struct Deadlock {
    pub(super) text: String,
    pub(super) stuck: Arc<Stuck>,
    pub(super) program: Program,
}

impl Deadlock {
    /// Who waits for what. Takes as long as compiling the program, nearly.
    pub fn report(&self) -> Report {
        Report::new(Kind::Deadlock, &self.stuck, &self.program)
    }
}

impl fmt::Display for Deadlock {
    /// What Go prints.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Deadlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deadlock({:?})", self.text)
    }
}

/// Goroutines that nobody could wake any more when they were looked for.
#[derive(Clone)]
pub struct Leaks {
    pub(super) stuck: Arc<Stuck>,
    pub(super) program: Program,
}

impl Leaks {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.stuck.total
    }

    /// What they wait for. Takes as long as compiling the program, nearly.
    pub fn report(&self) -> Report {
        Report::new(Kind::Leak, &self.stuck, &self.program)
    }
}

impl fmt::Debug for Leaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Leaks({})", self.count())
    }
}

/// A report about goroutines that cannot go on. `Display` writes it as plain lines.
#[derive(Clone, Debug)]
pub struct Report {
    /// Why they are reported.
    pub kind: Kind,
    /// The goroutines in order of creation; the oldest 10,000, if there are more.
    pub goroutines: Vec<Goroutine>,
    /// How many there are in all.
    pub total: usize,
    /// The numbers of goroutines each of which waits for a lock that the next one holds, the last one for a lock of the first.
    pub cycles: Vec<Vec<u64>>,
    /// The same in words: cycles first; goroutines of which the same is to be said are one finding.
    pub findings: Vec<Finding>,
    sources: Arc<SourceMap>,
}

/// A goroutine of a [`Report`].
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Goroutine {
    /// Its number.
    pub id: u64,
    /// What Go prints in brackets, as `chan receive`.
    pub state: &'static str,
    /// Where it waits: the innermost place in the program itself.
    pub at: Option<Place>,
    /// The `go` statement.
    pub started_at: Option<Place>,
    /// What it waits for: several things in a `select`.
    pub waits_for: Vec<Resource>,
}

/// Something that a goroutine waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Resource {
    /// What it is.
    pub kind: ResourceKind,
    /// As the program calls it where the goroutine waits.
    pub name: Option<String>,
    /// Where a channel was made, or a lock was declared. The Done channel of a context counts as made where the context was.
    pub made_at: Option<Place>,
    /// The function that made a channel; of the library the one that the program called, as `context.WithCancel`.
    pub made_by: Option<String>,
    /// The goroutine that last did what this one waits for, if one has: received from a channel that it is to send on, or sent.
    pub last_used_by: Option<u64>,
    /// Where that was.
    pub last_used_at: Option<Place>,
    /// The goroutine that holds a lock.
    pub held_by: Option<u64>,
    /// Where that one locked it.
    pub locked_at: Option<Place>,
    /// The goroutines that hold an RWMutex for reading, as far as they are known; at most 100.
    pub read_by: Vec<u64>,
    /// A lock that is the copy of one that was locked: nobody will unlock it.
    pub copied: bool,
}

/// Kinds of things that goroutines wait for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ResourceKind {
    /// A nil channel.
    NilChannel,
    /// A channel.
    Channel {
        /// To send rather than to receive.
        send: bool,
        /// The size of its buffer.
        capacity: u64,
    },
    /// A `sync.Mutex`.
    Mutex,
    /// A `sync.RWMutex`.
    RwMutex {
        /// How many hold it for reading.
        readers: u32,
    },
    /// A `sync.WaitGroup`.
    WaitGroup {
        /// Its counter.
        counter: i32,
    },
    /// A `sync.Cond`.
    Cond,
}

/// A place in the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The function, as `main.work`.
    pub function: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl Report {
    pub(super) fn new(kind: Kind, stuck: &Stuck, program: &Program) -> Report {
        on_big_stack(|| Report::build(kind, stuck, program))
    }

    fn build(kind: Kind, stuck: &Stuck, program: &Program) -> Report {
        let names = Names::read(program);
        let names = Some(&names);
        let words = Words {
            program: &program.code,
            names,
            calls: Calls::collect(names, stuck),
            stuck,
            kind,
        };
        let cycles = cycles::cycles(stuck);
        let in_cycles = cycles.iter().flatten().map(|link| link.waiting.id);
        let in_cycles: HashSet<u64> = in_cycles.collect();
        let mut findings: Vec<Finding> = cycles.iter().map(|cycle| words.cycle(cycle)).collect();
        let others = stuck
            .goroutines
            .iter()
            .filter(|it| !in_cycles.contains(&it.id));
        findings.extend(groups(others).iter().map(|group| words.finding(group)));
        let ids =
            |cycle: &Vec<cycles::Link<'_>>| cycle.iter().map(|link| link.waiting.id).collect();
        Report {
            kind,
            goroutines: stuck
                .goroutines
                .iter()
                .map(|it| values::goroutine(&words, it))
                .collect(),
            total: stuck.total,
            cycles: cycles.iter().map(ids).collect(),
            findings,
            sources: program.code.sources.clone(),
        }
    }

    /// Writes it for people: with source excerpts if the renderer's format is [`Format::Human`], else as plain lines.
    pub fn render(&self, renderer: &Renderer, out: &mut dyn Write) -> io::Result<()> {
        const SHOWN: usize = 20;
        let title = match self.kind {
            Kind::Deadlock => "deadlock",
            Kind::Leak => "leak",
            Kind::Cycle => "lock cycle",
        };
        for finding in self.findings.iter().take(SHOWN) {
            renderer.render_finding(&self.sources, title, finding, out)?;
        }
        if self.findings.len() > SHOWN {
            writeln!(
                out,
                "{title}: {} more places where goroutines wait",
                self.findings.len() - SHOWN
            )?;
        }
        if self.total > self.goroutines.len() {
            writeln!(
                out,
                "{title}: {} more goroutines",
                self.total - self.goroutines.len()
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let renderer = Renderer {
            format: Format::Go,
            color: false,
            all: true,
        };
        let mut text = Vec::new();
        self.render(&renderer, &mut text).map_err(|_| fmt::Error)?;
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

/// Puts goroutines together that were started at one place and wait at one place for the same sort of thing.
fn groups<'a>(waiting: impl Iterator<Item = &'a Waiting>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for it in waiting {
        let at = *by_key.entry(key(it)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => {
                group.ids.push(it.id);
                group.same &= addresses(it).eq(addresses(group.first));
            }
            None => groups.push(Group {
                first: it,
                ids: vec![it.id],
                same: true,
            }),
        }
    }
    groups
}

fn addresses(waiting: &Waiting) -> impl Iterator<Item = u64> {
    waiting.on.iter().map(wait_graph::Resource::address)
}

/// What is said of a goroutine: all but its number, and which channel it is.
fn key(waiting: &Waiting) -> String {
    let mut on = waiting.on.clone();
    let mut reads_itself = None;
    for resource in &mut on {
        match resource {
            wait_graph::Resource::Channel {
                address, last_use, ..
            } => {
                *address = 0;
                *last_use = None;
            }
            wait_graph::Resource::RwMutex { read_by, .. } => {
                let mut itself = read_by.iter().filter(|it| it.goroutine == waiting.id);
                reads_itself = itself.next().map(|_| waiting.id);
                // There may be thousands, and the address says which.
                *read_by = Arc::default();
            }
            _ => {}
        }
    }
    let same = (waiting.at, waiting.creator, waiting.reason, on);
    format!("{same:?} {reads_itself:?}")
}
