//! What goroutines wait for, read off a stopped world: channels and where they were made, locks and who holds them, counters. Raw facts, in
//! ids and spans; the engine puts them into words.
//!
//! A goroutine of which this says that it waits does so for as long as the world stands still. A holder is who locked, which
//! Go does not require to be who unlocks.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use hashbrown::{HashMap, HashSet};

use crate::index::FuncId;
use crate::vm::chan::ChanRef;
use crate::vm::goroutine::{Goroutine, WaitReason};
use crate::vm::heap::mem;
use crate::vm::last_use::LastUse;
use crate::vm::maker::{self, Maker};
use crate::vm::read_locks::{self, ReadLock};
use crate::vm::rw_mutex::{MARK, READER_COUNT, READER_WAIT, READERS_SEMAPHORE, WRITER_SEMAPHORE};
use crate::vm::traceback::{self, Frame};
use crate::vm::{Vm, holder};

/// Goroutines that cannot go on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stuck {
    /// In order of creation; at most [`Stuck::MOST`], the oldest.
    pub goroutines: Vec<Waiting>,
    /// How many there are in all.
    pub total: usize,
}

impl Stuck {
    /// A report about more would help nobody and might not fit into memory.
    pub const MOST: usize = 10_000;
}

/// A goroutine that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Its number.
    pub id: u64,
    /// The goroutine that started it; 0 for the main goroutine.
    pub parent: u64,
    /// Why it waits.
    pub reason: WaitReason,
    /// What for; several things in a `select`, none in `select {}`.
    pub on: Vec<Resource>,
    /// The innermost of the program's own frames.
    pub at: Option<Frame>,
    /// The function of the library that this frame has called, if any, as `sync.(*Mutex).Lock`.
    pub inside: Option<Box<str>>,
    /// The `go` statement.
    pub creator: Option<Frame>,
}

/// Something that a goroutine waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resource {
    /// A nil channel.
    NilChannel,
    /// A channel.
    Channel {
        /// Which one.
        address: u64,
        /// To send rather than to receive.
        send: bool,
        /// The index of the case in a `select`; 0 elsewhere.
        case: u32,
        /// Where the program made it, or had the library make it.
        made: Option<Frame>,
        /// The function that made it, as `main.main` or `time.NewTimer`; of the library the one that the program called.
        maker: Option<Box<str>>,
        /// The size of its buffer.
        cap: u64,
        /// A timer sends on it.
        timer: bool,
        /// Who did last what it waits for, if anybody has: received if it is to send, else sent.
        last_use: Option<Holder>,
    },
    /// A `sync.Mutex`.
    Mutex {
        /// Which one.
        address: u64,
        /// Who locked it.
        holder: Option<Holder>,
        /// It is a copy of one that was locked.
        copied: bool,
    },
    /// A `sync.RWMutex`.
    RwMutex {
        /// Which one.
        address: u64,
        /// Who has locked it for writing, or waits until the readers have left.
        writer: Option<Holder>,
        /// How many hold it for reading.
        readers: u32,
        /// Those of them that are known, in order of creation; the same for everybody who waits for it.
        read_by: Arc<[Holder]>,
        /// It is a copy of one that was locked.
        copied: bool,
    },
    /// A `sync.WaitGroup`.
    WaitGroup {
        /// Which one.
        address: u64,
        /// Its counter.
        counter: i32,
    },
    /// A `sync.Cond`.
    Cond {
        /// Which one.
        address: u64,
    },
}

impl Waiting {
    /// Each of those who have to unlock what it waits for before it can go on, and whether for reading.
    pub fn held_by(&self) -> impl Iterator<Item = (&Resource, &Holder, bool)> {
        let lock = self.on.first().filter(|on| on.is_lock());
        let readers = match lock {
            Some(Resource::RwMutex { read_by, .. }) if self.reason == WaitReason::RwMutexLock => {
                &read_by[..]
            }
            _ => &[],
        };
        let readers = readers.iter().filter(|reader| reader.goroutine != self.id);
        // Who waits for the readers of an RWMutex has locked it against other writers.
        let one = lock.filter(|_| self.reason != WaitReason::RwMutexLock);
        let one = one.and_then(Resource::holder);
        let all = one.map(|it| (it, false)).into_iter();
        let all = all.chain(readers.map(|it| (it, true)));
        lock.into_iter()
            .flat_map(move |lock| all.clone().map(move |(it, reads)| (lock, it, reads)))
    }
}

