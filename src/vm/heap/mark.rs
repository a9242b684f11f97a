//! Marking: from root words to every object that can be reached, with an explicit stack.
//!
//! Every word that may be a pointer is looked up: its low 48 bits (an interface word has a type id above them) must point
//! into a block in use, at a cell with an object. So stale or forged words can keep an object alive but never mislead.
//!
//! One marker works alone as long as there is little to mark; then it opens a round ([`super::gray`]) and other stopped
//! workers come with markers of their own. A marker that has run out of work is *hungry*; the others look now and then
//! whether somebody is, and give away the older half of what they have, which lies nearer to the roots. While a round is
//! open, marks are set with atomic read-modify-write; an object that two find at once is scanned by the one who set the mark.
//!
//! **Bounded memory.** Stacks grow by chunks that `Marking` counts. If there are no more, an object is
//! marked but not put on a stack, and its block is noted; afterwards the marked objects of such blocks are scanned again.

use std::sync::atomic::Ordering::Relaxed;

use hashbrown::HashSet;

use crate::bytecode::rtype::PointerMap;

use super::block::{Cell, State};
use super::class::{CLASSES, SIZES};
use super::gray::{Gray, Piece, Stack, Work};
use super::header::{Header, Scan, TABLE_HEAD, Trace};
use super::{Addr, Heap, mem};

/// The low bits of a word that may be an address; interface words carry a type id above them.
const ADDRESS: u64 = (1 << 48) - 1;
/// Larger objects are scanned piece by piece, so that the stack of marked objects stays small.
const PIECE_WORDS: u64 = 1024;
/// Marking fewer objects is not worth waking anybody.
const ALONE: usize = if cfg!(test) { 100 } else { 10_000 };
/// A marker looks for hungry ones when it has scanned so many objects.
const LOOK_EVERY: usize = 64;

/// Finds live objects. Roots are fed to it while the world is stopped.
pub struct Marker<'h> {
    heap: &'h Heap,
    /// Marked objects that have not been scanned.
    stack: Stack,
    /// The rest of large objects.
    pieces: Vec<Piece>,
    /// Objects marked.
    pub(super) objects: u64,
    /// Whether others mark at the same time.
    together: bool,
    /// Asks other stopped workers to come to [`Heap::help_mark`].
    call: Option<&'h dyn Fn()>,
    watched: Option<Watched>,
}

/// Objects of which somebody wants to know when they are marked, by their headers' addresses.
#[derive(Default)]
struct Watched {
    objects: HashSet<Addr>,
    /// Those that were marked since somebody asked.
    marked: Vec<Addr>,
}

/// Why a marker stopped scanning.
#[derive(PartialEq, Eq)]
enum Pause {
    /// There is nothing left.
    Empty,
    /// It has scanned as many objects as it should.
    Counted,
}

