//! Constant strings: bytes that share their parts, so that neither a long chain of `+` nor repeated doubling costs more
//! than its source text until somebody asks for the bytes.

use std::cmp::Ordering;
use std::sync::Arc;

/// Strings up to this length are copied rather than shared.
const SHORT: u64 = 64;

/// An immutable byte string.
#[derive(Clone, Debug)]
pub struct Bytes {
    node: Arc<Node>,
    len: u64,
}

#[derive(Debug)]
enum Node {
    Leaf(Box<[u8]>),
    /// Both parts, taken out only when dropped.
    Concat(Option<(Arc<Node>, Arc<Node>)>),
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Bytes {
        Bytes {
            node: Arc::new(Node::Leaf(bytes.into())),
            len: bytes.len() as u64,
        }
    }
}

impl Bytes {
    /// The length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// It has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes in one piece.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len as usize);
        for chunk in self.chunks() {
            bytes.extend_from_slice(chunk);
        }
        bytes
    }

    /// At most the first `limit` bytes.
    pub fn prefix(&self, limit: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for chunk in self.chunks() {
            let room = limit - bytes.len();
            bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if bytes.len() == limit {
                break;
            }
        }
        bytes
    }

    /// The byte at an index.
    pub fn byte(&self, index: u64) -> Option<u8> {
        let mut before = 0;
        for chunk in self.chunks() {
            let at = (index - before) as usize;
            if let Some(&byte) = chunk.get(at) {
                return Some(byte);
            }
            before += chunk.len() as u64;
        }
        None
    }

    /// This string followed by another.
    pub fn concat(&self, other: &Bytes) -> Bytes {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        let len = self.len.saturating_add(other.len);
        if len <= SHORT {
            let bytes = [self.to_vec(), other.to_vec()].concat();
            return Bytes::from(bytes.as_slice());
        }
        let parts = Some((Arc::clone(&self.node), Arc::clone(&other.node)));
        Bytes {
            node: Arc::new(Node::Concat(parts)),
            len,
        }
    }

    /// The pieces from left to right.
    pub fn chunks(&self) -> impl Iterator<Item = &[u8]> {
        let mut stack = vec![&*self.node];
        std::iter::from_fn(move || {
            loop {
                match stack.pop()? {
                    Node::Leaf(bytes) => return Some(&**bytes),
                    Node::Concat(None) => {}
                    Node::Concat(Some((left, right))) => stack.extend([&**right, &**left]),
                }
            }
        })
    }

    /// Bytewise order.
    #[allow(
        clippy::should_implement_trait,
        reason = "equality would have to agree, and nothing needs it"
    )]
    pub fn cmp(&self, other: &Bytes) -> Ordering {
        let (mut xs, mut ys) = (self.chunks(), other.chunks());
        let (mut x, mut y): (&[u8], &[u8]) = (&[], &[]);
        loop {
            if x.is_empty() {
                x = xs.find(|chunk| !chunk.is_empty()).unwrap_or(&[]);
            }
            if y.is_empty() {
                y = ys.find(|chunk| !chunk.is_empty()).unwrap_or(&[]);
            }
            let common = x.len().min(y.len());
            if common == 0 {
                return x.len().cmp(&y.len());
            }
            match x[..common].cmp(&y[..common]) {
                Ordering::Equal => (x, y) = (&x[common..], &y[common..]),
                different => return different,
            }
        }
    }
}

/// A chain of a hundred thousand parts must not drop recursively.
impl Drop for Node {
    fn drop(&mut self) {
        let Node::Concat(parts) = self else { return };
        let mut pending: Vec<Arc<Node>> =
            parts.take().into_iter().flat_map(<[_; 2]>::from).collect();
        while let Some(node) = pending.pop() {
            if let Some(mut node) = Arc::into_inner(node)
                && let Node::Concat(parts) = &mut node
            {
                pending.extend(parts.take().into_iter().flat_map(<[_; 2]>::from));
            }
        }
    }
}
