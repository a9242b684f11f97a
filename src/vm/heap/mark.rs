//! Marking: from root words to every object that can be reached, with an explicit stack.
//!
//! Every word that may be a pointer is looked up: its low 48 bits (an interface word has a type id above them) must point
//! into a block in use, at a cell with an object. So stale or forged words can keep an object alive but never mislead.

use std::sync::atomic::Ordering::Relaxed;

use crate::bytecode::rtype::PointerMap;

use super::block::Cell;
use super::header::{Header, Scan, TABLE_HEAD, Trace};
use super::{Addr, Heap, mem};

/// The low bits of a word that may be an address; interface words carry a type id above them.
const ADDRESS: u64 = (1 << 48) - 1;
/// Larger objects are scanned piece by piece, so that the stack of marked objects stays small.
const PIECE_WORDS: u64 = 1024;

/// Finds live objects. Roots are fed to it while the world is stopped.
pub struct Marker<'h> {
    heap: &'h Heap,
    /// Marked objects that have not been scanned: addresses of headers, and bytes.
    stack: Vec<(u64, u64)>,
    /// The rest of large objects.
    pieces: Vec<Piece<'h>>,
    /// Objects marked.
    pub(super) objects: u64,
}

/// Values of one type from an address on.
struct Piece<'h> {
    at: Addr,
    count: u64,
    words: u64,
    pointers: &'h PointerMap,
}

/// The map of a value that is one pointer.
static POINTER: PointerMap = PointerMap::Bits(1);

impl<'h> Marker<'h> {
    pub(super) fn new(heap: &'h Heap) -> Marker<'h> {
        Marker {
            heap,
            stack: Vec::new(),
            pieces: Vec::new(),
            objects: 0,
        }
    }

    /// Marks what a word points to, if it does.
    #[inline]
    pub fn mark_word(&mut self, word: u64) {
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
        marks.store(before | bit, Relaxed);
        self.objects += 1;
        if header != Header::RAW.0 {
            self.stack.push((cell.at, cell.bytes));
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
        (self.heap.blocks.find(addr & ADDRESS)).is_none_or(|cell| self.marked(cell))
    }

    fn marked(&self, cell: Cell) -> bool {
        let marks = &self.heap.blocks.marks(cell.block)[(cell.index / 64) as usize];
        marks.load(Relaxed) >> (cell.index % 64) & 1 != 0
    }

    /// Scans marked objects until all that they reach is marked.
    pub fn drain(&mut self) {
        loop {
            while let Some((at, bytes)) = self.stack.pop() {
                self.scan(at, bytes);
            }
            let Some(piece) = self.pieces.last_mut() else {
                return;
            };
            let (at, words, pointers) = (piece.at, piece.words, piece.pointers);
            let count = piece.count.min((PIECE_WORDS / words).max(1));
            piece.at += count * words * 8;
            piece.count -= count;
            if piece.count == 0 {
                self.pieces.pop();
            }
            self.scan_values(at, count, words, pointers);
        }
    }

    fn scan(&mut self, at: u64, bytes: u64) {
        let payload = at + 8;
        let words = bytes / 8 - 1;
        match Header(mem::load(at)).scan() {
            Some(Scan::Bits(bits)) => self.scan_bits(payload, bits),
            Some(Scan::Words) => self.scan_many(payload, words, 1, &POINTER),
            Some(Scan::Array(ty)) => {
                if let Some(Trace {
                    words: each,
                    pointers,
                }) = self.heap.traces.get(ty as usize)
                {
                    let each = u64::from(*each).max(1);
                    self.scan_many(payload, words / each, each, pointers);
                }
            }
            Some(Scan::Table(ty)) => self.scan_table(payload, words, ty),
            Some(Scan::Raw) | None => {}
        }
    }

    fn scan_table(&mut self, payload: Addr, words: u64, ty: u32) {
        let Some(Trace {
            words: each,
            pointers,
        }) = self.heap.traces.get(ty as usize)
        else {
            return;
        };
        let each = u64::from(*each);
        let groups = mem::load(payload);
        if groups
            .checked_mul(each)
            .is_some_and(|n| n + TABLE_HEAD <= words)
        {
            self.scan_many(payload + 8 * TABLE_HEAD, groups, each, pointers);
        }
    }

    fn scan_many(&mut self, at: Addr, count: u64, words: u64, pointers: &'h PointerMap) {
        if count * words > PIECE_WORDS {
            self.pieces.push(Piece {
                at,
                count,
                words,
                pointers,
            });
        } else {
            self.scan_values(at, count, words, pointers);
        }
    }

    fn scan_values(&mut self, at: Addr, count: u64, words: u64, pointers: &PointerMap) {
        for i in 0..count {
            self.scan_value(at + 8 * i * words, pointers);
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
            self.mark_word(mem::load(at + 8 * u64::from(bits.trailing_zeros())));
            bits &= bits - 1;
        }
    }
}