impl Resource {
    fn is_lock(&self) -> bool {
        matches!(self, Resource::Mutex { .. } | Resource::RwMutex { .. })
    }

    /// Which one: the address of something inside it, the same for everybody who waits for it. 0 for a nil channel.
    pub fn address(&self) -> u64 {
        match self {
            Resource::NilChannel => 0,
            Resource::Channel { address, .. }
            | Resource::Mutex { address, .. }
            | Resource::RwMutex { address, .. }
            | Resource::WaitGroup { address, .. }
            | Resource::Cond { address } => *address,
        }
    }

    /// Who holds it, or waits to write when the readers have left.
    pub fn holder(&self) -> Option<&Holder> {
        match self {
            Resource::Mutex { holder, .. } => holder.as_ref(),
            Resource::RwMutex { writer, .. } => writer.as_ref(),
            _ => None,
        }
    }

    /// The goroutine of which it is known what has become of it.
    fn followed(&self) -> Option<&Holder> {
        match self {
            Resource::Channel { last_use, .. } => last_use.as_ref(),
            _ => self.holder(),
        }
    }

    fn followed_mut(&mut self) -> Option<&mut Holder> {
        match self {
            Resource::Channel { last_use, .. } => last_use.as_mut(),
            Resource::Mutex { holder, .. } => holder.as_mut(),
            Resource::RwMutex { writer, .. } => writer.as_mut(),
            _ => None,
        }
    }
}

/// Who has locked a lock, or used a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// The goroutine.
    pub goroutine: u64,
    /// Where it did so, if that was in the program itself.
    pub at: Option<Frame>,
    /// What has become of it since.
    pub since: Since,
}

/// What has become of a goroutine that has locked or used something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Since {
    /// Nothing is known, or it is still in that function.
    #[default]
    There,
    /// That function has returned.
    Returned,
    /// The goroutine has ended.
    Ended,
}

/// Whether a goroutine with this reason can go on only if another goroutine does something.
pub fn is_blocked(reason: WaitReason) -> bool {
    use WaitReason::*;
    match reason {
        None | Runnable | Sleep | IoWait => false,
        ChanReceive | ChanSend | ChanReceiveNil | ChanSendNil | Select | SelectNoCases
        | MutexLock | RwMutexLock | RwMutexRLock | WaitGroupWait | CondWait | Semacquire => true,
    }
}

/// The addresses of what a blocked goroutine waits for; none if nothing can ever wake it.
pub(crate) fn objects(g: &Goroutine) -> impl Iterator<Item = u64> {
    let own = Some(g.wait_object).filter(|&object| object != 0);
    let select = g.select.as_deref().filter(|select| select.is_active());
    let cases = select.into_iter().flat_map(|select| select.objects());
    own.into_iter().chain(cases)
}

/// What a goroutine waits for, and where.
pub fn waiting(vm: &Vm, g: &Goroutine) -> Waiting {
    let (mut at, mut inside) = (None, None);
    traceback::each_frame(vm, g, &mut |frame| {
        if at.is_none() {
            match traceback::in_library(vm, &frame) {
                true => inside = Some(vm.program.funcs[frame.func].name.clone()),
                false => at = Some(frame),
            }
        }
    });
    let creator = traceback::creator(vm, g).map(|(_, frame)| frame);
    let creator = creator.filter(|frame| !traceback::in_library(vm, frame));
    Waiting {
        id: g.id,
        parent: g.parent,
        reason: g.wait,
        on: resources(vm, g, inside.as_deref()),
        at,
        inside,
        creator,
    }
}

