//! The constant words of a program, and the immortal objects that some of them point to.
//!
//! An object is laid out as in the heap, with an all-zero header word before its payload. The collector finds that the
//! address is not in its heap and leaves it alone.

use std::collections::HashMap;
use std::sync::Arc;

use crate::index::FuncId;

/// Builds and holds constants; equal constants are one.
#[derive(Debug, Default)]
pub struct Constants {
    words: Vec<u64>,
    kinds: Vec<Constant>,
    objects: Vec<Box<[u64]>>,
    known: HashMap<Constant, u32>,
    string_bytes: u64,
}

/// What a constant is.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Constant {
    /// A number or other plain word.
    Word(u64),
    /// A string; its word is the address of a string object.
    Str(Arc<[u8]>),
    /// A function value without captures; its word is the address of a closure object.
    Closure(FuncId),
}

impl Constants {
    /// The index of a plain word.
    pub fn word(&mut self, word: u64) -> u32 {
        self.intern(Constant::Word(word))
    }

    /// The index of a string. The empty string is the word 0.
    pub fn string(&mut self, bytes: &[u8]) -> u32 {
        self.intern(Constant::Str(bytes.into()))
    }

    /// Bytes of all strings.
    pub fn string_bytes(&self) -> u64 {
        self.string_bytes
    }

    /// The index of the function value of a function without captures.
    pub fn closure(&mut self, func: FuncId) -> u32 {
        self.intern(Constant::Closure(func))
    }

    /// The words that `LoadConst` loads, by index.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// What the words mean, by index.
    pub fn kinds(&self) -> &[Constant] {
        &self.kinds
    }

    fn intern(&mut self, constant: Constant) -> u32 {
        if let Some(&index) = self.known.get(&constant) {
            return index;
        }
        let word = match &constant {
            Constant::Word(word) => *word,
            Constant::Str(bytes) if bytes.is_empty() => 0,
            Constant::Str(bytes) => self.string_object(bytes),
            Constant::Closure(func) => self.object(vec![0, u64::from(func.as_u32())]),
        };
        let index = self.words.len() as u32;
        self.words.push(word);
        self.kinds.push(constant.clone());
        self.known.insert(constant, index);
        index
    }

    fn string_object(&mut self, bytes: &[u8]) -> u64 {
        self.string_bytes += bytes.len() as u64;
        let mut words = vec![0, 0, bytes.len() as u64];
        words.extend(bytes.chunks(8).map(|chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_ne_bytes(word)
        }));
        let payload = self.object(words);
        if let Some(object) = self.objects.last_mut() {
            object[1] = payload + 16;
        }
        payload
    }

    /// Keeps an object whose word 0 is the header and returns the address of its payload.
    fn object(&mut self, words: Vec<u64>) -> u64 {
        let object = words.into_boxed_slice();
        let payload = object[1..].as_ptr().expose_provenance() as u64;
        self.objects.push(object);
        payload
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_constants_are_one() {
        let mut constants = Constants::default();
        let a = constants.string(b"hello, world");
        assert_eq!(a, constants.string(b"hello, world"));
        assert_ne!(a, constants.string(b"hello"));
        let empty = constants.string(b"");
        assert_eq!(constants.words()[empty as usize], 0);
    }
}