impl<'h> Marker<'h> {
    pub(super) fn new(heap: &'h Heap, call: Option<&'h dyn Fn()>) -> Marker<'h> {
        Marker {
            heap,
            stack: Stack::default(),
            pieces: Vec::new(),
            objects: 0,
            together: false,
            call,
            watched: None,
        }
    }

    /// From now on [`Marker::take_marked`] tells when the object around an address is marked; gives what it will call the object.
    /// `None` if it is marked already, or if there is none, since then nothing can free it. Nobody may help to mark then.
    pub fn watch(&mut self, addr: Addr) -> Option<Addr> {
        debug_assert!(self.call.is_none(), "helpers do not watch");
        let cell = self.heap.blocks.find(addr & ADDRESS)?;
        if self.marked(cell.block, cell.index) {
            return None;
        }
        let watched = self.watched.get_or_insert_default();
        watched.objects.insert(cell.at);
        Some(cell.at)
    }

    /// The watched objects that were marked since the last call.
    pub fn take_marked(&mut self) -> Vec<Addr> {
        let watched = self.watched.as_mut();
        watched.map_or_else(Vec::new, |it| std::mem::take(&mut it.marked))
    }

    /// Marks what a word points to, if it does.
    #[inline]
    pub fn mark_word(&mut self, word: u64) {
        self.mark(word);
        if self.stack.is_deep() {
            self.drain();
        }
    }

    /// Marks from words: a stack, globals, a queue.
    pub fn mark_words(&mut self, words: &[u64]) {
        for word in words {
            self.mark_word(*word);
        }
    }

    /// Marks from `n` words at an address.
    pub fn mark_memory(&mut self, at: Addr, n: u64) {
        for i in 0..n {
            self.mark_word(mem::load(at + 8 * i));
        }
    }

    /// Whether the object around an address has been marked; also if there is none, since then nothing can free it.
    pub fn is_marked(&self, addr: Addr) -> bool {
        (self.heap.blocks.find(addr & ADDRESS))
            .is_none_or(|cell| self.marked(cell.block, cell.index))
    }

    fn marked(&self, block: u32, index: u32) -> bool {
        let marks = &self.heap.blocks.marks(block)[(index / 64) as usize];
        marks.load(Relaxed) >> (index % 64) & 1 != 0
    }

    /// Scans marked objects until all that they reach is marked.
    pub fn drain(&mut self) {
        self.drain_stacks();
        while self.heap.marking.overflowed() && !self.heap.marking.gave_up() {
            for block in 0..self.heap.blocks.top() {
                if self.heap.blocks.entry(block).take_overflowed() {
                    self.rescan(block);
                }
            }
        }
    }

    fn drain_stacks(&mut self) {
        if self.work(ALONE) == Pause::Empty {
            return;
        }
        let heap = self.heap;
        let Some(call) = self.call else {
            while self.work(ALONE) == Pause::Counted {
                self.look_up();
            }
            return;
        };
        heap.marking.open();
        call();
        self.work_together();
        self.objects += heap.marking.close();
        self.together = false;
    }

    /// Scans the marked objects of a block, of which some may not have been.
    fn rescan(&mut self, block: u32) {
        let entry = self.heap.blocks.entry(block);
        let (cells, class) = match entry.state() {
            State::Small => (entry.count(), entry.class()),
            State::Large => (1, CLASSES),
            State::Free | State::Tail => return,
        };
        for index in 0..cells {
            if !self.marked(block, index) {
                continue;
            }
            let bytes = SIZES.get(class).map_or(0, |size| u64::from(*size));
            let at = self.heap.blocks.address(block) + u64::from(index) * bytes;
            self.scan(Gray::new(at, class));
            self.drain_stacks();
        }
    }

    /// Works as a member of the round that is open.
    fn work_together(&mut self) {
        let marking = &self.heap.marking;
        self.together = true;
        loop {
            while self.work(LOOK_EVERY) == Pause::Counted {
                self.look_up();
                if marking.wants_work()
                    && let Some(work) = self.give_away()
                {
                    marking.give(work);
                }
            }
            match marking.next() {
                Some(Work::Chunk(chunk)) => self.stack.refill(chunk, marking),
                Some(Work::Piece(piece)) => self.pieces.push(piece),
                None => return,
            }
        }
    }

    /// Forgets all its work if the VM shall stop, so that marking is over soon.
    fn look_up(&mut self) {
        let stopping = || self.heap.patience().check(0).is_err();
        if self.heap.marking.gives_up(stopping) {
            self.stack.clear(&self.heap.marking);
            self.pieces.clear();
        }
    }

    /// Part of its work, if it has enough.
    fn give_away(&mut self) -> Option<Work> {
        if let Some(chunk) = self.stack.split(&self.heap.marking) {
            return Some(Work::Chunk(chunk));
        }
        let piece = self.pieces.last_mut()?;
        piece.split(PIECE_WORDS).map(Work::Piece)
    }

    /// Scans at most `count` objects.
    fn work(&mut self, count: usize) -> Pause {
        for _ in 0..count {
            if let Some(gray) = self.stack.pop(&self.heap.marking) {
                self.scan(gray);
                continue;
            }
            let Some(piece) = self.pieces.last_mut() else {
                return Pause::Empty;
            };
            let part = piece.take(PIECE_WORDS);
            if piece.count == 0 {
                self.pieces.pop();
            }
            self.scan_piece(part);
        }
        Pause::Counted
    }

    #[inline]
    fn mark(&mut self, word: u64) {
        let Some(cell) = self.heap.blocks.find(word & ADDRESS) else {
            return;
        };
        let marks = &self.heap.blocks.marks(cell.block)[(cell.index / 64) as usize];
        let bit = 1 << (cell.index % 64);
        let before = marks.load(Relaxed);
        if before & bit != 0 {
            return;
        }
        let header = mem::load(cell.at);
        if header == 0 {
            return;
        }
        if self.together {
            if marks.fetch_or(bit, Relaxed) & bit != 0 {
                return;
            }
        } else {
            marks.store(before | bit, Relaxed);
        }
        self.objects += 1;
        if let Some(watched) = &mut self.watched
            && watched.objects.remove(&cell.at)
        {
            watched.marked.push(cell.at);
        }
        if header != Header::RAW.0 {
            self.push(cell);
        }
    }

    #[inline]
    fn push(&mut self, cell: Cell) {
        let gray = Gray::new(cell.at, cell.class);
        if !self.stack.push(gray, &self.heap.marking) {
            self.heap.blocks.entry(cell.block).set_overflowed();
            self.heap.marking.note_overflow();
        }
    }

    fn scan(&mut self, gray: Gray) {
        let payload = gray.at() + 8;
        let scan = Header(mem::load(gray.at())).scan();
        if let Some(Scan::Bits(bits)) = scan {
            return self.scan_bits(payload, bits);
        }
        let words = match SIZES.get(gray.class()) {
            Some(size) => u64::from(*size) / 8 - 1,
            None => self.heap.blocks.large_bytes(gray.at()) / 8 - 1,
        };
        match scan {
            Some(Scan::Words) => self.scan_many(payload, words, Piece::WORDS),
            Some(Scan::Array(ty)) => self.scan_many(payload, words / self.words_of(ty), ty),
            Some(Scan::Table(ty)) => {
                let groups = mem::load(payload);
                let size = groups.checked_mul(self.words_of(ty));
                if size.is_some_and(|size| size + TABLE_HEAD <= words) {
                    self.scan_many(payload + 8 * TABLE_HEAD, groups, ty);
                }
            }
            Some(Scan::Raw | Scan::Bits(_)) | None => {}
        }
    }

    /// Words of one value of a type; those of a type that the program does not have are never scanned.
    fn words_of(&self, ty: u32) -> u64 {
        let trace = self.heap.traces.get(ty as usize);
        trace.map_or(u64::MAX, |trace| u64::from(trace.words).max(1))
    }

    fn scan_many(&mut self, at: Addr, count: u64, ty: u32) {
        let words = if ty == Piece::WORDS {
            1
        } else {
            self.words_of(ty)
        };
        let piece = Piece {
            at,
            count,
            words,
            ty,
        };
        if count.saturating_mul(words) > PIECE_WORDS {
            self.pieces.push(piece);
        } else {
            self.scan_piece(piece);
        }
    }

    fn scan_piece(&mut self, piece: Piece) {
        if piece.ty == Piece::WORDS {
            for i in 0..piece.count {
                self.mark(mem::load(piece.at + 8 * i));
            }
            return;
        }
        let heap = self.heap;
        if let Some(Trace { pointers, .. }) = heap.traces.get(piece.ty as usize) {
            for i in 0..piece.count {
                self.scan_value(piece.at + 8 * i * piece.words, pointers);
            }
        }
    }

    fn scan_value(&mut self, at: Addr, pointers: &PointerMap) {
        match pointers {
            PointerMap::None => {}
            PointerMap::Bits(bits) => self.scan_bits(at, *bits),
            PointerMap::Long(list) => {
                for (i, bits) in list.iter().enumerate() {
                    self.scan_bits(at + 512 * i as u64, *bits);
                }
            }
            PointerMap::Repeat { elem, words, count } => {
                for i in 0..*count {
                    self.scan_value(at + 8 * i * u64::from(*words), elem);
                }
            }
        }
    }

    #[inline]
    fn scan_bits(&mut self, at: Addr, mut bits: u64) {
        while bits != 0 {
            self.mark(mem::load(at + 8 * u64::from(bits.trailing_zeros())));
            bits &= bits - 1;
        }
    }
}

impl Heap {
    /// Marks together with the thread that collects, if it wants help; returns when there is nothing left to mark.
    ///
    /// # Safety
    /// The caller stands still: it uses neither an [`super::Allocator`] of this heap nor its memory, and from now on until
    /// this returns the collecting thread is in [`Heap::collect`] or not collecting at all.
    pub unsafe fn help_mark(&self) {
        if self.marking.join() {
            let mut marker = Marker::new(self, None);
            marker.work_together();
            self.marking.leave(marker.objects);
        }
    }
}