fn resources(vm: &Vm, g: &Goroutine, inside: Option<&str>) -> Vec<Resource> {
    use WaitReason::*;
    let object = g.wait_object;
    let one = match g.wait {
        ChanReceiveNil | ChanSendNil => Resource::NilChannel,
        ChanReceive | ChanSend => {
            return channel(vm, object, 0, g.wait == ChanSend)
                .into_iter()
                .collect();
        }
        Select => return cases(vm, g),
        MutexLock if inside == Some("sync.(*RWMutex).Lock") => rw_mutex(vm, object),
        MutexLock => Resource::Mutex {
            address: object,
            holder: holder_at(vm, object),
            copied: is_copy(vm, object),
        },
        RwMutexLock => rw_mutex(vm, object.wrapping_sub(WRITER_SEMAPHORE)),
        RwMutexRLock => rw_mutex(vm, object.wrapping_sub(READERS_SEMAPHORE)),
        WaitGroupWait => Resource::WaitGroup {
            address: object,
            counter: (mem::load(object.wrapping_sub(8)) >> 32) as i32,
        },
        CondWait => Resource::Cond { address: object },
        None | Runnable | SelectNoCases | Semacquire | Sleep | IoWait => return Vec::new(),
    };
    vec![one]
}

fn cases(vm: &Vm, g: &Goroutine) -> Vec<Resource> {
    let Some(select) = g.select.as_deref().filter(|select| select.is_active()) else {
        return Vec::new();
    };
    let cases = select.queues().filter_map(|(object, case, queue)| {
        let send = ChanRef::from_word(object)?.has_senders(queue);
        Some((case, channel(vm, object, case, send)?))
    });
    let mut cases: Vec<_> = cases.collect();
    cases.sort_by_key(|(case, _)| *case);
    cases.into_iter().map(|(_, resource)| resource).collect()
}

fn channel(vm: &Vm, address: u64, case: u32, send: bool) -> Option<Resource> {
    let chan = ChanRef::from_word(address)?;
    let (made, maker) = match maker::read(chan.made()) {
        Maker::Op(ip) => {
            let made = traceback::frame_at(vm, ip);
            let maker = made.map(|frame| vm.program.funcs[frame.func].name.clone());
            (made, maker)
        }
        Maker::Function(name, ip) => (traceback::frame_of_call(vm, ip), Some(name.into())),
    };
    Some(Resource::Channel {
        address,
        send,
        case,
        made: made.filter(|frame| !traceback::in_library(vm, frame)),
        maker,
        cap: chan.cap(),
        timer: chan.is_timer(),
        last_use: last_use(
            vm,
            match send {
                true => chan.last_received(),
                false => chan.last_sent(),
            },
        ),
    })
}

fn last_use(vm: &Vm, last: LastUse) -> Option<Holder> {
    Some(Holder {
        goroutine: last.goroutine()?,
        at: frame_of(vm, last.place()),
        since: Since::There,
    })
}

fn rw_mutex(vm: &Vm, address: u64) -> Resource {
    let count = |offset| mem::half_word(address + offset).load(Relaxed) as i32;
    // While a writer waits, the counter is far below zero and counts those that come later too.
    let readers = match count(READER_COUNT) {
        readers @ 0.. => readers,
        _ => count(READER_WAIT),
    };
    let readers = readers.max(0) as u32;
    Resource::RwMutex {
        address,
        writer: holder_at(vm, address),
        readers,
        // Found when all goroutines are looked at.
        read_by: Arc::default(),
        copied: is_copy(vm, address),
    }
}

/// Who has locked the mutex whose word is at an address.
fn holder_at(vm: &Vm, address: u64) -> Option<Holder> {
    let word = mem::load(address);
    let goroutine = holder::goroutine(word, address);
    let place = holder::place_of(word, address);
    let exists = (1..=vm.goroutines.newest()).contains(&goroutine);
    (exists && traceback::may_be_place(vm, place)).then(|| Holder {
        goroutine,
        at: frame_of(vm, place),
        since: Since::There,
    })
}

/// Whether the mutex whose word is at an address was locked when it was copied there.
fn is_copy(vm: &Vm, address: u64) -> bool {
    holder::goroutine(mem::load(address), address) > vm.goroutines.newest()
}

/// The program's own frame that has locked there.
fn frame_of(vm: &Vm, place: u64) -> Option<Frame> {
    traceback::frame_of_place(vm, place).filter(|frame| !traceback::in_library(vm, frame))
}

/// Finds out who has locked RWMutexes for reading; `each_goroutine` visits all goroutines that exist.
pub fn find_readers(
    vm: &Vm,
    waiting: &mut [Waiting],
    each_goroutine: impl FnOnce(&mut dyn FnMut(&Goroutine)),
) {
    let mut found: HashMap<u64, Vec<Holder>> = HashMap::new();
    for resource in waiting.iter().flat_map(|waiting| &waiting.on) {
        if let Resource::RwMutex { address, .. } = resource {
            found.entry(*address).or_default();
        }
    }
    if found.is_empty() {
        return;
    }
    let mut add = |goroutine, lock: ReadLock, at, since| {
        if let Some(holders) = found.get_mut(&lock.address)
            && read_locks::is_held(lock, mem::load(lock.address + MARK))
        {
            holders.push(Holder {
                goroutine,
                at,
                since,
            });
        }
    };
    vm.semas.marks.for_each_ended(|it| {
        let at = frame_of(vm, it.lock.place());
        add(it.goroutine, it.lock, at, Since::Ended);
    });
    each_goroutine(&mut |g| {
        let held = read_locks::held(g);
        if held.is_empty() {
            return;
        }
        let mut there = HashSet::new();
        traceback::each_frame(vm, g, &mut |frame| _ = there.insert(frame.func));
        for &lock in held {
            let at = frame_of(vm, lock.place());
            let since = match at {
                Some(frame) if !there.contains(&frame.func) => Since::Returned,
                _ => Since::There,
            };
            add(g.id, lock, at, since);
        }
    });
    let found = found.into_iter().map(|(address, mut holders)| {
        holders.sort_by_key(|holder| holder.goroutine);
        (address, Arc::from(holders))
    });
    let found: HashMap<u64, Arc<[Holder]>> = found.collect();
    for resource in waiting.iter_mut().flat_map(|waiting| &mut waiting.on) {
        if let Resource::RwMutex {
            address,
            readers,
            read_by,
            copied,
            ..
        } = resource
        {
            *read_by = found[&*address].clone();
            let word = mem::load(*address + MARK);
            let unknown = (*readers as usize) > read_by.len();
            *copied |= unknown && read_locks::is_copy(word, *address, *readers);
        }
    }
}

/// Finds out what has become of holders and of the last users of channels; `each_goroutine` visits all goroutines that exist.
pub fn follow_holders(
    vm: &Vm,
    waiting: &mut [Waiting],
    each_goroutine: impl FnOnce(&mut dyn FnMut(&Goroutine)),
) {
    let mut left: HashMap<u64, Vec<FuncId>> = HashMap::new();
    let mut exist = HashSet::new();
    let holders = || waiting.iter().flat_map(|waiting| waiting.on.iter());
    for holder in holders().filter_map(Resource::followed) {
        let functions = left.entry(holder.goroutine).or_default();
        functions.extend(holder.at.map(|frame| frame.func));
    }
    if left.is_empty() {
        return;
    }
    each_goroutine(&mut |g| {
        if let Some(functions) = left.get_mut(&g.id) {
            exist.insert(g.id);
            functions.sort_unstable();
            functions.dedup();
            traceback::each_frame(vm, g, &mut |frame| functions.retain(|&it| it != frame.func));
        }
    });
    let resources = waiting.iter_mut().flat_map(|waiting| &mut waiting.on);
    for holder in resources.filter_map(Resource::followed_mut) {
        let returned = |func| {
            left.get(&holder.goroutine)
                .is_some_and(|it| it.contains(&func))
        };
        holder.since = match holder.at {
            _ if !exist.contains(&holder.goroutine) => Since::Ended,
            Some(frame) if returned(frame.func) => Since::Returned,
            _ => Since::There,
        };
    }
}
